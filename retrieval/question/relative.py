"""Times told from the day of asking: yesterday, last week, three months ago, on Tuesday.

What is still to come (tomorrow, next week) is read too, as the stretch it is.
"""

import re
from datetime import date, datetime, timedelta

from retrieval.question.calendar_words import (
    WEEKDAYS,
    Form,
    count_of,
    month_number,
    part_of,
    written,
)
from retrieval.question.stretches import (
    MONTHS_IN,
    Stretch,
    ago,
    before,
    day,
    days,
    index_of,
    last_night,
    last_season,
    months,
    rolling,
    third,
    this_season,
    week,
    weekend,
    whole,
)

_DAYS_FROM_TODAY = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_WEDNESDAY = 2
_AHEAD = ("next", "coming", "this coming")
_WEEK = timedelta(days=7)


def _near(match: re.Match[str], asked: datetime) -> Stretch:
    """A day beside today; parts of a day are the whole day, for their news comes after them."""
    distance = _DAYS_FROM_TODAY.get(match["day"].lower(), 0)
    return day(asked.date() + timedelta(days=distance), asked)


def _last_night(_match: re.Match[str], asked: datetime) -> Stretch:
    return last_night(asked)


def _ago(match: re.Match[str], asked: datetime) -> Stretch:
    count, unit = count_of(match["count"]), match["unit"].lower()
    if re.search("few|couple", match["count"], re.IGNORECASE):
        # Nobody has counted: some more of them, or one less.
        return Stretch(ago(count + 2, unit, asked).since, ago(count - 1, unit, asked).until)
    return ago(count, unit, asked)


def _rolling(match: re.Match[str], asked: datetime) -> Stretch:
    return rolling(count_of(match["count"]), match["unit"].lower(), asked)


def _ahead(_match: re.Match[str], _asked: datetime) -> None:
    """Not read: what is to come has no news of its own time."""


def _weekday(match: re.Match[str], asked: datetime) -> Stretch:
    """The latest such day, today included; a "last" one is before today."""
    today, which = asked.date(), match.groupdict().get("which")
    number = WEEKDAYS.index(match["weekday"].lower())
    back = (today.weekday() - number) % 7
    if which and which.lower() in _AHEAD:
        return day(today + timedelta(days=7 - back), asked)
    if which and which.lower() == "this":
        return _of_week(today, number, asked)
    return day(today - timedelta(days=(back or 7) if which else back), asked)


def _weekday_of_week(match: re.Match[str], asked: datetime) -> Stretch:
    holding = asked.date() - (_WEEK if match["which"].lower() == "last" else timedelta())
    return _of_week(holding, WEEKDAYS.index(match["weekday"].lower()), asked)


def _of_week(holding: date, number: int, asked: datetime) -> Stretch:
    return day(holding + timedelta(days=number - holding.weekday()), asked)


def _week(match: re.Match[str], asked: datetime) -> Stretch:
    """Last week is the Monday to Sunday before; this week reaches back over the past seven days."""
    today, which = asked.date(), match["which"].lower()
    if which in _AHEAD:
        return week(today + _WEEK, asked)
    if which not in {"this", "current"}:
        return _parted(match, week(today - _WEEK, asked), asked)
    if match["part"]:
        return _parted(match, week(today, asked), asked)
    return days(today - _WEEK, today + timedelta(days=1), asked)


def _period(match: re.Match[str], asked: datetime) -> Stretch:
    """A calendar month, quarter, year or decade: this one so far, or the one before or after."""
    today, which, unit = asked.date(), match["which"].lower(), match["unit"].lower()
    if which in _AHEAD:
        return whole(unit, before(-1, unit, today), asked)
    if which not in {"this", "current", "the"}:
        return _parted(match, whole(unit, before(1, unit, today), asked), asked)
    if match["part"]:
        return _parted(match, whole(unit, today, asked), asked)
    return days(whole(unit, today, asked).since.date(), today + timedelta(days=1), asked)


def _parted(match: re.Match[str], stretch: Stretch, asked: datetime) -> Stretch:
    return third(stretch, part_of(match["part"]), asked) if match["part"] else stretch


