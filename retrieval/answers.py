"""The data of an answer: what was asked, what was said, and all that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from retrieval.news import SHARED, Precision, Retrieved


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words an answer's sentence rests on, and where they stand.

    `also` are other outlets that ran the same text, which makes them one source and not several;
    `opinion` is set for what its publisher marks as opinion.
    """

    n: int
    article_id: str
    revision: int
    title: str
    outlet: str | None
    url: str | None
    published: datetime | None
    precision: Precision
    guessed: bool
    updated: datetime | None
    quote: str
    start: int
    end: int
    link: str | None
    also: tuple[str, ...] = ()
    opinion: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer and the numbers of its citations."""

    text: str
    citations: tuple[int, ...]
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """One figure for a thing that is reported differently, in its source's own words.

    `citation` is the number of the citation that has it; `newer` is set for the one last published.
    """

    value: str
    citation: int
    newer: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Figures for the same thing that do not agree, or that one of them corrects; oldest first."""

    kind: Literal["differ", "corrected"]
    about: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What a chat model read and wrote for an answer, in tokens, and its cost in US dollars.

    `cost` is None when no prices are set; `estimated` when the server counted no tokens itself.
    """

    tokens_in: int
    tokens_out: int
    calls: int = 1
    cost: float | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, for budgets: the asking library (a guild's, or the shared one), and the person."""

    library: str = SHARED
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """An article named but not quoted: what came closest when nothing answered."""

    article_id: str
    title: str
    outlet: str | None
    url: str | None
    published: datetime | None
    precision: Precision
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time asked about, from `since` until before `until`; None leaves a side open.

    Times are aware, in the asker's zone. `words` are the question's own that say so, empty when
    it was set by hand. What a `strict` window leaves out cannot answer ("since Monday", "last
    week"); another names when a thing happened ("in June 2014"), which may be told much later.
    """

    since: datetime | None
    until: datetime | None
    words: str = ""
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of the question before searching.

    `outlets` are those named that the libraries have news of, `only` those chosen by hand, which
    alone may answer, `absent` those named that the libraries have none of; `names` and `quoted`
    are what should occur; `compared` the sides of a comparison, each searched by itself. With
    `as_of`, only what was known by then counts.
    """

    question: str
    outlets: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    as_of: datetime | None = None
    names: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    latest: bool = False
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class AsOf:
    """How much news stood behind an answer, and how new it is."""

    asked_at: datetime
    articles: int
    outlets: int
    newest: datetime | None


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_IN_NEWS = "not_in_news"
    EMPTY_LIBRARY = "empty_library"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered from the news, or refused, with everything it rests on.

    `mode` is "extractive", or the name of the chat model that wrote it. `likelihood` is how
    probable it seemed, from 0 to 1, that the news answers.
    """

    question: str
    status: Status
    mode: str
    understood: Understood
    as_of: AsOf
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    closest: tuple[Headline, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    likelihood: float | None = None
    usage: Usage | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The answer's sentences with their [n] markers."""
        return " ".join(
            sentence.text + "".join(f" [{n}]" for n in sentence.citations)
            for sentence in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange: what was asked, as understood, what came, and from what article.

    `asked` is the question in the asker's own words; `about` the title of the first article cited,
    empty when the question was refused. `windows` and `outlets` are those that its words named.
    """

    question: str
    answer: str
    asked: str = ""
    about: str = ""
    windows: tuple[Window, ...] = ()
    outlets: tuple[str, ...] = ()
