"""Which days a time may mean in an article of a day, and which times tell the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from retrieval.checking.dates import When, day_number

Days = tuple[int, int]
"""The ordinals of a stretch's first and last day."""


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
    told = said.year is not None or said.month is not None
    return told and all(one is None or one == other for one, other in fields)


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
        elif found := day_number(year, when.month, when.day):
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