def _weekend(match: re.Match[str], asked: datetime) -> Stretch:
    """The latest begun; "this" asked from Wednesday to Friday is the coming one; "last" is over."""
    today, which = asked.date(), (match["which"] or "the").lower()
    if which in _AHEAD:
        return weekend(today if today.weekday() < 5 else today + _WEEK, asked)
    begun = today.weekday() >= 5
    if begun and which not in {"last", "past", "this past"}:
        return weekend(today, asked)
    coming = which == "this" and today.weekday() >= _WEDNESDAY
    return weekend(today if coming else today - _WEEK, asked)


def _season(match: re.Match[str], asked: datetime) -> Stretch | None:
    which, name = match["which"].lower(), match["season"].lower()
    if which in _AHEAD:
        return None
    return this_season(name, asked) if which == "this" else last_season(name, asked)


def _named_month(match: re.Match[str], asked: datetime) -> Stretch:
    """This June is this year's, last June the latest that is over, next June the next to begin."""
    number, now = month_number(match["month"]) - 1, index_of(asked.date())
    which = match["which"].lower()
    if which == "this":
        return months(now - now % 12 + number, 1, asked)
    over = now - 1 - (now - 1 - number) % 12
    return months(over if which not in _AHEAD else over + 12 + 12 * (number == now % 12), 1, asked)


_UNITS = "|".join(MONTHS_IN)
_ABOUT = r"(?:(?:just|about|around|nearly|almost|over|more than|some) )?"
_WHICH = r"(?:(?P<which>last|this past|past|this|next|this coming|coming|current) )"
_EARLIER = r"(?:earlier )?"

RELATIVE = (
    Form(written(r"later this (?:week|month|quarter|year|decade)"), _ahead, relative=True),
    Form(
        written(
            rf"{_EARLIER}(?P<day>the day before yesterday|the day after tomorrow|yesterday|today|"
            r"tomorrow|tonight|this (?:morning|afternoon|evening))OFDAY"
        ),
        _near,
        relative=True,
    ),
    Form(written(r"(?:late )?last (?:night|evening)"), _last_night, relative=True),
    Form(written(rf"{_ABOUT}COUNTUNIT ago"), _ago, relative=True),
    Form(
        written(r"(?:(?:the|these|this) )?(?:last|past) COUNTUNIT(?! of\b)"),
        _rolling,
        relative=True,
    ),
    Form(
        written(
            r"(?:the last (?!day|quarter)|(?:(?:the|this) )?past )(?P<count>)UNIT(?<!s)(?! of\b)"
        ),
        _rolling,
        relative=True,
    ),
    Form(
        written(r"WEEKDAYOFDAY,? (?:of |in )?(?P<which>last|this) week"),
        _weekday_of_week,
        relative=True,
    ),
    Form(
        written(r"(?P<which>last|this) week,? on WEEKDAYOFDAY"),
        _weekday_of_week,
        relative=True,
    ),
    Form(written(rf"{_WHICH}WEEKDAYOFDAY"), _weekday, relative=True),
    Form(written(rf"{_EARLIER}PART?{_WHICH}week(?! of\b)"), _week, relative=True),
    Form(written(rf"{_EARLIER}PART?{_WHICH}(?P<unit>{_UNITS})(?! of\b)"), _period, relative=True),
    Form(
        written(rf"(?:{_WHICH}|(?<=over )the |(?<=at )the |(?<=on )the )weekend"),
        _weekend,
        relative=True,
    ),
    Form(
        written(r"PART(?P<which>the) (?P<unit>month|quarter|year|decade)"), _period, relative=True
    ),
    Form(written(rf"{_WHICH}SEASON"), _season, relative=True),
    Form(written(rf"{_WHICH}NAMED"), _named_month, relative=True),
)
"""Forms with a word that says from when they count, the longest first."""

WEEKDAY = Form(written(r"(?:(?:early|late) )?WEEKDAYOFDAY"), _weekday, relative=True, again=7)
"""A weekday alone, which may be part of a name."""
