"""Bytes to the articles in them: nothing here touches the network, the disk or the archive."""

import re

from ingest import clean, extract, feeds, markdown
from ingest.kinds import Kind, kind_of
from ingest.text import decoded, word_count
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_LONGEST = 1_000_000
_FEWEST_ON_A_PAGE = 25
"""Words: a page that gives fewer was not understood, whereas a text may well be a brief."""


def drafts(
    content: bytes,
    *,
    name: str | None = None,
    url: str | None = None,
    content_type: str | None = None,
    encoding: str | None = None,
) -> list[Draft]:
    """Read the articles of a page, feed or text; raise SourceUnreadable when it is none."""
    kind = kind_of(content, declared=content_type, name=name)
    if kind is Kind.FEED:
        return feeds.articles(content, url)
    if kind is Kind.HTML and encoding is None and (match := _DECLARED.search(content[:_HEAD])):
        # That it could be read in ASCII shows that the page is not in UTF-16 or the like.
        encoding = (
            None if match[1].lower().startswith((b"utf-16", b"utf-32")) else match[1].decode()
        )
    text = decoded(content, encoding)
    if kind is Kind.HTML:
        return [_page(text, url)]
    if len(text) > _LONGEST:
        raise SourceUnreadable("The text is longer than any article; give one article at a time.")
    return [markdown.article(text) if kind is Kind.MARKDOWN else clean.article(text)]


def _page(html: str, url: str | None) -> Draft:
    draft = extract.article(html, url)
    if (words := word_count(draft.text)) < _FEWEST_ON_A_PAGE:
        raise SourceUnreadable(
            f"No article was found on the page: only {words} words of it read like one, and "
            f"{_FEWEST_ON_A_PAGE} are needed; save its text in a .txt file to ingest it as it is."
        )
    return draft
