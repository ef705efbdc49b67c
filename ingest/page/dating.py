"""Which of a page's dates is believed.

Candidates for the publication, best first: what JSON-LD tells (datePublished, else dateCreated or
uploadDate); meta tags; microdata and <time> elements; the day in the page's address
(/2026/05/03/); what is read out of the page's words; the day of the last change. The last three
are guesses, and are marked so.

1. Refused, and the next candidate taken: a time more than a day ahead of the clock; the days that
   programs write for "none" (0001-01-01, 1899-12-30, 1900-01-01, 1970-01-01, years past 2199); a
   year before 1990, when there was no web page, unless JSON-LD tells it of an article from the
   archive.
2. Where the publisher's statements are more than a day apart, the one whose day the address bears
   out holds, as some sites write the last change into the other; if none is, the first holds.
3. A statement of the day alone gives way to one of the time that is within a day of it.
4. An update is kept when it is later than the publication, and refused like any date by rule 1.
   One that is earlier was made before the article came out, and is no update.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from ingest.dates import Moment

_DAY = timedelta(days=1)
_FIRST_WEB_PAGE, _OLDEST = 1990, 1600
_NONE = frozenset({date(1899, 12, 30), date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1)})
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)(?:/(\d{1,2})/(\d{1,2})(?=/)|-(\d\d)-(\d\d)(?=/|-)|(\d\d)(\d\d)(?=/))"
)


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and last changed, as far as that can be believed."""

    published: Moment | None = None
    guessed: bool = False
    updated: datetime | None = None


def settle(
    *,
    told: Sequence[Moment] = (),
    tagged: Sequence[Moment] = (),
    updated: Sequence[Moment] = (),
    address: str | None = None,
    read: Sequence[Moment] = (),
    now: datetime | None = None,
) -> Dates:
    """Settle a page's dates by the rule above: told by JSON-LD, tagged, in the address, read."""
    clock = now or datetime.now(UTC)
    stated = [moment for moment in told if believable(moment, now=clock, archived=True)]
    stated += [moment for moment in tagged if believable(moment, now=clock)]
    changes = [moment for moment in updated if believable(moment, now=clock, archived=True)]
    in_path = day_in(address)
    published = _agreed(stated, in_path)
    guesses = (each for each in (in_path, *read) if each and believable(each, now=clock))
    known = published or next(guesses, None) or next((_day_of(each) for each in changes), None)
    return Dates(known, known is not None and published is None, _later(changes, known))


def believable(moment: Moment, *, now: datetime | None = None, archived: bool = False) -> bool:
    """Tell whether a date can be an article's: not ahead of the clock, and no program's "none"."""
    clock = now or datetime.now(UTC)
    first = _OLDEST if archived else _FIRST_WEB_PAGE
    return moment.at.year >= first and moment.at <= clock + _DAY and moment.at.date() not in _NONE


def believed(moment: Moment | None, *, now: datetime | None = None) -> Moment | None:
    """Give a date back that a publisher states of an article; one that cannot be is None."""
    return moment if moment and believable(moment, now=now, archived=True) else None


def day_in(address: str | None) -> Moment | None:
    """Read the day that stands in an address's path."""
    try:
        match = _IN_PATH.search(urlsplit(address or "").path)
        if match is None:
            return None
        year, month, day = (int(number) for number in match.groups() if number)
        return Moment(datetime(year, month, day, tzinfo=UTC), "day")
    except ValueError:
        return None


def _agreed(stated: Sequence[Moment], in_path: Moment | None) -> Moment | None:
    """Take the first statement, unless another is borne out, or tells the time of that day."""
    if not stated:
        return None
    chosen = stated[0]
    if in_path and not _near(chosen, in_path):
        chosen = next((each for each in stated if _near(each, in_path)), chosen)
    if chosen.precision == "day":
        timed = (each for each in stated if each.precision == "time" and _near(each, chosen))
        chosen = next(timed, chosen)
    return chosen


def _near(one: Moment, other: Moment) -> bool:
    # A day in one zone reaches into the next day of another.
    return abs(one.at.date() - other.at.date()) <= _DAY


def _later(changes: Iterable[Moment], published: Moment | None) -> datetime | None:
    first = next(iter(changes), None)
    if first is None or (published and first.at <= published.at):
        return None
    return first.at


def _day_of(moment: Moment) -> Moment:
    return Moment(moment.at.replace(hour=0, minute=0, second=0, microsecond=0), "day")
