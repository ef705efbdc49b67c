"""A publisher that means harm, on loopback: it answers with whatever bytes it likes.

A behaviour is a function that is handed the connection after the request was read, and writes
to it as it pleases until it returns or its reader has gone.
"""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from types import TracebackType
from typing import Self

from aiohttp.abc import AbstractResolver, ResolveResult

_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_NO_TLS = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"

Behaviour = Callable[[socket.socket, threading.Event], None]


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
                    connection.sendall(_NO_TLS)
                    return
                head += read
            path = head.split(b" ", 2)[1].decode("latin-1")
            self.requests.append(Seen(path, head))
            self._behaviours.get(path, _missing)(connection, self._ending)
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


def _missing(connection: socket.socket, _ending: threading.Event) -> None:
    connection.sendall(_NOT_FOUND)


def _let_go(connection: socket.socket) -> None:
    """Hang up only when all was sent, so that nothing is lost on the way."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass
