"""Frames between the process that asks and the one that reads: some JSON, then some bytes."""

import json
import struct
from typing import IO, Any

Head = dict[str, Any]

LARGEST_HEAD = 16 << 20
"""The most bytes of JSON in one frame: more than a feed of 10 MB comes to."""
LARGEST_TAIL = 64 << 20
"""The most bytes beside it: a document on its way in, its attachments on their way out."""

_LENGTHS = struct.Struct(">II")


def packed(head: Head, tail: bytes = b"") -> bytes:
    """Make one frame; raise ValueError when it would be too large."""
    # A lone surrogate is no reason to fail here: the check on the other side refuses it.
    words = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(words) > LARGEST_HEAD or len(tail) > LARGEST_TAIL:
        raise ValueError("more than one frame can carry")
    return b"".join((_LENGTHS.pack(len(words), len(tail)), words, tail))


def received(stream: IO[bytes]) -> tuple[Head, bytes]:
    """Read one frame; raise EOFError where the stream ends, ValueError where it is no frame."""
    words, tail = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if words > LARGEST_HEAD or tail > LARGEST_TAIL:
        raise ValueError("a frame is larger than any document comes to")
    head = _parsed(_exactly(stream, words))
    return head, _exactly(stream, tail)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _parsed(words: bytes) -> Head:
    try:
        head = json.loads(words)
    except RecursionError as error:
        raise ValueError("a frame is nested too deep") from error
    if not isinstance(head, dict):
        raise ValueError("a frame is no object")  # noqa: TRY004  (the stream is wrong, no caller)
    return head
