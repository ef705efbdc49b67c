"""How well a name, number or date of a sentence fits each place of a passage.

A part is carried only where the words around it are those around it in the sentence: what counts
is not that "12" occurs, but that it stands where another number does not fit better.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.checking import amounts, times
from retrieval.checking.amounts import Number
from retrieval.checking.dates import When
from retrieval.checking.material import Material, same, standing, told
from retrieval.checking.names import Name
from retrieval.checking.reading import DATE, NAME, Part, Reading
from retrieval.checking.surroundings import Around, alike, unit_around

_PRONOUNS = frozenset("he she they him her them his hers their theirs it its who whose".split())
_OUTLET = 0.7
"""How well a name fits anywhere that is the passage's outlet."""
_ELSEWHERE = 0.3
"""How well a name fits that the passage tells of at all."""
_PRONOUN = 0.75
"""What a place counts where a pronoun may stand for a name of a sentence before."""
_AFTER_A_NAME = 0.6
"""What a pronoun counts that more likely stands for a name before it in its sentence."""
_BACK = 4
"""How many sentences before a pronoun what it stands for may be named."""
_GAP = 2
"""How many units may stand in the place of one."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A place for a part in a passage: how well it fits, and whether it has the part's value.

    `sentence` is -1 for the title, -2 for the source line; `first` and `last` are its units.
    """

    score: float
    same: bool
    sentence: int
    first: int = -1
    last: int = -1

    @property
    def at(self) -> tuple[int, int, int]:
        """Where it is: sentence, first and last unit."""
        return self.sentence, self.first, self.last


def fits(
    part: Part, near: Around, source: Material, near_by: Sequence[int], turned: bool
) -> Iterator[Fit]:
    """The places for a part in a passage, looked for in the sentences `near_by` and its own."""
    if part.mask == NAME:
        return _name_fits(part, near, source, near_by, turned)
    return _value_fits(part, near, source, near_by)


def _value_fits(
    part: Part, near: Around, source: Material, near_by: Sequence[int]
) -> Iterator[Fit]:
    for number in _all_sentences(source):
        reading = source.reading(number)
        for other in reading.parts:
            if other.mask != part.mask and not _year_like(part, other):
                continue
            equal = _agree(part.value, other.value, source.published)
            if equal or (number in near_by and _alike(part.value, other.value)):
                score = alike(near, reading, other.first, other.last, even=False)
                yield Fit(score, equal, number, other.first, other.last)
    for number in near_by:
        yield from _unsaid_fits(part, near, source, number)
    when = part.value
    if isinstance(when, When) and source.published and times.holds(when, source.published):
        yield Fit(0.4, same=True, sentence=-2)


def _unsaid_fits(part: Part, near: Around, source: Material, number: int) -> Iterator[Fit]:
    """The places of a sentence where the words around a part stand, and something else."""
    reading = source.reading(number)
    for first, last in _gaps(near, reading):
        if not any(
            one.first < last
            and first < one.last
            and _agree(part.value, one.value, source.published)
            for one in reading.parts
        ):
            score = alike(near, reading, first, last, even=False)
            yield Fit(score, False, number, first, last)


def _gaps(near: Around, reading: Reading) -> Iterator[tuple[int, int]]:
    """Places between the very words that stand before and after a part, if one or two are there.

    What is said there is not what the part says.
    """
    before = next((key for key, _, distance, _ in near if distance == -1), None)
    after = next((key for key, _, distance, _ in near if distance == 1), None)
    if before is None or after is None:
        return
    for left in reading.places.get(before, ()):
        for right in reading.places.get(after, ()):
            if 1 < right - left <= 1 + _GAP:
                yield left + 1, right


def word_fits(
    at: int, opposites: Collection[str], claim: Reading, source: Material, near_by: Sequence[int]
) -> Iterator[Fit]:
    """The places in the sentences near by where a word stands, and where its opposite does."""
    near = unit_around(claim, at, at + 1)
    own = claim.units[at].key
    for number in near_by:
        reading = source.reading(number)
        for key in (own, *opposites):
            for place in reading.places.get(key, ()):
                score = alike(near, reading, place, place + 1, even=False)
                yield Fit(score, key == own, number, place, place + 1)


