"""A web page to the article on it, or to the feeds of the site whose front page it is."""

import re

from ingest.formats import front
from ingest.formats.discovery import feeds_of
from ingest.page import blocks, extract
from ingest.reading import Hint, Reading
from ingest.text import decoded, word_count
from retrieval.errors import SourceUnreadable

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_FEWEST = 25
"""Words: a page that gives fewer was not understood, whereas a text may well be a brief."""


def read(content: bytes, hint: Hint) -> Reading:
    """Read the article of a page, or the feeds of a front page."""
    html = html_of(content, hint.encoding)
    draft = extract.article(html, hint.url)
    words = word_count(draft.text)
    if (words < _FEWEST or front.may_be_front(hint.url)) and (found := _front(html, hint.url)):
        return found
    if words < _FEWEST:
        raise SourceUnreadable(
            f"No article was found on the page: only {words} words of it read like one, and "
            f"{_FEWEST} are needed; save its text in a .txt file to ingest it as it is."
        )
    return Reading((draft,))


def html_of(content: bytes, encoding: str | None) -> str:
    """Decode a page by what the server says of it, else by what it says itself."""
    if encoding is None and (match := _DECLARED.search(content[:_HEAD])):
        # That it could be read in ASCII shows that the page is not in UTF-16 or the like.
        wide = match[1].lower().startswith((b"utf-16", b"utf-32"))
        encoding = None if wide else match[1].decode()
    return decoded(content, encoding)


def _front(html: str, url: str | None) -> Reading | None:
    """Read a front page for its site's feeds; any other page is None."""
    tree = blocks.parsed(html)
    if tree is None or not front.is_front(tree, url):
        return None
    feeds = tuple(feed.url for feed in feeds_of(tree, url or ""))
    if not feeds:
        raise SourceUnreadable(
            "It is a front page without an article of its own, and it names no feed; give the "
            "address of an article or of a feed."
        )
    return Reading(feeds=feeds)
