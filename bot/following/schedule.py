"""When something is posted every day: a time of the day in a zone, across its changes of clock."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

LATE = timedelta(hours=6)
"""How much later a post that was missed is still made."""

PROPOSED = ("07:00", "08:00", "12:00", "18:00")

_CLOCK = re.compile(
    r"(?:.*?\b(?:at|um|à|a las)\s+)?"
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})|\s*(?:h|uhr|heures?|horas?)\b)?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*uhr)?",
    re.IGNORECASE,
)
_NAMED = {"midnight": "00:00", "noon": "12:00", "midday": "12:00"}
_MINUTE = timedelta(minutes=1)


def clock(written: str) -> str | None:
    """The time of the day that a person wrote, as "20:30"; None when it is none."""
    text = " ".join(written.split())
    found = _CLOCK.fullmatch(text)
    return _NAMED.get(text.lower()) or (_read(found) if found else None)


def proposals(written: str) -> list[str]:
    """The times that may be meant by what is written so far; some usual ones while it is empty."""
    if not written.strip():
        return list(PROPOSED)
    first = clock(written)
    if first is None:
        return []
    evening = written.strip().isdigit() and "01:00" <= first < "12:00"
    return [first, f"{int(first[:2]) + 12}:{first[3:]}"] if evening else [first]


def next_at(at: str, zone: tzinfo, after: datetime) -> datetime:
    """The first moment after another at which it is that time in a zone, in UTC.

    Where clocks go forward over it, it is the first minute that there is; where they go back
    and it comes twice, it is the first.
    """
    today = after.astimezone(zone).date()
    return next(m for m in (_on(today + timedelta(n), at, zone) for n in range(-1, 4)) if m > after)


def last_at(at: str, zone: tzinfo, until: datetime) -> datetime:
    """The last such moment until another."""
    today = until.astimezone(zone).date()
    moments = (_on(today - timedelta(n), at, zone) for n in range(-1, 4))
    return next(m for m in moments if m <= until)


def due(at: str, zone: tzinfo, posted: datetime, now: datetime) -> datetime | None:
    """The moment of the post that is to be made now, if any; one long missed is left out.

    It is reckoned anew each time, so that another zone or a downtime changes nothing else.
    """
    moment = last_at(at, zone, now)
    return moment if posted < moment and now - moment <= LATE else None


def _on(day: date, at: str, zone: tzinfo) -> datetime:
    local = datetime.combine(day, time.fromisoformat(at))
    # In the hour that is skipped a time does not come back from UTC as it went.
    while (moment := local.replace(tzinfo=zone).astimezone(UTC)).astimezone(zone).replace(
        tzinfo=None
    ) != local:
        local += _MINUTE
    return moment


def _read(found: re.Match[str]) -> str | None:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
