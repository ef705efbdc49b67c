"""An address to the feeds behind it: a feed, a list of feeds, or a site that offers some."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ingest.formats.discovery import FeedLink, discover
from ingest.kinds import Kind, kind_of
from ingest.reading import Hint
from ingest.text import decoded
from retrieval.errors import NewsdeskError, SourceUnreadable

if TYPE_CHECKING:
    from ingest.pipeline import Ingester
    from ingest.web.fetch import Fetched
    from retrieval.feeds import Feed

USUAL = ("/feed", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")
"""Where sites keep their feed that do not say where it is."""

NO_FEED = "No feed was found there; open the site, look for RSS or Atom, and give that address."

_LINKS = re.compile(r"<(?:link|base|a)\s[^<>]{1,2000}>", re.IGNORECASE)
_LONGEST = 1_000_000
_MOST_LINKS = 5000


class TooManyFeeds(NewsdeskError):
    """A library follows as many feeds as it may."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The feeds that are followed from now on, or those among which a person must choose.

    `known` are those that were followed before.
    """

    added: "tuple[Feed, ...]" = ()
    known: "tuple[Feed, ...]" = ()
    choices: tuple[FeedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an address gave: entries, if it is a feed; or the feeds that it leads to."""

    url: str
    title: str | None = None
    entries: bool = False
    list_of_feeds: bool = False
    feeds: tuple[FeedLink, ...] = ()


def subscribe(
    address: str,
    ingester: "Ingester",
    library: str,
    *,
    most: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Subscribed:
    """Follow the feed at an address, or the one feed of a site; several are given to choose.

    Raises TooManyFeeds when the library would then follow more than `most`.
    """
    if feed := ingester.archive.feeds.get(address, {library}):
        return Subscribed(known=(feed,))

    def look(url: str) -> _Seen:
        return _look(url, ingester, cancelled)

    seen = look(address)
    if not seen.entries and not seen.list_of_feeds:
        found = seen.feeds or _of_site(seen.url, look)
        if len(found) > 1:
            return Subscribed(choices=found)
        seen = look(found[0].url)
    if seen.list_of_feeds:
        named = [(link.url, link.title) for link in seen.feeds]
        return _added(named, ingester, library, most)
    if not seen.entries:
        raise SourceUnreadable(NO_FEED)
    return _added([(seen.url, seen.title or "")], ingester, library, most)


def subscribe_all(content: bytes, name: str, ingester: "Ingester", library: str) -> Subscribed:
    """Follow every feed of an OPML list."""
    if kind_of(content, name=name) is not Kind.OPML:
        raise SourceUnreadable("That file is no OPML list of feeds; give one, or an address.")
    reading = ingester.readers.read(content, Hint(name=name))
    return _added(((url, "") for url in reading.feeds), ingester, library)


def _of_site(url: str, look: Callable[[str], _Seen]) -> tuple[FeedLink, ...]:
    """Find the feeds of the site that a page belongs to: on its front page, or where they lie."""
    for place in ("/", *USUAL):
        if (there := urljoin(url, place)) == url:
            continue
        try:
            seen = look(there)
        except SourceUnreadable:
            continue
        if seen.entries:
            return (FeedLink(there, seen.title or ""),)
        if seen.feeds:
            return seen.feeds
    raise SourceUnreadable(NO_FEED)


def _look(url: str, ingester: "Ingester", cancelled: Callable[[], bool]) -> _Seen:
    page = ingester.web.fetch(url, cancelled=cancelled)
    kind = kind_of(page.content, declared=page.content_type, name=page.url)
    if kind is Kind.HTML:
        return _Seen(page.url, feeds=_linked(page))
    hint = Hint(url=page.url, content_type=page.content_type, encoding=page.encoding)
    reading = ingester.readers.read(page.content, hint)
    return _Seen(
        _kept(url, page),
        reading.title,
        entries=bool(reading.leads),
        list_of_feeds=kind is Kind.OPML,
        feeds=tuple(FeedLink(feed, "") for feed in reading.feeds),
    )


def _linked(page: "Fetched") -> tuple[FeedLink, ...]:
    """Find the feeds a page links to, from its links alone: all of it might be hostile."""
    html = decoded(page.content[:_LONGEST], page.encoding)
    return discover("\n".join(islice(_LINKS.findall(html), _MOST_LINKS)), page.url)


def _kept(url: str, page: "Fetched") -> str:
    """The address to ask from now on: a redirect for the time being may lead elsewhere soon."""
    return page.url if page.permanent else url


def _added(
    found: Iterable[tuple[str, str]],
    ingester: "Ingester",
    library: str,
    most: int | None = None,
) -> Subscribed:
    feeds = ingester.archive.feeds
    followed = {feed.url: feed for feed in feeds.all({library})}
    named = dict(found)
    known = [followed[url] for url in named if url in followed]
    new = {url: title for url, title in named.items() if url not in followed}
    if not new and not known:
        raise SourceUnreadable("That list names no feed.")
    if most is not None and new and len(followed) + len(new) > most:
        raise TooManyFeeds(_too_many(len(new), len(followed), most))
    added = [feeds.add(library, url, title) for url, title in new.items()]
    return Subscribed(tuple(added), tuple(known))


def _too_many(new: int, followed: int, most: int) -> str:
    if new == 1:
        return f"No more than {most:,} feeds can be followed here; remove one first."
    return (
        f"That list names {new:,} feeds that are not followed yet, but no more than {most:,} can "
        f"be followed here, of which {followed:,} are; give a shorter list."
    )
