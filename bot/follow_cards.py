"""What Discord shows of followed topics: an article that matched, a day's, and the list: pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from bot.cards import CARD_LIMIT, COLOURS, outlet_name
from bot.dates import for_discord, moment
from bot.markup import link, pages, safe
from bot.words import IN_ENGLISH, Words, phrase
from ingest.text import one_line
from retrieval.following import Match
from retrieval.follows import Follow
from retrieval.news import Status

QUOTE, SHORT_QUOTE = 700, 300
"""How much is quoted of an article that stands alone, and of one among others."""
TITLE = 200
NAMED = 5
"""Other outlets that are named."""
LISTED = 15
"""Follows in one message of the list."""
EVERYTHING = phrase("all the news")
NOTHING_FOLLOWED = phrase("Nothing is followed here yet: begin with `/follow` or `/digest daily`.")
STOPPED = phrase("{what} is followed no longer.")


@dataclass(frozen=True, slots=True)
class Standing:
    """A follow as the list shows it: when it is next its turn, and why it cannot post, if so."""

    follow: Follow
    next: datetime | None = None
    problem: str = ""


def card(
    blocks: Sequence[str], *items: discord.ui.Item[Any], apart: bool = False
) -> discord.ui.LayoutView | None:
    """Blocks of Markdown as a card with what is to be pressed; None when they are too long."""
    if sum(map(len, blocks)) > CARD_LIMIT:
        return None
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        accent_colour=COLOURS[Status.ANSWERED]
    )
    for place, block in enumerate(blocks):
        if place:
            container.add_item(discord.ui.Separator(visible=apart))
        container.add_item(discord.ui.TextDisplay(block))
    for item in items:
        container.add_item(discord.ui.ActionRow(item))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def matched(match: Match, topic: str, words: Words = IN_ENGLISH) -> list[str]:
    """One article that matched, as the blocks of a card."""
    followed = words("a topic followed here: {topic}", topic=f"**{safe(topic)}**")
    return [f"{_article(match, QUOTE, words)}\n-# {followed}"]


def of_the_day(
    topic: str, matches: Sequence[Match], left_out: int = 0, words: Words = IN_ENGLISH
) -> list[str]:
    """What matched since the last time, as the blocks of one card, as much as it holds."""
    count = words.count("{n} new article", "{n} new articles", len(matches) + left_out)
    head = f"**{safe(topic)}** · {count}"
    blocks = [_article(match, SHORT_QUOTE, words) for match in matches]
    while True:
        left = left_out + len(matches) - len(blocks)
        made = [head, *blocks, *([more(topic, left, words)] if left else [])]
        if sum(map(len, made)) <= CARD_LIMIT:
            return made
        blocks.pop()


def more(topic: str, number: int, words: Words = IN_ENGLISH) -> str:
    """How many more articles matched than are shown."""
    told = words.count(
        "and {n} more new article about {topic}; `/digest now` sums it up",
        "and {n} more new articles about {topic}; `/digest now` sums them up",
        number,
        topic=f"**{safe(topic)}**",
    )
    return f"-# {told}"


def label(follow: Follow, words: Words = IN_ENGLISH) -> str:
    """What is followed, as it is, for where no Markdown is read."""
    topic = one_line(follow.topic) or words(EVERYTHING)
    return words("Digest: {topic}", topic=topic) if follow.kind == "digest" else topic


def name(follow: Follow, words: Words = IN_ENGLISH) -> str:
    """The same in bold."""
    return f"**{safe(label(follow, words))}**"


def pace(follow: Follow, words: Words = IN_ENGLISH) -> str:
    """When it is posted."""
    if follow.at is None:
        return words("as they come")
    return words("daily at {time}", time=follow.at)


def confirmed(
    standing: Standing,
    recent: Sequence[Match] | None,
    words: Words = IN_ENGLISH,
    *,
    known: bool = False,
) -> list[str]:
    """What is followed from now on, and what it would have posted of late where that is known."""
    follow = standing.follow
    given = {"what": name(follow, words), "channel": f"<#{follow.channel}>"}
    if known:
        said = words("{what} is followed in {channel} already", **given)
    else:
        said = words("I post {what} in {channel} from now on", **given)
    head = f"{said}: {pace(follow, words)}{_next(standing, words)}."
    if recent is None:
        return [head]
    if not recent:
        none = words(
            "Nothing that came in during the last seven days is about it. If that surprises you, "
            "try other words, as they stand in the news."
        )
        return [f"{head}\n{none}"]
    would = words.count(
        "In the last seven days it would have posted {n} article:",
        "In the last seven days it would have posted {n} articles, the newest of them:",
        len(recent),
    )
    newest = max(recent, key=lambda one: one.article.published or one.article.first_seen)
    return [f"{head}\n{would}", _article(newest, SHORT_QUOTE, words)]


def following(
    standings: Sequence[Standing], words: Words = IN_ENGLISH, *, said: str = ""
) -> list[str]:
    """What is followed, as the blocks of one message of the list; `said` goes before it."""
    if not standings:
        return [said or words(NOTHING_FOLLOWED)]
    return [*([said] if said else []), "\n".join(_entry(one, words) for one in standings)]


def parted(standings: Sequence[Standing], words: Words = IN_ENGLISH) -> Iterator[list[Standing]]:
    """The list in portions that a message holds each."""
    part: list[Standing] = []
    for one in standings:
        if len(part) == LISTED or len("\n".join(following([*part, one], words))) > CARD_LIMIT - 300:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def plain(blocks: Sequence[str]) -> list[str]:
    """The same as ordinary messages, for where a card cannot be shown."""
    return pages("\n\n".join(blocks))


def _article(match: Match, longest: int, words: Words) -> str:
    article, cited = match.article, match.citation
    dated = for_discord(
        article.published,
        article.precision,
        guessed=article.guessed,
        updated=article.updated,
        words=words,
    )
    title = link(_cut(article.title, TITLE) or words("untitled"), cited.link or article.url)
    said = [_why(match, words), _also(match, words)]
    return "\n".join(
        (
            f"**{title}**",
            f"{outlet_name(article.outlet, words)} · {dated}",
            f"> {_quoted(match, longest)}",
            f"-# {' · '.join(filter(None, said))}",
        )
    )


def _why(match: Match, words: Words) -> str:
    if not match.why:
        return words("matched by what it is about")
    return words("matched: {terms}", terms=", ".join(safe(term) for term in match.why))


def _also(match: Match, words: Words) -> str:
    if not match.also:
        return ""
    named = [safe(outlet) for outlet in match.also[:NAMED]]
    left = len(match.also) - len(named)
    return words("also told by {outlets}", outlets=", ".join(named) + (f" +{left}" if left else ""))


def _quoted(match: Match, longest: int) -> str:
    """The words that matched best, those of the topic in bold."""
    quote = safe(_cut(match.citation.quote, longest))
    terms = sorted({safe(term) for term in match.why if term.strip()}, key=len, reverse=True)
    if not terms:
        return quote
    alike = "|".join(map(re.escape, terms))
    return re.sub(rf"(?<!\w)({alike})(?!\w)", r"**\1**", quote)


def _entry(standing: Standing, words: Words) -> str:
    follow = standing.follow
    line = f"- {name(follow, words)} → <#{follow.channel}> · {pace(follow, words)}"
    line += _next(standing, words)
    return f"{line}\n  ⚠ {standing.problem}" if standing.problem else line


def _next(standing: Standing, words: Words) -> str:
    if standing.next is None:
        return ""
    when = f"{moment(standing.next)} (<t:{int(standing.next.timestamp())}:R>)"
    return ", " + words("next {moment}", moment=when)


def _cut(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0].rstrip()} …"
