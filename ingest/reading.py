"""Bytes to the articles in them: nothing here touches the network, the disk or the archive."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.formats.table import BY_KIND
from ingest.kinds import kind_of
from ingest.sources import Upload
from retrieval.news import Draft


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of a document besides its bytes: its name, address, and what a server said."""

    name: str | None = None
    url: str | None = None
    content_type: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A link to an article, and what the feed says of the article itself.

    `key` is the entry's identity under its feed; `entry` is None where the feed carries no text.
    """

    url: str
    entry: Draft | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a document.

    `feeds` are feeds and sitemaps to read instead; `files` the documents attached to a mail;
    `title` the feed's own, and `every` the seconds it asks for between two readings.
    """

    drafts: tuple[Draft, ...] = ()
    leads: tuple[Lead, ...] = ()
    feeds: tuple[str, ...] = ()
    files: tuple[Upload, ...] = ()
    title: str | None = None
    every: float | None = None


Reader = Callable[[bytes, Hint], Reading]
NO_HINT = Hint()


def read(content: bytes, hint: Hint = NO_HINT) -> Reading:
    """Read a document of any known kind; raise SourceUnreadable when nothing can be read in it."""
    name = hint.name or _last_part(hint.url)
    kind = kind_of(content, declared=hint.content_type, name=name)
    module, _, function = BY_KIND[kind].reader.partition(".")
    reader: Reader = getattr(import_module(f"ingest.formats.{module}"), function)
    return reader(content, hint)


def _last_part(url: str | None) -> str | None:
    try:
        return PurePosixPath(unquote(urlsplit(url or "").path)).name or None
    except ValueError:
        return None
