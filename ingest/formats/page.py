"""A web page to the article on it, or to the feeds of the site whose front page it is."""

import re

from ingest import extract
from ingest.reading import Hint, Reading
from ingest.text import decoded, word_count
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_FEWEST = 25
"""Words: a page that gives fewer was not understood, whereas a text may well be a brief."""


def read(content: bytes, hint: Hint) -> Reading:
    """Read the article of a page."""
    return Reading((article(html_of(content, hint.encoding), hint.url),))


def html_of(content: bytes, encoding: str | None) -> str:
    """Decode a page by what the server says of it, else by what it says itself."""
    if encoding is None and (match := _DECLARED.search(content[:_HEAD])):
        # That it could be read in ASCII shows that the page is not in UTF-16 or the like.
        wide = match[1].lower().startswith((b"utf-16", b"utf-32"))
        encoding = None if wide else match[1].decode()
    return decoded(content, encoding)


def article(html: str, url: str | None) -> Draft:
    """Extract the article of a page; refuse a page without one."""
    draft = extract.article(html, url)
    if (words := word_count(draft.text)) < _FEWEST:
        raise SourceUnreadable(
            f"No article was found on the page: only {words} words of it read like one, and "
            f"{_FEWEST} are needed; save its text in a .txt file to ingest it as it is."
        )
    return draft
