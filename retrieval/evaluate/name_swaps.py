"""A name or an outlet put where another one belongs."""

import re
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from retrieval.evaluate.claims import Changed, Taken, changed, exchanged, lowered, personal
from retrieval.evaluate.pieces import between, inside, names, quotations, stretch
from retrieval.news import Span
from retrieval.question.words import fold
from retrieval.sentences import sentences

_PLACED = re.compile(r"\b(?:in|from|at|near|across|to|of|into|through|around)(?: the)? $")
_HIGH_AND_LOW = re.compile(
    r"\b(?:with|and|or|met|meets?|versus|vs|between|against|married|joined)\b"
)
_ACTS = re.compile(
    r"\b(?:said|told|was|were|is|are|has|had|have|will|beat|won|lost|gave|took|made|met|\w{3,}ed)\b"
)
_REGIONS = frozenset(
    "north south east west northeast northwest southeast southwest midwest america europe asia "
    "northern southern eastern western".split()
)
"""Whatever happens in a place happens in one of these too."""
_ANYONES = frozenset("the of and com org net co uk news times post daily".split())


def name_swapped(where: str, taken: Taken, chance: Random) -> Changed | None:
    """Another name from the passage, its article, or another article."""
    own = names(taken.sentence)
    there = [name for text in taken.at(where) for name in _names_of(text)]
    every = list(dict.fromkeys(name for source in taken.sources for name in _names_of(source.text)))
    quoted = quotations(taken.sentence)
    ways = [
        (span, other)
        for name, span in own
        if not inside(span, quoted) and _standing(taken.sentence, span, where)
        for other in dict.fromkeys(there)
        if _alike(name, other)
        and not _one_thing(name, other, every)
        and not any(_same(each, other) for each, _ in own)
        and fold(other) not in fold(taken.sentence)
    ]
    if not ways:
        return None
    return changed(taken.sentence, *chance.choice(ways))


def names_exchanged(taken: Taken, chance: Random) -> Changed | None:
    """Each of two names stands in the other's place."""
    own = [one for one in names(taken.sentence) if not inside(one[1], quotations(taken.sentence))]
    ways = [
        (first, second)
        for place, first in enumerate(own)
        for second in own[place + 1 :]
        if _alike(first[0], second[0])
        and not _same(first[0], second[0])
        and _parted(between(taken.sentence, first[1], second[1]))
        and _standing(taken.sentence, first[1], "passage")
    ]
    if not ways:
        return None
    (_, here), (_, there) = chance.choice(ways)
    return exchanged(taken.sentence, here, there)


def outlet_swapped(taken: Taken, chance: Random) -> Changed | None:
    """Another outlet, whose passages are shown too, is said to report it."""
    own = taken.text.outlet
    others = [one.outlet for one in taken.sources[taken.beside + 1 :] if one.outlet]
    others = [one for one in others if own and not _same(own, one) and one not in taken.here]
    if not others or personal(taken.sentence):
        return None
    front = f"According to {chance.choice(others)}, "
    return Changed(front + lowered(taken.sentence), f"“{front.strip()}” in front, for {own}")


@lru_cache(maxsize=256)
def _names_of(text: str) -> tuple[str, ...]:
    return tuple(name for span in sentences(text) for name, _ in names(stretch(text, span)))


def _standing(sentence: str, span: Span, where: str) -> bool:
    """Whether the name is no place that lies in another: what is in Tarnholt is in the Vale too."""
    return where == "another" or not _PLACED.search(sentence[: span.start])


def _alike(one: str, other: str) -> bool:
    """Whether two names look to be of the same sort."""
    if fold(other) in _REGIONS:
        return False
    return len(one.split()) == len(other.split()) and one.isupper() is other.isupper()


def _same(one: str, other: str) -> bool:
    """Whether two names may be the same thing's."""
    first, second = re.findall(r"\w+", fold(one)), re.findall(r"\w+", fold(other))
    if (set(first) & set(second)) - _ANYONES or _initials(first) == "".join(second):
        return True
    return "".join(first) == _initials(second) or first[0][:4] == second[0][:4]


def _one_thing(one: str, other: str, every: Sequence[str]) -> bool:
    """Whether some name holds words of both, as "Ines Calloway" does of "Ines" and "Calloway"."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return any(
        first & said and second & said for said in (set(fold(each).split()) for each in every)
    )


def _initials(parts: Sequence[str]) -> str:
    return "".join(part[0] for part in parts)


def _parted(between: str) -> bool:
    """Whether what stands between two names tells what one does, and not both alike."""
    return _ACTS.search(between) is not None and not _HIGH_AND_LOW.search(between)
