"""Whether a sentence denies what its passages affirm, or the other way round."""

from collections.abc import Mapping, Sequence

from retrieval.checking.faults import Fault, Kind
from retrieval.checking.looking import Claim, Look
from retrieval.checking.negation import denied
from retrieval.checking.tokens import Token

_LOCAL = 4
"""How many units to each side of a word tell which sentence it is from."""


def denials(
    claim: Claim, looks: Sequence[Look], evidence: Sequence[tuple[int, int]]
) -> list[Fault]:
    """What the claim denies and the sentence that carries it does not, or the other way round."""
    by_source = {one.source: one for one in looks}
    places = [*evidence, *((one.source, n) for one in looks for n in one.near_by if n >= 0)]
    said = denied(claim.reading.tokens, claim.text)
    ours = dict.fromkeys(said.values(), False)  # what no sentence has, none denies
    theirs: dict[tuple[int, int, int, int], list[Token]] = {}
    agreed: set[tuple[int, int, int, int]] = set()
    for token in claim.reading.tokens:
        if not token.content:
            continue
        best = _nearest(claim, token, by_source, places)
        if best is None:
            continue
        read = _denials(by_source[best[0]], best[1])
        if token.stem in said:
            ours[said[token.stem]] |= token.stem in read
        if token.stem in read:
            place = (*best, *read[token.stem])
            theirs.setdefault(place, []).append(token)
            if token.stem in said:
                agreed.add(place)
    words = [claim.text[start:end] for (start, end), shared in ours.items() if not shared]
    words += [
        claim.text[each[0].start : each[-1].end]
        for place, each in theirs.items()
        if place not in agreed
    ]
    return [Fault(Kind.NEGATION, each) for each in words]


def _denials(one: Look, number: int) -> Mapping[str, tuple[int, int]]:
    reading = one.material.reading(number)
    return denied(reading.tokens, one.material.text)


def _nearest(
    claim: Claim, token: Token, looks: Mapping[int, Look], places: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The sentence of the evidence that says most of what stands around a word, and the word."""
    at = sum(unit.start < token.start for unit in claim.reading.units)
    local = set(range(at - _LOCAL, at + _LOCAL + 1))
    having = [
        place
        for place in places
        if any(
            other.stem == token.stem for other in looks[place[0]].material.reading(place[1]).tokens
        )
    ]
    return max(
        having,
        key=lambda place: len(looks[place[0]].covers[place[1]] & local),
        default=None,
    )
