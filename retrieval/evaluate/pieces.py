"""What a sentence can be rewritten or damaged at: its numbers, dates, names and quotations.

Plain expressions, on purpose not the ones that check an answer: what both overlooked would
never be measured.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from retrieval.news import Span
from retrieval.question.calendar_words import MONTHS, WEEKDAYS
from retrieval.question.names import names as proper_names

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
IN_WORDS = dict(enumerate([*_ONES, *_TEENS], start=1)) | {
    20 + 10 * tens + ones: f"{word}-{_ONES[ones - 1]}" if ones else word
    for tens, word in enumerate(_TENS)
    for ones in range(10)
}
"""The numbers from 1 to 99 as words."""

_VALUES = {word: number for number, word in IN_WORDS.items() if number > 1}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_UNITS = r"(?P<unit>%| per ?cent\b)?"
_FIGURE = re.compile(
    r"(?<![\w.,/:$€£–-])(?P<sign>[$€£]?)(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?)"
    r"(?P<scale>(?: (?:thousand|million|billion|trillion)|bn|m)\b)?"
    + _UNITS
    + r"(?![\w/:–-]|[.,]\d)"
)
_WORDED = re.compile(
    rf"(?<![\w-])(?P<word>{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
    r"(?P<scale> (?:hundred|thousand|million|billion|trillion))?" + _UNITS + r"(?![\w-])",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r" ?(?:[ap]\.?m\b|o['’]clock| dozen| score)", re.IGNORECASE)
_LOOSE = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|approximately|some|over|under|than|least|most|up to|"
    r"close to|estimated|topped|exceed(?:s|ed)?|surpassed|many as|much as|above|below)(?: the)? $",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"(?: \w+){0,3} (?:or (?:more|less|fewer|so)|plus)\b|\+")
_MONTH = rf"(?P<month>{'|'.join(one.title() for one in MONTHS)}|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.?"
_YEAR = r"(?:,? (?P<year>(?:1[5-9]|20)\d\d))?"
_AFTER = r"(?![\w–-]|[.,]\d)"
_DATES = (
    ("day", re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}{_AFTER}")),
    ("day", re.compile(rf"(?<![\w–-])(?P<day>\d{{1,2}}) {_MONTH}{_YEAR}{_AFTER}")),
    (
        "weekday",
        re.compile(
            r"(?<!Black )(?<!Good )(?<!Super )(?<!Cyber )(?<!Giving )"
            rf"\b(?P<weekday>{'|'.join(one.title() for one in WEEKDAYS)})\b"
        ),
    ),
    ("near", re.compile(r"\b(?P<near>yesterday|Yesterday)\b")),
    ("year", re.compile(rf"(?<=\b[Ii]n )(?P<year>(?:1[5-9]|20)\d\d){_AFTER}")),
)
_QUOTED = re.compile(r"“([^“”]{1,600})”|\"([^\"]{1,600})\"|‘([^‘“”]{12,300}?)’(?!\w)")
_SHORT_QUOTE = 12
"""Characters; less between quotation marks is a title or a nickname."""
_NAME = re.compile(
    r"(?!.*[a-z]\.[A-Z]|.*[./]\w|.*[A-Z]{3,} [A-Z]{3,}|.*[’'](?:ve|re|ll|m|d|t|s)$)"
    r"(?!(?:Note|Former|[EP][SD]?T|GMT|BST|UTC)$)[^\W\d_][^\W\d_.].*(?<!\d)"
)
_LONG, _LONG_NAME = 1_000, 80
"""Characters; a longer sentence or name is something else, and slow to look through."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number: where it stands, what it comes to, and of what sort it is (percent, $, plain).

    It is `loose` after "about" or "more than": then another number may be as true.
    """

    span: Span
    value: Decimal
    sort: str
    loose: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A date: where it stands, its form (day, weekday, near, year), and the day when it is sure."""

    span: Span
    form: str
    day: date | None
    year: int | None = None


