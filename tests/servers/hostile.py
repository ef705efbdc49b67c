"""A publisher that means harm, on loopback: it answers with whatever bytes it likes.

A behaviour is a function that is handed the connection after the request was read, and writes
to it as it pleases until it returns or its reader has gone.
"""

import contextlib
import functools
import json
import socket
import socketserver
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from types import TracebackType
from typing import Self

from aiohttp.abc import AbstractResolver, ResolveResult

Behaviour = Callable[[socket.socket, threading.Event], None]

ZEROS = b"\0" * (1 << 20)


@dataclass(frozen=True)
class Seen:
    """One request that reached the site: its path, and its head as it was sent."""

    path: str
    head: bytes


class Hostile:
    """A running site; use it in a `with` block and give its paths behaviours at any time."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.requests: list[Seen] = []
        self.connections = 0
        self._ending = threading.Event()
        self._behaviours: dict[str, Behaviour] = {}
        self._server = _Server((address, 0), self._serve)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def port(self) -> int:
        """The port the site listens on."""
        return int(self._server.server_address[1])

    def url(self, path: str) -> str:
        """The address of a path on this site."""
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, behaviour: Behaviour) -> str:
        """Give a path a behaviour."""
        self._behaviours[path] = behaviour
        return self.url(path)

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
        self._ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _serve(self, connection: socket.socket) -> None:
        self.connections += 1
        connection.settimeout(5)
        with contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                if not (read := connection.recv(4096)):
                    return
                if read.startswith(b"\x16\x03"):  # the reader wants TLS, which is not spoken here
                    connection.sendall(_head("400 Bad Request"))
                    return
                head += read
            path = head.split(b" ", 2)[1].decode("latin-1")
            self.requests.append(Seen(path, head))
            self._behaviours.get(path, answer("404 Not Found"))(connection, self._ending)
            _let_go(connection)


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    request_queue_size = 128
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], serve: Callable[[socket.socket], None]) -> None:
        self._serve = serve
        super().__init__(address, socketserver.BaseRequestHandler)

    def finish_request(self, request, client_address) -> None:
        self._serve(request)


class Names(AbstractResolver):
    """A name server of one's own: each look-up of a name gives its next address."""

    def __init__(self, port: int, names: Mapping[str, Sequence[str]]) -> None:
        self._port = port
        self._answers: dict[str, Iterator[str]] = {
            name: iter([*addresses, *repeat(addresses[-1], 50)])
            for name, addresses in names.items()
        }
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Give the next address, and the port that stands for the web's own."""
        self.asked.append(host)
        if host not in self._answers:
            raise OSError(f"no such name: {host}")
        return [
            ResolveResult(
                hostname=host,
                host=next(self._answers[host]),
                port=self._port,
                family=family,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is held open."""


def answer(
    status: str = "200 OK", body: bytes = b"", *headers: str, kind: str = "text/html"
) -> Behaviour:
    """Answer as a site should, for the parts of an attack that must look harmless."""
    lines = (f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers)
    return raw(_head(status, *lines) + body)


def redirect(to: str, status: str = "302 Found") -> Behaviour:
    """Lead elsewhere."""
    return raw(_head(status, f"Location: {to}", "Content-Length: 0"))


def raw(content: bytes) -> Behaviour:
    """Send bytes and hang up."""

    def behave(connection: socket.socket, _ending: threading.Event) -> None:
        connection.sendall(content)

    return behave


def endless(head: bytes, chunk: bytes, pause: float = 0.0) -> Behaviour:
    """Send a chunk for ever, fast or as a slow drip."""

    def behave(connection: socket.socket, ending: threading.Event) -> None:
        connection.sendall(head)
        while not ending.wait(pause):
            connection.sendall(chunk)

    return behave


def silent(head: bytes = b"") -> Behaviour:
    """Say no more, and stay on the line."""

    def behave(connection: socket.socket, ending: threading.Event) -> None:
        connection.sendall(head)
        ending.wait()

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave otherwise each time; the last behaviour stays."""
    left = list(behaviours)

    def behave(connection: socket.socket, ending: threading.Event) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection, ending)

    return behave


def dropped(connection: socket.socket, _ending: threading.Event) -> None:
    """Cut the line without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def endless_body(pause: float = 0.0, chunk: bytes = b"news " * 10_000) -> Behaviour:
    """A page that never ends."""
    return endless(_head("200 OK", "Content-Type: text/html"), chunk, pause)


def endless_chunks(chunk: bytes = b"news " * 10_000) -> Behaviour:
    """The same in chunks, each announced."""
    head = _head("200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked")
    return endless(head, b"%x\r\n%b\r\n" % (len(chunk), chunk))


def endless_headers(pause: float = 0.0) -> Behaviour:
    """A head that never ends."""
    return endless(b"HTTP/1.1 200 OK\r\n", b"X-News: more\r\n", pause)


def large_header(size: int = 5 << 20) -> Behaviour:
    """One header of megabytes."""
    return raw(_head("200 OK", "Content-Type: text/html", "X-News: " + "x" * size) + b"<p>Seals.")


def early_hints() -> Behaviour:
    """Announce an answer for ever, and never give it."""
    return endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)


def bomb(encoding: str, size: int = 100 << 20) -> Behaviour:
    """A page that is small until it is unpacked."""

    def behave(connection: socket.socket, ending: threading.Event) -> None:
        packed = _packed(encoding, size)
        headers = (f"Content-Encoding: {encoding}", f"Content-Length: {len(packed)}")
        raw(_head("200 OK", "Content-Type: text/html", *headers) + packed)(connection, ending)

    return behave


def announced(length: int, body: bytes) -> Behaviour:
    """A page of another length than it says."""
    return raw(_head("200 OK", "Content-Type: text/html", f"Content-Length: {length}") + body)


def billion_laughs() -> bytes:
    """A feed whose one title would be three gigabytes."""
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>'
        "<rss version='2.0'><channel><title>Skarn</title><link>http://skarn.example/</link>"
        "<item><title>&l9;</title><link>http://skarn.example/1</link></item></channel></rss>"
    ).encode()


def nested_json(depth: int = 100_000) -> bytes:
    """A JSON feed as deep as it is long."""
    return json.dumps({"version": "https://jsonfeed.org/version/1.1"}).encode() + b"[" * depth


def _head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]).encode(
        "latin-1"
    )


@functools.cache
def _packed(encoding: str, size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    return b"".join(packer.compress(ZEROS) for _ in range(size >> 20)) + packer.flush()


def _let_go(connection: socket.socket) -> None:
    """Hang up only when all was sent, so that nothing is lost on the way."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass
