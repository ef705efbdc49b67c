"""A web page to the article on it, or to the feeds of the site whose front page it is."""

import re
from itertools import islice

from ingest import addresses
from ingest.formats import front
from ingest.formats.discovery import feeds_of
from ingest.formats.links import absolute
from ingest.page import blocks, extract
from ingest.reading import Hint, Reading
from ingest.text import decoded, one_line, word_count
from retrieval.errors import SourceUnreadable

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_ONWARD = re.compile(r"[\d.]*\s*[;,]\s*url\s*=(?P<address>.{1,600})", re.IGNORECASE)
_MOST_TAGS = 200
_FEWEST = 25
"""Words: a page that gives fewer was not understood, whereas a text may well be a brief."""


def read(content: bytes, hint: Hint) -> Reading:
    """Read the article of a page, or the feeds of a front page."""
    html = html_of(content, hint.encoding)
    draft = extract.article(html, hint.url)
    words = word_count(draft.text)
    if found := _front(html, hint.url, draft.text if words >= _FEWEST else ""):
        return found
    if words < _FEWEST:
        if address := _sent_on(html, hint.url):
            raise SourceUnreadable(
                f"The page sends its readers on to {address}; give that address."
            )
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


def _front(html: str, url: str | None, text: str) -> Reading | None:
    """Read a front page or a list of links for its site's feeds; any other page is None.

    `text` is what was taken for an article, empty where it is too little for one.
    """
    tree = blocks.parsed(html)
    if tree is None:
        return None
    possible = not text or front.may_be_front(url)
    if not (possible and front.is_front(tree, url)) and not (text and front.is_list(tree, text)):
        return None
    feeds = tuple(feed.url for feed in feeds_of(tree, url or ""))
    if not feeds:
        raise SourceUnreadable(
            "It is a front page or a list of links without an article of its own, and it names "
            "no feed; give the address of an article or of a feed."
        )
    return Reading(feeds=feeds)


def _sent_on(html: str, url: str | None) -> str | None:
    """Find the address that a page sends its readers on to, written so that it can be shown."""
    tree = blocks.parsed(html)
    for meta in () if tree is None else islice(tree.iter("meta"), _MOST_TAGS):
        match = _ONWARD.fullmatch(one_line(meta.get("content") or ""))
        if match and (meta.get("http-equiv") or "").strip().lower() == "refresh":
            address = addresses.web(absolute(url or "", match["address"].strip("'\" ")))
            return addresses.canonical(address) if address else None
    return None
