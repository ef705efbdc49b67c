"""What was given, spread out into pieces of work: lazily, so that a dump may be of any size."""

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from ingest.formats import dumps, packed
from ingest.kinds import READABLE, SUFFIXES, Kind, kind_of
from ingest.reading import Hint, Lead
from ingest.sources import LARGEST, LARGEST_FILE, Address, Given, LocalPath, Piped, within_limit
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

log = logging.getLogger(__name__)

_HEAD = 1 << 16
_BULKY = frozenset({Kind.PDF, Kind.WORD, Kind.MAIL, Kind.MHTML})


@dataclass(frozen=True, slots=True)
class Page:
    """An address to fetch and read; a `lead` brought it when a feed did.

    `depth` counts the feeds and sitemaps that were read on the way to it.
    """

    source: str
    url: str
    lead: Lead | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes to read; `home` is the address that stands for an article without one."""

    source: str
    content: bytes = field(repr=False)
    hint: Hint
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An article that a dump gave ready to take."""

    source: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Broken:
    """A source that cannot be read, and why."""

    source: str
    reason: str


Job = Page | Document | Record | Broken


def spread(given: Sequence[Given]) -> Iterator[Job]:
    """Spread sources into jobs, in order; opening a file waits until its turn."""
    for source in given:
        try:
            yield from _spread(source)
        except SourceUnreadable as refusal:
            yield Broken(str(source), str(refusal))
        except Exception as error:
            # A fault met half-way through a dump ends that dump, and not those behind it.
            log.exception("Reading %s failed.", source)
            name = type(error).__name__
            yield Broken(str(source), f"Reading it failed unexpectedly ({name}); see the log.")


def count(given: Sequence[Given]) -> int | None:
    """Count the jobs to come; None when a dump among them will tell only as it is read."""
    paths = [source.path for source in given if isinstance(source, LocalPath)]
    streams = any(isinstance(source, Piped) for source in given)
    if streams or any(_many(file) for path in paths for file in _files(path)):
        return None
    return len(given) - len(paths) + sum(max(1, sum(1 for _ in _files(path))) for path in paths)


def largest(kind: Kind) -> int:
    """Tell how many bytes one document of a kind may have."""
    return LARGEST_FILE if kind in _BULKY else LARGEST


def _many(path: Path) -> bool:
    kind = SUFFIXES.get(path.suffix.lower())
    return kind is not None and (kind.streams or kind.packed)


def _spread(source: Given) -> Iterator[Job]:
    if isinstance(source, Address):
        yield Page(source.url, source.url)
    elif isinstance(source, LocalPath):
        yield from _path(source.path)
    elif isinstance(source, Piped):
        yield from _stream(source.stream, source.name)
    else:
        yield from _stream(BytesIO(source.content), source.name, kind=source.kind)


def _path(path: Path) -> Iterator[Job]:
    if not path.is_dir():
        yield from _file(path, str(path))
        return
    empty = True
    for file in _files(path):
        empty = False
        try:
            yield from _file(file, str(file))
        except SourceUnreadable as refusal:
            yield Broken(str(file), str(refusal))
    if empty:
        raise SourceUnreadable(f"The folder holds nothing to read; {READABLE}.")


def _files(folder: Path) -> Iterator[Path]:
    """Walk a folder's readable files in order; a file is walked to itself."""
    if folder.is_file():
        yield folder
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def _file(path: Path, source: str) -> Iterator[Job]:
    if not path.exists():
        raise SourceUnreadable("There is no such file; check the path.")
    if path.suffix.lower() not in SUFFIXES:
        wanted = " ".join(SUFFIXES)
        raise SourceUnreadable(f"Files of this type are not read; newsdesk reads {wanted} files.")
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, source, path.name, path.resolve().as_uri())
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise SourceUnreadable(f"The file cannot be read ({reason}).") from error


def _stream(
    stream: BinaryIO,
    source: str,
    name: str | None = None,
    home: str | None = None,
    kind: Kind | None = None,
) -> Iterator[Job]:
    """Tell by its beginning what a stream is: one document, a dump of many, or a packed file."""
    name = name or source
    head, stream = _looked_at(stream)
    kind = kind or kind_of(head, name=name)
    if kind.packed:
        yield from _members(stream, kind, source, name, home)
    elif kind.streams:
        yield from _records(stream, kind, source, name)
    else:
        most = largest(kind)
        content = within_limit(stream.read(most + 1), most)
        yield Document(source, content, Hint(name=name), home)


def _members(
    stream: BinaryIO, kind: Kind, source: str, name: str, home: str | None
) -> Iterator[Job]:
    for member in packed.members(stream, kind, name):
        if isinstance(member, dumps.Bad):
            yield Broken(source, member.reason)
            continue
        inner, content = member
        within = f"{source} ({inner})"
        try:
            yield from _stream(content, within, inner, f"{home}#{inner}" if home else None)
        except SourceUnreadable as refusal:
            yield Broken(within, str(refusal))


def _records(stream: BinaryIO, kind: Kind, source: str, name: str) -> Iterator[Job]:
    """Give a dump's articles; one without an address is known by its words, as pasted text is."""
    for number, record in enumerate(dumps.records(stream, kind, name), start=1):
        if isinstance(record, dumps.Bad):
            yield Broken(f"{source}, line {record.line}", record.reason)
        else:
            yield Record(f"{source} ({record.title[:60] or number})", record)


def _looked_at(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Read a stream's beginning, and give the stream with it still to be read."""
    head = stream.read(_HEAD)
    if stream.seekable():
        stream.seek(0)
        return head, stream
    return head, cast("BinaryIO", BufferedReader(_Resumed(head, stream)))


class _Resumed(RawIOBase):
    """A stream that cannot go back, with the beginning that was read of it put before it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill a buffer from the beginning, then from the rest."""
        view = memoryview(buffer).cast("B")
        piece = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(piece)] = piece
        return len(piece)
