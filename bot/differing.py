"""What the terminal and Discord say alike of reports that differ, corrections, copies, opinion."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.words import IN_ENGLISH, Words, phrase
from retrieval.answers import AnswerSentence, Citation, Difference

OPINION = phrase("opinion")
_HEADS = {
    "differ": phrase("Reports differ on {thing}:"),
    "corrected": phrase("Corrected on {thing}:"),
}
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


def head(difference: Difference, thing: str, words: Words = IN_ENGLISH) -> str:
    """How a line on figures that do not agree about a `thing` begins."""
    return words(_HEADS[difference.kind], thing=thing)


def told(
    difference: Difference, cited: Mapping[int, Citation], words: Words = IN_ENGLISH
) -> Iterator[Told]:
    """The figures of a difference in their order, each with its source."""
    corrected = difference.kind == "corrected"
    reports = difference.reports
    for place, report in enumerate(reports):
        last = place == len(reports) - 1
        shared = not last and reports[place + 1].citation == report.citation
        before = _joint(place, words) if corrected else "; " if place else ""
        source = None if shared else cited.get(report.citation)
        newer = words("newer") if report.newer and not corrected else ""
        remark = words("earlier version") if _earlier(source, difference, cited) else newer
        yield Told(before, report.value, source, f", {remark}" if remark else "")


def _joint(place: int, words: Words) -> str:
    return f", {words('then')} " if place else f"{words('first')} "


def _earlier(
    source: Citation | None, difference: Difference, cited: Mapping[int, Citation]
) -> bool:
    """Whether the words stand in an article no longer, as another figure's source shows."""
    others = (cited.get(report.citation) for report in difference.reports)
    return any(
        other
        and source
        and other.article_id == source.article_id
        and other.revision > source.revision
        for other in others
    )


def one_text(citation: Citation, words: Words = IN_ENGLISH) -> str:
    """The outlets that ran a citation's text, when there are several: they are one source."""
    if not citation.also:
        return ""
    outlets = [citation.outlet or words("outlet unknown"), *citation.also]
    left = len(outlets) - _NAMED
    named = ", ".join(outlets[:_NAMED] if left > 1 else outlets)
    if left > 1:
        named = words("{names}, and {n} more", names=named, n=left)
    return words("{n} outlets, one text: {names}", n=len(outlets), names=named)


def is_opinion(sentence: AnswerSentence, cited: Mapping[int, Citation]) -> bool:
    """Whether a sentence rests on nothing but opinion."""
    known = [cited[n] for n in sentence.citations if n in cited]
    return bool(known) and all(citation.opinion for citation in known)


def by_number(citations: Iterable[Citation]) -> dict[int, Citation]:
    """The citations by their numbers."""
    return {citation.n: citation for citation in citations}
