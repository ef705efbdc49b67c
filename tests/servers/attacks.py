"""What a publisher that means harm may answer with: behaviours for the hostile site."""

import functools
import json
import socket
import threading
import zlib

from tests.servers.hostile import Behaviour

ZEROS = b"\0" * (1 << 20)


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
    deeper = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _feed(f'<!ENTITY l0 "lol">{deeper}', "&l9;")


def quadratic() -> bytes:
    """A feed whose one entity is long, and is used many times."""
    entity = f'<!ENTITY l "{"lol" * 20_000}">'
    return _feed(entity, "&l;" * 20_000)


def outer_entity(address: str) -> bytes:
    """A feed whose title lies elsewhere."""
    return _feed(f'<!ENTITY x SYSTEM "{address}">', "&x;")


def nested_xml(depth: int = 100_000) -> bytes:
    """A feed whose title is as deep as it is long."""
    return _feed("", "<b>" * depth + "</b>" * depth)


def nested_json(depth: int = 100_000) -> bytes:
    """A JSON feed as deep as it is long."""
    return json.dumps({"version": "https://jsonfeed.org/version/1.1"}).encode() + b"[" * depth


def _feed(entities: str, title: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>'
        "<rss version='2.0'><channel><title>Skarn</title><link>http://skarn.example/</link>"
        f"<item><title>{title}</title><link>http://skarn.example/1</link></item></channel></rss>"
    ).encode()


def _head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]).encode(
        "latin-1"
    )


@functools.cache
def _packed(encoding: str, size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    return b"".join(packer.compress(ZEROS) for _ in range(size >> 20)) + packer.flush()
