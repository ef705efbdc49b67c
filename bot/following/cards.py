"""What Discord shows of followed topics: an article that matched, and those of a day: pure."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord

from bot.answers.boxes import boxed
from bot.answers.cards import CARD_LIMIT, outlet_name
from bot.dates import for_discord
from bot.markup import link, pages, safe
from bot.words import IN_ENGLISH, Words
from retrieval.following import Match

QUOTE, SHORT_QUOTE = 700, 300
"""How much is quoted of an article that stands alone, and of one among others."""
TITLE = 200
NAMED = 5
"""Other outlets that are named."""


def card(blocks: Sequence[str], *items: discord.ui.Item[Any]) -> discord.ui.LayoutView | None:
    """Blocks of Markdown as a card with what is to be pressed; None when they are too long."""
    return boxed(blocks, *(discord.ui.ActionRow(item) for item in items))


def matched(match: Match, topic: str, words: Words = IN_ENGLISH) -> list[str]:
    """One article that matched, as the blocks of a card."""
    followed = words("a topic followed here: {topic}", topic=f"**{safe(topic)}**")
    return [f"{article_block(match, QUOTE, words)}\n-# {followed}"]


def of_the_day(
    topic: str, found: Sequence[Match], most: int, words: Words = IN_ENGLISH
) -> list[str]:
    """What matched since the last time, as the blocks of one card: the surest, if not all."""
    count = words.count("{n} new article", "{n} new articles", len(found))
    head = f"**{safe(topic)}** · {count}"
    blocks = [head]
    for shown in range(min(most, len(found)), 0, -1):
        left = len(found) - shown
        told = [article_block(match, SHORT_QUOTE, words) for match in surest(found, shown)]
        blocks = [head, *told, *([more(topic, left, words)] if left else [])]
        if sum(map(len, blocks)) <= CARD_LIMIT:
            break
    return blocks


def surest(found: Sequence[Match], most: int) -> list[Match]:
    """The surest of what was found, oldest first."""
    best = sorted(found, key=lambda one: one.score, reverse=True)[:most]
    return sorted(best, key=_age)


def more(topic: str, number: int, words: Words = IN_ENGLISH) -> str:
    """How many more articles matched than are shown."""
    told = words.count(
        "and {n} more new article about {topic}; `/digest now` sums it up",
        "and {n} more new articles about {topic}; `/digest now` sums them up",
        number,
        topic=f"**{safe(topic)}**",
    )
    return f"-# {told}"


def article_block(match: Match, longest: int, words: Words = IN_ENGLISH) -> str:
    """One article with its date, the words that matched best, so many letters of them, and why."""
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


def plain(blocks: Sequence[str]) -> list[str]:
    """The same as ordinary messages, for where a card cannot be shown."""
    return pages("\n\n".join(blocks))


def _age(match: Match) -> tuple[datetime, datetime]:
    article = match.article
    return article.published or article.first_seen, article.first_seen


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


def _cut(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0].rstrip()} …"
