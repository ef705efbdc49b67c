"""An address to its bytes: the only module that touches the web."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from ingest.guard import RefusedAddress, public_socket
from ingest.kinds import kind_of
from ingest.sources import LARGEST
from retrieval.errors import FetchFailed, SourceUnreadable

_HEADERS = {
    "User-Agent": "newsdesk (reads the news it is given, and cites it)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/xml;q=0.9,text/markdown,text/plain;q=0.8,*/*;q=0.1",
}
_REDIRECTS = 5
_LOOK_EVERY = 0.5
_WEB_PORTS = {80, 443}
_PASSING = {502, 503, 504}
_NO_PAGE = {
    401: "The site wants a login for this page (401); save the page and give the file.",
    403: "The site refuses to give this page (403); save the page and give the file.",
    404: "There is no page at this address (404); check the link.",
    410: "The publisher has taken this page down (410).",
    429: "The site says it was asked too often (429); try again later.",
    451: "The page is withheld for legal reasons (451).",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave, and the address it was found at in the end."""

    url: str
    content: bytes = field(repr=False)
    content_type: str
    encoding: str | None


class _Passing(Exception):
    """The site failed in a way that often passes; the sentence is for when it does not."""


_TROUBLES: tuple[tuple[tuple[type[Exception], ...], type[Exception], str], ...] = (
    (
        (aiohttp.ServerTimeoutError,),
        _Passing,
        "{host} did not answer in time; try again later.",
    ),
    (
        (aiohttp.ClientConnectorDNSError,),
        FetchFailed,
        "No site called {host} was found; check the link.",
    ),
    (
        (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError),
        FetchFailed,
        "{host} offers no secure connection that can be trusted.",
    ),
    (
        (aiohttp.ClientConnectorError,),
        FetchFailed,
        "{host} does not accept connections; try again later.",
    ),
    (
        (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, aiohttp.ClientOSError),
        _Passing,
        "{host} broke off before the page was whole; try again later.",
    ),
)


class Fetcher:
    """A session held open to fetch pages with, for callers without an event loop."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
        deadline: float = 30.0,
        connect_within: float = 10.0,
        largest: int = LARGEST,
        pauses: Sequence[float] = (0.5, 2.0),
    ) -> None:
        self._allow_private = allow_private
        self._cancelled = cancelled
        self._deadline = deadline
        self._connect_within = connect_within
        self._largest = largest
        self._pauses = pauses
        self._runner = asyncio.Runner()
        self._session: aiohttp.ClientSession | None = None

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
        """Close the session and its event loop."""
        if self._session is not None:
            self._runner.run(self._session.close())
        self._runner.close()

    def fetch(self, url: str) -> Fetched:
        """Fetch a page, feed or text; raise FetchFailed with the reason when there is none."""
        fetched = self._runner.run(self._unless_cancelled(url))
        try:
            kind_of(fetched.content, declared=fetched.content_type, name=URL(fetched.url).path)
        except SourceUnreadable as refusal:
            raise FetchFailed(str(refusal)) from refusal
        return fetched

    async def _unless_cancelled(self, url: str) -> Fetched:
        """Look now and then whether the page is still wanted, and give a hanging one up if not."""
        fetching = asyncio.ensure_future(self._persist(url))
        try:
            while not (await asyncio.wait({fetching}, timeout=_LOOK_EVERY))[0]:
                if self._cancelled():
                    raise FetchFailed("It was cancelled before the page came.")
            return await fetching
        finally:
            fetching.cancel()

    async def _persist(self, url: str) -> Fetched:
        """Try again after a pause when the failure is of the kind that passes."""
        for pause in (*self._pauses, None):
            try:
                async with asyncio.timeout(self._deadline):
                    return await self._follow(url)
            except _Passing as failure:
                if pause is None:
                    raise FetchFailed(str(failure)) from failure
                await asyncio.sleep(pause)
            except TimeoutError as failure:
                raise FetchFailed(
                    f"The site did not give the page within {self._deadline:g} seconds; "
                    "try again later."
                ) from failure
        raise AssertionError  # the last pause is None

    async def _follow(self, url: str) -> Fetched:
        """Follow redirects ourselves, so that each hop is checked like the first address."""
        target = self._checked(url)
        for _ in range(_REDIRECTS + 1):
            answer = await self._get(target)
            if isinstance(answer, Fetched):
                return answer
            target = self._checked(answer, base=target)
        raise FetchFailed(f"The address redirects more than {_REDIRECTS} times; check the link.")

    def _checked(self, address: str, base: URL | None = None) -> URL:
        try:
            url = URL(address) if base is None else base.join(URL(address))
            port = url.port
        except ValueError as error:
            raise FetchFailed("This is not a web address; check the link.") from error
        if url.scheme not in {"http", "https"} or not url.host:
            raise FetchFailed("Only http and https addresses can be fetched.")
        if url.user or url.password:
            raise FetchFailed("Addresses with a user name or password in them are not fetched.")
        if port not in _WEB_PORTS and not self._allow_private:
            raise FetchFailed(f"Only the web's own ports 80 and 443 are fetched, not {port}.")
        return url

    async def _get(self, url: URL) -> Fetched | str:
        """Ask once: the page, or where it has moved to."""
        try:
            async with self._opened().get(url, allow_redirects=False) as response:
                if 300 <= response.status < 400 and (moved := response.headers.get("Location")):
                    return moved
                _check_status(response.status)
                content = await self._body(response)
                kind = response.content_type if "Content-Type" in response.headers else ""
                return Fetched(str(url), content, kind, response.charset)
        except aiohttp.ClientError as error:
            raise _translated(error, url) from error
        except UnicodeError as error:
            # Names that cannot be written in DNS fail late, inside the resolver.
            raise FetchFailed("This is not a web address; check the link.") from error

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        content = bytearray()
        # The length a site announces spares a download, but only counting is trusted.
        announced = response.content_length or 0
        if announced <= self._largest:
            async for chunk in response.content.iter_chunked(1 << 16):
                content += chunk
                if len(content) > self._largest:
                    break
        if max(announced, len(content)) > self._largest:
            megabytes = self._largest / 1_000_000
            raise FetchFailed(f"The page is larger than {megabytes:g} MB; no article is.")
        return bytes(content)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            guard = None if self._allow_private else public_socket
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(socket_factory=guard, limit=8),
                # A proxy from the environment would connect in our stead, past the guard.
                trust_env=False,
                # What one site sets, no other article's request should carry.
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._connect_within),
                headers=_HEADERS,
            )
        return self._session


def _check_status(status: int) -> None:
    if status in _PASSING:
        raise _Passing(f"The site is not working just now ({status}); try again later.")
    if status != HTTPStatus.OK:
        raise FetchFailed(
            _NO_PAGE.get(status, f"The site answered {status} and gave no page; check the link.")
        )


def _translated(error: aiohttp.ClientError, url: URL) -> Exception:
    """Say a connection's failure in words."""
    if isinstance(error, aiohttp.ClientConnectorError) and _is_refused(error):
        return FetchFailed(
            f"{url.host} lies inside a private network, and such addresses are not fetched; "
            "an operator can allow them with NEWSDESK_ALLOW_PRIVATE."
        )
    for kinds, failure, sentence in _TROUBLES:
        if isinstance(error, kinds):
            return failure(sentence.format(host=url.host))
    return FetchFailed(f"{url.host} does not answer as a web site should.")


def _is_refused(error: aiohttp.ClientConnectorError) -> bool:
    """Several refused addresses arrive joined into one plain OSError; its text still tells."""
    cause = error.os_error
    return isinstance(cause, RefusedAddress) or "refused address" in str(cause)
