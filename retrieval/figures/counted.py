"""The figures of a sentence with what they count, in what clause, and what became of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from retrieval.figures.amounts import Amount, amounts
from retrieval.figures.words import (
    FATES,
    LINKS,
    MONEY,
    MONTHS,
    MOVES,
    NAMING,
    OF_PEOPLE,
    PARTIAL_AFTER,
    PARTIAL_BEFORE,
    PERCENT,
    PERSONS,
    QUALIFIED,
    STANDING,
    UNCERTAIN,
    UNITS,
    WEEKDAYS,
    WISHED,
    noun_stem,
)
from retrieval.question.words import STOP_WORDS, fold, stem, words

Kind = Literal["count", "money", "percent", "measure", "term"]

_TOKEN = re.compile(r"[^\W\d_](?:[\w'’]|-(?=[^\W\d_]))*|\d[\d.,]*|[,;:.()—–\"“”]")
_BOUNDARY = re.compile(
    r"[;:()—–]|, (?:and|but|while|where|which|who|after|when)\b| while | whereas "
)
_ENDS = frozenset(
    ', ; : . ( ) — – " “ ” and but while when as after because which or in on at to from of for '
    "with by since before during than until off near across with without under over into".split()
)
_FORMER = re.compile(
    r"(?:\b(?:first|initial|earlier|previous|original|wrong|incorrect)\s(?:figure|toll|count|estimate|"
    r"number|total|version|report)\b|\b(?:originally|initially|incorrectly|wrongly|mistakenly|"
    r"previously|first)\s(?:said|stated|reported|gave|put|given|named)\b)[^.;]{0,90}\Z",
    re.IGNORECASE,
)
_FORMERLY = re.compile(
    r"[\s\w]{0,24}\bas\s(?:was\s|had\sbeen\s)?(?:first|previously|originally|initially|earlier)\s"
    r"(?:reported|stated|said|thought|announced|given|believed)\b",
    re.IGNORECASE,
)
_TERMS = {"year": 12.0, "years": 12.0, "month": 1.0, "months": 1.0}
_TIMES = frozenset(
    "year years month months week weeks day days hour hours minute minutes second seconds am pm "
    "o'clock decades decade nights night".split()
)
_REACH = 7
_STOPS = frozenset(', ; : . ( ) — – " “ ” and but while'.split())


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


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int


def figures(sentence: str) -> list[Figure]:
    """The figures that count or measure something; dates, ages, parts and maybes are none."""
    if len(sentence) > 2_000 or not (found := amounts(sentence)):
        return []
    tokens = [
        _Word(fold(match.group()), match.start(), match.end())
        for match in _TOKEN.finditer(sentence)
    ]
    return list(_figures(sentence, tokens, found))


def _figures(sentence: str, tokens: list[_Word], found: list[Amount]) -> Iterator[Figure]:
    taken = 0
    for place, amount in enumerate(found):
        if amount.start < taken:
            continue
        before = [one for one in tokens if one.end <= amount.start]
        after = [one for one in tokens if one.start >= amount.end]
        if _is_no_date(sentence, amount, before, after) and _is_told(amount, before, after):
            near = _near(sentence, tokens, found[:place], amount)
            figure = _read(sentence, amount, near, after, found[place + 1 :])
            if figure:
                taken = figure.end
                yield figure


def _near(sentence: str, tokens: list[_Word], earlier: list[Amount], amount: Amount) -> list[_Word]:
    """The words before a figure that may tell of it: those behind the figure before it."""
    start = 0
    if earlier:
        last = earlier[-1]
        # "rose from 12 to 14": what stands before the one holds for the other.
        moved = sentence[last.end : amount.start].strip() == "to"
        start = 0 if moved and len(earlier) == 1 else last.end
        if moved:
            begin = max(start, last.start - 60)
            return [one for one in tokens if begin <= one.start and one.end <= last.start][-_REACH:]
    return [one for one in tokens if start <= one.start and one.end <= amount.start][-_REACH:]


def _is_no_date(sentence: str, amount: Amount, before: list[_Word], after: list[_Word]) -> bool:
    """Whether it counts, and neither dates something nor is part of a name."""
    last = before[-1].key if before else ""
    following = after[0].key if after else ""
    if amount.money or following in PERSONS:
        return True
    if last in MONTHS | NAMING or following in MONTHS:
        return False
    if not sentence[amount.number : amount.end].isdigit():
        return True
    if 1_900 <= amount.value < 2_100:
        return False
    named = len(before) > 1 and sentence[before[-1].start].isupper()  # as in "Apollo 11"
    return not named or following in UNITS.keys() | MONEY.keys()


def _is_told(amount: Amount, before: list[_Word], after: list[_Word]) -> bool:
    """Whether it tells how many there are: not a part of them, a rate, or a possibility."""
    second, last = ["", "", *(one.key for one in before)][-2:]
    following = after[0].key if after else ""
    if last in PARTIAL_BEFORE - {"of"} or (second, last) in {("among", "them"), ("not", "just")}:
        return False
    if following in PARTIAL_AFTER | {"of"} or (amount.value == 1 and following not in PERSONS):
        return False
    return not _is_uncertain(before) and not _is_rate(after)


def _is_uncertain(before: list[_Word]) -> bool:
    for one in reversed(before[-_REACH:]):
        if one.key in {",", ";", ":", "(", "—", "–"}:
            return False
        if one.key in UNCERTAIN:
            return True
    return False


def _is_rate(after: list[_Word]) -> bool:
    keys = [one.key for one in after[:5]]
    for one, following in zip(keys, [*keys[1:], ""], strict=False):
        if one in {",", ";", "."}:
            return False
        if (one == "per" and following != "cent") or one in {"daily", "hourly", "each", "apiece"}:
            return True
        if one in {"a", "an", "every"} and following in _TIMES | {"person", "head"}:
            return True
    return False


def _read(
    sentence: str, amount: Amount, before: list[_Word], after: list[_Word], rest: list[Amount]
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
    if following in _TIMES or sentence[amount.end : amount.end + 1] == "-":
        return None
    return _counted(sentence, amount, before, after)


def _measured(
    sentence: str,
    amount: Amount,
    before: list[_Word],
    after: list[_Word],
    used: int,
    kind: Kind,
    unit: str,
) -> Figure | None:
    end = after[used - 1].end if used else amount.end
    left = after[used:]
    named: list[_Word] = []
    if left and left[0].key == "of":
        named = _noun([one for one in left[1:] if one.key != "the"][:3])
    fate = _fate(before, left[len(named) + 1 :] if named else left, people=False)
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
    sentence: str, amount: Amount, before: list[_Word], after: list[_Word], rest: list[Amount]
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
    if _fate(before, left, people=False) != "prison":
        return None
    if amount.hedged or "half" in sentence[amount.start : end + 12]:
        return None
    whole = Amount(amount.start, end, amount.number, months, months, months)
    return _figure(sentence, whole, end, before, "term", unit="month", fate="prison")


def _counted(
    sentence: str, amount: Amount, before: list[_Word], after: list[_Word]
) -> Figure | None:
    qualified, fate, left = "", "", after
    while left and left[0].key in QUALIFIED:
        qualified, left = QUALIFIED[left[0].key], left[1:]
    if len(left) > 1 and left[0].key in STANDING and left[1].key in PERSONS:
        fate, left = FATES[left[0].key], left[1:]
    named = _noun(left)
    if not named and not (left and (left[0].key in STANDING | LINKS)):
        at_end = not left or left[0].key in _ENDS
        if not at_end:
            return None
    left = left[len(named) :]
    for one in left[:3]:
        if one.key in QUALIFIED:
            qualified = QUALIFIED[one.key]
    person = not named or named[-1].key in PERSONS
    fate = fate or _fate(before, left, people=person)
    if named:
        fate = fate or FATES.get(named[-1].key, "")
    elif fate not in OF_PEOPLE:
        fate = ""
    return _figure(
        sentence,
        amount,
        amount.end,
        before,
        "count",
        noun=noun_stem(named[-1].key) if named else "",
        named=_words(sentence, named),
        fate=fate,
        qualified=qualified,
    )


def _noun(left: list[_Word]) -> list[_Word]:
    """The words that name what is counted: up to three, as far as the first word for people."""
    run: list[_Word] = []
    for one in left[:3]:
        if one.key in PERSONS:
            return [*run, one]
        if one.key in _ENDS | LINKS | STANDING or not one.key[0].isalpha():
            break
        if one.key in FATES and FATES[one.key] not in {"votes", "damages"}:
            break
        run.append(one)
    return run


def _fate(before: list[_Word], left: list[_Word], *, people: bool) -> str:
    """What became of it: from the word right before, else those behind, else those before."""
    move = ""
    if before and before[-1].key in FATES:
        fate = FATES[before[-1].key]
        if fate not in MOVES:
            return fate
        move = fate
    if behind := _behind(left, people=people):
        return behind
    for one in reversed(before):
        if one.key in FATES and FATES[one.key] not in MOVES:
            return FATES[one.key]
        if one.key in FATES:
            move = move or FATES[one.key]
        elif one.key in _STOPS or (people and one.key not in LINKS | PERSONS):
            break
    return move


def _behind(left: list[_Word], *, people: bool) -> str:
    for one, following in zip(left[:_REACH], [*left[1:], _Word("", 0, 0)], strict=False):
        if one.key in {"fell", "taken", "fallen"} and FATES.get(following.key) == "taken ill":
            return "taken ill"
        if one.key == "taken" and following.key == "off":
            return "evacuated"
        if one.key in FATES:
            fate = FATES[one.key]
            return fate if not people or fate in OF_PEOPLE else ""
        if one.key not in LINKS:
            break
    return ""


def _figure(
    sentence: str,
    amount: Amount,
    end: int,
    before: list[_Word],
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
    clause = _clause(sentence, amount.start, end)
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
        former=_is_former(sentence, amount, end, last),
        clause=clause,
        about=_about(clause),
    )


def _is_former(sentence: str, amount: Amount, end: int, last: str) -> bool:
    if last == "not":
        return True
    if _FORMERLY.match(sentence, end):
        return True
    start = max(0, amount.start - 160)
    cue = _FORMER.search(sentence[start : amount.start])
    if cue is None:
        return False
    return not any(start + cue.start() < one.start < amount.start for one in amounts(sentence))


def _clause(sentence: str, start: int, end: int) -> str:
    begin = max((m.end() for m in _BOUNDARY.finditer(sentence, 0, start)), default=0)
    stop = _BOUNDARY.search(sentence, end)
    return sentence[begin : stop.start() if stop else len(sentence)]


def _about(clause: str) -> frozenset[str]:
    unsaid = STOP_WORDS | FATES.keys() | UNITS.keys() | MONEY.keys() | PERCENT | PERSONS | MONTHS
    unsaid |= _TIMES | set(WEEKDAYS) | {"per", "cent", "least", "total", "number"}
    return frozenset(
        stem(word)
        for word in words(clause)
        if word not in unsaid and len(word) > 2 and not word[0].isdigit() and not amounts(word)
    )


def _words(sentence: str, named: list[_Word]) -> str:
    return sentence[named[0].start : named[-1].end] if named else ""
