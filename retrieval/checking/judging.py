"""A sentence against some passages: what of it none of them carries, and which words do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.checking.alignment import Fit, around, fits, turned, word_fits
from retrieval.checking.dates import When
from retrieval.checking.faults import Fault, Kind
from retrieval.checking.material import Material, told
from retrieval.checking.names import Name
from retrieval.checking.negation import denied
from retrieval.checking.numbers import Number
from retrieval.checking.offices import unheld
from retrieval.checking.opposites import OPPOSITES
from retrieval.checking.quotations import quotations, stands_in, where
from retrieval.checking.reading import DATE, NAME, NUMBER, Part, Reading
from retrieval.checking.tokens import Token
from retrieval.news import Span

_KINDS = {NAME: Kind.NAME, NUMBER: Kind.NUMBER, DATE: Kind.DATE}
_LOOKED_AT = 4
"""In how many sentences of a passage a part that fits better than the right one is looked for."""
_BETTER = 0.8
"""A part is carried where it fits at least so well, compared with what stands at the best place."""
_MUCH_BETTER = 0.45
"""The same where the best place itself is no close fit, as for a sentence in other words."""
_CLOSE = 0.75
_CLEAR = 0.52
"""How well another must fit to count against it."""
_ENOUGH = 0.4
"""The share of a sentence's content that passages must have."""
_MORE = 0.15
"""The share of its content that is worth one sentence more as evidence."""
_MOST = 3
"""How many sentences may carry one."""
_STRAIGHT = 0.95
"""Two parts are exchanged only when they fit each other's place so much better."""
_OPPOSITE = 0.6
"""How well a word's opposite must fit in its place to count against it."""
_SCATTERED = 0.7
"""What words count that stand about a passage, where those of its best sentences count 1."""
_FEW = 2
"""A quotation stands by itself when so few words beside it are found anywhere."""
_BESIDE = 250
"""How many characters from a quotation its speaker may be named."""
_LOCAL = 4
"""How many units to each side of a word tell which sentence it is from."""
_SAME_WORDS = 0.6


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
    """One passage looked at for a claim: the units each sentence has, the places for each part."""

    source: int
    material: Material
    covers: Mapping[int, frozenset[int]]
    fits: tuple[tuple[Fit, ...], ...]
    near_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What passages carry of a claim; `evidence` are (source, sentence), the best first."""

    faults: tuple[Fault, ...]
    share: float
    evidence: tuple[tuple[int, int], ...]


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
        tuple(fits(part, around(claim.reading, part), material, near_by, flipped))
        for part in claim.reading.parts
    )
    return Look(source, material, covers, places, tuple(near_by))


def judge(claim: Claim, looks: Sequence[Look]) -> Judgement:
    """What the passages together do not carry, and the sentences that carry the rest."""
    faults = [*_parts(claim, looks), *_quoted(claim, looks)]
    evidence = _evidence(claim, looks)
    share = max(
        _share(claim.reading, _union(looks, evidence)),
        _SCATTERED * max((_whole(claim, one) for one in looks), default=0.0),
    )
    if not claim.foreign:
        faults += _denied(claim, looks, evidence) + _opposed(claim, looks) + _offices(claim, looks)
        if not faults and (share < _ENOUGH or not evidence):
            faults.append(Fault(Kind.WORDS, _missing(claim, _union(looks, evidence))))
    return Judgement(tuple(dict.fromkeys(faults)), share, tuple(evidence))


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


def _parts(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    found = []
    for n, part in enumerate(claim.reading.parts):
        if claim.foreign and _translated(part, looks):
            continue
        if not _carried(claim, n, looks):
            found.append(Fault(_KINDS[part.mask], claim.text[part.start : part.end]))
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
    right = max(
        ((fit.score, at) for at, one in enumerate(looks) for fit in one.fits[n] if fit.same),
        default=None,
    )
    wrong = max(
        (
            fit.score
            for one in looks
            for fit in one.fits[n]
            if not fit.same and fit.score >= _CLEAR and not _taken(n, fit, one)
        ),
        default=0.0,
    )
    if right is None:
        return soft and not wrong
    return fitting(right[0], wrong)


def fitting(right: float, wrong: float) -> bool:
    """Whether a place that fits so well holds against one that says otherwise and fits so well."""
    return wrong < _CLEAR or right >= (_BETTER if wrong >= _CLOSE else _MUCH_BETTER) * wrong


def _taken(n: int, place: Fit, one: Look) -> bool:
    """Whether another part of the claim stands at a place, and the two are not exchanged."""
    own = max((fit for fit in one.fits[n] if fit.same), key=lambda fit: fit.score, default=None)
    if own is None:
        return False
    for m, others in enumerate(one.fits):
        if m == n:
            continue
        at = {(fit.sentence, fit.first, fit.last): fit for fit in others}
        other = at.get((place.sentence, place.first, place.last))
        if other is None or not other.same:
            continue
        swapped = at.get((own.sentence, own.first, own.last))
        exchanged = place.score + (swapped.score if swapped else 0.0)
        if own.score + other.score >= _STRAIGHT * exchanged:
            return True
    return False


def _opposed(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    """Words in whose place the passages have the opposite."""
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


def _quoted(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
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
    if place is None:
        return False
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
    """Whether the passage that has the quotation tells of any name beside it; also if there is
    none."""
    beside = [
        fits
        for part, fits in zip(claim.reading.parts, one.fits, strict=True)
        if part.mask == NAME and not span.start <= part.start < span.end
    ]
    return not beside or any(fit.same for fits in beside for fit in fits)


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


def _offices(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    sources = [one.material for one in looks]
    return [
        Fault(Kind.NAME, claim.text[start:end]) for start, end in unheld(claim.reading, sources)
    ]


def _denied(
    claim: Claim, looks: Sequence[Look], evidence: Sequence[tuple[int, int]]
) -> list[Fault]:
    """What the claim denies and the sentence that carries it does not, or the other way round."""
    if _share(claim.reading, _union(looks, evidence)) < _SAME_WORDS:
        return []
    by_source = {one.source: one for one in looks}
    said = denied(claim.reading.tokens, claim.text)
    ours: dict[tuple[int, int], bool] = {}
    theirs: dict[tuple[int, int, int, int], list[str]] = {}
    agreed: set[tuple[int, int, int, int]] = set()
    for token in claim.reading.tokens:
        if not token.content:
            continue
        best = _nearest(claim, token, by_source, evidence)
        if best is None:
            continue
        read = _denials(by_source[best[0]], best[1])
        if token.stem in said:
            ours[said[token.stem]] = ours.get(said[token.stem], False) or token.stem in read
        if token.stem in read:
            place = (*best, *read[token.stem])
            theirs.setdefault(place, []).append(token.text)
            if token.stem in said:
                agreed.add(place)
    words = [claim.text[start:end] for (start, end), shared in ours.items() if not shared]
    words += [" ".join(each) for place, each in theirs.items() if place not in agreed]
    return [Fault(Kind.NEGATION, each) for each in words]


def _denials(one: Look, number: int) -> Mapping[str, tuple[int, int]]:
    reading = one.material.reading(number)
    return denied(reading.tokens, one.material.text)


def _nearest(
    claim: Claim, token: Token, looks: Mapping[int, Look], evidence: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The sentence of the evidence that says most of what stands around a word, and the word."""
    at = sum(unit.start < token.start for unit in claim.reading.units)
    local = set(range(at - _LOCAL, at + _LOCAL + 1))
    having = [
        place
        for place in evidence
        if any(
            other.stem == token.stem for other in looks[place[0]].material.reading(place[1]).tokens
        )
    ]
    return max(
        having,
        key=lambda place: len(looks[place[0]].covers[place[1]] & local),
        default=None,
    )
