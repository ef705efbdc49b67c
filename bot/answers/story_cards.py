"""What Discord shows of a topic's timeline and changes: a card, or the same in plain messages."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.answers import cards
from bot.answers.boxes import boxed
from bot.answers.buttons import rows
from bot.delivery.replies import Picture
from bot.differing import by_number
from bot.markup import marker, pages, safe
from bot.story_lines import (
    BEFORE,
    CORRECTED,
    FIGURES,
    NEW,
    REPORTED,
    as_answer,
    by_report,
    considered,
    dated,
    left_out,
    moment,
    nothing_new,
    others,
    told_of,
)
from bot.words import IN_ENGLISH, Words
from retrieval.answers import Citation, Status
from retrieval.story.changes import Changes, Correction, FigureChange
from retrieval.story.lines import Line
from retrieval.story.timeline import Timeline

Cited = Mapping[int, Citation]


def timeline_card(
    found: Timeline,
    *buttons: discord.ui.Item[Any],
    picture: Picture | None = None,
    words: Words = IN_ENGLISH,
) -> discord.ui.LayoutView | None:
    """The timeline as a card, or None when it holds more than a card can.

    `picture` is attached to the message, and shown below the events.
    """
    if not found.lines and not found.undated:
        return cards.card(as_answer(found), asked=found.topic, words=words)
    return boxed(_timeline(found, words), *rows(buttons), picture=picture)


def timeline_messages(found: Timeline, *, words: Words = IN_ENGLISH) -> list[str]:
    """The same as ordinary messages, for where a card cannot be shown."""
    if not found.lines and not found.undated:
        return cards.plain(as_answer(found), asked=found.topic, words=words)
    return pages("\n\n".join(_timeline(found, words)))


def changes_card(
    found: Changes,
    *buttons: discord.ui.Item[Any],
    left_out: int = 0,
    words: Words = IN_ENGLISH,
) -> discord.ui.LayoutView | None:
    """What is new as a card, or None when it holds more than a card can.

    `left_out` is how much of what is new there was no room for.
    """
    if not found.any and not found.before:
        return cards.card(as_answer(found), asked=found.topic, words=words)
    return boxed(_changes(found, words, left_out), *rows(buttons))


def changes_messages(found: Changes, *, words: Words = IN_ENGLISH) -> list[str]:
    """The same as ordinary messages."""
    if not found.any and not found.before:
        return cards.plain(as_answer(found), asked=found.topic, words=words)
    return pages("\n\n".join(_changes(found, words)))


def _timeline(found: Timeline, words: Words) -> list[str]:
    cited = by_number(found.citations)
    told = [_line(one, cited, words) for one in found.lines]
    if found.left_out:
        told.append(f"-# {left_out(found, words)}")
    undated = [f"**{words('Undated')}**", *(_line(one, cited, words) for one in found.undated)]
    blocks = [
        f"**{safe(found.topic)}**",
        "\n".join(told),
        "\n".join(undated) if found.undated else "",
        *_sources(found, words, safe(told_of(found.coverage, words))),
    ]
    return [block for block in blocks if block]


def _changes(found: Changes, words: Words, left_out: int = 0) -> list[str]:
    cited = by_number(found.citations)
    new = (
        (words(NEW, moment=moment(found, words)), [_line(one, cited, words) for one in found.news]),
        (words(FIGURES), [_figure(one, cited) for one in found.figures]),
        (words(CORRECTED), [_correction(one, cited, words) for one in found.corrections]),
    )
    before = (words(BEFORE), [_line(one, cited, words) for one in found.before])
    head = safe(found.topic) if found.any else safe(nothing_new(found, words))
    counted = considered(found, words) if found.considered else ""
    more = words.count("and {n} more", "and {n} more", left_out)
    return [
        f"**{head}**",
        *_titled(new),
        *([f"-# {more}"] if left_out else []),
        *_titled([before]),
        *_sources(found, words, counted),
    ]


def _titled(blocks: Iterable[tuple[str, list[str]]]) -> list[str]:
    return ["\n".join((f"**{title}**", *lines)) for title, lines in blocks if lines]


def _line(told: Line, cited: Cited, words: Words) -> str:
    reported = f"*{words(REPORTED)}* " if by_report(told) else ""
    said = f"{reported}**{dated(told, words)}**"
    more = f" {others(told, words)}" if others(told) else ""
    return f"{said} · {safe(told.text)} {_markers(told.citations, cited)}{more}"


def _figure(one: FigureChange, cited: Cited) -> str:
    before = f"{safe(one.before)} {_markers([one.before_citation], cited)}"
    return f"- {before} → **{safe(one.after)}** {_markers([one.after_citation], cited)}"


def _correction(one: Correction, cited: Cited, words: Words) -> str:
    now = f"{safe(one.after.text)} {_markers(one.after.citations, cited)}"
    now = words("- now: {text}", text=now)
    if one.before is None:
        return now
    before = f"{safe(one.before.text)} {_markers(one.before.citations, cited)}"
    return f"{words('- before: {text}', text=before)}\n{now}"


def _markers(numbers: Iterable[int], cited: Cited) -> str:
    return " ".join(marker(n, cited[n].link) for n in numbers if n in cited)


def _sources(found: Timeline | Changes, words: Words, counted: str) -> list[str]:
    """The sources and the as-of line, as an answer has them, and what was looked through."""
    bare = replace(as_answer(found), status=Status.ANSWERED, citations=found.citations, closest=())
    *sources, small = cards.blocks(bare, words=words)
    return [*sources, f"{small}\n-# {counted}" if counted else small]
