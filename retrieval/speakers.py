"""Sentences chosen for an answer, each quotation with the sentence that names its speaker."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval.extractive import MOST, Candidate
from retrieval.news import Article, Span
from retrieval.question.words import proper_names
from retrieval.sentences import sentences
from retrieval.speech import needs_speaker, speaker

_TAKEN_ALONG = 2
"""Sentences taken along with a quotation, at most."""
_READ = 2_000
"""Characters before a sentence, and after it, in which its speaker is looked for."""


def with_speakers(chosen: Sequence[Candidate], most: int = MOST + 1) -> list[Candidate]:
    """The sentences, and before a quotation those that name its speaker, as far as there is room.

    A quotation whose speaker is not found, or does not fit, is left out, unless it is the best.
    """
    best = max((one.score for one in chosen), default=0.0)
    kept: dict[tuple[str, int], Candidate] = {}
    for one in sorted(chosen, key=lambda one: -one.score):
        told = _with_speaker(one)
        new = [each for each in told if (each.article.id, each.start) not in kept]
        if told and len(kept) + len(new) <= most:
            kept |= {(each.article.id, each.start): each for each in new}
        elif one.score == best and not kept:
            kept[one.article.id, one.start] = one
    order = list(dict.fromkeys(one.article.id for one in chosen))
    return sorted(kept.values(), key=lambda one: (order.index(one.article.id), one.start))


def _with_speaker(one: Candidate) -> list[Candidate]:
    """The sentence with those that it needs to be understood; none when they are not found."""
    quoted = _is_within_quotation(one)
    if not quoted and not needs_speaker(one.text):
        return [one]
    before = _taken(one, reversed(list(_before(one))))
    if before is not None:
        return [*reversed(before), one]
    after = _taken(one, _after(one)) if quoted or _opened(one.text) else None
    return [one, *after] if after is not None else []


def _taken(one: Candidate, spans: Iterable[Span]) -> list[Candidate] | None:
    """The nearest sentences up to the one that names a speaker; None when it is too far."""
    taken: list[Candidate] = []
    for span, _ in zip(spans, range(_TAKEN_ALONG), strict=False):
        taken.append(replace(one, start=span.start, end=span.end, score=0.0))
        if _names_someone(taken[-1].text):
            return taken
    return None


def _names_someone(text: str) -> bool:
    return speaker(text) is not None or (not needs_speaker(text) and bool(proper_names(text)))


def _before(one: Candidate) -> Iterator[Span]:
    text = one.article.text
    begin = max(0, one.start - _READ)
    spans = sentences(text[begin : one.start])
    for place, span in enumerate(spans):
        if begin and not place:
            continue  # it began earlier
        yield Span(begin + span.start, begin + span.end)


def _after(one: Candidate) -> Iterator[Span]:
    for span in sentences(one.article.text[one.end : one.end + _READ]):
        yield Span(one.end + span.start, one.end + span.end)


def _is_within_quotation(one: Candidate) -> bool:
    """Whether a quotation that began earlier in the paragraph is still open at the sentence."""
    return _opened(_paragraph_before(one.article, one.start))


def _paragraph_before(article: Article, place: int) -> str:
    begin = max(0, place - _READ)
    return article.text[begin:place].rpartition("\n")[2]


def _opened(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”")
