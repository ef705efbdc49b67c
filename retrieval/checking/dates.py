"""The days, months and years that a text tells, and which tell the same time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from retrieval.question.calendar_words import MONTHS, NUMBERS, WEEKDAYS

_FOREIGN_MONTHS = """
januar januari janvier enero gennaio janeiro jänner | februar februari février febrero febbraio
fevereiro | märz maart mars marzo março | avril abril aprile | mei mai mayo maggio maio | juni juin
junio giugno junho | juli juillet julio luglio julho | augustus août agosto | septembre septiembre
settembre setembro | oktober octobre octubre ottobre outubro | novembre noviembre novembro |
dezember décembre diciembre dicembre dezembro
"""
_FOREIGN_DAYS = """
montag lundi lunes lunedì maandag | dienstag mardi martes martedì dinsdag | mittwoch mercredi
miércoles mercoledì woensdag | donnerstag jeudi jueves giovedì donderdag | freitag vendredi viernes
venerdì vrijdag | samstag sonnabend samedi sábado sabato zaterdag | sonntag dimanche domingo
domenica zondag
"""
_MONTH = {name: n for n, name in enumerate(MONTHS, 1)} | {
    name: n for n, names in enumerate(_FOREIGN_MONTHS.split("|"), 1) for name in names.split()
}
_SHORT = {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
_WEEKDAY = {name: n for n, name in enumerate(WEEKDAYS)} | {
    name: n for n, names in enumerate(_FOREIGN_DAYS.split("|")) for name in names.split()
}

_ANY_MONTH = "|".join(sorted(_MONTH, key=len, reverse=True))
_WITH_DAY = rf"(?:{_ANY_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th|º|\.)?(?!\d)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|,\d|\.\d|%| ?(?:per ?cent|million|billion))"
_DATE = re.compile(
    rf"(?<![\w$€£.,/-])(?:"
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
    rf"|(?:the )?(?P<d1>{_DAY})(?: of| de)? (?P<m1>{_WITH_DAY})(?:(?:,| de| del)? (?P<y1>{_YEAR}))?"
    rf"|(?P<m2>{_WITH_DAY}) (?:the )?(?P<d2>{_DAY})(?:,? (?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{_WITH_DAY})(?:,| of| de| del)? (?P<y3>{_YEAR})"
    rf"|(?P<m4>{_ANY_MONTH})\b"
    r"|(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"
    rf"|(?P<y4>{_YEAR})"
    rf"|(?:(?P<which>last|this|next|past|coming) )?(?P<weekday>{'|'.join(_WEEKDAY)})\b"
    r"|(?P<near>the day before yesterday|yesterday|today|tonight|tomorrow|last night)\b"
    r"|(?P<side>last|this|next|past|previous) (?P<unit>day|week|weekend|month|year|decade|spring|"
    r"summer|autumn|fall|winter)\b"
    rf"|(?P<count>\d{{1,3}}|an?|{'|'.join(NUMBERS[1:])}) (?P<ago>day|week|month|year|decade)s? ago\b"
    r"|(?P<earlier>(?:an?|one|the) (?:year|month) (?:earlier|before)|(?:the )?(?:previous|prior) year)\b"
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
_LENGTH = {"day": 1, "week": 7, "weekend": 7, "month": 31, "year": 366, "decade": 3660}
_IN_A_TIME = re.compile(
    r"\b(?:in|of|since|until|by|from|during|to|early|late|mid|last|this|next|"
    r"for|through|and|between|before|after|im|en|em|nel|in den)[ -]$",
    re.IGNORECASE,
)

Days = tuple[int, int]
"""The ordinals of a stretch's first and last day."""


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


def agree(said: When, read: When, published: date | None) -> bool:
    """Whether a time may be told by another, read on the day its article was published."""
    if said.words == read.words or _same_fields(said, read):
        return True
    claimed = _stretches(said, published)
    return any(
        first <= begin and end <= last
        for first, last in claimed
        for begin, end in _stretches(read, published)
    )


def holds(said: When, published: date) -> bool:
    """Whether a time may be that of an article published on this day."""
    day = published.toordinal()
    return any(first <= day <= last for first, last in _stretches(said, published))


def _same_fields(said: When, read: When) -> bool:
    fields = [(said.year, read.year), (said.month, read.month), (said.day, read.day)]
    if any(one is not None and one != other for one, other in fields) or not (
        said.year or said.month
    ):
        return False
    return True


