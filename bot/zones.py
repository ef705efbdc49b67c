"""Time zones: those that have names, and the machine's own."""

import os
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

_OF_THE_SYSTEM = Path("/etc/localtime")


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
