"""Dates in words: as precise as the publisher was, and plain about what nobody knows."""

from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo

from retrieval.errors import NewsdeskError
from retrieval.news import Precision

UNDATED = "undated"


def in_words(
    published: datetime | None,
    precision: Precision = "time",
    *,
    guessed: bool = False,
    updated: datetime | None = None,
) -> str:
    """A published date for any reader, in UTC: "4 August 2026, 14:05 UTC"."""
    return _dressed(_plain(published, precision), published, guessed, _words(updated))


def for_discord(
    published: datetime | None,
    precision: Precision = "time",
    *,
    guessed: bool = False,
    updated: datetime | None = None,
) -> str:
    """The same for Discord, where a moment shows in each reader's own time zone."""
    when = published
    changed = None if updated is None else moment(updated)
    if published is not None and precision == "time":
        return _dressed(moment(published), when, guessed, changed)
    # A bare day has no time zone: as a timestamp it would be the day before in America.
    return _dressed(_plain(published, "day"), when, guessed, changed)


def moment(when: datetime) -> str:
    """A Discord timestamp with date and time."""
    return f"<t:{int(when.timestamp())}:f>"


def day(when: date) -> str:
    """A day in words: "4 August 2026"."""
    return f"{when.day} {when:%B %Y}"


def typed(text: str, zone: tzinfo = UTC) -> tuple[datetime, Precision]:
    """The date a person typed, in `zone` unless it names one, and whether it has a time."""
    written = text.strip()
    when, precision = _read(written)
    if not 1000 <= when.year <= 9000:  # there is no day before the first, and none after the last
        raise NewsdeskError(f"The year {when.year} is out of reach: name one from 1000 to 9000.")
    return when.replace(tzinfo=when.tzinfo or zone), precision


def _read(written: str) -> tuple[datetime, Precision]:
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        with suppress(ValueError):
            return datetime.strptime(written, form), "day"  # noqa: DTZ007 - its zone comes next
    try:
        return datetime.fromisoformat(written), "time"
    except ValueError:
        message = f"“{written[:40]}” is not a date: write 2026-08-04 or 2026-08-04 14:30."
        raise NewsdeskError(message) from None


def _plain(when: datetime | None, precision: Precision) -> str | None:
    if when is None:
        return None
    return day(when.astimezone(UTC)) if precision == "day" else _words(when)


def _words(when: datetime | None) -> str | None:
    if when is None:
        return None
    universal = when.astimezone(UTC)
    return f"{day(universal)}, {universal:%H:%M} UTC"


def _dressed(
    shown: str | None, published: datetime | None, guessed: bool, updated: str | None
) -> str:
    if shown is None or published is None:
        return UNDATED if updated is None else f"{UNDATED}, updated {updated}"
    words = f"{shown} (a guess)" if guessed else shown
    return words if updated is None else f"{words}, updated {updated}"
