"""The feeds that a page names as its site's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.addresses import web
from ingest.formats.links import absolute
from ingest.formats.xml_tree import Node
from ingest.page import blocks, extract
from ingest.text import one_line

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_COMMENTS = re.compile(r"comment|komment[ae]r|coment[aá]rio|commenti\b|reacties", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"/(?:feeds?|rss)/?$|(?:^|[/._-])(?:rss|atom|feed|index)\.(?:xml|rdf|json)$|\.(?:rss|atom)$",
    re.IGNORECASE,
)
_MOST = 20


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page links to: its address, and what the page calls it."""

    url: str
    title: str


def discover(html: str, url: str) -> tuple[FeedLink, ...]:
    """Find the feeds of a site on one of its pages, the main one first; comment feeds left out."""
    extract.refuse_hostile(html)
    tree = blocks.parsed(html)
    return () if tree is None else feeds_of(tree, url)


def feeds_of(tree: Node, url: str) -> tuple[FeedLink, ...]:
    """Find the feeds a parsed page declares, or else those that it shows readers links to."""
    base = absolute(url, next(iter(tree.xpath("//base/@href")), "")) or url
    found: dict[str, FeedLink] = {}
    for node in list(declared(tree)) or list(_shown(tree, base)):
        link = web(absolute(base, node.get("href")))
        title = one_line(node.get("title") or node.text_content())
        if link and not _COMMENTS.search(f"{title} {_path(link)}"):
            found.setdefault(link, FeedLink(link, title))
    return tuple(found.values())[:_MOST]


def declared(tree: Node) -> Iterator[Node]:
    """Give the elements with which a page names feeds to machines."""
    for node in tree.iter("link"):
        relations = (node.get("rel") or "").lower().split()
        kind = (node.get("type") or "").lower().partition(";")[0].strip()
        if "alternate" in relations and kind in _FEED_TYPES and node.get("href"):
            yield node


def _shown(tree: Node, base: str) -> Iterator[Node]:
    for node in tree.iter("a"):
        if _FEED_PATH.search(_path(absolute(base, node.get("href"))).partition("?")[0]):
            yield node


def _path(link: str) -> str:
    if not web(link):
        return ""
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"
