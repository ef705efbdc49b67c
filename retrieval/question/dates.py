"""Dates as they are written: 5 November 2023, Nov. 5th, 2023-11-05, June 2014, the 1990s.

A day or month without a year is the most recent one that is not after the asking.
"""

import re
from datetime import date, datetime, timedelta

from retrieval.question.calendar_words import Form, month_number, part_of, written, year_of
from retrieval.question.stretches import Stretch, day, days, index_of, months, season, third

_LEAP_YEARS_APART = 8
"""1896 and 1904; so far back some 29 February is found."""
_ORDINALS = ("first", "second", "third", "fourth")


def _figures(match: re.Match[str], asked: datetime) -> Stretch:
    return day(date(int(match["y"]), int(match["m"]), int(match["d"])), asked)


def _either_way(match: re.Match[str], asked: datetime) -> Stretch | None:
    """Day first or month first, when only one is possible; 05/11/2023 stays unread."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if max(one, other) <= 12 and one != other:
        return None
    return day(date(year, min(one, other), max(one, other)), asked)


def _day(match: re.Match[str], asked: datetime) -> Stretch | None:
    found = _nearest(match, int(match["day"]), asked)
    return day(found, asked) if found else None


def _days(match: re.Match[str], asked: datetime) -> Stretch | None:
    last = _nearest(match, int(match["last"]), asked)
    if last is None or int(match["day"]) >= last.day:
        return None
    return days(last.replace(day=int(match["day"])), last + timedelta(days=1), asked)


def _nearest(match: re.Match[str], number: int, asked: datetime) -> date | None:
    """The match's day of its year, or of the latest year in which it is not after the asking."""
    month, today = month_number(match["month"]), asked.date()
    if match["year"]:
        return date(year_of(match["year"], asked), month, number)
    for year in range(today.year, today.year - _LEAP_YEARS_APART - 1, -1):
        found = _day_or_none(year, month, number)
        if found and found <= today:
            return found
    return None


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _month(match: re.Match[str], asked: datetime) -> Stretch:
    number, now = month_number(match["month"]) - 1, index_of(asked.date())
    year = match.groupdict().get("year")
    index = year_of(year, asked) * 12 + number if year else now - (now - number) % 12
    return _part(match, months(index, 1, asked), asked)


def _month_in_figures(match: re.Match[str], asked: datetime) -> Stretch:
    return months(index_of(date(int(match["y"]), int(match["m"]), 1)), 1, asked)


def _year(match: re.Match[str], asked: datetime) -> Stretch:
    return _part(match, months(int(match["year"]) * 12, 12, asked), asked)


def _decade(match: re.Match[str], asked: datetime) -> Stretch:
    return _part(match, months(int(match["decade"]) * 12, 120, asked), asked)


def _season(match: re.Match[str], asked: datetime) -> Stretch:
    return season(match["season"].lower(), year_of(match["year"], asked), asked)


def _quarter(match: re.Match[str], asked: datetime) -> Stretch:
    said = match["quarter"].lower()
    number = _ORDINALS.index(said) if said in _ORDINALS else int(said) - 1
    return months(int(match["year"]) * 12 + 3 * number, 3, asked)


def _part(match: re.Match[str], stretch: Stretch, asked: datetime) -> Stretch:
    part = match.groupdict().get("part")
    return third(stretch, part_of(part), asked) if part else stretch


DATES = (
    Form(written(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"), _figures),
    Form(written(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)"), _month_in_figures),
    Form(written(r"(?P<one>\d{1,2})(?P<by>[/.])(?P<other>\d{1,2})(?P=by)YEAR"), _either_way),
    Form(
        written(r"ANYDAY(?:the )?DAYTOLAST (?:of )?MONTH(?:,? YEARSAID)?"),
        _days,
        again=365,
    ),
    Form(
        written(r"MONTH DAYTOLAST(?:,? YEARSAID)?"),
        _days,
        again=365,
    ),
    Form(written(r"ANYDAY(?:the )?DAY (?:of )?MONTH(?:,? YEARSAID)?"), _day, again=365),
    Form(written(r"ANYDAYMONTH (?:the )?DAY(?:,? YEARSAID)?"), _day, again=365),
    Form(written(r"PART?MONTH(?: of|,)? YEARSAID"), _month),
    Form(written(r"(?:the )?SEASON(?: of)? YEARSAID"), _season),
    Form(written(r"(?:the )?(?P<quarter>first|second|third|fourth) quarter of YEAR"), _quarter),
    Form(written(r"q(?P<quarter>[1-4]) YEAR"), _quarter),
    Form(written(r"the PART?(?P<decade>(?:19|20)\d0)s"), _decade),
)
"""Dates that nothing else is written like, the longest first."""

BARE_DATES = (
    Form(written(r"PARTNAMED"), _month, again=365),
    Form(written(r"PARTYEAR"), _year),
    Form(written(r"NAMED"), _month, again=365, bare=True),
    Form(written(r"YEAR"), _year, bare=True),
)
"""Months and years alone, which may be a name, a verb or a number."""
