"""Time zones: those that have names, and the machine's own."""

import os
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

_OF_THE_SYSTEM = Path("/etc/localtime")
_NOT = 4


def named(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises ValueError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not there, a folder of zones, or no name at all
        raise ValueError("an IANA time zone such as Europe/London") from None


@cache
def local() -> tzinfo:
    """The machine's zone: the one that TZ or the system names, else its distance from UTC today."""
    # Not read from the file itself: a time in a zone without a name cannot be copied.
    file = str(_OF_THE_SYSTEM.resolve())
    name = os.environ.get("TZ", "").removeprefix(":") or file.partition("/zoneinfo/")[2]
    with suppress(ValueError):
        return named(name)
    return datetime.now(UTC).astimezone().tzinfo or UTC


@cache
def names() -> tuple[str, ...]:
    """The names of all zones that people live by, in order."""
    return ("UTC", *sorted(one for one in available_timezones() if _of_people(one)))


def _of_people(name: str) -> bool:
    area, city = name.partition("/")[::2]
    return bool(city) and area not in {"Etc", "SystemV", "posix", "right"}


def matching(typed: str) -> list[str]:
    """The zones that what was typed may mean, best first: "berlin" is Europe/Berlin."""
    wanted = "_".join(typed.casefold().split())
    ranked = [(_rank(name.casefold(), wanted), name) for name in names()]
    return [name for rank, name in sorted(one for one in ranked if one[0] < _NOT)]


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if name.rpartition("/")[2] == wanted:
        return 1
    if name.startswith(wanted) or f"/{wanted}" in name:
        return 2
    return 3 if wanted in name else _NOT
