"""A number or a date put where another one belongs."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from retrieval.evaluate.claims import Changed, Taken, changed, exchanged
from retrieval.evaluate.pieces import (
    Amount,
    Dated,
    amounts,
    between,
    dates,
    inside,
    quotations,
    stretch,
)
from retrieval.question.calendar_words import WEEKDAYS

_OPEN = re.compile(r"\b(?:before|after|by|until|till|than)(?: the)?(?: \w+,?)? $", re.IGNORECASE)


def number_swapped(where: str, taken: Taken, chance: Random) -> Changed | None:
    """Another number of the same sort from the passage, its article, or another article."""
    there = [one for text in taken.at(where) for one in _with_words(text)]
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


def numbers_exchanged(taken: Taken, chance: Random) -> Changed | None:
    """Each of two numbers of a sort stands in the other's place."""
    own = _fixed(taken.sentence, amounts(taken.sentence))
    said = taken.sentence
    ways = [
        (first.span, second.span)
        for first, second in pairwise(own)
        if first.sort == second.sort
        and first.value != second.value
        and len(between(said, first.span, second.span).split()) > 2
        and not re.search(r"\bbetween\b", said[: first.span.start])
    ]
    if not ways:
        return None
    here, there = chance.choice(ways)
    return exchanged(said, here, there)


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


def _with_words(text: str) -> Iterator[tuple[str, Amount]]:
    return ((stretch(text, one.span), one) for one in amounts(text))


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
