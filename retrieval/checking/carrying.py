"""Whether passages carry a sentence's names, numbers, dates and opposites: each in its place."""

from collections.abc import Sequence

from retrieval.checking.alignment import Fit, word_fits
from retrieval.checking.amounts import Number
from retrieval.checking.dates import When
from retrieval.checking.faults import Fault, Kind
from retrieval.checking.looking import Claim, Look
from retrieval.checking.material import told
from retrieval.checking.names import Name
from retrieval.checking.opposites import OPPOSITES
from retrieval.checking.reading import DATE, NAME, NUMBER, Part

_KINDS = {NAME: Kind.NAME, NUMBER: Kind.NUMBER, DATE: Kind.DATE}
_BETTER = 0.74
"""A part is carried where it fits at least so well, compared with what stands at the best place."""
_MUCH_BETTER = 0.45
"""The same where the best place itself is no close fit, as for a sentence in other words."""
_CLOSE = 0.75
_CLEAR = 0.52
"""How well another must fit to count against it."""
_STRAIGHT = 0.95
"""Two parts are exchanged only when they fit each other's place so much better."""
_TELLING = 0.45
"""The share of what stands around a part that a passage must have, of what any has of it."""
_OPPOSITE = 0.6
"""How well a word's opposite must fit in its place to count against it."""


def parts_missing(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    """The names, numbers and dates that no passage has where they fit."""
    found = []
    for n, part in enumerate(claim.reading.parts):
        if claim.foreign and _translated(part, looks):
            continue
        if not _carried(claim, n, looks):
            found.append(Fault(_KINDS[part.mask], claim.text[part.start : part.end]))
    return found


def opposed(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    """The words in whose place the passages have the opposite."""
    found = []
    for at, unit in enumerate(claim.reading.units):
        opposites = OPPOSITES.get(unit.key)
        if not opposites or unit.mask:
            continue
        places = [
            fit
            for one in looks
            for fit in word_fits(at, opposites, claim.reading, one.material, one.near_by)
        ]
        wrong = max((fit.score for fit in places if not fit.same), default=0.0)
        if wrong >= _OPPOSITE and not fitting(
            max((fit.score for fit in places if fit.same), default=0.0), wrong
        ):
            found.append(Fault(Kind.NEGATION, claim.text[unit.start : unit.end]))
    return found


def _translated(part: Part, looks: Sequence[Look]) -> bool:
    """Whether a name in another language cannot be told from a noun, or ends as a told one does."""
    if not isinstance(part.value, Name):
        return False
    keys = part.value.keys
    return len(keys) < 2 or any(
        told(Name(keys[at:], 0, 0), one.material) for one in looks for at in range(1, len(keys))
    )


def _carried(claim: Claim, n: int, looks: Sequence[Look]) -> bool:
    """Whether a part has a place that fits it, and no other's place fits it better."""
    part = claim.reading.parts[n]
    soft = isinstance(part.value, Number | When) and part.value.soft
    near = [one.local(part) for one in looks]
    # a passage that has the name and nothing that is said of it adds nothing
    telling = [one for one, got in zip(looks, near, strict=True) if got >= _TELLING * max(near)]
    right = max((fit.score for one in telling for fit in one.fits[n] if fit.same), default=None)
    if right is None and not soft:
        return False
    others = ((fit, one) for one in looks for fit in one.fits[n] if not fit.same)
    return not any(
        fit.score >= _CLEAR
        and (right is None or not fitting(right, fit.score))
        and not _taken(claim.reading.parts, n, fit, one)
        for fit, one in others
    )


def _taken(parts: Sequence[Part], n: int, place: Fit, one: Look) -> bool:
    """Whether another part of the claim stands at a place, and the two are not exchanged."""
    own = max((fit for fit in one.fits[n] if fit.same), key=lambda fit: fit.score, default=None)
    if own is None:
        return False
    for m, other in one.held.get(place.at, ()):
        if m == n or _adjoin(parts[m], parts[n]):
            continue
        swapped = max((fit.score for fit in one.fits[m] if fit.at == own.at), default=0.0)
        if own.score + other.score >= _STRAIGHT * (place.score + swapped):
            return True
    return False


def fitting(right: float, wrong: float) -> bool:
    """Whether a place that fits so well holds against one that says otherwise and fits so well."""
    return wrong < _CLEAR or right >= (_BETTER if wrong >= _CLOSE else _MUCH_BETTER) * wrong


def _adjoin(one: Part, other: Part) -> bool:
    """Whether two parts stand side by side, as the halves of one name."""
    return one.last == other.first or other.last == one.first
