"""A number, a name, a date or an outlet put where another one belongs."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from random import Random

from retrieval.evaluate.claims import Changed, Taken, changed, lowered, personal
from retrieval.evaluate.pieces import (
    Amount,
    Dated,
    amounts,
    dates,
    inside,
    names,
    quotations,
    replaced,
    stretch,
)
from retrieval.news import Span
from retrieval.question.calendar_words import WEEKDAYS
from retrieval.question.words import fold
from retrieval.sentences import sentences

_OPEN = re.compile(r"\b(?:before|after|by|until|till|than)(?: the)?(?: \w+,?)? $", re.IGNORECASE)
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


def number_swapped(where: str, taken: Taken, chance: Random) -> Changed | None:
    """Another number of the same sort from the passage, its article, or another article."""
    there = [one for text in around(where, taken) for one in _with_words(text)]
    own = amounts(taken.sentence)
    ways = [
        (one, words.lower())
        for one in _fixed(taken.sentence, own)
        for words, other in there
        if other.sort == one.sort
        and _far(other.value, one.value)
        and other.value not in _all(own)
        and _figures(words) == _figures(stretch(taken.sentence, one.span))
    ]
    return _one_of(ways, taken.sentence, chance)


def number_mistyped(taken: Taken, chance: Random) -> Changed | None:
    """One digit is another one."""
    own = _fixed(taken.sentence, amounts(taken.sentence))
    known = {one.value for source in taken.sources for one in amounts(source.text)}
    ways = []
    for one in own:
        said = stretch(taken.sentence, one.span)
        for place in [place for place, letter in enumerate(said) if letter.isdigit()]:
            digit = chance.choice([each for each in "123456789" if each != said[place]])
            wrong = f"{said[:place]}{digit}{said[place + 1 :]}"
            value = [each.value for each in amounts(wrong)]
            if value and value[0] not in known:
                ways.append((one, wrong))
    return _one_of(ways, taken.sentence, chance)


def name_swapped(where: str, taken: Taken, chance: Random) -> Changed | None:
    """Another name from the passage, its article, or another article."""
    own = names(taken.sentence)
    there = [name for text in around(where, taken) for name in _names_of(text)]
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


def date_swapped(taken: Taken, chance: Random) -> Changed | None:
    """Another day, weekday or year in the same form."""
    own = dates(taken.sentence, None)
    ways = [
        (one.span, words)
        for one in own
        if not _OPEN.search(taken.sentence[: one.span.start])
        for words in _other_date(taken.sentence, one, chance)
        if words.strip() not in taken.sentence
    ]
    return changed(taken.sentence, *chance.choice(ways)) if ways else None


def date_miscounted(taken: Taken, chance: Random) -> Changed | None:
    """A weekday as a full date, counted wrongly from the day of the article."""
    own = [one for one in dates(taken.sentence, taken.day) if one.form == "weekday"]
    if len(own) != 1 or not own[0].day or len(dates(taken.sentence, None)) > 1:
        return None
    before = taken.sentence[: own[0].span.start]
    if not before.endswith("on ") or re.match(r"[’'\w-]", taken.sentence[own[0].span.end :]):
        return None
    wrong = own[0].day + timedelta(days=chance.choice([-12, -10, -5, -4, -3, -2, 2, 3, 4, 5]))
    return changed(taken.sentence, own[0].span, f"{wrong.day} {wrong:%B %Y}")


def outlet_swapped(taken: Taken, chance: Random) -> Changed | None:
    """Another outlet, whose passages are shown too, is said to report it."""
    own = taken.text.outlet
    others = [one.outlet for one in taken.sources[taken.beside + 1 :] if one.outlet]
    others = [one for one in others if own and not _same(own, one) and one not in taken.here]
    if not others or personal(taken.sentence):
        return None
    front = f"According to {chance.choice(others)}, "
    return Changed(front + lowered(taken.sentence), f"“{front.strip()}” in front, for {own}")


def names_exchanged(taken: Taken, chance: Random) -> Changed | None:
    """Each of two names stands in the other's place."""
    own = [one for one in names(taken.sentence) if not inside(one[1], quotations(taken.sentence))]
    ways = [
        (first, second)
        for place, first in enumerate(own)
        for second in own[place + 1 :]
        if _alike(first[0], second[0])
        and not _same(first[0], second[0])
        and _parted(_between(taken.sentence, first[1], second[1]))
        and _standing(taken.sentence, first[1], "passage")
    ]
    if not ways:
        return None
    (one, here), (other, there) = chance.choice(ways)
    return _exchanged(taken.sentence, (here, one), (there, other))


