"""What each site's robots.txt lets programs read, asked once a day (RFC 9309)."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yarl import URL

from retrieval.errors import FetchFailed, TryLater

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 512_000
"""Bytes of a robots.txt that are read; what follows does not count."""

_DAY = 86_400.0
_FAILURE = 60.0
_LONGEST_DELAY = 30.0
_REMEMBERED = 1000
_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unread:
    """A robots.txt that could not be read, for which its site is left alone for now."""

    reason: str
    kind: type[FetchFailed]
    after: float | None = None

    def failure(self) -> FetchFailed:
        """Make the error anew for each page that meets it."""
        if issubclass(self.kind, TryLater):
            return self.kind(self.reason, self.after)
        return self.kind(self.reason)


@dataclass(slots=True)
class _Known:
    """The answer of one site, or the wait for it."""

    rules: "asyncio.Task[Protego | Unread]"
    asked_at: float


class Robots:
    """The rules of all sites; belongs to one event loop.

    `read` gives the text at an address, None when there is none, or why it could not be read.
    """

    def __init__(self, read: Callable[[URL], Awaitable[str | Unread | None]], agent: str) -> None:
        self._read = read
        self._agent = agent.partition("/")[0].split()[0].lower()
        self._sites: dict[URL, _Known] = {}

    async def admit(self, url: URL) -> float:
        """Give the seconds that must lie between two requests, or raise FetchFailed."""
        # Several pages of a site may wait here; giving one of them up must not end the reading.
        rules = await asyncio.shield(self._rules(url.origin()))
        if isinstance(rules, Unread):
            raise rules.failure()
        if not rules.can_fetch(str(url), self._agent):
            raise FetchFailed(
                "The site's robots.txt asks programs not to read this page; "
                "save the page and give the file."
            )
        return min(rules.crawl_delay(self._agent) or 0.0, _LONGEST_DELAY)

    def _rules(self, site: URL) -> "asyncio.Task[Protego | Unread]":
        now = asyncio.get_running_loop().time()
        known = self._sites.get(site)
        if known is None or known.asked_at + _lifetime(known.rules) <= now:
            if len(self._sites) >= _REMEMBERED:
                del self._sites[next(iter(self._sites))]
            known = _Known(asyncio.create_task(self._asked(site)), now)
            self._sites[site] = known
        return known.rules

    async def _asked(self, site: URL) -> "Protego | Unread":
        text = await self._read(site / "robots.txt")
        return text if isinstance(text, Unread) else await asyncio.to_thread(self._parsed, text)

    def _parsed(self, text: str | None) -> "Protego":
        from protego import Protego

        return Protego.parse("\n".join(self._ours(line) for line in (text or "").splitlines()))

    def _ours(self, line: str) -> str:
        """Give all other programs one name: a rule is kept once for each name it is under.

        Otherwise a file of 20,000 names over 20,000 rules would fill the memory.
        """
        if not (match := _AGENT.match(line)):
            return line
        name = match[1].partition("/")[0].strip().lower()
        if name != "*":
            name = self._agent if name.strip("* ") == self._agent else "another"
        return f"User-agent: {name}"


def _lifetime(rules: "asyncio.Task[Protego | Unread]") -> float:
    if not rules.done():
        return _DAY
    failed = rules.cancelled() or rules.exception() or isinstance(rules.result(), Unread)
    return _FAILURE if failed else _DAY
