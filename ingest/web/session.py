"""One guarded request, and its answer."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.http import HttpProcessingError
from yarl import URL

from ingest.web import refusals
from ingest.web.guard import public_socket
from retrieval.errors import FetchFailed

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,text/markdown,text/plain;q=0.8,*/*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered to one request; only a page has its content read."""

    url: URL
    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    content_type: str
    encoding: str | None


class GuardedSession:
    """Open connections to public addresses; belongs to one event loop."""

    def __init__(
        self,
        *,
        allow_private: bool,
        agent: str,
        connect_within: float,
        largest: int,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._largest = largest
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                socket_factory=None if allow_private else public_socket,
                resolver=resolver,
                use_dns_cache=False,  # the system has one, and few look-ups are made
                limit=0,  # the pace limits more finely
            ),
            # A proxy from the environment would connect in our stead, past the guard.
            trust_env=False,
            # What one site sets, no other article's request should carry.
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect_within),
            headers={"User-Agent": agent, "Accept": _ACCEPT},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def get(self, url: URL, headers: Mapping[str, str], *, only: int | None = None) -> Answer:
        """Ask once, following nothing; with `only`, what lies behind so many bytes is left."""
        try:
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                page = response.status == HTTPStatus.OK
                content = await self._body(response, only) if page else b""
                kind = response.content_type if "Content-Type" in response.headers else ""
                encoding = _known(response.charset)
                return Answer(url, response.status, response.headers, content, kind, encoding)
        except UnicodeError as error:
            # Names that cannot be written in DNS fail late, inside the resolver.
            raise FetchFailed("This is not a web address; check the link.") from error
        except (aiohttp.ClientError, HttpProcessingError, OSError) as error:
            raise refusals.of_connection(error, url) from error

    async def _body(self, response: aiohttp.ClientResponse, only: int | None) -> bytes:
        content = bytearray()
        largest = self._largest if only is None else only
        # The length a site announces spares a download, but only counting is trusted.
        announced = response.content_length or 0
        if announced <= largest or only is not None:
            async for chunk in response.content.iter_chunked(1 << 16):
                content += chunk
                if len(content) > largest:
                    break
        if max(announced, len(content)) > largest and only is None:
            megabytes = largest / 1_000_000
            raise FetchFailed(f"The page is larger than {megabytes:g} MB; no article is.")
        return bytes(content[:largest])


def _known(encoding: str | None) -> str | None:
    """Pass on an encoding only when text can be read with it."""
    with suppress(LookupError, ValueError):
        b"".decode(encoding or "")
        return encoding
    return None
