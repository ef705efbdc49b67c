"""The data of the news: articles, their passages, and what was found of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SHARED = "shared"
"""The library that every guild reads."""

Precision = Literal["day", "time"]

Extent = Literal["full", "feed", "summary", "part"]
"""How much of an article was read: all of it; what its feed carries; the feed's summary alone; or
a page that shows only a part, cut off or behind a paywall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as it was read, before the archive knows it.

    `address` is what stays the same when the text changes: the canonical URL, or the file's
    `file:` URI; None for pasted text. `url` is the http(s) link a reader can follow, or None.
    Times are aware, in UTC; `published` is None when the publisher gave none and no one said.
    `paywalled` is the publisher's own word that readers must pay.
    """

    title: str
    text: str
    address: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    precision: Precision = "time"
    guessed: bool = False
    updated: datetime | None = None
    section: str | None = None
    language: str | None = None
    extent: Extent = "full"
    paywalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Draft):
    """One text of one outlet as the archive keeps it, at its current revision.

    Articles of one `story` tell it in nearly the same words; `duplicate_of` names the one whose
    very text this is. `withdrawn` is when the publisher was found to have taken it down.
    """

    id: str
    library: str
    revision: int
    first_seen: datetime
    story: str
    duplicate_of: str | None = None
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text: character offsets, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences of an article; `article.text[start:end] == text`."""

    id: str
    article_id: str
    revision: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage found for a question, with its article.

    `dense` is a cosine and `lexical` a share of the best BM25 score, both 0 to 1; `score` is their
    weighted sum with what else counts, and may pass 1.
    """

    passage: Passage
    article: Article
    score: float
    dense: float = 0.0
    lexical: float = 0.0


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a set of libraries holds."""

    articles: int
    passages: int
    outlets: int
    undated: int
    newest: datetime | None
