"""Vectors made from words instead of by the model, so that an archive can be large.

Each word is a direction of its own, drawn by its hash, and in part that of its topic; a text is
the sum of its words, those of names and figures counted more. So an article's passages lie near
its topic, nearer its event, and nearest to a question that names them, as with a real model.
"""

import re
import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np

from retrieval.embeddings import Embedder, Vectors
from retrieval.question.words import STOP_WORDS
from tests.bench.lexicon import TOPICS, topic_of

SIZE = 384
_DIRECTIONS = 4096
_TOPIC, _NAMED = 0.7, 3.0
"""How much of a word's direction is its topic's; what a name or a figure counts."""
_WORD = re.compile(r"\w+")


class Projecting(Embedder):
    """The real model at work, for its time counts, but vectors of another kind come back."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        super().embed(texts)
        return projected(texts)


def projected(texts: Sequence[str]) -> Vectors:
    """The texts' vectors: float32, one row a text, of unit length."""
    return np.stack([_vector(text) for text in texts])


def _vector(text: str) -> Vectors:
    said = [word for word in dict.fromkeys(_WORD.findall(text)) if word.lower() not in STOP_WORDS]
    codes = np.array([zlib.crc32(word.lower().encode()) for word in said or [text]], np.int64)
    named = [_NAMED if word[0].isupper() or word[0].isdigit() else 1.0 for word in said or ["x"]]
    own, topics = _tables()
    weights = np.array(named, np.float32)
    total = weights @ (own[codes % _DIRECTIONS] - own[codes // _DIRECTIONS % _DIRECTIONS])
    total += _TOPIC * (weights @ topics[codes % TOPICS])
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


@cache
def _tables() -> tuple[Vectors, Vectors]:
    draws = np.random.default_rng(7)
    own = draws.standard_normal((_DIRECTIONS, SIZE), np.float32) / np.sqrt(2 * SIZE)
    return own.astype(np.float32), _unit(draws.standard_normal((TOPICS, SIZE), np.float32))


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


assert topic_of("Word") == zlib.crc32(b"word") % TOPICS
