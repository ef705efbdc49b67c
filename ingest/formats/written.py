"""Documents that people write and send: their paragraphs and properties made an article."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest import clean
from ingest.text import folded, one_line
from retrieval.news import Draft

_LONGEST_TITLE = 300
_PROGRAMS = re.compile(
    r"untitled|unspecified|unnamed|microsoft|python-docx|\badmin|\buser\b"
    r"|\.(?:docx?|pdf|indd|qxp|rtf|odt|html?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,4}")


def article(title: str, paragraphs: Sequence[str], authors: tuple[str, ...] = ()) -> Draft:
    """Read paragraphs as a text copied from a page is read, under a title that may be known.

    The text's own byline counts for more than what the file says of its authors.
    """
    draft = clean.article("\n\n".join([title, *paragraphs] if title else paragraphs))
    body = [line for line in draft.text.split("\n\n") if folded(line) != folded(title)]
    return replace(
        draft,
        title=title or draft.title,
        text="\n\n".join(body),
        authors=draft.authors or authors,
    )


def sane_title(title: str | None) -> str:
    """Take a title from a file's properties unless it is a program's or a file's name."""
    title = one_line(title or "")
    sane = len(title.split()) > 2 and len(title) <= _LONGEST_TITLE and not _PROGRAMS.search(title)
    return title if sane else ""


def sane_author(author: str | None) -> tuple[str, ...]:
    """Take an author from a file's properties unless it is the name of a login."""
    author = one_line(author or "")
    return (author,) if _NAME.fullmatch(author) and not _PROGRAMS.search(author) else ()
