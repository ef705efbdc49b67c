"""Documents that people write and send: their paragraphs and properties made an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.prose import byline, clean
from ingest.prose.furniture import is_furniture
from ingest.text import folded, joined, one_line
from retrieval.news import Draft

_LONGEST_TITLE = 300
_FIRST_LINES, _LAST_LINES = 8, 3
_PROGRAMS = re.compile(
    r"untitled|unspecified|unnamed|microsoft|python-docx|\badmin|\buser\b"
    r"|\.(?:docx?|pdf|indd|qxp|rtf|odt|html?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,4}")


def article(title: str, paragraphs: Sequence[str], authors: tuple[str, ...] = ()) -> Draft:
    """Read a document whose paragraphs are known, under a title that may be known too.

    Headline, byline and date are found as in a text copied from a page, but less is left out: no
    page stands around a document. Its own byline counts for more than what its file says.
    """
    draft = clean.article("\n\n".join([title, *paragraphs] if title else paragraphs))
    headline = title or draft.title
    return replace(
        draft,
        title=headline,
        text=joined(_body(list(filter(None, map(one_line, paragraphs))), headline)),
        authors=draft.authors or authors,
    )


def _body(lines: Sequence[str], title: str) -> Iterator[str]:
    """Give the lines that are not furniture, byline or headline."""
    last = len(lines) - _LAST_LINES
    for number, line in enumerate(lines):
        at_edge = number < _FIRST_LINES or number >= last
        if at_edge and (folded(line) == folded(title) or byline.read(line)):
            continue
        if not is_furniture(line):
            yield line


def sane_title(title: str | None) -> str:
    """Take a title from a file's properties unless it is a program's or a file's name."""
    title = one_line(title or "")
    sane = len(title.split()) > 2 and len(title) <= _LONGEST_TITLE and not _PROGRAMS.search(title)
    return title if sane else ""


def sane_author(author: str | None) -> tuple[str, ...]:
    """Take an author from a file's properties unless it is the name of a login."""
    author = one_line(author or "")
    return (author,) if _NAME.fullmatch(author) and not _PROGRAMS.search(author) else ()
