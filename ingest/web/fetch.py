"""An address to its bytes: the only door to the web."""

from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import CancelledError, wait
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Self

from yarl import URL

from ingest.kinds import kind_of
from ingest.sources import LARGEST
from ingest.web.background import Background
from ingest.web.pace import Pace
from ingest.web.patience import fresh_for
from ingest.web.session import Answer, GuardedSession
from ingest.web.visit import Visit, Visitor
from retrieval.errors import FetchFailed, SourceUnreadable

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver

AGENT = "newsdesk/0.1 (reads the news it is given, and cites it)"

_LOOK_EVERY = 0.2
_LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site calls the version of a page it gave, to ask for newer ones only."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave, and the address it was found at in the end."""

    url: str
    content: bytes = field(repr=False)
    content_type: str
    encoding: str | None
    validators: Validators = Validators()
    not_modified: bool = False
    hops: tuple[str, ...] = ()  # the addresses that redirected here, the asked one first
    permanent: bool = False  # every one of them said that it has moved for good
    fresh_for: float | None = None


def _never() -> bool:
    return False


class Fetcher:
    """Open connections to the web; any thread may fetch, and many at once."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        cancelled: Callable[[], bool] = _never,
        agent: str = AGENT,
        host_delay: float = 1.0,
        per_host: int = 2,
        at_once: int = 8,
        deadline: float = 30.0,
        connect_within: float = 10.0,
        largest: int = LARGEST,
        pauses: Sequence[float] = (0.5, 2.0),
        resolver: "AbstractResolver | None" = None,
    ) -> None:
        @asynccontextmanager
        async def opened() -> AsyncIterator[Visitor]:
            async with GuardedSession(
                allow_private=allow_private,
                agent=agent,
                connect_within=connect_within,
                largest=largest,
                resolver=resolver,
            ) as session:
                yield Visitor(
                    session,
                    Pace(host_delay=host_delay, per_host=per_host, at_once=at_once),
                    agent=agent,
                    any_port=allow_private,
                    deadline=deadline,
                    pauses=pauses,
                )

        self._cancelled = cancelled
        self._background = Background(opened)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up what is under way and close the connections."""
        self._background.close()

    def fetch(
        self,
        url: str,
        *,
        known: Validators | None = None,
        any_kind: bool = False,
        cancelled: Callable[[], bool] = _never,
    ) -> Fetched:
        """Fetch a page, feed or file; raise FetchFailed with the reason when there is none.

        With `known`, the answer may be that nothing has changed since. What cannot be news by
        its bytes and type is refused, unless `any_kind`. It is given up when this one page is
        `cancelled`, as when all are.
        """
        conditions = _conditions(known or Validators())
        visit = self._visit(url, conditions, cancelled)
        if visit.answer.status == HTTPStatus.NOT_MODIFIED and not conditions:
            raise FetchFailed("The site answered 304 and gave no page; check the link.")
        fetched = _fetched(visit, known)
        if any_kind or fetched.not_modified:
            return fetched
        try:
            kind_of(fetched.content, declared=fetched.content_type, name=URL(fetched.url).path)
        except SourceUnreadable as refusal:
            raise FetchFailed(str(refusal)) from refusal
        return fetched

    def _visit(self, url: str, conditions: dict[str, str], cancelled: Callable[[], bool]) -> Visit:
        """Look now and then whether the page is still wanted, and give a hanging one up if not."""
        visit = self._background.submit(lambda visitor: visitor.visit(url, conditions))
        try:
            while not wait({visit}, timeout=_LOOK_EVERY).done:
                if self._cancelled() or cancelled():
                    raise FetchFailed("It was cancelled before the page came.")
            return visit.result()
        except CancelledError as end:
            raise FetchFailed("It was cancelled before the page came.") from end
        finally:
            visit.cancel()


def _conditions(known: Validators) -> dict[str, str]:
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in conditions.items() if value and _is_plain(value)}


def _fetched(visit: Visit, known: Validators | None) -> Fetched:
    answer = visit.answer
    unchanged = answer.status == HTTPStatus.NOT_MODIFIED
    return Fetched(
        url=str(answer.url),
        content=answer.content,
        content_type=answer.content_type,
        encoding=answer.encoding,
        validators=_validators(answer, known if unchanged else None),
        not_modified=unchanged,
        hops=tuple(str(hop.url) for hop in visit.hops),
        permanent=visit.permanent,
        fresh_for=fresh_for(answer.headers),
    )


def _validators(answer: Answer, known: Validators | None) -> Validators:
    """Read what the site calls this version; what it leaves out of a 304 stays as it was."""
    etag = answer.headers.get("ETag") or (known and known.etag) or None
    modified = answer.headers.get("Last-Modified") or (known and known.modified) or None
    return Validators(
        etag if etag and _is_plain(etag) else None,
        modified if modified and _is_plain(modified) else None,
    )


def _is_plain(value: str) -> bool:
    """Whether a value may travel in a header, from the site and back to it."""
    return len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
