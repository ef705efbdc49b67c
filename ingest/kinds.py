"""What a source is made of, told by its bytes first, then by what it calls itself."""

import re
from pathlib import PurePath

from ingest.formats.table import READABLE, SUFFIXES, Kind
from retrieval.errors import SourceUnreadable

__all__ = ["READABLE", "SUFFIXES", "Kind", "kind_of"]


_SIGNATURES = (
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"\x89PNG|GIF8|\xff\xd8\xff|BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL), "an image"),
    (re.compile(rb"PK\x03\x04|\x1f\x8b|Rar!|7z\xbc\xaf|BZh|\xfd7zXZ"), "a packed file"),
    (re.compile(rb"ID3|OggS|fLaC|RIFF|.{4}ftyp|\x1aE\xdf\xa3", re.DOTALL), "sound or film"),
    (re.compile(rb"MZ.{58}|\x7fELF", re.DOTALL), "a program"),
)
_FEEDS = {"rss", "feed", "rdf:rdf"}
_PAGES = {"html", "head", "body", "article", "main", "div", "p", "title", "meta", "section"}
_TAG = re.compile(r"<([a-z][\w:]*)", re.IGNORECASE)
_SPACE = re.compile(r"[\s\ufeff]*")
_PROLOG = {"<?": "?>", "<!--": "-->", "<!": ">"}
_FRONT_MATTER = re.compile(r"^\ufeff?---\s*\n(?:[\w-]+:.*\n)+---\s*(?:\n|$)")
_LOOK = 4096
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(content: bytes, *, declared: str | None = None, name: str | None = None) -> Kind:
    """Tell what the bytes are, or refuse them with a sentence."""
    if not content.strip():
        raise SourceUnreadable("It is empty; give a page or a text with an article in it.")
    _refuse_binary(content)
    head = content[:_LOOK].decode("utf-16" if content[:2] in _UTF16 else "utf-8", "replace")
    tag = _first_tag(head)
    if tag in _FEEDS:
        return Kind.FEED
    if tag in _PAGES or (tag and "html" in (declared or "")):
        return Kind.HTML
    return _by_name(head, declared or "", PurePath(name or "").suffix.lower())


def _first_tag(head: str) -> str:
    """Name the first element, past declarations and comments; no look goes back on its way."""
    position = 0
    while (space := _SPACE.match(head, position)) and (start := space.end()) < len(head):
        ends = (end for opening, end in _PROLOG.items() if head.startswith(opening, start))
        if (end := next(ends, None)) is None:
            return match[1].lower() if (match := _TAG.match(head, start)) else ""
        if (found := head.find(end, start)) < 0:
            return ""
        position = found + len(end)
    return ""


def _refuse_binary(content: bytes) -> None:
    for signature, what in _SIGNATURES:
        if signature.match(content):
            raise SourceUnreadable(f"It is {what}; {READABLE}.")
    head = content[:_LOOK]
    if head[:2] not in _UTF16 and len(_CONTROLS.findall(head)) * 100 > len(head):
        raise SourceUnreadable(f"It is not text; {READABLE}.")


def _by_name(head: str, declared: str, suffix: str) -> Kind:
    kind = SUFFIXES.get(suffix, Kind.TEXT)
    if kind is Kind.MARKDOWN or "markdown" in declared or _FRONT_MATTER.match(head):
        return Kind.MARKDOWN
    if kind is Kind.FEED or "xml" in declared or head.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        raise SourceUnreadable(f"It is XML but neither a feed nor a page; {READABLE}.")
    if kind is Kind.HTML or "html" in declared:
        return Kind.HTML
    if declared and not re.match(r"text/|application/octet-stream|binary/", declared):
        raise SourceUnreadable(f"It calls itself {declared[:60]}; {READABLE}.")
    return Kind.TEXT
