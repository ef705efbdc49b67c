"""The same number or day, written otherwise."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from retrieval.evaluate.claims import Changed, Taken, changed
from retrieval.evaluate.pieces import (
    IN_WORDS,
    Amount,
    Dated,
    amounts,
    dates,
    inside,
    plain,
    quotations,
)

_FUTURE = re.compile(
    r"\b(?:will|would|next|upcoming|coming|plans?|planned|scheduled|expected|set to|due|may|might|"
    r"could|if|every|each|last|previous|until|by|before|since|until|to be|is to|are to|later|from|"
    r"early|earlier|mid|every|between|through|week|ago|\w+ing)\b|-",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:said|told|was|were|had|\w{3,}ed|wrote|won|lost|died|met|took)\b")


def numbers_rewritten(taken: Taken, chance: Random) -> Changed | None:
    """The same number in other figures, or in words."""
    quoted = quotations(taken.sentence)
    ways = [
        (one, words)
        for one in amounts(taken.sentence)
        if not inside(one.span, quoted)
        for words in _said_otherwise(taken.sentence[one.span.start : one.span.end], one)
    ]
    if not ways:
        return None
    one, words = chance.choice(ways)
    return changed(taken.sentence, one.span, words)


def dates_rewritten(taken: Taken, chance: Random) -> Changed | None:
    """The same day by its weekday, in full, or in the other order."""
    quoted = quotations(taken.sentence)
    ways = [
        (one, words)
        for one in dates(taken.sentence, taken.day)
        if one.day and not inside(one.span, quoted)
        for words in _dated_otherwise(taken, one, one.day)
    ]
    if not ways:
        return None
    one, words = chance.choice(ways)
    return changed(taken.sentence, one.span, words)


def _said_otherwise(said: str, one: Amount) -> Iterator[str]:
    plain = re.fullmatch(r"\d+|[A-Za-z-]+", said) is not None and not one.sort
    if plain and one.value in IN_WORDS:
        number = int(one.value)
        yield IN_WORDS[number] if said.isdigit() else str(number)
    if "," in said and one.value >= 1_000:
        yield said.replace(",", "")
    if re.search(r"\d (?:million|billion)\b", said):
        yield said.replace(" billion", "bn").replace(" million", "m")
    if re.search(r"\d(?:bn|m)\b", said):
        yield said.replace("bn", " billion").replace("m", " million")
    if said.endswith("%"):
        yield said[:-1] + " percent"
    elif one.sort == "%":
        yield re.sub(r" per ?cent", "%", said)
    yield from _scaled(said, one)


def _scaled(said: str, one: Amount) -> Iterator[str]:
    """1.2 million for 1,200,000, and the other way round."""
    sign = one.sort if one.sort in "$€£" else ""
    if one.sort == "%":
        return
    if re.search(r"\d,\d{3},\d{3}$", said):
        for scale, word in ((10**9, "billion"), (10**6, "million")):
            scaled = one.value / scale
            if scaled >= 1 and scaled == scaled.quantize(Decimal("0.1")):
                yield f"{sign}{scaled.normalize():f} {word}"
                return
    if re.search(r"\d (?:million|billion)$", said) and one.value == one.value.to_integral_value():
        yield f"{sign}{int(one.value):,}"


def _dated_otherwise(taken: Taken, one: Dated, day: date) -> Iterator[str]:
    said = taken.sentence[one.span.start : one.span.end]
    if one.form == "day":
        year = f" {one.year}" if one.year else ""
        comma = f",{year}" if year else ""
        for other in (f"{day.day} {day:%B}{year}", f"{day:%B} {day.day}{comma}"):
            if other not in said:
                yield other
        if not one.year:
            yield plain(day)
        return
    yield from _relative(taken, one, day)


def _relative(taken: Taken, one: Dated, day: date) -> Iterator[str]:
    """The day in full for "on Tuesday" or "yesterday", where it can be no other."""
    before, after = taken.sentence[: one.span.start], taken.sentence[one.span.end :]
    if len(dates(taken.sentence, None)) > 1 or re.match(r"[’'\w]| (?:and|or|to)\b", after):
        return
    if _FUTURE.search(before) or _FUTURE.search(after) or not _PAST.search(taken.sentence):
        return
    if one.form == "weekday" and not before.endswith("on "):
        return
    front = "on " if one.form == "near" else ""
    yield front + plain(day)
    if one.form == "near":
        yield f"on {day:%A}"
