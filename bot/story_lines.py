"""A timeline and the changes of a topic as lines for the terminal: pure, like bot.terminal."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.text import Text

from bot import understood
from bot.dates import day, in_words, short_day, short_month
from bot.terminal import CORRECT, Line, answer_lines, as_of, source_lines
from bot.words import IN_ENGLISH, Words, phrase
from ingest.text import one_line
from retrieval.answers import Answer, Citation, Status
from retrieval.story.changes import Changes, Correction, FigureChange
from retrieval.story.coverage import Coverage
from retrieval.story.lines import Line as Told
from retrieval.story.timeline import Timeline

REPORTED = phrase("reported")
"""Before the day of an event that is only known by when it was told."""
NEW = phrase("New since {moment}")
FIGURES = phrase("Figures that changed")
CORRECTED = phrase("Corrected")
BEFORE = phrase("Known before")


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
        (IN_ENGLISH(NEW, moment=moment(found)), _dated(found.news, "cyan")),
        (FIGURES, [_figure(one) for one in found.figures]),
        (CORRECTED, [line for one in found.corrections for line in _corrected(one)]),
        (BEFORE, _dated(found.before, "dim")),
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
    reported = f"{REPORTED} " if by_report(told) else ""
    return f"{reported}{dated(told)}"


def by_report(told: Told) -> bool:
    """Whether the day of an event is only known by when it was told."""
    return told.date is not None and told.dated_by == "published"


def dated(told: Told, words: Words = IN_ENGLISH) -> str:
    """The day, month or year of an event; "~" marks a guess."""
    if told.date is None:
        return words("undated")
    mark = "~" if told.guessed else ""
    return f"{mark}{_grained(told.date, told.precision or 'day', words)}"


def others(told: Told, words: Words = IN_ENGLISH) -> str:
    """By how many outlets something is told, when they are several."""
    number = len(told.outlets)
    return f"({words.count('{n} outlet', '{n} outlets', number)})" if number > 1 else ""


def left_out(found: Timeline, words: Words = IN_ENGLISH) -> str:
    """How many events there were no room for."""
    return words.count("and {n} more event", "and {n} more events", found.left_out)


def told_of(coverage: Coverage, words: Words = IN_ENGLISH) -> str:
    """How much was told of a topic, by whom and when, in words."""
    told = words.count(
        "{n} article found about it", "{n} articles found about it", coverage.articles
    )
    if coverage.outlets:
        by = words.count("by {n} outlet", "by {n} outlets", len(coverage.outlets))
        told += f" {by}"
    if coverage.counts:
        told += f", {span(coverage, words)}"
    if coverage.undated:
        undated = words.count("{n} undated", "{n} undated", coverage.undated)
        told += f", {undated}"
    return f"{told}."


def span(coverage: Coverage, words: Words = IN_ENGLISH) -> str:
    """The first and the last day of what is dated of a coverage."""
    first, last = coverage.counts[0].day, coverage.counts[-1].day
    if first == last:
        return day(first, words)
    return words("{first} to {last}", first=day(first, words), last=day(last, words))


def considered(found: Changes, words: Words = IN_ENGLISH) -> str:
    """How much news about a topic is newer than the moment, in words."""
    return words.count(
        "{n} article about it since {moment}.",
        "{n} articles about it since {moment}.",
        found.considered,
        moment=moment(found, words),
    )


def nothing_new(found: Changes, words: Words = IN_ENGLISH) -> str:
    """That there is nothing new, and how new the newest is."""
    given = {"topic": one_line(found.topic), "moment": moment(found, words)}
    if found.newest is None:
        return words(
            "Nothing new about “{topic}” since {moment}; no article about it carries a date.",
            **given,
        )
    newest = in_words(found.newest, "day", words=words)
    return words(
        "Nothing new about “{topic}” since {moment}; the newest article about it is of {day}.",
        day=newest,
        **given,
    )


def moment(found: Changes, words: Words = IN_ENGLISH) -> str:
    """The moment since which is told, in words: as a day when it is the beginning of one."""
    since = found.since
    if (since.hour, since.minute, since.second) == (0, 0, 0):
        return day(since, words)
    return in_words(since, words=words)


def _grained(first: date, precision: str, words: Words) -> str:
    if precision == "year":
        return f"{first:%Y}"
    return short_month(first, words) if precision == "month" else short_day(first, words)


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
