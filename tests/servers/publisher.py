"""A publisher's web site on loopback: pages that can be changed, moved, withdrawn or made slow."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass
class Page:
    """What the site gives at one path."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    delay: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    first: deque[int] = field(default_factory=deque)


@dataclass(frozen=True)
class Request:
    """One request the site has seen."""

    path: str
    headers: Mapping[str, str]


DROPPED = 0
"""In place of a status: the connection is cut without an answer."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # many readers may come at once


class Publisher:
    """A running site; use it in a `with` block and publish pages to it at any time."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self.requests: list[Request] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def port(self) -> int:
        """The port the site listens on."""
        return int(self._server.server_address[1])

    def url(self, path: str) -> str:
        """The address of a path on this site."""
        return f"http://127.0.0.1:{self.port}{path}"

    def publish(
        self,
        path: str,
        body: str | bytes,
        *,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        delay: float = 0.0,
        headers: Mapping[str, str] | None = None,
        first: Sequence[int] = (),
        etag: str | None = None,
        modified: str | None = None,
    ) -> str:
        """Put a page at a path, or change it; `first` are statuses given before the page comes.

        A page with an etag or a time of change is given again only to who does not have it.
        """
        content = body.encode() if isinstance(body, str) else body
        version = {"ETag": etag, "Last-Modified": modified}
        said = {name: value for name, value in version.items() if value} | dict(headers or {})
        self._pages[path] = Page(content, content_type, status, delay, said, deque(first))
        return self.url(path)

    def robots(self, text: str, status: int = 200) -> None:
        """Say what programs may read; without, there is no robots.txt."""
        self.publish("/robots.txt", text, content_type="text/plain", status=status)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Make a path lead elsewhere."""
        return self.publish(path, b"", status=status, headers={"Location": to})

    def withdraw(self, path: str, status: int = 410) -> None:
        """Take a page down."""
        self.publish(path, "<p>Gone.</p>", status=status)

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.requests)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append(Request(self.path, dict(self.headers)))
                page = site._pages.get(self.path, Page(b"<p>Not found.</p>", status=404))
                status = page.first.popleft() if page.first else page.status
                time.sleep(page.delay)
                if status == HTTPStatus.OK and _has(page, dict(self.headers)):
                    self._answer(replace(page, body=b"", content_type=""), 304)
                elif status != DROPPED:
                    self._answer(page, status)

            def _answer(self, page: Page, status: int) -> None:
                self.send_response(status)
                if page.content_type:
                    self.send_header("Content-Type", page.content_type)
                if "Content-Length" not in page.headers:
                    self.send_header("Content-Length", str(len(page.body)))
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):  # a reader may have gone, as readers do
                    self.wfile.write(page.body)

            def log_message(self, *_args: object) -> None:
                """Keep the test's output clean."""

        return Handler


def _has(page: Page, asked: Mapping[str, str]) -> bool:
    """Whether the reader holds this version: by its etag, else by its time."""
    if (etag := asked.get("If-None-Match")) is not None:
        return etag == page.headers.get("ETag")
    modified = asked.get("If-Modified-Since")
    return modified is not None and modified == page.headers.get("Last-Modified")
