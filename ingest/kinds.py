"""What a source is made of, told by its bytes first, then by what it calls itself."""

import re
from pathlib import PurePath

from ingest.formats import signatures
from ingest.formats.table import FORMATS, READABLE, SUFFIXES, Kind
from retrieval.errors import SourceUnreadable

__all__ = ["READABLE", "SUFFIXES", "Kind", "kind_of"]

_ROOTS = {
    **dict.fromkeys(("rss", "feed", "rdf"), Kind.FEED),
    **dict.fromkeys(("urlset", "sitemapindex"), Kind.SITEMAP),
    "opml": Kind.OPML,
}
_PAGES = {"html", "head", "body", "article", "main", "div", "p", "title", "meta", "section"}
_TAG = re.compile(r"<([a-z][\w:]*)", re.IGNORECASE)
_PROLOG = re.compile(
    r"[\s\ufeff]++|<\?.*?\?>|<!--.*?-->|<!(?!--)[^\[>]*+(?:\[[^\]]*+\]\s*+)?>", re.DOTALL
)
_FRONT_MATTER = re.compile(r"^\ufeff?---\s*\n(?:[\w-]+:.*\n)+---\s*(?:\n|$)")
_LOOK = 65_536
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BY_NAME = {Kind.MARKDOWN, Kind.JSONL, Kind.CSV, Kind.MAIL, Kind.MHTML}
"""Texts that only their name or type tells from other texts."""
_XML = {Kind.FEED, Kind.OPML, Kind.SITEMAP}
_ANY_BYTES = re.compile(r"text/|application/octet-stream|binary/")


def kind_of(content: bytes, *, declared: str | None = None, name: str | None = None) -> Kind:
    """Tell what the bytes are, or refuse them with a sentence; the first 64 KB are enough."""
    head = content[:_LOOK]
    if not head.strip():
        raise SourceUnreadable("It is empty; give a page or a text with an article in it.")
    named = SUFFIXES.get(PurePath(name or "").suffix.lower())
    stated = _stated((declared or "").lower())
    if kind := signatures.binary(head, named or stated):
        return kind
    text = head.decode("utf-16" if head[:2] in _UTF16 else "utf-8", "replace")
    if kind := _by_tag(text, stated):
        return kind
    if kind := signatures.mail(text, named or stated) or signatures.json(text, named or stated):
        return kind
    return _by_name(text, named, stated, (declared or "").lower())


def _stated(declared: str) -> Kind | None:
    """Look a MIME type up."""
    rows = (row.kind for row in FORMATS if any(word in declared for word in row.types))
    return next(rows, None) if declared else None


def _by_tag(text: str, stated: Kind | None) -> Kind | None:
    """Tell pages and the kinds of XML by their first element."""
    tag = _first_tag(text)
    if kind := _ROOTS.get(tag.rpartition(":")[2]):
        return kind
    return Kind.HTML if tag in _PAGES or (tag and stated is Kind.HTML) else None


def _first_tag(head: str) -> str:
    """Name the first element, past declarations and comments; no look goes back on its way."""
    position = 0
    while match := _PROLOG.match(head, position):
        position = match.end()
    tag = _TAG.match(head, position)
    return tag[1].lower() if tag else ""


def _by_name(text: str, named: Kind | None, stated: Kind | None, declared: str) -> Kind:
    """Tell a text by its name and type, where its bytes could be any text's."""
    kinds = [kind for kind in (named, stated) if kind]
    if told := next((kind for kind in kinds if kind in _BY_NAME), None):
        return told
    if _FRONT_MATTER.match(text):
        return Kind.MARKDOWN
    start = text.lstrip("\ufeff \r\n\t")
    if start.startswith("<?xml") or "xml" in declared or _XML.intersection(kinds):
        raise SourceUnreadable(f"It is XML but neither a feed nor a page; {READABLE}.")
    if Kind.HTML in kinds:
        return Kind.HTML
    if named and named is not Kind.TEXT:
        raise SourceUnreadable(f"It is not what its name says, {named.value}; {READABLE}.")
    if declared and not _ANY_BYTES.match(declared):
        raise SourceUnreadable(f"It calls itself {declared[:60]}; {READABLE}.")
    return Kind.TEXT
