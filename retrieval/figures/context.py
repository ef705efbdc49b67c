"""What the words around a figure say of it: whether it counts, what, and what became of that."""

import re
from dataclasses import dataclass

from retrieval.figures.amounts import NUMBER_WORDS, Amount, amounts
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
    STANDING,
    UNCERTAIN,
    UNITS,
    WEEKDAYS,
)
from retrieval.question.words import STOP_WORDS, fold, stem, words

_TOKEN = re.compile(r"[^\W\d_](?:[\w'’]|-(?=[^\W\d_]))*|\d[\d.,]*|[,;:.()—–\"“”]")
_BOUNDARY = re.compile(
    r"[;:()—–]|, (?:and|but|while|where|which|who|after|when)\b| while | whereas "
)
ENDS = frozenset(
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
TIMES = frozenset(
    "year years month months week weeks day days hour hours minute minutes second seconds am pm "
    "o'clock decades decade nights night".split()
)
_REACH = 7
_FAR = 12
_CAME_TO = frozenset("rose risen climbed stands stood reached reaches revised".split())
_STOPS = frozenset(', ; : . ( ) — – " “ ” and but while'.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark, folded, and where it stands."""

    key: str
    start: int
    end: int


def tokens(sentence: str) -> list[Word]:
    """A sentence's words and marks."""
    return [
        Word(fold(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(sentence)
    ]


def counts(sentence: str, amount: Amount, before: list[Word], after: list[Word]) -> bool:
    """Whether an amount tells how many there are: no date, name, part, rate or possibility."""
    return _is_no_date(sentence, amount, before, after) and _is_told(amount, before, after)


def near(sentence: str, tokens: list[Word], earlier: list[Amount], amount: Amount) -> list[Word]:
    """The words before a figure that may tell of it: those behind the figure before it."""
    start = 0
    if earlier:
        last = earlier[-1]
        # "rose from 12 to 14": what stands before the one holds for the other.
        moved = sentence[last.end : amount.start].strip() == "to"
        start = 0 if moved and len(earlier) == 1 else last.end
        if moved:
            begin = max(start, last.start - 60)
            return [one for one in tokens if begin <= one.start and one.end <= last.start][-_FAR:]
    return [one for one in tokens if start <= one.start and one.end <= amount.start][-_FAR:]


def noun(left: list[Word]) -> list[Word]:
    """The words that name what is counted: up to three, as far as the first word for people."""
    run: list[Word] = []
    for one in left[:3]:
        if one.key in PERSONS:
            return [*run, one]
        if one.key in ENDS | LINKS | STANDING or not one.key[0].isalpha():
            break
        if one.key in FATES and FATES[one.key] not in {"votes", "damages"}:
            break
        run.append(one)
    return run


def fate(before: list[Word], left: list[Word], *, people: bool) -> str:
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
    return move if not people else _toll(before)


def is_former(sentence: str, amount: Amount, end: int, last: str) -> bool:
    """Whether the sentence itself calls the figure wrong or past."""
    if last == "not":
        return True
    if _FORMERLY.match(sentence, end):
        return True
    start = max(0, amount.start - 160)
    cue = _FORMER.search(sentence[start : amount.start])
    if cue is None:
        return False
    return not any(start + cue.start() < one.start < amount.start for one in amounts(sentence))


def clause_of(sentence: str, start: int, end: int) -> str:
    """The clause that has the figure."""
    begin = max((m.end() for m in _BOUNDARY.finditer(sentence, 0, start)), default=0)
    stop = _BOUNDARY.search(sentence, end)
    return sentence[begin : stop.start() if stop else len(sentence)]


def told_in(clause: str) -> frozenset[str]:
    """The stems of what a clause tells beside its figures and what became of those."""
    unsaid = STOP_WORDS | FATES.keys() | UNITS.keys() | MONEY.keys() | PERCENT | PERSONS | MONTHS
    unsaid |= TIMES | set(WEEKDAYS) | set(NUMBER_WORDS) | {"per", "cent", "total", "number"}
    return frozenset(
        stem(word)
        for word in words(clause)
        if word not in unsaid and len(word) > 2 and not word[0].isdigit()
    )


def _is_no_date(sentence: str, amount: Amount, before: list[Word], after: list[Word]) -> bool:
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


def _is_told(amount: Amount, before: list[Word], after: list[Word]) -> bool:
    """Whether it tells how many there are: not a part of them, a rate, or a possibility."""
    second, last = ["", "", *(one.key for one in before)][-2:]
    following = after[0].key if after else ""
    if last in PARTIAL_BEFORE - {"of"} or (second, last) in {("among", "them"), ("not", "just")}:
        return False
    if following in PARTIAL_AFTER | {"of"} or (amount.value == 1 and following not in PERSONS):
        return False
    return not _is_uncertain(before) and not _is_rate(after)


def _is_uncertain(before: list[Word]) -> bool:
    for one in reversed(before[-_REACH:]):
        if one.key in {",", ";", ":", "(", "—", "–"}:
            return False
        if one.key in UNCERTAIN:
            return True
    return False


def _is_rate(after: list[Word]) -> bool:
    keys = [one.key for one in after[:5]]
    for one, following in zip(keys, [*keys[1:], ""], strict=False):
        if one in {",", ";", "."}:
            return False
        if (one == "per" and following != "cent") or one in {"daily", "hourly", "each", "apiece"}:
            return True
        if one in {"a", "an", "every"} and following in TIMES | {"person", "head"}:
            return True
    return False


def _toll(before: list[Word]) -> str:
    """What became of people whose number "rose to" a figure, as it was said before that."""
    keys = [one.key for one in before]
    if not _CAME_TO & set(keys):
        return ""
    return next((FATES[key] for key in keys if FATES.get(key) in OF_PEOPLE), "")


def _behind(left: list[Word], *, people: bool) -> str:
    for one, following in zip(left[:_REACH], [*left[1:], Word("", 0, 0)], strict=False):
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