def amounts(text: str) -> list[Amount]:
    """The numbers of a text in order, without dates, years and times of day."""
    dated = [one.span for one in dates(text, None)]
    found = [
        Amount(
            Span(*match.span()),
            _value(match),
            _sort(match),
            _loose(text, match),
        )
        for pattern in (_FIGURE, _WORDED)
        for match in pattern.finditer(text)
        if not _is_other(text, match) and not any(_meet(span, match) for span in dated)
    ]
    return sorted(found, key=lambda one: one.span.start)


def dates(text: str, published: date | None) -> list[Dated]:
    """The dates of a text in order; what counts from another day counts from its publication."""
    found: list[Dated] = []
    for form, pattern in _DATES:
        for match in pattern.finditer(text):
            if not any(_meet(one.span, match) for one in found):
                found.append(_dated(form, match, published))
    return sorted(found, key=lambda one: one.span.start)


def names(sentence: str) -> list[tuple[str, Span]]:
    """The proper names that stand in a sentence once, with their places."""
    placed: list[tuple[str, Span]] = []
    if len(sentence) > _LONG:
        return placed
    for name in proper_names(sentence):
        places = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence))
        if len(places) == 1 and len(name) < _LONG_NAME and _NAME.fullmatch(name):
            placed.append((name, Span(*places[0].span())))
    return sorted(placed, key=lambda one: one[1].start)


def quotations(text: str) -> list[Span]:
    """The words between quotation marks, without the marks."""
    return [
        Span(*match.span(match.lastindex or 0))
        for match in _QUOTED.finditer(text)
        if len(match.group()) > _SHORT_QUOTE
    ]


def balanced(text: str) -> bool:
    """Whether every quotation mark has its other one."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def inside(span: Span, spans: list[Span]) -> bool:
    """Whether a stretch touches any of these."""
    return any(one.start < span.end and span.start < one.end for one in spans)


def replaced(text: str, span: Span, words: str) -> str:
    """A text with other words in one place."""
    return text[: span.start] + words + text[span.end :]


def stretch(text: str, span: Span) -> str:
    """The words in one place."""
    return text[span.start : span.end]


def between(text: str, first: Span, second: Span) -> str:
    """What stands between two places, the earlier first."""
    return text[first.end : second.start]


def plain(day: date) -> str:
    """A day in full: 4 August 2026."""
    return f"{day.day} {day:%B %Y}"


def _value(match: re.Match[str]) -> Decimal:
    groups = match.groupdict()
    scale = _SCALES[(groups["scale"] or "").strip().lower()] if groups["scale"] else 1
    if digits := groups.get("digits"):
        return Decimal(digits.replace(",", "")) * scale
    return Decimal(_VALUES[groups["word"].lower()]) * scale


def _loose(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    return _LOOSE.search(before) is not None or _OR_SO.match(text, match.end()) is not None


def _sort(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return "%" if groups["unit"] else groups.get("sign") or ""


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether this is a year, a time of day, part of a name, or of "two dozen"."""
    if match.group()[0].isupper() and match.start() and text[match.start() - 2] not in ".!?":
        return True
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", match.group()) is not None
    return year or _NO_NUMBER.match(text, match.end()) is not None


def _meet(span: Span, match: re.Match[str]) -> bool:
    return span.start < match.end() and match.start() < span.end


def _dated(form: str, match: re.Match[str], published: date | None) -> Dated:
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else None
    return Dated(Span(*match.span()), form, _day(form, said, year, published), year)


def _day(
    form: str, said: dict[str, str | None], year: int | None, published: date | None
) -> date | None:
    if form == "day":
        return _of_calendar(said, year, published)
    if published is None or form == "year":
        return None
    if form == "near":
        return published - timedelta(days=1)
    weekday = WEEKDAYS.index((said["weekday"] or "").lower())
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def _of_calendar(
    said: dict[str, str | None], year: int | None, published: date | None
) -> date | None:
    """The day of a month; without a year it is sure only if it was shortly before the article."""
    month = [one[:3] for one in MONTHS].index((said["month"] or "")[:3].lower()) + 1
    if year is None and published is None:
        return None
    try:
        day = date(year or (published or date.min).year, month, int(said["day"] or 0))
    except ValueError:
        return None
    if year is None and published is not None and not day <= published <= day + 26 * _WEEK:
        return None
    return day
