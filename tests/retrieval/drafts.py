"""What the archive's tests build with: short articles, and embedders that watch or refuse."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest

from retrieval import storing
from retrieval.archive import Archive
from retrieval.embeddings import Embedder, Vectors
from retrieval.news import SHARED, Article, Draft
from retrieval.scope import Scope
from retrieval.sentences import sentences


def draft(text: str, *, slug: str = "notes", title: str = "Harbour notes", **more) -> Draft:
    return Draft(**({"title": title, "text": text, "address": f"https://news.test/{slug}"} | more))


def put(archive: Archive, made: Draft, library: str = SHARED, **more) -> Article:
    """Put an article with a passage for each sentence; a duplicate has none."""
    spans = [] if more.get("duplicate_of") else sentences(made.text)
    return archive.put(library, made, spans, **more)


def passage_ids(archive: Archive, article: Article) -> list[str]:
    rows = archive._database.read(
        "SELECT id FROM passages WHERE article_id = ? AND ready >= 0 ORDER BY start", article.id
    )
    return [row["id"] for row in rows]


def by_words(archive: Archive, word: str, libraries=(SHARED,)) -> list[str]:
    scope = Scope.of(libraries)
    return [id_ for id_, _ in archive.words.matching([word], (1, 1, 1, 1), scope, 10_000)]


def by_vector(archive: Archive, text: str, libraries=(SHARED,), count: int = 5) -> list[str]:
    vector = archive.embedder.embed([text])[0]
    return [id_ for id_, _ in archive.dense.nearest(vector, Scope.of(libraries), count)]


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 9, tzinfo=UTC)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let everything that is read from now on be read at this moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    monkeypatch.setattr(storing, "datetime", Clock)


class Watched(Embedder):
    """The real model, with a list of all that it was asked to embed."""

    def __init__(self, real: Embedder) -> None:
        super().__init__()
        self._real = real
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self._real.embed(texts)


class Refusing(Embedder):
    """An embedder that must not be asked."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"asked to embed {len(texts)} texts")


class Dice(Embedder):
    """Vectors rolled from each text: for thousands of passages whose meaning does not matter."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([_rolled(text) for text in texts])


def _rolled(text: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    vector = np.random.default_rng(seed).standard_normal(384).astype(np.float32)
    return vector / np.linalg.norm(vector)
