"""What may come out of a packed file: counted while it does, and stopped when it is too much."""

import gzip
import struct
import zipfile
import zlib
from io import RawIOBase
from typing import IO, BinaryIO

from retrieval.errors import SourceUnreadable

MOST_TIMES = 100
"""How many times its packed size an archive may grow to."""

DAMAGED = "The packed file is damaged; pack it again, or give what is in it."
TROUBLES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What reading a damaged archive raises."""

_ALWAYS_ALLOWED = 10_000_000
_MOST_BYTES = 10 << 30
_BOMB = (
    f"The packed file holds more than {MOST_TIMES} times its own size, which no news does; unpack "
    "it and give what is in it."
)


class Budget:
    """What may still come out of an archive, counted while it does."""

    def __init__(self, packed: int = 0) -> None:
        self.packed = packed
        self._spent = 0

    def spend(self, size: int) -> None:
        """Count bytes that came out; refuse when they are too many for what went in."""
        self._spent += size
        if self._spent > min(max(_ALWAYS_ALLOWED, MOST_TIMES * self.packed), _MOST_BYTES):
            raise SourceUnreadable(_BOMB)


class Member(RawIOBase):
    """A file inside an archive; what goes wrong inside becomes one sentence."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def readable(self) -> bool:
        """Say that it is there to be read."""
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]  # narrower than any buffer
        """Fill a buffer with the next bytes that come out."""
        try:
            piece = self._inner.read(len(buffer))
        except TROUBLES as error:
            raise SourceUnreadable(DAMAGED) from error
        self._budget.spend(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


class Counted:
    """A packed stream that counts what is taken from it."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        piece = self._stream.read(size)
        self._budget.packed += len(piece)
        return piece
