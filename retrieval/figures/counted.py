"""The figures of a sentence with what they count, in what clause, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from retrieval.figures import context
from retrieval.figures.amounts import Amount, amounts
from retrieval.figures.context import ENDS, TIMES, Word
from retrieval.figures.words import (
    FATES,
    LINKS,
    MONEY,
    OF_PEOPLE,
    PERCENT,
    PERSONS,
    QUALIFIED,
    STANDING,
    UNITS,
    WISHED,
    noun_stem,
)
from retrieval.question.words import stem

Kind = Literal["count", "money", "percent", "measure", "term"]

_TERMS = {"year": 12.0, "years": 12.0, "month": 1.0, "months": 1.0}
_MOST = 12
"""Figures in a sentence; one with more is a table, and tells nothing that could be compared."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its words with their unit, and what it counts.

    `noun` is the stem of what is counted, empty for people in general, and `named` its words;
    `fate` is what became of it ("injured", "lost"). `former` is set for a figure that the sentence
    itself calls wrong or past. `about` are the stems of what else its clause tells.
    """

    text: str
    start: int
    end: int
    amount: Amount
    kind: Kind
    unit: str = ""
    noun: str = ""
    named: str = ""
    fate: str = ""
    qualified: str = ""
    wished: bool = False
    level: bool = False
    former: bool = False
    clause: str = ""
    about: frozenset[str] = frozenset()


def figures(sentence: str) -> list[Figure]:
    """The figures that count or measure something; dates, ages, parts and maybes are none."""
    if len(sentence) > 2_000 or not 0 < len(found := amounts(sentence)) <= _MOST:
        return []
    return list(_figures(sentence, context.tokens(sentence), found))


def _figures(sentence: str, tokens: list[Word], found: list[Amount]) -> Iterator[Figure]:
    taken = 0
    for place, amount in enumerate(found):
        if amount.start < taken:
            continue
        before = [one for one in tokens if one.end <= amount.start]
        after = [one for one in tokens if one.start >= amount.end]
        if context.counts(sentence, amount, before, after):
            near = context.near(sentence, tokens, found[:place], amount)
            figure = _read(sentence, amount, near, after, found[place + 1 :])
            if figure:
                taken = figure.end
                yield figure


def _read(
    sentence: str, amount: Amount, before: list[Word], after: list[Word], rest: list[Amount]
) -> Figure | None:
    following, second = [*(one.key for one in after[:2]), "", ""][:2]
    if amount.money or following in MONEY:
        unit = amount.money[-1:] or MONEY[following]
        return _measured(sentence, amount, before, after, int(not amount.money), "money", unit)
    if amount.percent or following in PERCENT or (following, second) == ("per", "cent"):
        used = 0 if amount.percent else 1 + (following == "per")
        return _measured(sentence, amount, before, after, used, "percent", "%")
    if following in UNITS and not sentence[amount.end : after[0].start].strip(" -"):
        return _measured(sentence, amount, before, after, 1, "measure", UNITS[following])
    if following in _TERMS:
        return _term(sentence, amount, before, after, rest)
    if following in TIMES or sentence[amount.end : amount.end + 1] == "-":
        return None
    return _counted(sentence, amount, before, after)


def _measured(
    sentence: str,
    amount: Amount,
    before: list[Word],
    after: list[Word],
    used: int,
    kind: Kind,
    unit: str,
) -> Figure | None:
    end = after[used - 1].end if used else amount.end
    left = after[used:]
    named: list[Word] = []
    if left and left[0].key == "of":
        named = context.noun([one for one in left[1:] if one.key != "the"][:3])
    fate = context.fate(before, left[len(named) + 1 :] if named else left, people=False)
    last = before[-1].key if before else ""
    return _figure(
        sentence,
        amount,
        end,
        before,
        kind,
        unit=unit,
        noun=stem(named[-1].key) if named else "",
        named=_words(sentence, named),
        fate=fate,
        level=last == "to",
    )


def _term(
    sentence: str, amount: Amount, before: list[Word], after: list[Word], rest: list[Amount]
) -> Figure | None:
    """A prison term in months; other stretches of time tell too little of what they are of."""
    months, end = amount.value * _TERMS[after[0].key], after[0].end
    left = after[1:]
    if rest and sentence[end : rest[0].start].strip() == "and":
        left = [one for one in after if one.start >= rest[0].end]
        if not left or left[0].key not in _TERMS:
            return None
        months, end = months + rest[0].value * _TERMS[left[0].key], left[0].end
        left = left[1:]
    if context.fate(before, left, people=False) != "prison":
        return None
    if amount.hedged or "half" in sentence[amount.start : end + 12]:
        return None
    whole = Amount(amount.start, end, amount.number, months, months, months)
    return _figure(sentence, whole, end, before, "term", unit="month", fate="prison")


def _counted(sentence: str, amount: Amount, before: list[Word], after: list[Word]) -> Figure | None:
    fate, left = "", after
    while left and left[0].key in QUALIFIED:
        left = left[1:]
    qualifying = after[: len(after) - len(left)]
    if len(left) > 1 and left[0].key in STANDING and left[1].key in PERSONS:
        fate, left = FATES[left[0].key], left[1:]
    named = context.noun(left)
    if not named and left and left[0].key not in STANDING | LINKS | ENDS:
        return None
    left = left[len(named) :]
    qualifying += [one for one in left[:3] if one.key in QUALIFIED]
    person = not named or named[-1].key in PERSONS
    fate = fate or context.fate(before, left, people=person)
    return _figure(
        sentence,
        amount,
        amount.end,
        before,
        "count",
        noun=noun_stem(named[-1].key) if named else "",
        named=_words(sentence, named),
        fate=_fate(fate, named),
        qualified=QUALIFIED[qualifying[-1].key] if qualifying else "",
    )


def _fate(told: str, named: list[Word]) -> str:
    """What became of those counted, which a noun may say; without one, what only people meet."""
    if named:
        return told or FATES.get(named[-1].key, "")
    return told if told in OF_PEOPLE else ""


def _figure(
    sentence: str,
    amount: Amount,
    end: int,
    before: list[Word],
    kind: Kind,
    *,
    unit: str = "",
    noun: str = "",
    named: str = "",
    fate: str = "",
    qualified: str = "",
    level: bool = False,
) -> Figure | None:
    last = before[-1].key if before else ""
    if last == "from" and sentence[end:].lstrip().startswith("to "):
        return None  # "from 12 to 14": the second is what it came to
    clause = context.clause_of(sentence, amount.start, end)
    return Figure(
        text=sentence[amount.start : end],
        start=amount.start,
        end=end,
        amount=amount,
        kind=kind,
        unit=unit,
        noun=noun,
        named=named,
        fate=fate,
        qualified=qualified,
        wished=any(one.key in WISHED for one in before),
        level=level,
        former=context.is_former(sentence, amount, end, last),
        clause=clause,
        about=context.told_in(clause),
    )


def _words(sentence: str, named: list[Word]) -> str:
    return sentence[named[0].start : named[-1].end] if named else ""
