"""A Word document (DOCX) to the article written in it."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from ingest.formats import written
from ingest.formats.xml_tree import Node
from ingest.reading import Hint, Reading
from ingest.text import one_line
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

if TYPE_CHECKING:
    from docx.document import Document

_LARGEST, _MOST_PARTS = 50_000_000, 2000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLES = ("title", "heading 1")
_NEAR_TOP = 5
_DAMAGED = "The Word document is damaged; save it again, or give its text."
# What python-docx's own template says of itself, and so every document made with it.
_TEMPLATE = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)


def read(content: bytes, _hint: Hint) -> Reading:
    """Read a document: paragraphs, headings, lists and tables, in order."""
    import docx

    try:
        _refuse_bomb(content)
        document = docx.Document(BytesIO(content))
        return Reading((_article(document),))
    except SourceUnreadable:
        raise
    except Exception as error:  # a broken document makes the library raise anything
        raise SourceUnreadable(_DAMAGED) from error


def _refuse_bomb(content: bytes) -> None:
    """Look at what the parts say of their size; more than that never comes out of them."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
        raise SourceUnreadable("The Word document is larger unpacked than any article; give text.")


def _article(document: "Document") -> Draft:
    lines = [(style, line) for style, words in _lines(document) if (line := one_line(words))]
    headings = (line for style, line in lines[:_NEAR_TOP] if style in _TITLES)
    about = document.core_properties
    draft = written.article(
        next(headings, "") or written.sane_title(about.title),
        [line for _, line in lines],
        written.sane_author(about.author),
    )
    created = about.created
    if draft.published or not isinstance(created, datetime):
        return draft
    created = created if created.tzinfo else created.replace(tzinfo=UTC)
    # When the file was made is no more than a guess at when the article was published.
    return draft if created == _TEMPLATE else replace(draft, published=created, guessed=True)


def _lines(document: "Document") -> Iterator[tuple[str, str]]:
    """Give each paragraph with its style's name, and each row of a table as one line."""
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    for node in document.element.body.iter(f"{_W}p", f"{_W}tr"):
        if next(node.iterancestors(f"{_W}tr", f"{_W}txbxContent"), None) is not None:
            continue
        if node.tag == f"{_W}tr":
            yield "", ", ".join(filter(None, map(_words, node.iterchildren(f"{_W}tc"))))
        else:
            style = node.find(f"{_W}pPr/{_W}pStyle")
            yield names.get(style.get(f"{_W}val"), "") if style is not None else "", _words(node)


def _words(node: Node) -> str:
    """Read what stands on the paper: insertions, not deletions; the words of links and fields."""
    said = node.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}p")
    return one_line("".join((one.text or "") if one.tag == f"{_W}t" else " " for one in said))