def _read(match: re.Match[str], text: str) -> When | None:
    words = " ".join(match.group().lower().split())
    start, end = match.span()
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return _checked(When(start, end, words, year, month, day))
    if match["m4"]:
        return _bare_month(match, text)
    if month_name := match["m1"] or match["m2"] or match["m3"]:
        if month_name.islower() and month_name in {"may", "march"}:
            return None  # as in "chapter 4 may follow"
        year_said = match["y1"] or match["y2"] or match["y3"]
        day_said = match["d1"] or match["d2"]
        return _checked(
            When(
                start,
                end,
                words,
                int(year_said) if year_said else None,
                _month_number(month_name),
                int(re.sub(r"\D", "", day_said)) if day_said else None,
            )
        )
    if match["y4"]:
        return When(start, end, words, int(match["y4"]))
    if match["decade"]:
        return When(start, end, words, int(match["decade"]), unit="decade")
    if match["weekday"]:
        name = match["weekday"]
        if name.islower() and name.lower() in WEEKDAYS:
            return None
        return When(
            start, end, words, weekday=_WEEKDAY[name.lower()], side=(match["which"] or "").lower()
        )
    return _relative(match, words)


def _before(match: re.Match[str], told: list[When]) -> When | None:
    """ "A year earlier", counted from the year told last; None where none was."""
    year = next((when.year for when in reversed(told) if when.year), None)
    if year is None or "year" not in match.group():
        return None
    return When(*match.span(), " ".join(match.group().lower().split()), year - 1)


def _relative(match: re.Match[str], words: str) -> When:
    start, end = match.span()
    if match["near"]:
        return When(start, end, words, offset=_NEAR[words], unit="day")
    if match["side"]:
        side = match["side"].lower()
        return When(start, end, words, side=side, offset=_SIDES[side], unit=match["unit"].lower())
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
    return When(*match.span(), name.lower(), month=_MONTH[name.lower()])


def _month_number(name: str) -> int:
    plain = name.lower().rstrip(".")
    return _MONTH.get(plain) or _SHORT[plain]


def _checked(when: When) -> When | None:
    """The time, unless its day is in no calendar ("5 May 40" is left to the numbers)."""
    if when.day is not None and _day(when.year or 2024, when.month or 1, when.day) is None:
        return None
    return when


def _day(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _stretches(when: When, published: date | None) -> tuple[Days, ...]:
    """The stretches of days it may mean; none when that is not known."""
    return tuple(_meant(when, published))


def _meant(when: When, published: date | None) -> Iterator[Days]:
    if when.unit == "decade" and when.year:
        yield _year(when.year)[0], _year(when.year + 9)[1]
    elif when.year or when.month:
        yield from _dated(when, published)
    elif published is not None and when.weekday is not None:
        yield from _weekdays(when.weekday, published)
    elif published is not None and when.offset is not None:
        yield from _from(when, published)


def _dated(when: When, published: date | None) -> Iterator[Days]:
    if when.year:
        years = [when.year]
    else:
        years = [published.year - 1, published.year, published.year + 1] if published else []
    for year in years:
        if when.month is None:
            yield _year(year)
        elif when.day is None:
            first = date(year, when.month, 1)
            yield first.toordinal(), _next_month(first).toordinal() - 1
        elif found := _day(year, when.month, when.day):
            yield found, found


def _year(year: int) -> Days:
    return date(year, 1, 1).toordinal(), date(min(year, 9999), 12, 31).toordinal()


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _weekdays(weekday: int, published: date) -> Iterator[Days]:
    """The days of that name around the article's; time zones may put it a day off."""
    back = (published.weekday() - weekday) % 7
    for weeks in (-7, 0, 7):
        found = published.toordinal() - back + weeks
        yield found, found


def _from(when: When, published: date) -> Iterator[Days]:
    """What is counted from the article's day."""
    today, offset = published.toordinal(), when.offset or 0
    if when.unit == "day":
        yield today + offset, today + offset
    elif when.unit in {"week", "weekend"}:
        monday = today - published.weekday() + 7 * offset
        yield monday - 7 * (offset < 0 and when.side != "ago"), monday + 6
    elif when.unit == "month":
        index = published.year * 12 + published.month - 1 + offset
        first = date(index // 12, index % 12 + 1, 1)
        yield first.toordinal(), _next_month(first).toordinal() - 1
    elif when.unit == "decade":
        first_year = published.year // 10 * 10 + 10 * offset
        yield _year(max(1, first_year))[0], _year(first_year + 9)[1]
    elif published.year + offset >= 1:
        yield _year(published.year + offset)
