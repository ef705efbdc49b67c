"""Whether passages have what a sentence quotes, where they tell of the same."""

from collections.abc import Sequence

from retrieval.checking.faults import Fault, Kind
from retrieval.checking.looking import Claim, Look
from retrieval.checking.quotations import quotations, stands_in, where
from retrieval.checking.reading import NAME
from retrieval.news import Span

_FEW = 2
"""A quotation stands by itself when so few words beside it are found anywhere."""
_SHORT = 3
"""So few words may be quoted from anywhere."""
_BESIDE = 250
"""How many characters from a quotation its speaker may be named."""


def misquoted(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    """The quotations that no passage has, or that it has where it tells of something else."""
    found = []
    for span in quotations(claim.text):
        words = claim.text[span.start : span.end]
        if not any(_has_quotation(claim, span, words, one, looks) for one in looks):
            found.append(Fault(Kind.QUOTATION, words))
    return found


def _has_quotation(claim: Claim, span: Span, words: str, one: Look, looks: Sequence[Look]) -> bool:
    if stands_in(words, one.material.title_text):
        return True
    place = where(words, one.material.text)
    if place is None or len(words.split()) < _SHORT:
        return place is not None
    outside = {
        at for at, unit in enumerate(claim.reading.units) if not span.start <= unit.start < span.end
    }
    if not _speaker_told(claim, span, one):
        return False
    around_it: set[int] = set()
    for number, reading in enumerate(one.material.sentences):
        if any(
            reading.span.start < end + _BESIDE and start - _BESIDE < reading.span.end
            for start, end in place
        ):
            around_it |= one.covers[number]
    most = max(
        (len(units & outside) for other in looks for units in other.covers.values()), default=0
    )
    return most <= _FEW or len(around_it & outside) * 2 >= most


def _speaker_told(claim: Claim, span: Span, one: Look) -> bool:
    """Whether the passage that has the quotation tells of a name beside it, if there is one."""
    beside = [
        fits
        for part, fits in zip(claim.reading.parts, one.fits, strict=True)
        if part.mask == NAME and not span.start <= part.start < span.end
    ]
    return not beside or any(fit.same for fits in beside for fit in fits)
