"""Requests to Discord: what they may end in, and how often they are made again."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

log = logging.getLogger(__name__)

T = TypeVar("T")
TRIES = 6
FIRST_WAIT = 0.5
LONGEST_HELD = 600.0
"""How long a rate limit is waited out."""
FAILED = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What a request to Discord may end in, a rate limit of minutes among it."""
PASSING = (discord.DiscordServerError, discord.RateLimited, aiohttp.ClientError, OSError)
"""What of it passes by itself; what is forbidden does not."""
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008

SILENCE = aiohttp.ClientTimeout(total=300, sock_connect=10, sock_read=20)
"""For how many seconds Discord may say nothing until a request counts as failed."""


def impatient(client: discord.Client) -> None:
    """Let no request of a client that is logged in hang: others may wait for their turn.

    discord.py (2.7.1) has no setting for that, and aiohttp waits for five minutes.
    """
    session = getattr(client.http, "_HTTPClient__session", None)
    if session is not None:
        session._timeout = SILENCE  # noqa: SLF001  (as above: no setting reaches it)


async def persistently(call: Callable[[], Awaitable[T]]) -> T:
    """Call Discord again when it was away for up to half a minute, or holds us back.

    discord.py gives up at once on what is tried again here, and on a limit of over a minute.
    """
    for attempt in range(1, TRIES):
        try:
            return await call()
        except FAILED as error:
            wait = _wait(error, attempt)
            if wait is None:
                raise
            log.info("Discord did not take that (%s); trying again.", error)
        await asyncio.sleep(wait)
    return await call()


def unreached(error: BaseException) -> bool:
    """Whether a message cannot be written to now, whatever is written."""
    held_off = isinstance(error, discord.Forbidden | discord.RateLimited)
    return held_off or _away(error) or _left(error)


def gone(error: BaseException) -> bool:
    """Whether a channel or a message was deleted."""
    return isinstance(error, discord.NotFound) and error.code in {UNKNOWN_CHANNEL, UNKNOWN_MESSAGE}


def _left(error: BaseException) -> bool:
    """Whether we closed our connections, being told to stop: aiohttp has no class for that."""
    return isinstance(error, RuntimeError) and str(error) == "Session is closed"


def _away(error: BaseException) -> bool:
    if isinstance(error, discord.HTTPException):
        return error.status >= 500
    return isinstance(error, aiohttp.ClientError | ConnectionError)


def _wait(error: BaseException, attempt: int) -> float | None:
    """For how long to leave Discord alone, or None when it has said its last word."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after if error.retry_after <= LONGEST_HELD else None
    # Jitter, so that many waiting answers do not come back in one wave.
    return FIRST_WAIT * 2**attempt * random.uniform(0.5, 1) if _away(error) else None
