"""The way into a channel: who comes first gets first to Discord.

Where Discord holds a channel's messages back, discord.py (2.7.1) lets in whoever comes when they
are free again, and those who waited go to the end of its queue; some would wait for minutes.
"""

import asyncio
from typing import Literal
from weakref import WeakValueDictionary

AT_ONCE = 2
"""So few that discord.py has nobody to overtake, and one that hangs does not hold up the others."""

_LANES: WeakValueDictionary[tuple[int, str], asyncio.Semaphore] = WeakValueDictionary()
"""Those that somebody is in."""


def lane(channel_id: int | None, kind: Literal["posts", "edits"]) -> asyncio.Semaphore:
    """What to hold during one request; Discord counts posts and edits of a channel apart."""
    key = (channel_id or 0, kind)
    found = _LANES.get(key)
    if found is None:
        found = _LANES[key] = asyncio.Semaphore(AT_ONCE)
    return found
