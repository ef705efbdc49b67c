"""What stands around a part of a sentence, and how alike it is elsewhere."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from retrieval.checking.reading import Part, Reading

_AROUND = 12
"""How many content words to each side of a part are looked at."""
_MASKED = 0.4
"""What another value of the same kind counts, where the same one counts 1."""
_TURNED = 0.4
"""What a word counts that stands on the other side of a part."""
_WINDOW = 5
_TOO_FEW = 3
"""How many words beside a part tell that another sentence says the same in the same order."""
_FEW_PLACES = 6
_SHIFT = 0.33
_NEAR = 0.7
_BY = re.compile(r"\bby\b")
Around = list[tuple[str, str, int, float]]
"""The units around a part: key, mask, distance (negative before it), weight."""


def around(reading: Reading, part: Part) -> Around:
    """What stands around a part in its sentence."""
    return unit_around(reading, part.first, part.last)


def unit_around(reading: Reading, first: int, last: int) -> Around:
    """What stands around the units from the first to the last, the end exclusive."""
    found = []
    for at, unit in enumerate(reading.units):
        distance = _distance(at, first, last)
        if distance and abs(distance) <= _AROUND:
            found.append((unit.key, unit.mask, distance, abs(distance) ** -_NEAR))
    return found


def alike(near: Around, reading: Reading, first: int, last: int, *, even: bool) -> float:
    """How alike the surroundings are, 0 to 1; `even` when the sides may have been exchanged."""
    whole = reached = 0.0
    for key, mask, distance, weight in near:
        whole += weight
        best = _best(reading.places.get(key, ()), first, last, distance, even)
        if mask and best < _MASKED:
            others = reading.places.get(mask, ())
            best = max(best, _MASKED * _best(others, first, last, distance, even))
        reached += weight * best
    return reached / whole if whole else 1.0


def in_order(claim: Reading, part: Part, read: Reading) -> bool:
    """Whether a sentence has the part and what stands around it in the same order.

    So it is where something between was left out: "Okafor, whose term ends in May, said".
    """
    first, last = max(0, part.first - _WINDOW), part.last + _WINDOW
    wanted = [unit.key for unit in claim.units[first:last]]
    if len(wanted) < _TOO_FEW + part.last - part.first:
        return False
    theirs = iter([unit.key for unit in read.units])
    return all(key in theirs for key in wanted)


def turned(said: str, read: str) -> bool:
    """Whether just one of two sentences is in the passive, so that its names change sides."""
    return (_BY.search(said) is None) != (_BY.search(read) is None)


def _best(places: Sequence[int], first: int, last: int, distance: int, even: bool) -> float:
    best = 0.0
    for at in _close(places, first, last, distance):
        other = _distance(at, first, last)
        if not other:
            continue
        if (other < 0) == (distance < 0):
            score = 1 / (1 + _SHIFT * abs(other - distance))
        else:
            score = (1 if even else _TURNED) / (1 + _SHIFT * abs(abs(other) - abs(distance)))
        best = max(best, score)
    return best


def _close(places: Sequence[int], first: int, last: int, distance: int) -> Sequence[int]:
    """The places nearest to so far before a part and so far after it; no others can be best."""
    if len(places) <= _FEW_PLACES:
        return places
    found: list[int] = []
    for wanted in (first - abs(distance), last - 1 + abs(distance)):
        at = bisect_left(places, wanted)
        found += places[max(0, at - 1) : at + 2]
    found += places[max(0, bisect_left(places, first) - 1) : bisect_left(places, first)]
    after = bisect_left(places, last)
    return found + list(places[after : after + 1])


def _distance(at: int, first: int, last: int) -> int:
    """How far a unit stands from a part; 0 within it."""
    if at < first:
        return at - first
    return at - last + 1 if at >= last else 0
