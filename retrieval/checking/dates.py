"""The days, months and years that a text tells, and which tell the same time."""

import re
from dataclasses import dataclass
from datetime import date

from retrieval.checking.calendars import MONTH, SHORT, WEEKDAY
from retrieval.question.calendar_words import MONTHS, NUMBERS, WEEKDAYS

_ANY_MONTH = "|".join(sorted(MONTH, key=len, reverse=True))
_WITH_DAY = rf"(?:{_ANY_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th|º|\.)?(?!\d)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|,\d|\.\d|%| ?(?:per ?cent|million|billion))"
_DATE = re.compile(
    rf"(?<![\w$€£.,/-])(?:"
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
    rf"|(?:the )?(?P<d1>{_DAY})(?: of| de)? (?P<m1>{_WITH_DAY})"
    rf"(?:(?:,| de| del)? (?P<y1>{_YEAR}))?"
    rf"|(?P<m2>{_WITH_DAY}) (?:the )?(?P<d2>{_DAY})(?:,? (?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{_WITH_DAY})(?:,| of| de| del)? (?P<y3>{_YEAR})"
    rf"|(?P<m4>{_ANY_MONTH})\b"
    r"|(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"
    rf"|(?P<y4>{_YEAR})"
    rf"|(?:(?P<which>last|this|next|past|coming) )?(?P<weekday>{'|'.join(WEEKDAY)})\b"
    r"|(?P<near>the day before yesterday|yesterday|today|tonight|tomorrow|last night)\b"
    r"|(?P<side>last|this|next|past|previous) (?P<unit>day|week|weekend|month|year|decade|spring|"
    r"summer|autumn|fall|winter)\b"
    rf"|(?P<count>\d{{1,3}}|an?|{'|'.join(NUMBERS[1:])}) "
    r"(?P<ago>day|week|month|year|decade)s? ago\b"
    r"|(?P<earlier>(?:an?|one|the) year (?:earlier|before)|the (?:previous|prior) year)\b"
    r")(?![\w])",
    re.IGNORECASE,
)
_NEAR = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
}
_SIDES = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_IN_A_TIME = re.compile(
    r"\b(?:in|of|since|until|by|from|during|to|early|late|mid|last|this|next|"
    r"for|through|and|between|before|after|im|en|em|nel|in den)[ -]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """A time as it is told; `soft` ones ("this year") hang on when a sentence is written."""

    start: int
    end: int
    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    side: str = ""
    offset: int | None = None
    unit: str = ""

    @property
    def soft(self) -> bool:
        """Whether its meaning hangs on when the sentence is written."""
        return self.words in {"today", "tonight", "tomorrow"} or self.side in {"this", "past"}

    @property
    def key(self) -> str:
        """What only the same time has."""
        return f"~{self.words}"


def dates(text: str) -> list[When]:
    """The times a text tells, in order."""
    found: list[When] = []
    for match in _DATE.finditer(text):
        when = _before(match, found) if match["earlier"] else _read(match, text)
        if when is not None:
            found.append(when)
    return found


def _read(match: re.Match[str], text: str) -> When | None:
    words = " ".join(match.group().lower().split())
    if match["m4"]:
        return _bare_month(match, text)
    if match["m1"] or match["m2"] or match["m3"]:
        return _dated(match, words)
    if match["weekday"]:
        return _weekday(match, words)
    return _in_figures(match, words) or _relative(match, words)


def _in_figures(match: re.Match[str], words: str) -> When | None:
    start, end = match.span()
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return _checked(When(start, end, words, year, month, day))
    if match["decade"]:
        return When(start, end, words, int(match["decade"]), unit="decade")
    return When(start, end, words, int(match["y4"])) if match["y4"] else None


def _dated(match: re.Match[str], words: str) -> When | None:
    month = match["m1"] or match["m2"] or match["m3"]
    if month in {"may", "march"}:
        return None  # as in "chapter 4 may follow"
    year = match["y1"] or match["y2"] or match["y3"]
    day = re.sub(r"\D", "", match["d1"] or match["d2"] or "")
    return _checked(
        When(
            *match.span(),
            words,
            int(year) if year else None,
            _month_number(month),
            int(day) if day else None,
        )
    )


def _weekday(match: re.Match[str], words: str) -> When | None:
    name = match["weekday"]
    if name.islower() and name in WEEKDAYS:
        return None
    side = (match["which"] or "").lower()
    return When(*match.span(), words, weekday=WEEKDAY[name.lower()], side=side)


def _before(match: re.Match[str], told: list[When]) -> When | None:
    """What "a year earlier" is, counted from the year told last; None where none was."""
    year = next((when.year for when in reversed(told) if when.year), None)
    if year is None:
        return None
    return When(*match.span(), " ".join(match.group().lower().split()), year - 1)


def _relative(match: re.Match[str], words: str) -> When | None:
    start, end = match.span()
    if match["near"]:
        return When(start, end, words, offset=_NEAR[words], unit="day")
    if match["side"]:
        side = match["side"].lower()
        return When(start, end, words, side=side, offset=_SIDES[side], unit=match["unit"].lower())
    if not match["count"]:
        return None
    count = match["count"].lower()
    number = int(count) if count.isdigit() else 1 if count in {"a", "an"} else NUMBERS.index(count)
    return When(start, end, words, offset=-number, unit=match["ago"].lower(), side="ago")


def _bare_month(match: re.Match[str], text: str) -> When | None:
    """A month alone; "may" and "march" are mostly verbs."""
    name, before = match["m4"], text[max(0, match.start() - 12) : match.start()]
    if name.lower() in {"may", "march", "mars", "mai", "mei"} and not _IN_A_TIME.search(before):
        return None
    if (name.islower() and name in MONTHS) or (name.lower() not in MONTHS and len(name) < 5):
        return None
    return When(*match.span(), name.lower(), month=MONTH[name.lower()])


def _month_number(name: str) -> int:
    plain = name.lower().rstrip(".")
    return MONTH.get(plain) or SHORT[plain]


def _checked(when: When) -> When | None:
    """The time, unless its day is in no calendar ("5 May 40" is left to the numbers)."""
    if when.day is not None and day_number(when.year or 2024, when.month or 1, when.day) is None:
        return None
    return when


def day_number(year: int, month: int, day: int) -> int | None:
    """The ordinal of a day; None when no calendar has it."""
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
