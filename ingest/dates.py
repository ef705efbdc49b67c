"""Dates as publishers write them, for machines and for readers, to moments in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from retrieval.news import Precision

_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_YEAR = re.compile(r"\b(?:1[6-9]|20|21)\d\d\b")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\b\d{1,2}\s*[ap]\.?m\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?<!\d)\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{4}\b")
_NUMBERS = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:\s*[^\w\s.:]\s*|\s+)(\d{1,2})(?:\s*[^\w\s:]\s*|\s+)\d{4}\b"
)
_LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "pl"]
_LONGEST = 60
_MONTHS = 12
_EARLIEST, _LATEST = 1600, 2199


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, in UTC, and how precisely it was told."""

    at: datetime
    precision: Precision


def from_machine(value: object) -> Moment | None:
    """Read a date from a metadata tag: ISO 8601 or RFC 2822, else as a reader would."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    if not (text := value.strip()) or text.isdigit():
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = parse(_SPACED_ZONE.sub("", text) if parse is not parsedate_to_datetime else text)
        except (ValueError, TypeError, IndexError):
            continue
        return _moment(at, clock=":" in text or "T" in text)
    return from_words(text)


def from_words(text: str) -> Moment | None:
    """Read a date written out for readers; ambiguous and relative ones give None."""
    if len(text) > _LONGEST or not _YEAR.search(text) or _is_ambiguous(text):
        return None
    import dateparser

    settings: dict[str, object] = {
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
    }
    if _DOTTED.search(text):  # where dates are written with dots, the day comes first
        settings |= {"DATE_ORDER": "DMY", "PREFER_LOCALE_DATE_ORDER": False}
    clock = bool(_CLOCK.search(text))
    at = dateparser.parse(text.replace(" at ", " "), languages=_LANGUAGES, settings=settings)
    return _moment(at, clock=clock) if at is not None else None


def _is_ambiguous(text: str) -> bool:
    """Tell dates like 05/10/2026: May in one country and October in the next."""
    return any(
        int(first) <= _MONTHS and int(second) <= _MONTHS and first != second
        for first, second in _NUMBERS.findall(text)
    )


def _moment(at: datetime, *, clock: bool) -> Moment | None:
    """A time without a zone sorts within its day, but only the day is claimed."""
    if not _EARLIEST <= at.year <= _LATEST:
        return None
    if at.tzinfo is None:
        return Moment(at.replace(tzinfo=UTC), "day")
    if not clock:
        return Moment(datetime(at.year, at.month, at.day, tzinfo=UTC), "day")
    return Moment(at.astimezone(UTC), "time")
