"""ZIP and GZIP files, unpacked member by member without ever holding one whole."""

import gzip
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BufferedReader
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from ingest.formats.budget import DAMAGED, TROUBLES, Budget, Counted, Member
from ingest.formats.dumps import Bad
from ingest.formats.table import READABLE, SUFFIXES, Kind
from ingest.text import one_line
from retrieval.errors import SourceUnreadable

MOST_MEMBERS = 10_000
_LARGEST_DIRECTORY = 4 << 20
_LARGEST_PIPED = 1 << 30
_CHUNK = 65_536
_MANY = f"The ZIP file holds more than {MOST_MEMBERS:,} files; part it."
_NESTED = "It is packed once more; unpack it and give what is in it."


def members(stream: BinaryIO, kind: Kind, name: str) -> Iterator[tuple[str, BinaryIO] | Bad]:
    """Give each readable file of an archive, open until the next one is asked for.

    Reading one raises SourceUnreadable where the archive is damaged or a bomb.
    """
    if kind is Kind.GZIP:
        yield from _gzipped(stream, name)
        return
    with _seekable(stream) as file:
        yield from _zipped(file)


def _gzipped(stream: BinaryIO, name: str) -> Iterator[tuple[str, BinaryIO] | Bad]:
    budget = Budget()
    counted = cast("BinaryIO", Counted(stream, budget))
    with gzip.GzipFile(fileobj=counted, mode="rb") as inner:
        yield _opened(name.removesuffix(".gz").removesuffix(".GZ"), inner, budget, 1)


def _zipped(stream: BinaryIO) -> Iterator[tuple[str, BinaryIO] | Bad]:
    budget = Budget(stream.seek(0, 2))
    try:
        archive = zipfile.ZipFile(cast("BinaryIO", _Bounded(stream)))
    except TROUBLES as error:
        raise SourceUnreadable(DAMAGED) from error
    with archive:
        infos = [info for info in archive.infolist() if _is_wanted(info)]
        if not infos:
            raise SourceUnreadable(f"The ZIP file holds nothing to read; {READABLE}.")
        if len(infos) > MOST_MEMBERS:
            raise SourceUnreadable(_MANY)
        for number, info in enumerate(infos, 1):
            yield from _member(archive, info, budget, number)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, number: int
) -> Iterator[tuple[str, BinaryIO] | Bad]:
    """Open one file of an archive while it is looked at."""
    if reason := _refused(info):
        yield Bad(number, f"{one_line(info.filename)}: {reason}")
        return
    try:
        inner = archive.open(info)
    except TROUBLES:
        yield Bad(number, f"{one_line(info.filename)}: {DAMAGED}")
        return
    with closing(inner):
        yield _opened(info.filename, inner, budget, number)


def _opened(
    name: str, inner: IO[bytes] | gzip.GzipFile, budget: Budget, number: int
) -> tuple[str, BinaryIO] | Bad:
    """Look at a member's first bytes: archives inside archives are not opened."""
    stream = BufferedReader(Member(inner, budget), _CHUNK)
    try:
        head = stream.peek(4)
    except SourceUnreadable as error:
        return Bad(number, f"{one_line(name)}: {error}")
    zipped = head.startswith(b"PK\x03\x04") and not name.lower().endswith(".docx")
    if zipped or head.startswith(b"\x1f\x8b"):
        return Bad(number, f"{one_line(name)}: {_NESTED}")
    return one_line(name), stream


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    """Pass over folders, hidden files and what is no news, as in a folder on disk."""
    path = _path(info)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    # Asked last, for a file without any name is no folder to ask about.
    return path.suffix.lower() in SUFFIXES and not hidden and not info.is_dir()


def _path(info: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(info.filename.replace("\\", "/"))


def _refused(info: zipfile.ZipInfo) -> str | None:
    """Say why a member is not opened at all."""
    path = _path(info)
    if path.is_absolute() or ".." in path.parts:
        return "Its name leads out of the archive, which no harmless file's does."
    if info.flag_bits & 1:
        return "It is locked with a password; give it unlocked."
    # Of the others the standard library unpacks whole pieces: forty bytes may become a megabyte.
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "It is packed in an unusual way; pack it again as an ordinary ZIP file."
    return None


class _Bounded:
    """An archive of which only so much is taken at once: its list of files comes in one piece."""

    def __init__(self, stream: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Read on; refuse to where the list of files would not fit into memory."""
        if size > _LARGEST_DIRECTORY:
            raise SourceUnreadable(_MANY)
        return self._stream.read(size)


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A ZIP file's list of files stands at its end, so a pipe is put down on disk first."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        size = 0
        while chunk := stream.read(_CHUNK):
            if (size := size + len(chunk)) > _LARGEST_PIPED:
                raise SourceUnreadable("The ZIP file is larger than 1 GB; give it as a file.")
            file.write(chunk)
        yield cast("BinaryIO", file)
