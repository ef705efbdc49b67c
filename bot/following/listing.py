"""What Discord shows of what is set up to be posted: its confirmation, and the list: pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers.cards import CARD_LIMIT
from bot.dates import moment
from bot.following.cards import SHORT_QUOTE, article_block
from bot.markup import safe
from bot.words import IN_ENGLISH, Words, phrase
from ingest.text import one_line
from retrieval.catalogue import MOST as MOST_FOUND
from retrieval.following import Match
from retrieval.follows import Follow

LISTED = 15
"""Follows in one message of the list."""
EVERYTHING = phrase("all the news")
NOTHING_FOLLOWED = phrase("Nothing is followed here yet: begin with `/follow` or `/digest daily`.")
STOPPED = phrase("{what} is followed no longer.")
NOTHING_LATELY = phrase("In the last seven days it would have posted nothing.")
OTHER_WORDS = phrase("If that surprises you, try other words, as they stand in the news.")
TOO_OLD = phrase("What was published more than three days before it comes in is not posted.")


@dataclass(frozen=True, slots=True)
class Standing:
    """A follow as the list shows it: when it is next its turn, and why it cannot post, if so."""

    follow: Follow
    next: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Lately:
    """What a topic would have had posted in the last week, and, if nothing, how much is older.

    `older` articles have all of its words.
    """

    matches: Sequence[Match] = ()
    older: int = 0


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
    standing: Standing, lately: Lately | None, words: Words = IN_ENGLISH, *, known: bool = False
) -> list[str]:
    """What is followed from now on, and what it would have posted of late where that is known."""
    follow = standing.follow
    given = {"what": name(follow, words), "channel": f"<#{follow.channel}>"}
    if known:
        said = words("{what} is followed in {channel} already", **given)
    elif follow.kind == "topic":
        said = words("I post new articles about {what} in {channel} from now on", **given)
    else:
        said = words("I post {what} in {channel} from now on", **given)
    head = f"{said}: {pace(follow, words)}{_next(standing, words)}."
    if lately is None:
        return [head]
    would, *newest = _lately(lately, words)
    return [f"{head}\n{would}", *newest, f"-# {words(TOO_OLD)}"]


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


def _lately(lately: Lately, words: Words) -> list[str]:
    if lately.matches:
        would = words.count(
            "In the last seven days it would have posted {n} article:",
            "In the last seven days it would have posted {n} articles, the newest of them:",
            len(lately.matches),
        )
        newest = max(
            lately.matches, key=lambda one: one.article.published or one.article.first_seen
        )
        return [would, article_block(newest, SHORT_QUOTE, words)]
    if not lately.older:
        return [f"{words(NOTHING_LATELY)} {words(OTHER_WORDS)}"]
    number = words.number(lately.older)
    if lately.older >= MOST_FOUND:
        number = words("{n} or more", n=number)
    older = words.count(
        "{number} older article has all of its words.",
        "{number} older articles have all of its words.",
        lately.older,
        number=number,
    )
    return [f"{words(NOTHING_LATELY)} {older}"]


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
