"""A sentence against some passages: what of it none of them carries, and which words do."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.checking.carrying import opposed, parts_missing
from retrieval.checking.denying import denials
from retrieval.checking.faults import Fault, Kind
from retrieval.checking.looking import Claim, Look
from retrieval.checking.negation import denying
from retrieval.checking.offices import unheld
from retrieval.checking.quoting import misquoted
from retrieval.checking.reading import Reading
from retrieval.checking.speaking import not_theirs

_ENOUGH = 0.4
"""The share of a sentence's content that passages must have."""
_MORE = 0.15
"""The share of its content that is worth one sentence more as evidence."""
_MOST = 3
"""How many sentences may carry one."""
_SCATTERED = 0.7
"""What words count that stand about a passage, where those of its best sentences count 1."""
_SAME_WORDS = 0.6


@dataclass(frozen=True, slots=True)
class Judgement:
    """What passages carry of a claim; `evidence` are (source, sentence), the best first."""

    faults: tuple[Fault, ...]
    share: float
    evidence: tuple[tuple[int, int], ...]


def judge(claim: Claim, looks: Sequence[Look]) -> Judgement:
    """What the passages together do not carry, and the sentences that carry the rest."""
    faults = [*parts_missing(claim, looks), *misquoted(claim, looks)]
    evidence = _evidence(claim, looks)
    found = _union(looks, evidence)
    whole = max((_whole(claim, one) for one in looks), default=0.0)
    share = max(_share(claim.reading, found), _SCATTERED * whole)
    if not claim.foreign:
        faults += [*opposed(claim, looks), *_offices(claim, looks), *not_theirs(claim, looks)]
        no = denying(claim.reading.tokens)
        said_no = {at for at, unit in enumerate(claim.reading.units) if unit.start in no}
        if _share(claim.reading, found | said_no) >= _SAME_WORDS:
            faults += denials(claim, looks, evidence)
        if not faults and (share < _ENOUGH or not evidence):
            faults.append(Fault(Kind.WORDS, _missing(claim, found)))
    return Judgement(tuple(dict.fromkeys(faults)), share, tuple(evidence))


def _offices(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    sources = [one.material for one in looks]
    return [
        Fault(Kind.NAME, claim.text[start:end]) for start, end in unheld(claim.reading, sources)
    ]


def _evidence(claim: Claim, looks: Sequence[Look]) -> list[tuple[int, int]]:
    """The fewest sentences that have what the passages have of a claim, the best first."""
    left = {
        (one.source, number): set(units)
        for one in looks
        for number, units in one.covers.items()
        if number >= 0
    }
    for one in looks:
        for part, places in zip(claim.reading.parts, one.fits, strict=True):
            for fit in places:
                if fit.same and fit.sentence >= 0:
                    left[one.source, fit.sentence] |= set(range(part.first, part.last))
    chosen: list[tuple[int, int]] = []
    whole = max(1, len(claim.reading.units))
    while left and len(chosen) < _MOST:
        best = max(left, key=lambda place: (len(left[place]), -place[0], -place[1]))
        got = left.pop(best)
        if not got or (chosen and len(got) < max(2, _MORE * whole) and not _holds_part(claim, got)):
            break
        chosen.append(best)
        left = {place: units - got for place, units in left.items()}
    return chosen


def _holds_part(claim: Claim, units: set[int]) -> bool:
    return any(set(range(part.first, part.last)) <= units for part in claim.reading.parts)


def _union(looks: Sequence[Look], evidence: Sequence[tuple[int, int]]) -> set[int]:
    by_source = {one.source: one for one in looks}
    units: set[int] = set()
    for source, number in evidence:
        units |= by_source[source].covers[number]
    for one in looks:
        units |= one.covers.get(-1, frozenset())
    return units


def _share(reading: Reading, covered: set[int]) -> float:
    return len(covered) / len(reading.units) if reading.units else 1.0


def _whole(claim: Claim, one: Look) -> float:
    return _share(claim.reading, {at for units in one.covers.values() for at in units})


def _missing(claim: Claim, covered: set[int]) -> str:
    missing = [unit for at, unit in enumerate(claim.reading.units) if at not in covered]
    return claim.text[missing[0].start : missing[-1].end] if missing else claim.text
