"""Stretches of the calendar in the asker's zone: days, weeks, months, seasons, the last hours.

Days are local ones, 23 or 25 hours long where clocks change. Weeks begin on Monday (ISO 8601);
seasons are the northern meteorological ones, and a winter has the year of its January.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_HOURS_IN = {"minute": 1 / 60, "hour": 1}
_DAYS_IN = {"day": 1, "week": 7}
_SEASONS = {"spring": 2, "summer": 5, "autumn": 8, "fall": 8, "winter": 11}
_HALF_A_YEAR = timedelta(days=183)
_EVENING = time(18)
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `since` until before `until`, both aware."""

    since: datetime
    until: datetime


def days(first: date, after: date, asked: datetime) -> Stretch:
    """From the first day's midnight to that of the day after the last."""
    return Stretch(
        datetime.combine(first, time.min, asked.tzinfo),
        datetime.combine(after, time.min, asked.tzinfo),
    )


def day(which: date, asked: datetime) -> Stretch:
    """One day."""
    return days(which, which + timedelta(days=1), asked)


def week(holding: date, asked: datetime) -> Stretch:
    """The Monday to Sunday that hold a day."""
    monday = holding - timedelta(days=holding.weekday())
    return days(monday, monday + timedelta(days=7), asked)


def weekend(holding: date, asked: datetime) -> Stretch:
    """The Saturday and Sunday of the week that holds a day."""
    saturday = holding + timedelta(days=5 - holding.weekday())
    return days(saturday, saturday + timedelta(days=2), asked)


def months(index: int, count: int, asked: datetime) -> Stretch:
    """Whole months; the index counts them from year 0."""
    return days(first_of(index), first_of(index + count), asked)


def first_of(index: int) -> date:
    """The first day of a month by its index."""
    return date(index // 12, index % 12 + 1, 1)


def index_of(which: date) -> int:
    """The index of the month that holds a day."""
    return which.year * 12 + which.month - 1


def season(name: str, year: int, asked: datetime) -> Stretch:
    """The three months of a year's season."""
    first = _SEASONS[name]
    return months((year - 1 if name == "winter" else year) * 12 + first, 3, asked)


def this_season(name: str, asked: datetime) -> Stretch | None:
    """The latest begun; None when it ended half a year ago, for then the next one is meant."""
    now = index_of(asked.date())
    latest = months(now - (now - _SEASONS[name]) % 12, 3, asked)
    return latest if asked.date() - latest.until.date() < _HALF_A_YEAR else None


def last_season(name: str, asked: datetime) -> Stretch:
    """The latest that is over."""
    over = index_of(asked.date()) - 3
    return months(over - (over - _SEASONS[name]) % 12, 3, asked)


def last_night(asked: datetime) -> Stretch:
    """From six in the evening to noon, when the morning's news has told it."""
    yesterday = asked.date() - timedelta(days=1)
    return Stretch(
        datetime.combine(yesterday, _EVENING, asked.tzinfo),
        datetime.combine(asked.date(), _NOON, asked.tzinfo),
    )


def rolling(count: int, unit: str, asked: datetime) -> Stretch:
    """The last so many hours to the moment of asking, or days and more to the end of today."""
    if unit in _HOURS_IN:
        return Stretch(_hours_before(asked, count * _HOURS_IN[unit]), asked)
    return days(before(count, unit, asked.date()), asked.date() + timedelta(days=1), asked)


def ago(count: int, unit: str, asked: datetime) -> Stretch:
    """The day, the week, month or year (whole ones) in which that was.

    Hours ago is from an hour before to now: what happened then was told after it.
    """
    if unit in _HOURS_IN:
        return Stretch(_hours_before(asked, count * _HOURS_IN[unit] + 1), asked)
    then = before(count, unit, asked.date())
    if unit in _DAYS_IN:
        return day(then, asked) if unit == "day" else week(then, asked)
    return whole(unit, then, asked)


def whole(unit: str, holding: date, asked: datetime) -> Stretch:
    """The calendar month, quarter, year or decade that holds a day."""
    size, index = MONTHS_IN[unit], index_of(holding)
    return months(index - index % size, size, asked)


def before(count: int, unit: str, today: date) -> date:
    """The day so many days, weeks, months, years before; a month's last day where it has none."""
    if unit in _DAYS_IN:
        return today - timedelta(days=count * _DAYS_IN[unit])
    index = index_of(today) - count * MONTHS_IN[unit]
    last = first_of(index + 1) - timedelta(days=1)
    return last.replace(day=min(today.day, last.day))


def third(stretch: Stretch, part: str, asked: datetime) -> Stretch:
    """The early, mid or late third of a stretch of days."""
    first, after = stretch.since.date(), stretch.until.date()
    which = ("early", "mid", "late").index(part)
    edges = [first + (after - first) * n // 3 for n in (which, which + 1)]
    return days(edges[0], edges[1], asked)


def _hours_before(asked: datetime, hours: float) -> datetime:
    # hours pass in UTC; taken off the local clock they would be wrong on the day it changes
    return (asked.astimezone(UTC) - timedelta(hours=hours)).astimezone(asked.tzinfo)
