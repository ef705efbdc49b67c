"""What a person gave: addresses, files and folders, pasted or uploaded text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ingest.formats.table import Kind
from retrieval.errors import SourceUnreadable

LARGEST = 10_000_000
"""The most bytes that a page, a feed or a text may hold."""

LARGEST_FILE = 25_000_000
"""The most bytes of a document that carries pictures with it: PDF, Word, a mail, a saved page."""


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
    """Content handed over whole: an attachment, a paste; of a `kind` where that is known."""

    name: str
    content: bytes = field(repr=False)
    kind: Kind | None = None

    def __str__(self) -> str:
        """Name the source as the person gave it."""
        return self.name


@dataclass(frozen=True, slots=True)
class Piped:
    """Content that is still to come: standard input, of any length."""

    name: str
    stream: BinaryIO = field(repr=False)

    def __str__(self) -> str:
        """Name the source as the person gave it."""
        return self.name


Given = Address | LocalPath | Upload | Piped


def from_words(words: Sequence[str], stdin: BinaryIO) -> list[Given]:
    """Turn the words of a command line into sources; "-" is standard input."""
    return [_from_word(word, stdin) for word in words]


def _from_word(word: str, stdin: BinaryIO) -> Given:
    if word == "-":
        return Piped("standard input", stdin)
    if "://" in word:
        return Address(word)
    return LocalPath(Path(word).expanduser())


def within_limit(content: bytes, largest: int = LARGEST) -> bytes:
    """Refuse content larger than one article or feed can be."""
    if len(content) > largest:
        megabytes = largest // 1_000_000
        raise SourceUnreadable(f"It is larger than {megabytes} MB; give a single article or feed.")
    return content
