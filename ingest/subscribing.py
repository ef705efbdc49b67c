"""An address to the feeds behind it: a feed, a list of feeds, or a site that offers some."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ingest.kinds import Kind, kind_of
from ingest.reading import Hint, Reading
from retrieval.errors import SourceUnreadable

if TYPE_CHECKING:
    from ingest.fetch import Fetched
    from ingest.pipeline import Ingester
    from retrieval.feeds import Feed

USUAL = ("/feed", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")
"""Where sites keep their feed that do not say where it is."""

NO_FEED = "No feed was found there; open the site, look for RSS or Atom, and give that address."


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The feeds that are followed from now on, or those among which a person must choose.

    `known` are those that were followed before.
    """

    added: "tuple[Feed, ...]" = ()
    known: "tuple[Feed, ...]" = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page that was looked at."""

    url: str
    kind: Kind
    reading: Reading


def subscribe(address: str, ingester: "Ingester", library: str) -> Subscribed:
    """Follow the feed at an address, or the one feed of a site; several are given to choose."""
    if feed := ingester.archive.feeds.get(address, {library}):
        return Subscribed(known=(feed,))
    seen = _look(address, ingester)
    if seen.reading.leads:
        return _added([(seen.url, seen.reading.title)], ingester, library)
    if seen.kind is Kind.OPML:
        return _added([(url, None) for url in seen.reading.feeds], ingester, library)
    found = seen.reading.feeds or _of_site(seen.url, ingester)
    if len(found) > 1:
        return Subscribed(choices=tuple(found))
    feed_at = _look(found[0], ingester)
    if not feed_at.reading.leads:
        raise SourceUnreadable(NO_FEED)
    return _added([(feed_at.url, feed_at.reading.title)], ingester, library)


def subscribe_all(content: bytes, name: str, ingester: "Ingester", library: str) -> Subscribed:
    """Follow every feed of an OPML list."""
    if kind_of(content, name=name) is not Kind.OPML:
        raise SourceUnreadable("That file is no OPML list of feeds; give one, or an address.")
    reading = ingester.readers.read(content, Hint(name=name))
    return _added([(url, None) for url in reading.feeds], ingester, library)


def _of_site(url: str, ingester: "Ingester") -> tuple[str, ...]:
    """Find the feeds of the site that a page belongs to: on its front page, or where they lie."""
    for place in ("/", *USUAL):
        there = urljoin(url, place)
        if there == url:
            continue
        try:
            seen = _look(there, ingester)
        except SourceUnreadable:
            continue
        if seen.reading.leads:
            return (there,)
        if seen.kind is Kind.HTML and seen.reading.feeds:
            return seen.reading.feeds
    raise SourceUnreadable(NO_FEED)


def _look(url: str, ingester: "Ingester") -> _Seen:
    page = ingester.web.fetch(url)
    kind = kind_of(page.content, declared=page.content_type, name=page.url)
    hint = Hint(url=page.url, content_type=page.content_type, encoding=page.encoding)
    try:
        reading = ingester.readers.read(page.content, hint)
    except SourceUnreadable:
        if kind is not Kind.HTML:
            raise
        # A page without an article or a feed may still belong to a site that has one.
        reading = Reading()
    return _Seen(_kept(url, page), kind, reading)


def _kept(url: str, page: "Fetched") -> str:
    """The address to ask from now on: a redirect for the time being may lead elsewhere soon."""
    return page.url if page.permanent else url


def _added(
    found: Iterable[tuple[str, str | None]], ingester: "Ingester", library: str
) -> Subscribed:
    feeds = ingester.archive.feeds
    added, known = [], []
    for url, title in dict(found).items():
        if feed := feeds.get(url, {library}):
            known.append(feed)
        else:
            added.append(feeds.add(library, url, title or ""))
    if not added and not known:
        raise SourceUnreadable("That list names no feed.")
    return Subscribed(tuple(added), tuple(known))
