"""Embeds the passages that were stored without their vectors, of all libraries."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from sqlite3 import Row

from retrieval.database import Database
from retrieval.embeddings import Embedder, Vectors
from retrieval.passages import add_vector
from retrieval.progress import OnProgress

_CHUNK = 256
"""Passages embedded before their vectors are stored, and more to the end of the last article."""
_BATCH = 64
"""Passages given to the model at once; between two batches a question gets its turn."""

_WAITING = "SELECT count(*) AS left, max(number) AS last FROM passages WHERE ready = 0"
_NEXT = (
    "SELECT p.id, w.title || char(10) || w.text AS words "
    "FROM passages p JOIN passage_words w USING (number) WHERE p.ready = 0 AND p.number <= ?1 "
    "AND p.article_id IN (SELECT article_id FROM passages WHERE ready = 0 ORDER BY number LIMIT ?2)"
)
_STILL_WAITS = "SELECT 1 FROM passages WHERE id = ? AND ready = 0"


def count(database: Database) -> int:
    """How many passages have no vector yet."""
    return int(database.read(_WAITING)[0]["left"])


def embed(
    database: Database,
    embedder: Embedder,
    writing: AbstractContextManager[object],
    stored: Callable[[], None],
    on_progress: OnProgress,
) -> int:
    """Embed what waits at the time of the call; gives how many passages that were.

    `writing` is held while vectors are stored, never while the model computes; `stored` is called
    after each chunk. What goes meanwhile is left out, and what was stored stays if this is stopped.
    """
    total, last = database.read(_WAITING)[0]
    done = 0
    while done < total and (chunk := database.read(_NEXT, last, _CHUNK)):
        vectors = _vectors(embedder, chunk, partial(_told, on_progress, done, total))
        with writing, database.write() as write:
            for id_, vector in vectors.items():
                if write.execute(_STILL_WAITS, (id_,)).fetchone():
                    add_vector(write, id_, vector)
        stored()
        done += len(chunk)
    return done


def _vectors(
    embedder: Embedder, chunk: Sequence[Row], on_done: Callable[[int], None]
) -> dict[str, Vectors]:
    """The passages' vectors by id; texts of one length go together, for the model pads them."""
    by_length = sorted(chunk, key=lambda row: len(row["words"]))
    vectors: dict[str, Vectors] = {}
    for start in range(0, len(by_length), _BATCH):
        some = by_length[start : start + _BATCH]
        embedded = embedder.embed([row["words"] for row in some])
        vectors |= {row["id"]: vector for row, vector in zip(some, embedded, strict=True)}
        on_done(len(vectors))
    return vectors


def _told(on_progress: OnProgress, before: int, total: int, now: int) -> None:
    on_progress("Embedding", min(before + now, total), total)
