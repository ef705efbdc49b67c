"""One visit to an address: robots.txt, the host's turn, redirects, and another try."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_chain,
    wait_fixed,
    wait_random,
)
from yarl import URL

from ingest.web import refusals, robots
from ingest.web.guard import BadAddress, web_address
from ingest.web.pace import SOON, Pace
from ingest.web.patience import asked_to_wait
from ingest.web.refusals import Passing, Unreachable
from ingest.web.robots import Robots, Unread
from ingest.web.session import Answer, GuardedSession
from retrieval.errors import FetchFailed, TryLater

_REDIRECTS = 5
_LASTING = {301, 308}
_UNSAID = 60.0
_ROBOTS_WITHIN = 10.0
_NO_ROBOTS = "The site's robots.txt cannot be read, so its pages are left alone for now"


@dataclass(frozen=True, slots=True)
class Visit:
    """Where an address led in the end, and the redirects on the way."""

    answer: Answer
    hops: tuple[Answer, ...]

    @property
    def permanent(self) -> bool:
        """Whether every redirect on the way was meant to last."""
        return bool(self.hops) and all(hop.status in _LASTING for hop in self.hops)


class Visitor:
    """Visits addresses over one guarded session; belongs to one event loop."""

    def __init__(
        self,
        session: GuardedSession,
        pace: Pace,
        *,
        agent: str,
        any_port: bool,
        deadline: float,
        pauses: Sequence[float],
    ) -> None:
        self._session = session
        self._pace = pace
        self._robots = Robots(self._robots_txt, agent)
        self._any_port = any_port
        self._deadline = deadline
        self._pauses = pauses

    async def visit(self, address: str, headers: Mapping[str, str]) -> Visit:
        """Bring the page at an address, or raise FetchFailed with the reason."""
        try:
            # Waiting for one's turn is not the site's fault, and does not count.
            async with asyncio.timeout(self._deadline) as limit:
                visit = await self._follow(address, lambda url: self._page(url, headers, limit))
        except TimeoutError as failure:
            raise TryLater(
                f"The site did not give the page within {self._deadline:g} seconds; "
                "try again later."
            ) from failure
        if refusal := refusals.of_status(visit.answer.status, visit.answer.headers):
            raise refusal
        return visit

    async def _follow(self, address: str, ask: Callable[[URL], Awaitable[Answer]]) -> Visit:
        """Follow redirects ourselves, so that each hop is checked like the first address."""
        target = web_address(address, any_port=self._any_port)
        hops: list[Answer] = []
        while len(hops) <= _REDIRECTS:
            answer = await ask(target)
            moved = answer.headers.get("Location")
            if not moved or answer.status not in {301, 302, 303, 307, 308}:
                return Visit(answer, tuple(hops))
            hops.append(answer)
            target = web_address(moved, base=target, any_port=self._any_port)
        raise BadAddress(f"The address redirects more than {_REDIRECTS} times; check the link.")

    async def _page(self, url: URL, headers: Mapping[str, str], limit: asyncio.Timeout) -> Answer:
        self._pace.admit(url)
        delay = await self._robots.admit(url)

        async def ask() -> Answer:
            async with self._turn(url, delay, limit):
                answer = await self._session.get(url, headers)
            return self._heeded(answer, limit)

        try:
            answer = await self._persist(ask)
        except (Passing, Unreachable):
            self._pace.failed(url)
            raise
        except asyncio.CancelledError:
            if limit.expired():
                self._pace.failed(url)
            raise
        self._pace.answered(url)
        return answer

    @asynccontextmanager
    async def _turn(self, url: URL, delay: float, limit: asyncio.Timeout) -> AsyncIterator[None]:
        """Wait for the host's turn while the deadline stands still."""
        loop = asyncio.get_running_loop()
        left = (limit.when() or loop.time()) - loop.time()
        limit.reschedule(None)
        async with self._pace.turn(url, delay):
            limit.reschedule(loop.time() + left)
            yield

    def _heeded(self, answer: Answer, limit: asyncio.Timeout) -> Answer:
        """Leave a site alone that asks for it, and raise what is worth another try."""
        refusal = refusals.of_status(answer.status, answer.headers)
        if not isinstance(refusal, TryLater):
            return answer
        if answer.status in {429, 503}:
            refusal.after = asked_to_wait(answer.headers)
        if answer.status == 429 and refusal.after is None:
            refusal.after = _UNSAID
        if refusal.after is not None:
            self._pace.leave_alone(answer.url, refusal.after)
            left = (limit.when() or 0.0) - asyncio.get_running_loop().time()
            kind = Passing if refusal.after <= min(SOON, left) else TryLater
            raise kind(str(refusal), refusal.after)
        raise refusal

    async def _persist(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """Ask again after a pause when the failure is of the kind that passes."""
        again = AsyncRetrying(
            stop=stop_after_attempt(len(self._pauses) + 1),
            wait=self._pause,
            retry=retry_if_exception_type(Passing),
            reraise=True,
            sleep=asyncio.sleep,
        )
        return await again(ask)

    def _pause(self, state: RetryCallState) -> float:
        """Wait as long as the site asks, else a little longer each time, and never in step."""
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, Passing) and failure.after is not None:
            return failure.after
        pauses = [wait_fixed(pause) + wait_random(0, pause) for pause in self._pauses]
        return wait_chain(*pauses)(state) if pauses else 0.0

    async def _robots_txt(self, url: URL) -> str | Unread | None:
        """Read a site's robots.txt, out of turn: it is asked for once a day."""
        try:
            async with asyncio.timeout(min(_ROBOTS_WITHIN, self._deadline / 2)) as limit:
                visit = await self._follow(str(url), lambda url: self._rules(url, limit))
        except BadAddress:
            return None  # it leads nowhere, and so is none
        except FetchFailed as failure:
            return _unread(failure)
        except TimeoutError:
            return Unread(f"{_NO_ROBOTS}: it did not come in time; try again later.", TryLater)
        page = visit.answer.status == HTTPStatus.OK
        return visit.answer.content.decode("utf-8-sig", "replace") if page else None

    async def _rules(self, url: URL, limit: asyncio.Timeout) -> Answer:
        async def ask() -> Answer:
            answer = await self._session.get(url, {}, only=robots.LARGEST)
            return self._heeded(answer, limit)

        return await self._persist(ask)


def _unread(failure: FetchFailed) -> Unread:
    if isinstance(failure, TryLater) and not isinstance(failure, Unreachable):
        return Unread(f"{_NO_ROBOTS}: {failure}", TryLater, failure.after)
    # The page itself would have met the same.
    return Unread(str(failure), TryLater if isinstance(failure, TryLater) else FetchFailed)