def numbers_exchanged(taken: Taken, chance: Random) -> Changed | None:
    """Each of two numbers of a sort stands in the other's place."""
    own = _fixed(taken.sentence, amounts(taken.sentence))
    said = taken.sentence
    ways = [
        (first.span, second.span)
        for first, second in pairwise(own)
        if first.sort == second.sort
        and first.value != second.value
        and len(_between(said, first.span, second.span).split()) > 2
        and not re.search(r"\bbetween\b", said[: first.span.start])
    ]
    if not ways:
        return None
    here, there = chance.choice(ways)
    return _exchanged(said, (here, stretch(said, here)), (there, stretch(said, there)))


def around(where: str, taken: Taken) -> Sequence[str]:
    """The passages at some distance from a sentence."""
    if where == "the passage":
        return [taken.here]
    if where == "nowhere":
        return taken.outside
    return taken.around if where == "the article" else taken.elsewhere


def _fixed(sentence: str, own: Sequence[Amount]) -> list[Amount]:
    """The numbers that stand for themselves, and outside quotation marks."""
    quoted = quotations(sentence)
    return [one for one in own if not one.loose and not inside(one.span, quoted)]


def _all(own: Sequence[Amount]) -> set[Decimal]:
    return {one.value for one in own}


def _far(one: Decimal, other: Decimal) -> bool:
    """Whether none is the other one rounded."""
    return abs(one - other) > max(abs(one), abs(other)) / 20


def _figures(words: str) -> bool:
    return any(letter.isdigit() for letter in words)


def _one_of(ways: Sequence[tuple[Amount, str]], sentence: str, chance: Random) -> Changed | None:
    if not ways:
        return None
    one, words = chance.choice(ways)
    return changed(sentence, one.span, words)


@lru_cache(maxsize=256)
def _names_of(text: str) -> tuple[str, ...]:
    return tuple(name for span in sentences(text) for name, _ in names(stretch(text, span)))


def _with_words(text: str) -> Iterator[tuple[str, Amount]]:
    return ((stretch(text, one.span), one) for one in amounts(text))


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


def _other_date(sentence: str, one: Dated, chance: Random) -> Iterator[str]:
    said = stretch(sentence, one.span)
    if one.form == "weekday":
        yield chance.choice([day.title() for day in WEEKDAYS if day != said.lower()])
    elif one.form == "year" and one.year:
        yield str(one.year - chance.randint(1, 9))
    elif one.form == "day" and (found := re.search(r"\b\d{1,2}\b", said)):
        off = chance.choice([-11, -7, -6, -5, -4, -3, 3, 4, 5, 6, 7, 11])
        wrong = int(found.group()) + off
        if 1 <= wrong <= 28:
            yield f"{said[: found.start()]}{wrong}{said[found.end() :]}"


def _between(sentence: str, first: Span, second: Span) -> str:
    return sentence[first.end : second.start]


def _parted(between: str) -> bool:
    """Whether what stands between two names tells what one does, and not both alike."""
    return _ACTS.search(between) is not None and not _HIGH_AND_LOW.search(between)


def _exchanged(sentence: str, one: tuple[Span, str], other: tuple[Span, str]) -> Changed:
    (here, first), (there, second) = one, other
    wrong = replaced(replaced(sentence, there, first), here, second)
    return Changed(wrong[:1].upper() + wrong[1:], f"“{first}” and “{second}” exchanged")
