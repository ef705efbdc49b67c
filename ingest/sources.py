"""What a person gave: addresses, files and folders, pasted or uploaded text."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ingest.kinds import READABLE, SUFFIXES
from retrieval.errors import SourceUnreadable

LARGEST = 10_000_000
"""The most bytes that one source may hold."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address to fetch."""

    url: str

    def __str__(self) -> str:
        """Name the source as the person gave it."""
        return self.url


@dataclass(frozen=True, slots=True)
class LocalPath:
    """A file or folder of the machine newsdesk runs on."""

    path: Path

    def __str__(self) -> str:
        """Name the source as the person gave it."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Upload:
    """Text handed over directly: an attachment, a paste, standard input."""

    name: str
    content: bytes = field(repr=False)

    def __str__(self) -> str:
        """Name the source as the person gave it."""
        return self.name


Given = Address | LocalPath | Upload


def from_words(words: Sequence[str], stdin: BinaryIO) -> list[Given]:
    """Turn the words of a command line into sources; "-" is standard input."""
    return [_from_word(word, stdin) for word in words]


def _from_word(word: str, stdin: BinaryIO) -> Given:
    if word == "-":
        return Upload("standard input", stdin.read(LARGEST + 1))
    if "://" in word:
        return Address(word)
    return LocalPath(Path(word).expanduser())


def spread(given: Sequence[Given]) -> list[Given]:
    """Put the readable files of a folder in its place, sorted; an empty folder stays itself."""
    found: list[Given] = []
    for source in given:
        if isinstance(source, LocalPath) and source.path.is_dir():
            found.extend([LocalPath(path) for path in _files(source.path)] or [source])
        else:
            found.append(source)
    return found


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def content_of(path: Path) -> bytes:
    """Read a file's bytes, or say why they are not news."""
    if path.is_dir():
        raise SourceUnreadable(f"The folder holds nothing to read; {READABLE}.")
    if not path.exists():
        raise SourceUnreadable("There is no such file; check the path.")
    if path.suffix.lower() not in SUFFIXES:
        wanted = " ".join(SUFFIXES)
        raise SourceUnreadable(f"Files of this type are not read; newsdesk reads {wanted} files.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise SourceUnreadable(f"The file cannot be opened ({reason}).") from error
    return within_limit(content)


def within_limit(content: bytes) -> bytes:
    """Refuse content larger than one article or feed can be."""
    if len(content) > LARGEST:
        megabytes = LARGEST // 1_000_000
        raise SourceUnreadable(f"It is larger than {megabytes} MB; give a single article or feed.")
    return content
