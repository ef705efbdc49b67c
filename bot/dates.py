"""Dates in words: as precise as the publisher was, and plain about what nobody knows."""

from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo

from bot.words import ENGLISH, IN_ENGLISH, Words, phrase
from retrieval.errors import NewsdeskError
from retrieval.news import Precision

UNDATED = phrase("undated")


def in_words(
    published: datetime | None,
    precision: Precision = "time",
    *,
    guessed: bool = False,
    updated: datetime | None = None,
    words: Words = IN_ENGLISH,
) -> str:
    """A published date for any reader, in UTC: "4 August 2026, 14:05 UTC"."""
    shown = _plain(published, precision, words)
    return _dressed(shown, _universal(updated, words), words, guessed=guessed)


def for_discord(
    published: datetime | None,
    precision: Precision = "time",
    *,
    guessed: bool = False,
    updated: datetime | None = None,
    words: Words = IN_ENGLISH,
) -> str:
    """The same for Discord, where a moment shows in each reader's own time zone."""
    changed = None if updated is None else moment(updated)
    # A bare day has no time zone: as a timestamp it would be the day before in America.
    timed = published is not None and precision == "time"
    shown = moment(published) if published and timed else _plain(published, "day", words)
    return _dressed(shown, changed, words, guessed=guessed)


def moment(when: datetime) -> str:
    """A Discord timestamp with date and time."""
    return f"<t:{int(when.timestamp())}:f>"


def day(when: date, words: Words = IN_ENGLISH) -> str:
    """A day in words: "4 August 2026"."""
    if words.language == ENGLISH:
        return f"{when.day} {when:%B %Y}"
    from babel.dates import format_date

    written = str(format_date(when, "long", locale=words.language))
    # The first of a month is the one ordinal that French dates have.
    first = words.language == "fr" and when.day == 1
    return written.replace("1 ", "1er ", 1) if first else written


def month(when: date, words: Words = IN_ENGLISH) -> str:
    """A month in words: "August 2026"."""
    return _skeleton("yMMMM", when, words) or f"{when:%B %Y}"


def short_day(when: date, words: Words = IN_ENGLISH) -> str:
    """A day in few letters: "4 Aug 2026"."""
    return _skeleton("yMMMd", when, words) or f"{when.day} {when:%b %Y}"


def short_month(when: date, words: Words = IN_ENGLISH) -> str:
    """A month in few letters: "Aug 2026"."""
    return _skeleton("yMMM", when, words) or f"{when:%b %Y}"


def _skeleton(parts: str, when: date, words: Words) -> str:
    """A date of these parts as its language orders them; nothing for English."""
    if words.language == ENGLISH:
        return ""
    from babel.dates import format_skeleton

    return str(format_skeleton(parts, when, locale=words.language))


def typed(text: str, zone: tzinfo = UTC) -> tuple[datetime, Precision]:
    """The date a person typed, in `zone` unless it names one, and whether it has a time."""
    written = text.strip()
    when, precision = _read(written)
    if not 1000 <= when.year <= 9000:  # there is no day before the first, and none after the last
        raise NewsdeskError(
            phrase("The year {year} is out of reach: name one from 1000 to 9000.", year=when.year)
        )
    return when.replace(tzinfo=when.tzinfo or zone), precision


def _read(written: str) -> tuple[datetime, Precision]:
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        with suppress(ValueError):
            return datetime.strptime(written, form), "day"  # noqa: DTZ007 - its zone comes next
    try:
        return datetime.fromisoformat(written), "time"
    except ValueError:
        message = phrase(
            "“{written}” is not a date: write 2026-08-04 or 2026-08-04 14:30.",
            written=written[:40],
        )
        raise NewsdeskError(message) from None


def _plain(when: datetime | None, precision: Precision, words: Words) -> str | None:
    if when is None:
        return None
    return day(when.astimezone(UTC), words) if precision == "day" else _universal(when, words)


def _universal(when: datetime | None, words: Words) -> str | None:
    if when is None:
        return None
    universal = when.astimezone(UTC)
    return f"{day(universal, words)}, {universal:%H:%M} UTC"


def _dressed(shown: str | None, updated: str | None, words: Words, *, guessed: bool) -> str:
    told = shown or words(UNDATED)
    if shown and guessed:
        told = words("{date} (a guess)", date=told)
    return words("{date}, updated {changed}", date=told, changed=updated) if updated else told
