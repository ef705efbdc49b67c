"""Hybrid search: dense and lexical scores in one weighted sum, as a LangChain retriever.

The weights were chosen on the development half of a public set of questions over 609 articles
of 37 outlets (MultiHop-RAG, Tang & Yang 2024); reciprocal rank fusion was worse throughout.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.archive import Archive
from retrieval.embeddings import Vectors
from retrieval.news import Article, Retrieved, Understood
from retrieval.query import understand
from retrieval.words import match_any, telling


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of relevance counts; scores are 0 to 1 before weighting."""

    dense: float = 0.3
    lexical: float = 0.7
    outlet: float = 0.3
    recency: float = 0.2
    latest: float = 0.4
    half_life_days: float = 10.0
    fields: tuple[float, float, float, float] = (1.0, 2.0, 2.0, 1.0)
    """BM25 weights of title, outlet, date and text."""


WEIGHTS = Weights()
POOL = 60
"""Candidates taken from each half before fusion."""
_DATED_POOL = 5


class NewsRetriever(BaseRetriever):
    """A LangChain retriever over the libraries an asker may see."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    libraries: frozenset[str]
    count: int = 10
    asked_at: datetime | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain hands it over
    ) -> list[Document]:
        understood = understand(query, self.archive.outlets(self.libraries))
        found = self.retrieve(understood)
        return [_document(one) for one in found]

    def retrieve(self, understood: Understood, vector: Vectors | None = None) -> list[Retrieved]:
        """The best passages, best first; `vector` spares embedding the question again."""
        return retrieve(
            self.archive,
            understood,
            self.libraries,
            count=self.count,
            asked_at=self.asked_at,
            vector=vector,
        )


def retrieve(
    archive: Archive,
    understood: Understood,
    libraries: Collection[str],
    *,
    count: int = 10,
    asked_at: datetime | None = None,
    vector: Vectors | None = None,
    weights: Weights = WEIGHTS,
) -> list[Retrieved]:
    """Search both ways, fuse, and give the best passages of these libraries, best first.

    With `asked_at`, nothing published more than a day later is given.
    """
    if vector is None:
        vector = archive.embedder.embed([understood.question])[0]
    until = asked_at + timedelta(days=1) if asked_at else None
    match = match_any(telling(understood.question))
    lexical = dict(archive.by_words(match, weights.fields, libraries, POOL, until))
    # Vectors know no dates: more are asked for when the later ones will be dropped.
    near = dict(archive.by_vector(vector, libraries, POOL * (_DATED_POOL if until else 1)))
    # Exact similarities of what only the words found: both halves judge every candidate.
    others = archive.vectors(lexical.keys() - near.keys(), libraries)
    dense = near | {id_: float(np.dot(other, vector)) for id_, other in others.items()}
    found = _found(archive, libraries, dense, lexical)
    known = [one for one in found if _known_by(one.article, until)]
    scored = [_scored(one, understood, asked_at, weights) for one in known]
    return sorted(scored, key=lambda one: (-one.score, one.passage.id))[:count]


def _found(
    archive: Archive,
    libraries: Collection[str],
    dense: Mapping[str, float],
    lexical: Mapping[str, float],
) -> list[Retrieved]:
    passages = archive.passages(dense.keys() | lexical.keys(), libraries)
    articles = archive.articles_by_id({p.article_id for p in passages.values()}, libraries)
    top = max(lexical.values(), default=0.0)
    return [
        Retrieved(
            passage=passage,
            article=article,
            dense=max(0.0, dense.get(id_, 0.0)),
            lexical=lexical.get(id_, 0.0) / top if top > 0 else 0.0,
            score=0.0,
        )
        for id_, passage in passages.items()
        # A revision may come between the two reads: its text is not what the passage stands in.
        if (article := articles.get(passage.article_id)) and article.revision == passage.revision
    ]


def _known_by(article: Article, until: datetime | None) -> bool:
    return until is None or article.published is None or article.published <= until


def _scored(
    found: Retrieved, understood: Understood, asked_at: datetime | None, weights: Weights
) -> Retrieved:
    score = weights.dense * found.dense + weights.lexical * found.lexical
    if found.article.outlet in understood.outlets:
        score += weights.outlet
    share = weights.latest if understood.latest else weights.recency
    score += share * _freshness(found.article, asked_at, weights.half_life_days)
    return Retrieved(found.passage, found.article, score, found.dense, found.lexical)


def _freshness(article: Article, asked_at: datetime | None, half_life_days: float) -> float:
    """1 for today's news, halving with age; 0 for the undated, whose age nobody knows."""
    if article.published is None:
        return 0.0
    age = (asked_at or datetime.now(UTC)) - article.published
    return math.pow(0.5, max(0.0, age / timedelta(days=1)) / half_life_days)


def _document(found: Retrieved) -> Document:
    article = found.article
    return Document(
        id=found.passage.id,
        page_content=found.passage.text,
        metadata={
            "article_id": article.id,
            "title": article.title,
            "outlet": article.outlet,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "start": found.passage.start,
            "end": found.passage.end,
            "score": found.score,
        },
    )
