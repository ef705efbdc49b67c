"""RSS 2.0, RSS 1.0 and Atom to a lead an entry, with the text that the feed itself carries."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from ingest.formats import entries, xml_tree
from ingest.formats.entries import Channel, Entry
from ingest.formats.links import absolute
from ingest.formats.xml_tree import Node, name_of, words
from ingest.reading import Hint, Reading
from retrieval.errors import SourceUnreadable

# What feedparser stumbles over in some broken feeds: its own oversights, each of another type.
_TRIPS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)

Parts = Mapping[str, list[Node]]

# Podcasts, pictures and comment threads have titles and descriptions too; an entry's are not these.
_FOREIGN = re.compile(r"mrss|media|itunes|podcast|googleplay|opensearch|syndication/thread")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified")
_FULL = ("encoded", "content", "full-text")
_SUMMARY = ("description", "summary", "subtitle")
_MAILED = re.compile(r"\S+@\S+\s*\(([^()]{2,80})\)")
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PERIODS = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 604_800,
    "monthly": 2_592_000,
    "yearly": 31_536_000,
}
_NUMBER = re.compile(r"\d{1,6}")


def read(content: bytes, hint: Hint) -> Reading:
    """Read a feed; links written short start from where it was fetched."""
    tree = xml_tree.root(content, hint.encoding)
    nodes = list(xml_tree.named(tree, "item", "entry")) if tree is not None else []
    if not nodes:
        return _forgivingly(content, hint)
    channel = next(xml_tree.named(tree, "channel"), tree)
    return entries.reading(_channel(_parts(channel), hint.url), [_entry(node) for node in nodes])


def _parts(node: Node) -> Parts:
    """Sort an element's children by name."""
    found: dict[str, list[Node]] = {}
    for child in node:
        if name := name_of(child):
            space = child.tag.rpartition("}" if "}" in child.tag else ":")[0]
            if not _FOREIGN.search(space.lower()):
                found.setdefault(name, []).append(child)
    return found


def _all(parts: Parts, *names: str) -> Iterator[str]:
    """Give the texts of the children of these names, the first name's first."""
    return (text for name in names for node in parts.get(name, ()) if (text := words(node)))


def _first(parts: Parts, *names: str) -> str:
    return next(_all(parts, *names), "")


def _channel(parts: Parts, fetched: str | None) -> Channel:
    return Channel(
        title=_first(parts, "title"),
        home=_link(parts),
        fetched=fetched,
        language=_first(parts, "language"),
        every=_every(parts),
    )


def _every(parts: Parts) -> float | None:
    """Read how many seconds a feed asks for between two readings."""
    if (minutes := _NUMBER.fullmatch(_first(parts, "ttl"))) and int(minutes[0]):
        return int(minutes[0]) * 60.0
    period = _PERIODS.get(_first(parts, "updateperiod").lower())
    times = _NUMBER.fullmatch(_first(parts, "updatefrequency"))
    return period / max(int(times[0]) if times else 1, 1) if period else None


def _entry(node: Node) -> Entry:
    parts = _parts(node)
    about = (str(value) for name, value in node.attrib.items() if name.endswith("about"))
    guid = _first(parts, "guid", "id") or next(about, "")
    full = [_markup(child) for name in _FULL for child in parts.get(name, ())]
    return Entry(
        title=next((_markup(child) for child in parts.get("title", ())), ""),
        link=_link(parts) or _permanent(parts),
        guid=guid,
        content=max(full, key=len, default=""),
        summary=next(filter(None, (_markup(c) for n in _SUMMARY for c in parts.get(n, ()))), ""),
        published=_first(parts, *_PUBLISHED),
        updated=_first(parts, *_UPDATED),
        outlet=next((_source(child) for child in parts.get("source", ())), ""),
        authors=tuple(_people(parts)),
        section=next(_sections(parts), ""),
        language=_first(parts, "language") or str(node.get(_XML_LANG) or ""),
    )


def _markup(node: Node) -> str:
    """Read a text that is HTML: written as text, or as elements in their own right."""
    from lxml import etree

    if len(node) == 0:
        return "" if "/" in (kind := node.get("type") or "") and "html" not in kind else words(node)
    inner = (etree.tostring(child, encoding="unicode", method="html") for child in node)
    return (node.text or "") + "".join(inner)


def _link(parts: Parts) -> str:
    """Choose the link to the article: where a feed service says it was, the page, or any text."""
    if original := _first(parts, "origlink"):
        return original
    links = parts.get("link", ())
    pages = [
        absolute(link.base or "", link.get("href"))
        for link in sorted(links, key=lambda link: "html" not in (link.get("type") or "html"))
        if link.get("href") and (link.get("rel") or "alternate") == "alternate"
    ]
    return next(_all(parts, "link"), "") or next(iter(pages), "")


def _permanent(parts: Parts) -> str:
    """Take an RSS id for the link, unless it says that it is none."""
    ids = (node for node in parts.get("guid", ()) if node.get("isPermaLink") != "false")
    return next((link for node in ids if (link := words(node)).startswith("http")), "")


def _source(node: Node) -> str:
    """Name where an aggregator has an entry from."""
    return _first(_parts(node), "title") if len(node) else words(node)


def _people(parts: Parts) -> Iterator[str]:
    for node in [*parts.get("author", ()), *parts.get("creator", ())]:
        names = _first(_parts(node), "name") if len(node) else words(node)
        match = _MAILED.fullmatch(names)
        yield _BY.sub("", match[1] if match else names)


def _sections(parts: Parts) -> Iterator[str]:
    """Give an entry's categories."""
    for node in parts.get("category", ()):
        if section := node.get("label") or words(node) or node.get("term"):
            yield str(section)


def _forgivingly(content: bytes, hint: Hint) -> Reading:
    """Read what no XML parser finds entries in; given bytes, for a string may be fetched."""
    import feedparser

    # Relative links and markup are ours to deal with, and its way takes seconds a feed.
    try:
        parsed = feedparser.parse(
            BytesIO(content), sanitize_html=False, resolve_relative_uris=False
        )
    except _TRIPS as error:
        raise SourceUnreadable("The feed is too broken to be read.") from error
    channel = Channel(
        title=_said(parsed.feed, "title"),
        home=_said(parsed.feed, "link"),
        fetched=hint.url,
        language=_said(parsed.feed, "language"),
    )
    return entries.reading(channel, [_forgiven(entry) for entry in parsed.entries])


def _forgiven(entry: Mapping[str, Any]) -> Entry:
    full = [str(part.get("value") or "") for part in entry.get("content") or ()]
    return Entry(
        title=_said(entry, "title"),
        link=_said(entry, "link"),
        guid=_said(entry, "id"),
        content=max(full, key=len, default=""),
        summary=_said(entry, "summary"),
        published=_said(entry, "published"),
        updated=_said(entry, "updated"),
        authors=tuple(_said(author, "name") for author in entry.get("authors") or ()),
        section=next((_said(tag, "term") for tag in entry.get("tags") or ()), ""),
    )


def _said(values: Mapping[str, Any], key: str) -> str:
    # Asked first, for feedparser warns where it would give one time in another's stead.
    value = values.get(key) if key in values else None
    return value if isinstance(value, str) else ""
