"""Why a site did not give its page, in words."""

from collections.abc import Mapping
from http import HTTPStatus

import aiohttp
from yarl import URL

from ingest.web.guard import RefusedAddress
from retrieval.errors import FetchFailed, PageGone, TryLater

PASSING = frozenset({502, 503, 504, 520, 521, 522, 523, 524})
"""Statuses of failures that often pass."""

_NO_PAGE = {
    401: "The site wants a login for this page (401); save the page and give the file.",
    402: "The site wants payment for this page (402); save the page and give the file.",
    403: "The site refuses to give this page (403); save the page and give the file.",
    404: "There is no page at this address (404); check the link.",
    410: "The publisher has taken this page down (410).",
    429: "The site says it was asked too often (429); try again later.",
    451: "The page is withheld for legal reasons (451).",
}
_CHALLENGES = ("cf-mitigated", "x-amzn-waf-action", "x-datadome")


class Passing(TryLater):
    """The site failed in a way that often passes, so that it is worth asking again soon."""


class Unreachable(TryLater):
    """The site takes no connection at all."""


_TROUBLES: tuple[tuple[tuple[type[Exception], ...], type[FetchFailed], str], ...] = (
    (
        (aiohttp.ServerTimeoutError,),
        Passing,
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
        Unreachable,
        "{host} does not accept connections; try again later.",
    ),
    (
        (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, aiohttp.ClientOSError),
        Passing,
        "{host} broke off before the page was whole; try again later.",
    ),
)


def of_status(status: int, headers: Mapping[str, str]) -> FetchFailed | None:
    """Say why a status means that there is no page; None when there is one, or nothing new."""
    if status in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        return None
    if any(name in headers for name in _CHALLENGES):
        return FetchFailed(
            f"The site's bot protection does not let newsdesk in ({status}); "
            "save the page in a browser and give the file."
        )
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return PageGone(_NO_PAGE[status])
    if status in PASSING:
        return Passing(f"The site is not working just now ({status}); try again later.")
    sentence = f"The site answered {status} and gave no page; check the link."
    kind = TryLater if status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS else FetchFailed
    return kind(_NO_PAGE.get(status, sentence))


def of_connection(error: Exception, url: URL) -> FetchFailed:
    """Say a connection's failure in words."""
    host = (url.host or "")[:100]
    if isinstance(error, aiohttp.ClientConnectorError) and _is_guarded(error):
        return FetchFailed(
            f"{host} lies inside a private network, and such addresses are not fetched; "
            "an operator can allow them with NEWSDESK_ALLOW_PRIVATE."
        )
    for kinds, failure, sentence in _TROUBLES:
        if isinstance(error, kinds):
            return failure(sentence.format(host=host))
    return FetchFailed(f"{host} does not answer as a web site should.")


def _is_guarded(error: aiohttp.ClientConnectorError) -> bool:
    """Several refused addresses arrive joined into one plain OSError; its text still tells."""
    cause = error.os_error
    return isinstance(cause, RefusedAddress) or "refused address" in str(cause)
