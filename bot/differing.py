"""What the terminal and Discord say alike of reports that differ, corrections, copies, opinion."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from retrieval.news import AnswerSentence, Citation, Difference

OPINION = "opinion"
_HEADS = {"differ": "Reports differ on", "corrected": "Corrected on"}
_NAMED = 8
"""Outlets of one text that are named; an agency's may have run in hundreds."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is told: what stands before it, itself, and where it comes from.

    `source` is None where the next figure comes from the very same words. `remark` is what to
    say of it beside its date: that it is newer, or of an earlier version of an article.
    """

    before: str
    value: str
    source: Citation | None
    remark: str = ""


def head(difference: Difference) -> str:
    """How a line on figures that do not agree begins."""
    return _HEADS[difference.kind]


def told(difference: Difference, cited: Mapping[int, Citation]) -> Iterator[Told]:
    """The figures of a difference in their order, each with its source."""
    corrected = difference.kind == "corrected"
    reports = difference.reports
    for place, report in enumerate(reports):
        last = place == len(reports) - 1
        shared = not last and reports[place + 1].citation == report.citation
        before = ("first " if place == 0 else ", then ") if corrected else "; " if place else ""
        source = None if shared else cited.get(report.citation)
        newer = ", newer" if report.newer and not corrected else ""
        yield Told(before, report.value, source, _earlier(source, difference, cited) or newer)


def _earlier(source: Citation | None, difference: Difference, cited: Mapping[int, Citation]) -> str:
    """Whether the words stand in an article no longer, as another figure's source shows."""
    others = (cited.get(report.citation) for report in difference.reports)
    changed = any(
        other
        and source
        and other.article_id == source.article_id
        and other.revision > source.revision
        for other in others
    )
    return ", earlier version" if changed else ""


def one_text(citation: Citation) -> str:
    """The outlets that ran a citation's text, when there are several: they are one source."""
    if not citation.also:
        return ""
    outlets = [citation.outlet or "outlet unknown", *citation.also]
    left = len(outlets) - _NAMED
    named = [*outlets[:_NAMED], f"and {left} more"] if left > 1 else outlets
    return f"{len(outlets)} outlets, one text: {', '.join(named)}"


def is_opinion(sentence: AnswerSentence, cited: Mapping[int, Citation]) -> bool:
    """Whether a sentence rests on nothing but opinion."""
    known = [cited[n] for n in sentence.citations if n in cited]
    return bool(known) and all(citation.opinion for citation in known)


def by_number(citations: Iterable[Citation]) -> dict[int, Citation]:
    """The citations by their numbers."""
    return {citation.n: citation for citation in citations}