def _all_sentences(source: Material) -> Iterator[int]:
    yield from range(len(source.sentences))
    if source.title is not None:
        yield -1


def _year_like(part: Part, other: Part) -> bool:
    """Whether a year stands where a plain number was read, or the other way round."""
    return {part.mask, other.mask} == {DATE, "#"}


def _agree(said: object, read: object, published: date | None) -> bool:
    if isinstance(said, Number) and isinstance(read, Number):
        return amounts.agree(said, read)
    if isinstance(said, When) and isinstance(read, When):
        return times.agree(said, read, published)
    if isinstance(said, Number) and isinstance(read, When):
        said, read = read, said
    return (
        isinstance(said, When)
        and isinstance(read, Number)
        and said.year == read.value
        and said.month is None
    )


def _alike(said: object, read: object) -> bool:
    """Whether one could have been written for the other."""
    if isinstance(said, Number) and isinstance(read, Number):
        return said.measure == read.measure
    if isinstance(said, When) and isinstance(read, When):
        return _shape(said) == _shape(read)
    return False


def _shape(when: When) -> str:
    if when.year and not when.month:
        return "year"
    if when.month and not when.day:
        return "month"
    if when.day or when.weekday is not None or when.unit == "day":
        return "day"
    return when.unit


def _name_fits(
    part: Part, near: Around, source: Material, near_by: Sequence[int], turned: bool
) -> Iterator[Fit]:
    name = part.value
    assert isinstance(name, Name)
    if not told(name, source):
        yield from _other_names(near, source, near_by, turned)
        return
    own = _own(name, source)
    # an outlet is named for what it says, wherever that stands
    told_by = set(name.keys) <= source.outlet
    yield Fit(_OUTLET if told_by else _ELSEWHERE, same=True, sentence=-2)
    for number in sorted(set(near_by) | set(own)):
        reading = source.reading(number)
        for first, last, equal in _slots(reading, own.get(number, [])):
            yield Fit(alike(near, reading, first, last, even=turned), equal, number, first, last)
        if number not in own and any(number - _BACK <= before < number for before in own):
            yield from _pronoun_fits(near, reading, number, turned)


def _pronoun_fits(near: Around, reading: Reading, number: int, turned: bool) -> Iterator[Fit]:
    """Places where a name of an earlier sentence may be meant; hardly after another name."""
    named = min((part.start for part in reading.parts if part.mask == NAME), default=10**9)
    for token in reading.tokens:
        if token.key in _PRONOUNS:
            place = sum(unit.start < token.start for unit in reading.units)
            doubt = _PRONOUN if token.start < named else _AFTER_A_NAME
            yield Fit(doubt * alike(near, reading, place, place, even=turned), True, number)


def _other_names(
    near: Around, source: Material, near_by: Sequence[int], turned: bool
) -> Iterator[Fit]:
    for number in near_by:
        reading = source.reading(number)
        for first, last, _ in _slots(reading, []):
            yield Fit(alike(near, reading, first, last, even=turned), False, number, first, last)


def _own(name: Name, source: Material) -> dict[int, list[tuple[int, int]]]:
    """The sentences where a name stands, and its places among their units."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number in _all_sentences(source):
        for part in source.reading(number).parts:
            if isinstance(part.value, Name) and same(name.keys, part.value.keys):
                found.setdefault(number, []).append((part.first, part.last))
    for number, begin, end in standing(name.keys, source):
        reading = source.reading(number)
        first, last = reading.tokens[begin], reading.tokens[end]
        if not any(
            part.start < last.end and first.start < part.end
            for part in reading.parts
            if part.mask == NAME
        ):
            before = sum(unit.end <= first.start for unit in reading.units)
            within = sum(unit.end <= last.end for unit in reading.units)
            found.setdefault(number, []).append((before, within))
    return found


def _slots(reading: Reading, own: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    for first, last in own:
        yield first, last, True
    for part in reading.parts:
        if isinstance(part.value, Name) and (part.first, part.last) not in own:
            yield part.first, part.last, False
