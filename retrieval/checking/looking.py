"""A sentence that is checked, and one passage looked at for what it says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from retrieval.checking.alignment import Fit, fits
from retrieval.checking.material import Material
from retrieval.checking.reading import Part, Reading
from retrieval.checking.surroundings import around, in_order, turned

_LOCAL = 5
"""How many units to each side of a part stand around it."""
_MOST_PARTS = 24
_MOST_HOLDERS = 8
_MOST_PLACES = 100
_LOOKED_AT = 4
"""In how many sentences of a passage a part that fits better than the right one is looked for."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The sentence that is checked, read; `foreign` when its passages are in another language."""

    text: str
    reading: Reading
    foreign: bool

    @property
    def quotes(self) -> bool:
        """Whether it has words between quotation marks."""
        return any(mark in self.text for mark in '“”"«»')


@dataclass(frozen=True, slots=True)
class Look:
    """One passage looked at for a claim: the units each sentence has, the places for each part.

    `held` tells which parts of the claim have their own value at a place.
    """

    source: int
    material: Material
    covers: Mapping[int, frozenset[int]]
    fits: tuple[tuple[Fit, ...], ...]
    near_by: tuple[int, ...]
    held: Mapping[tuple[int, int, int], tuple[tuple[int, Fit], ...]]

    def local(self, part: Part) -> int:
        """How much of what stands around a part of the claim the passage has in one sentence."""
        window = {*range(part.first - _LOCAL, part.first), *range(part.last, part.last + _LOCAL)}
        return max((len(units & window) for units in self.covers.values()), default=0)


def look(claim: Claim, source: int, material: Material) -> Look:
    """Look at a passage for what a claim says."""
    covers = {
        number: _covered(claim.reading, material.reading(number)) for number in _numbers(material)
    }
    best = sorted(covers, key=lambda number: -len(covers[number]))[:_LOOKED_AT]
    near_by = [number for number in best if covers[number]]
    # a speaker stands before the quotation as well as after it
    flipped = claim.quotes or (bool(near_by) and turned(claim.text, _text(material, near_by[0])))
    places = tuple(
        (
            *islice(_fits(n, claim.reading, material, near_by, flipped=flipped), _MOST_PLACES),
            *_shortened(claim.reading, part, material, near_by),
        )
        for n, part in enumerate(claim.reading.parts)
    )
    return Look(source, material, covers, places, tuple(near_by), _held(places))


def _held(
    places: Sequence[Sequence[Fit]],
) -> dict[tuple[int, int, int], tuple[tuple[int, Fit], ...]]:
    """Which parts have their own value at a place, each with how it fits there."""
    found: dict[tuple[int, int, int], tuple[tuple[int, Fit], ...]] = {}
    for n, fitting in enumerate(places):
        for fit in fitting:
            if fit.same:
                found[fit.at] = (*found.get(fit.at, ())[:_MOST_HOLDERS], (n, fit))
    return found


def _fits(
    n: int, claim: Reading, material: Material, near_by: Sequence[int], *, flipped: bool
) -> Iterator[Fit]:
    part = claim.parts[n]
    # beyond so many parts (a table, or an attack) it is enough that each stands somewhere
    near = around(claim, part) if n < _MOST_PARTS else []
    return fits(part, near, material, near_by, flipped)


def _shortened(
    claim: Reading, part: Part, material: Material, near_by: Sequence[int]
) -> Iterator[Fit]:
    for number in near_by:
        if in_order(claim, part, material.reading(number)):
            yield Fit(1.0, same=True, sentence=number)


def _numbers(material: Material) -> list[int]:
    return [*range(len(material.sentences)), *([-1] if material.title else [])]


def _text(material: Material, number: int) -> str:
    reading = material.reading(number)
    if number < 0:
        return ""
    return material.text[reading.span.start : reading.span.end]


def _covered(claim: Reading, read: Reading) -> frozenset[int]:
    forms = {token.stem for token in read.tokens} | set(read.keys)
    return frozenset(
        at for at, unit in enumerate(claim.units) if unit.key in read.places or unit.key in forms
    )
