"""XML as publishers write it, mended and parsed: no entity of its own, no file, no network."""

import re
import sys
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from ingest.text import decoded

Node = Any
"""An element of the tree; lxml ships no types."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{1,40});)?")
_ITS_OWN = {"amp", "lt", "gt", "quot", "apos"}


def root(content: bytes, encoding: str | None = None) -> Node | None:
    """Parse XML leniently; None when nothing of it can be."""
    from lxml import etree

    if match := _ENCODING.match(content[:400].lstrip(b"\xef\xbb\xbf \r\n\t")):
        encoding = match[1].decode()
    text = _FORBIDDEN.sub("", decoded(content, encoding)).lstrip("\ufeff \r\n\t")
    text = _mended(_DECLARATION.sub("", text, count=1))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _mended(text: str) -> str:
    """Write entities out: HTML's are not XML's, and a document's own may be bombs or files."""
    # Behind the last end no section ends, and looking for one from each beginning takes ages.
    before, end, behind = text.rpartition("]]>")
    pieces = [*_CDATA.split(before + end), "", behind]
    pieces[::2] = [_AMPERSAND.sub(_reference, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _reference(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _ITS_OWN:
        return match[0]
    if name.startswith("#"):
        code = int(f"0{name[1:]}", 0) if name[1] in "xX" else int(name[1:])
        # Half a surrogate pair gets past the parser and makes the tree unreadable.
        lone = 0xD800 <= code <= 0xDFFF or code > sys.maxunicode
        return "\ufffd" if lone else f"&#{code};"
    return html5.get(f"{name};", f"&amp;{name};")


def name_of(node: Node) -> str:
    """Name an element in small letters, without its namespace."""
    tag = node.tag if isinstance(node.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def named(tree: Node, *names: str) -> Iterator[Node]:
    """Walk all elements of these names, in order."""
    return (node for node in tree.iter() if name_of(node) in names)


def words(node: Node) -> str:
    """Read all the text inside an element."""
    return "".join(node.itertext()).strip()
