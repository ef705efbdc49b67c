"""The host's turn: how often, and by how many at once, one site is asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tld import get_fld
from yarl import URL

from retrieval.errors import TryLater

SOON = 10.0
"""Seconds that are waited out; whoever asks for more is asked again another time."""

_REMEMBERED = 1000
_FAILURES = 5
_REST = 300.0


@dataclass(slots=True)
class _Host:
    """What is known of one site's pace, in the event loop's time."""

    places: asyncio.Semaphore
    next_at: float = 0.0
    alone_until: float = 0.0
    failures: int = 0
    callers: int = 0


class Pace:
    """The turns of all sites; belongs to one event loop."""

    def __init__(self, *, host_delay: float, per_host: int, at_once: int) -> None:
        self._delay = host_delay
        self._per_host = per_host
        self._places = asyncio.Semaphore(at_once)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, url: URL, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait until the site may be asked; raise TryLater at once when it wants to be left alone.

        `delay` is what the site itself asks to lie between two requests.
        """
        host = self._host(url)
        host.callers += 1
        try:
            async with host.places:
                await self._ready(host, url)
                try:
                    host.next_at = _now() + max(self._delay, delay)
                    yield
                finally:
                    self._places.release()
        finally:
            host.callers -= 1

    def admit(self, url: URL) -> None:
        """Raise TryLater while the site is to be left alone for longer than can be waited."""
        left = self._host(url).alone_until - _now()
        if left > SOON:
            raise TryLater(
                f"{owner(url)} is left alone for another {_words(left)}; try again later.",
                after=left,
            )

    def leave_alone(self, url: URL, seconds: float) -> None:
        """Ask the site nothing more for so many seconds."""
        host = self._host(url)
        host.alone_until = max(host.alone_until, _now() + seconds)

    def failed(self, url: URL) -> None:
        """Count a visit without an answer; after some in a row, the site is given a rest.

        Otherwise a list of a thousand pages of a site that hangs would wait for each of them.
        """
        host = self._host(url)
        host.failures += 1
        if host.failures >= _FAILURES:
            host.failures = 0
            self.leave_alone(url, _REST)

    def answered(self, url: URL) -> None:
        """Note that the site works."""
        self._host(url).failures = 0

    async def _ready(self, host: _Host, url: URL) -> None:
        """Take one of the places; a place is not held while the site's time has yet to come."""
        while True:
            while (left := max(host.next_at, host.alone_until) - _now()) > 0:
                self.admit(url)
                await asyncio.sleep(left)
            await self._places.acquire()
            if max(host.next_at, host.alone_until) <= _now():
                return
            self._places.release()

    def _host(self, url: URL) -> _Host:
        name = owner(url)
        if name not in self._hosts:
            if len(self._hosts) >= _REMEMBERED:
                self._forget()
            self._hosts[name] = _Host(asyncio.Semaphore(self._per_host))
        return self._hosts[name]

    def _forget(self) -> None:
        """Forget the sites that nobody waits for and that may be asked at once."""
        now = _now()
        for name, host in list(self._hosts.items()):
            if not host.callers and max(host.next_at, host.alone_until) <= now:
                del self._hosts[name]


def owner(url: URL) -> str:
    """Name who answers for an address: its registrable domain, by the Public Suffix List."""
    return get_fld(str(url), search_private=True, fail_silently=True) or url.host or ""


def _words(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"


def _now() -> float:
    return asyncio.get_running_loop().time()
