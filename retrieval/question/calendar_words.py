"""The words of the calendar, and how a form of time is written with them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from retrieval.question.stretches import Stretch

MONTHS = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
NUMBERS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty".split()
)
_COUNTED = {"a": 1, "an": 1, "couple": 2, "few": 3, "thirty": 30, "forty": 40, "fifty": 50}

_TOKENS = {
    "MONTH": r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may"
    r"|jun(?:e|\.)?|jul(?:y|\.)?|aug(?:ust|\.)?|sept?(?:\.|(?<=t)ember)?|oct(?:ober|\.)?"
    r"|nov(?:ember|\.)?|dec(?:ember|\.)?)",
    "NAMED": rf"(?P<month>{'|'.join(MONTHS)})",
    "WEEKDAY": rf"(?P<weekday>{'|'.join(WEEKDAYS)})",
    "ANYDAY": rf"(?:(?:{'|'.join(WEEKDAYS)}),? )?",
    "YEAR": r"(?P<year>(?:19|20)\d\d)",
    "YEARSAID": r"(?P<year>(?:1\d|20)\d\d|(?:of )?(?:last|this) year)",
    "DAY": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)",
    "LAST": r"(?P<last>\d{1,2})(?:st|nd|rd|th)?(?!\d)",
    "SEASON": r"(?P<season>spring|summer|autumn|fall|winter)",
    "TO": r"(?: ?[-–] ?| to | and | until | through )",
    "PART": r"(?:(?:the )?(?P<part>early|mid|late|start of|beginning of|middle of|end of)[ -])",
    "COUNT": r"(?:(?P<count>\d{1,4}|an?(?= [mhdwqy])|"
    + "|".join(NUMBERS[1:])
    + r"|(?:a )?(?:couple(?: of)?|few)|thirty|forty|fifty) )",
    "UNIT": r"(?P<unit>minute|hour|day|week|month|quarter|year|decade)s?",
    "OFDAY": r"(?: (?:morning|afternoon|evening|night))?",
}
_TOKEN = re.compile("|".join(sorted(_TOKENS, key=len, reverse=True)))

Reader = Callable[[re.Match[str], datetime], Stretch | None]


@dataclass(frozen=True, slots=True)
class Form:
    """A way a time is written, and what it reads as for someone asking at a moment.

    `relative` forms count from the day of asking. `again` is after how many days the same words
    come true once more, when they tell no year. A `bare` one needs a preposition to be a time.
    """

    pattern: re.Pattern[str]
    read: Reader
    relative: bool = False
    again: int = 0
    bare: bool = False


def written(form: str) -> re.Pattern[str]:
    """A pattern from a form's words, which stand in single spaces, and tokens in capitals."""
    plain = _TOKEN.sub(lambda token: _TOKENS[token.group()], form)
    return re.compile(rf"(?<![\w/$€£.-])(?<!\d,)(?:{plain})(?!\w|-\w|/\d|[.,]\d)", re.IGNORECASE)


def month_number(name: str) -> int:
    """1 to 12 of a month's name or its abbreviation."""
    return [month[:3] for month in MONTHS].index(name[:3].lower()) + 1


def year_of(said: str, asked: datetime) -> int:
    """The year of four figures, of "last year" or of "this year"."""
    if said.isdigit():
        return int(said)
    return asked.year - ("last" in said.lower())


def count_of(number: str | None) -> int:
    """How many a number in figures or words is; one when none is said."""
    said = (number or "one").lower().removeprefix("a ").removesuffix(" of")
    if said.isdigit():
        return int(said)
    return _COUNTED.get(said) or NUMBERS.index(said)


def part_of(part: str) -> str:
    """Early, mid or late, however it was put."""
    said = {"start": "early", "beginning": "early", "middle": "mid", "end": "late"}
    word = part.lower().split()[0]
    return said.get(word, word)
