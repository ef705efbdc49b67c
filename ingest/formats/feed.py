"""RSS 2.0, RSS 1.0 and Atom, as feedparser reads them, to a lead an entry."""

import re
from collections.abc import Iterable, Mapping
from email.utils import parseaddr
from io import BytesIO
from typing import Any

from ingest.formats import entries, xml_tree
from ingest.formats.entries import Channel, Entry
from ingest.reading import Hint, Reading
from retrieval.errors import SourceUnreadable

Said = Mapping[str, Any]
"""What feedparser says of a feed, an entry or a part of one."""

# What feedparser stumbles over in some broken feeds: its own oversights, each of another type.
_TRIPS = (
    *(ValueError, LookupError, TypeError, AttributeError),
    *(AssertionError, ArithmeticError, RuntimeError),
)
# Podcasts and pictures have titles, summaries and authors too, which feedparser takes for the
# entry's own: a caption would become the article's text.
_FOREIGN = (
    "{http://search.yahoo.com/mrss/}*",
    "{http://search.yahoo.com/mrss}*",
    "{http://www.itunes.com/dtds/podcast-1.0.dtd}*",
    "{http://www.itunes.com/DTDs/PodCast-1.0.dtd}*",
)
_TEXT = ("text/", "application/xhtml")
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_LONGEST_AUTHOR = 200
_HOURS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_NUMBER = re.compile(r"\d{1,6}")


def read(content: bytes, hint: Hint) -> Reading:
    """Read a feed; links written short start from where it was fetched."""
    parsed = _parsed(_mended(content, hint.encoding))
    # Mending may end where the feed breaks; what comes after it feedparser finds by itself.
    parsed = parsed if parsed["entries"] else _parsed(content)
    feed = parsed["feed"]
    channel = Channel(
        title=_said(feed, "title"),
        home=_link(feed),
        fetched=hint.url,
        language=_said(feed, "language"),
        every=_every(feed),
    )
    atom = _said(parsed, "version").startswith("atom")
    return entries.reading(channel, [_entry(entry, atom=atom) for entry in parsed["entries"]])


def _mended(content: bytes, encoding: str | None) -> bytes:
    """Make it well-formed, and all of it the feed's own.

    Feedparser fails at half a surrogate, and takes an encoding that nobody declares for the web's.
    """
    from lxml import etree

    if (tree := xml_tree.root(content, encoding)) is None:
        return b""
    etree.strip_elements(tree, *_FOREIGN, with_tail=False)
    return bytes(etree.tostring(tree, encoding="utf-8"))


def _parsed(content: bytes) -> Said:
    import feedparser

    # Given as a stream, for a string may be fetched. Relative links and markup are ours to deal
    # with: they start from where the feed was fetched, and its way takes seconds a feed.
    try:
        parsed: Said = feedparser.parse(
            BytesIO(content), sanitize_html=False, resolve_relative_uris=False
        )
    except _TRIPS as error:
        raise SourceUnreadable("The feed is too broken to be read.") from error
    return parsed


def _entry(entry: Said, *, atom: bool) -> Entry:
    parts = [part for part in _parts(entry, "content") if _said(part, "type").startswith(_TEXT)]
    # Of two summaries in RSS feedparser calls the second one content, and plain.
    full = [_said(part, "value") for part in parts if atom or "html" in _said(part, "type")]
    short = [] if full else [_said(part, "value") for part in parts]
    spoken = [entry, _part(entry, "summary_detail"), _part(entry, "title_detail")]
    return Entry(
        title=_said(entry, "title"),
        link=_link(entry) or ("" if atom else _permanent(entry)),
        guid=_said(entry, "id"),
        content=max([*full, _said(entry, "yandex_full-text")], key=len),
        summary=max([*short, _said(entry, "summary")], key=len),
        published=_said(entry, "published") or _said(entry, "created"),
        updated=_said(entry, "updated"),
        outlet=_said(_part(entry, "source"), "title"),
        authors=tuple(_BY.sub("", name) for name in _people(entry)),
        section=_first(_said(t, "label") or _said(t, "term") for t in _parts(entry, "tags")),
        language=_first(_said(part, "language") for part in spoken),
    )


def _said(values: Said, key: str) -> str:
    # Asked first, for feedparser warns where it would give one time in another's stead.
    if key not in values:
        return ""
    return value if isinstance(value := values[key], str) else ""


def _part(values: Said, key: str) -> Said:
    return value if isinstance(value := values.get(key), Mapping) else {}


def _parts(values: Said, key: str) -> list[Said]:
    # An element that feedparser does not know may put anything under its own name.
    value = values.get(key)
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _link(said: Said) -> str:
    """Choose the link to the article: where a feed service says it was, or its first page."""
    pages = [link for link in _parts(said, "links") if _said(link, "rel") == "alternate"]
    pages.sort(key=lambda link: "html" not in _said(link, "type"))
    return _first([_said(said, "feedburner_origlink"), *(_said(page, "href") for page in pages)])


def _permanent(entry: Said) -> str:
    """Take an RSS id for the link, unless it says that it is none."""
    # Feedparser does so itself, with ids that are no addresses too, but not for an empty link.
    link = _said(entry, "id" if entry.get("link") == "" else "link")
    return link if link.startswith("http") else ""


def _people(entry: Said) -> list[str]:
    names = [_said(author, "name") for author in _parts(entry, "authors")]
    # Of "ada@skarn.example (Ada Brandt)" feedparser makes "ple (Ada Brandt": it knows no
    # top-level domain of over four letters. It leaves the last author as written, too.
    written = _said(entry, "author")[:_LONGEST_AUTHOR]
    if "@" in written and "@" not in (name := parseaddr(written)[0]):
        names[-1:] = [name]
    return names


def _every(feed: Said) -> float | None:
    """Read how many seconds a feed asks for between two readings."""
    if (minutes := _NUMBER.fullmatch(_said(feed, "ttl"))) and int(minutes[0]):
        return int(minutes[0]) * 60.0
    hours = _HOURS.get(_said(feed, "sy_updateperiod").lower())
    times = _NUMBER.fullmatch(_said(feed, "sy_updatefrequency"))
    return hours * 3600 / max(int(times[0]) if times else 1, 1) if hours else None
