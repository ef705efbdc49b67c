"""A timeline or changes with less in them, for where there is little room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from retrieval.answers import Citation
from retrieval.story.changes import Changes, Correction, FigureChange
from retrieval.story.lines import Line
from retrieval.story.timeline import Timeline


def shorter_timeline(found: Timeline, most: int) -> Timeline:
    """At most so many events: how it began, then those that most outlets tell, the later of equals.

    What is left out is counted, and the sources are numbered anew.
    """
    began = found.lines[:1] if most > 1 else ()
    kept = [*began, *_first(found.lines[len(began) :], most - len(began))]
    undated = found.undated[: max(0, most - len(kept))]
    gone = len(found.lines) + len(found.undated) - len(kept) - len(undated)
    citations, numbers = _renumbered(found.citations, _numbers((*kept, *undated)))
    return replace(
        found,
        lines=tuple(_numbered(one, numbers) for one in kept),
        undated=tuple(_numbered(one, numbers) for one in undated),
        citations=citations,
        left_out=found.left_out + gone,
    )


def shorter_changes(found: Changes, most: int) -> tuple[Changes, int]:
    """At most so much of each kind that is new, and how much of that was left out.

    Of the events the first stays, as in a timeline; what was known before goes first of all.
    """
    began = found.news[-1:] if most > 1 else ()
    others = found.news[: len(found.news) - len(began)]
    news = [*_first(others, most - len(began)), *began]
    figures, corrections = found.figures[:most], found.corrections[:most]
    gone = sum(map(len, (found.news, found.figures, found.corrections)))
    gone -= sum(map(len, (news, figures, corrections)))
    named = _numbers(news)
    named += [n for one in figures for n in (one.before_citation, one.after_citation)]
    named += [n for one in corrections for n in _numbers(filter(None, (one.before, one.after)))]
    citations, numbers = _renumbered(found.citations, named)
    made = replace(
        found,
        news=tuple(_numbered(one, numbers) for one in news),
        figures=tuple(_figure(one, numbers) for one in figures),
        corrections=tuple(_correction(one, numbers) for one in corrections),
        before=(),
        citations=citations,
    )
    return made, gone


def _first(lines: Sequence[Line], most: int) -> list[Line]:
    """Those told by most outlets, in the order in which they were."""

    def rank(place: int) -> tuple[int, date]:
        return len(lines[place].outlets), lines[place].date or date.min

    best = sorted(range(len(lines)), key=rank, reverse=True)[:most]
    return [lines[place] for place in sorted(best)]


def _numbers(lines: Iterable[Line]) -> list[int]:
    return [n for one in lines for n in one.citations]


def _renumbered(
    citations: Iterable[Citation], named: Iterable[int]
) -> tuple[tuple[Citation, ...], Mapping[int, int]]:
    """The citations that are still named, numbered from 1, and what each number became."""
    wanted = set(named)
    kept = [one for one in citations if one.n in wanted]
    numbers = {one.n: place for place, one in enumerate(kept, start=1)}
    return tuple(replace(one, n=numbers[one.n]) for one in kept), numbers


def _numbered(line: Line, numbers: Mapping[int, int]) -> Line:
    return replace(line, citations=tuple(numbers[n] for n in line.citations))


def _figure(one: FigureChange, numbers: Mapping[int, int]) -> FigureChange:
    return replace(
        one,
        before_citation=numbers[one.before_citation],
        after_citation=numbers[one.after_citation],
    )


def _correction(one: Correction, numbers: Mapping[int, int]) -> Correction:
    before = _numbered(one.before, numbers) if one.before else None
    return Correction(before, _numbered(one.after, numbers))
