"""A timeline and the changes of a topic as lines for the terminal: pure, like bot.terminal."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.text import Text

from bot import understood
from bot.dates import day, in_words
from bot.terminal import CORRECT, Line, answer_lines, as_of, source_lines
from bot.wording import plural
from ingest.text import one_line
from retrieval.news import Answer, Citation, Status
from retrieval.story.changes import Changes, Correction, FigureChange
from retrieval.story.coverage import Coverage
from retrieval.story.lines import Line as Told
from retrieval.story.timeline import Timeline

REPORTED = "reported "
"""Before the day of an event that is only known by when it was told."""


def timeline_lines(
    found: Timeline, *, quotes: bool = False, hyperlinks: bool = False, correctable: bool = False
) -> list[Line]:
    """A topic's events with their dates and sources, or what came closest to it."""
    if not found.lines and not found.undated:
        return answer_lines(as_answer(found), hyperlinks=hyperlinks, correctable=correctable)
    lines = [*_understood(found, correctable=correctable), *_dated(found.lines, "cyan")]
    if found.undated:
        lines += [*_space(found.lines), _heading("Undated"), *_dated(found.undated, "dim")]
    if found.left_out:
        lines.append(Line(Text(f"{left_out(found)}; --most shows more.", "dim")))
    lines += [*_sources(found.citations, quotes=quotes, hyperlinks=hyperlinks)]
    return [*lines, Line(Text()), *map(_dim, (told_of(found.coverage), as_of(found.as_of)))]


def changes_lines(
    found: Changes, *, quotes: bool = False, hyperlinks: bool = False, correctable: bool = False
) -> list[Line]:
    """What is new about a topic and what was known, with their sources; or that nothing is."""
    if not found.any and not found.before:
        return answer_lines(as_answer(found), hyperlinks=hyperlinks, correctable=correctable)
    lines = _understood(found, correctable=correctable)
    blocks = [
        (f"New since {moment(found)}", _dated(found.news, "cyan")),
        ("Figures that changed", [_figure(one) for one in found.figures]),
        ("Corrected", [line for one in found.corrections for line in _corrected(one)]),
        ("Known before", _dated(found.before, "dim")),
    ]
    if not found.any:
        lines += [Line(Text(nothing_new(found), "bold yellow")), Line(Text())]
    shown = [(head, told) for head, told in blocks if told]
    for place, (head, told) in enumerate(shown):
        lines += [*([Line(Text())] if place else []), _heading(head), *told]
    lines += _sources(found.citations, quotes=quotes, hyperlinks=hyperlinks)
    told_since = [considered(found)] if found.considered else []
    return [*lines, Line(Text()), *map(_dim, (*told_since, as_of(found.as_of)))]


def as_answer(found: Timeline | Changes) -> Answer:
    """What was made of a topic and how much news there is, as an answer that says no more."""
    status = Status.NOT_IN_NEWS if found.as_of.articles else Status.EMPTY_LIBRARY
    return Answer(
        found.topic, status, "extractive", found.understood, found.as_of, closest=found.closest
    )


def when(told: Told) -> str:
    """When something happened, or by "reported" when it was told; "~" marks a guess."""
    if told.date is None:
        return "undated"
    words = _grained(told.date, told.precision or "day")
    mark = "~" if told.guessed else ""
    return f"{REPORTED if told.dated_by == 'published' else ''}{mark}{words}"


def others(told: Told) -> str:
    """By how many outlets something is told, when they are several."""
    return f"({plural(len(told.outlets), 'outlet')})" if len(told.outlets) > 1 else ""


def left_out(found: Timeline) -> str:
    """How many events there were no room for."""
    return f"and {plural(found.left_out, 'more event')}"


def told_of(coverage: Coverage) -> str:
    """How much was told of a topic, by whom and when, in words."""
    words = f"{plural(coverage.articles, 'article')} found about it"
    if coverage.outlets:
        words += f" by {plural(len(coverage.outlets), 'outlet')}"
    if coverage.counts:
        first, last = coverage.counts[0].day, coverage.counts[-1].day
        words += f", {day(first)}" + (f" to {day(last)}" if last != first else "")
    if coverage.undated:
        words += f", {coverage.undated:,} undated"
    return f"{words}."


def considered(found: Changes) -> str:
    """How much news about a topic is newer than the moment, in words."""
    return f"{plural(found.considered, 'article')} about it since {moment(found)}."


def nothing_new(found: Changes) -> str:
    """That there is nothing new, and how new the newest is."""
    said = f"Nothing new about “{one_line(found.topic)}” since {moment(found)}"
    if found.newest is None:
        return f"{said}; no article about it carries a date."
    return f"{said}; the newest article about it is of {in_words(found.newest, 'day')}."


def moment(found: Changes) -> str:
    """The moment since which is told, in words: as a day when it is the beginning of one."""
    since = found.since
    if (since.hour, since.minute, since.second) == (0, 0, 0):
        return day(since)
    return in_words(since)


def _grained(first: date, precision: str) -> str:
    if precision == "year":
        return f"{first:%Y}"
    return f"{first:%b %Y}" if precision == "month" else f"{first.day} {first:%b %Y}"


def _dated(told: Sequence[Told], style: str) -> list[Line]:
    """Lines whose text begins in one column."""
    width = max((len(when(one)) for one in told), default=0)
    return [Line(_said(one), 0, Text(when(one).ljust(width), style)) for one in told]


def _said(told: Told) -> Text:
    text = Text(one_line(told.text))
    for n in told.citations:
        text.append(" ").append(f"[{n}]", "bold cyan")
    return text.append(f" {others(told)}", "dim") if others(told) else text


def _figure(one: FigureChange) -> Line:
    text = Text()
    text.append(one_line(one.before)).append(f" [{one.before_citation}]", "bold cyan")
    text.append(" → ").append(one_line(one.after), "bold")
    return Line(text.append(f" [{one.after_citation}]", "bold cyan"), 2, Text("•", "dim"))


def _corrected(one: Correction) -> list[Line]:
    now = Line(_said(one.after), 2, Text("now:   "))
    return [Line(_said(one.before), 2, Text("before:", "dim")), now] if one.before else [now]


def _understood(found: Timeline | Changes, *, correctable: bool) -> list[Line]:
    words = understood.line(as_answer(found))
    if not words:
        return []
    hint = f" {CORRECT}" if correctable and understood.by_words(found.understood) else ""
    return [Line(Text(words + hint, "dim italic")), Line(Text())]


def _sources(citations: Iterable[Citation], *, quotes: bool, hyperlinks: bool) -> list[Line]:
    sources = source_lines(citations, quotes=quotes, hyperlinks=hyperlinks)
    return [Line(Text()), _heading("Sources"), *sources]


def _space(lines: Sequence[Told]) -> list[Line]:
    return [Line(Text())] if lines else []


def _heading(words: str) -> Line:
    return Line(Text(words, "bold"))


def _dim(words: str) -> Line:
    return Line(Text(words, "dim"))
