"""The lines of a stream as text, one at a time; lines too long to hold are skipped and told."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 65_536
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def lines(stream: BinaryIO, longest: int) -> Iterator[str | None]:
    """Give each line with its line feed; None stands for one of more than `longest` bytes."""
    held, too_long = bytearray(), False
    for chunk in _utf8(stream):
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            held += piece
            yield None if too_long or len(held) > longest else _text(bytes(held)) + "\n"
            held, too_long = bytearray(), False
        held += rest
        if len(held) > longest:
            held, too_long = bytearray(), True
    if held or too_long:
        yield None if too_long else _text(bytes(held))


def _utf8(stream: BinaryIO) -> Iterator[bytes]:
    """Read chunks; UTF-16, which spreadsheets save, becomes UTF-8 on the way."""
    first = stream.read(_CHUNK)
    wide = next((name for mark, name in _WIDE.items() if first.startswith(mark)), None)
    if wide is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        while chunk := stream.read(_CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(wide)("replace")
    chunk = first[2:]
    while chunk:
        yield decoder.decode(chunk).encode("utf-8", "replace")
        chunk = stream.read(_CHUNK)


def _text(line: bytes) -> str:
    """Decode a line by itself, so that one in another encoding spoils no other."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
