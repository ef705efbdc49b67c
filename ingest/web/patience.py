"""What a site's headers say about time: when to ask again, and how long a page stays fresh."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_DAY = 86_400.0
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})(?!\d)", re.IGNORECASE)
_NEVER = re.compile(r"(?:^|[\s,])no-(?:store|cache)(?:[\s,=]|$)", re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,10}", re.ASCII)


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After, in seconds or as a date; never more than a day, whatever it says."""
    value = headers.get("Retry-After", "").strip()
    seconds = float(value) if _WHOLE.fullmatch(value) else _from_now(value, datetime.now(UTC))
    return None if seconds is None else min(max(seconds, 0.0), _DAY)


def fresh_for(headers: Mapping[str, str]) -> float | None:
    """Tell for how many seconds the site calls its answer fresh, or None when it does not say."""
    control = headers.get("Cache-Control", "")
    if _NEVER.search(control):
        return 0.0
    if match := _MAX_AGE.search(control):
        age = headers.get("Age", "").strip()
        return max(float(match[1]) - (float(age) if _WHOLE.fullmatch(age) else 0.0), 0.0)
    sent = _date(headers.get("Date", "")) or datetime.now(UTC)
    seconds = _from_now(headers.get("Expires", ""), sent)
    return None if seconds is None else max(seconds, 0.0)


def _from_now(value: str, now: datetime) -> float | None:
    date = _date(value)
    return None if date is None else (date - now).total_seconds()


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
