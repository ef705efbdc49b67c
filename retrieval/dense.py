"""The dense half of a search: cosine similarity, by Chroma or, where few count, exactly.

Chroma's own filters are its slow path (54 to 450 ms over 100,000 vectors, where a search without
takes 3), so what counts is settled in SQLite: of few passages the stored vectors are compared, of
many Chroma gives more than is wanted and the rest is dropped.
"""

from collections.abc import Collection, Sequence
from sqlite3 import Row

import numpy as np

from retrieval.articles import marks
from retrieval.database import Database
from retrieval.embeddings import Vectors
from retrieval.resilient import ResilientIndex
from retrieval.scope import Scope

_FEW = 3_000
"""So many stored vectors are compared one by one, in about the time that Chroma takes for many."""
_MOST = 2_000
"""More Chroma is not asked for, however much of it may be dropped."""

_VECTORS = "SELECT p.id, v.vector FROM passages p JOIN vectors v USING (number) WHERE "


class Dense:
    """Passages of the archive by the likeness of their vectors to another one."""

    def __init__(self, database: Database, index: ResilientIndex) -> None:
        self._database = database
        self._index = index

    def nearest(self, vector: Vectors, scope: Scope, count: int) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity to a unit vector, best first.

        There are none while the index is damaged.
        """
        database, index = self._database, self._index
        if not scope.narrow:
            return index.query(vector, scope.libraries, count)
        condition, values = scope.condition(searched=True)
        counted = f"SELECT p.number FROM passages p WHERE {condition} LIMIT ?"
        some = database.read(counted, *values, _FEW + 1)
        if len(some) <= _FEW:
            return _exactly(database.read(_VECTORS + condition, *values), vector)[:count]
        found = _within(database, index.query(vector, scope.libraries, _MOST), scope)
        if scope.as_of:
            past = database.read(
                _VECTORS + f"{condition} AND p.ready < 0 ORDER BY p.since DESC LIMIT ?",
                *values,
                _FEW,
            )
            found = sorted(found + _exactly(past, vector), key=lambda hit: -hit[1])
        return found[:count]

    def similarities(self, ids: Collection[str], vector: Vectors, scope: Scope) -> dict[str, float]:
        """The cosine similarity of named passages to a unit vector, by their ids."""
        condition, values = scope.condition()
        rows = self._database.read(
            _VECTORS + f"p.id IN ({marks(ids)}) AND {condition}", *ids, *values
        )
        return dict(_exactly(rows, vector))

    def vectors(self, ids: Collection[str], libraries: Collection[str]) -> dict[str, Vectors]:
        """The stored vectors of these libraries' passages, by id."""
        among = f"p.id IN ({marks(ids)}) AND p.library IN ({marks(libraries)})"
        rows = self._database.read(_VECTORS + among, *ids, *libraries)
        return {row["id"]: np.frombuffer(row["vector"], dtype=np.float32) for row in rows}


def _exactly(rows: Sequence[Row], vector: Vectors) -> list[tuple[str, float]]:
    if not rows:
        return []
    stored = np.frombuffer(b"".join(row["vector"] for row in rows), dtype=np.float32)
    scores = stored.reshape(len(rows), -1) @ vector
    order = np.argsort(-scores, kind="stable")
    return [(rows[place]["id"], float(scores[place])) for place in order]


def _within(
    database: Database, found: Sequence[tuple[str, float]], scope: Scope
) -> list[tuple[str, float]]:
    condition, values = scope.condition()
    ids = [id_ for id_, _ in found]
    rows = database.read(
        f"SELECT p.id FROM passages p WHERE p.id IN ({marks(ids)}) AND {condition}", *ids, *values
    )
    kept = {row["id"] for row in rows}
    return [hit for hit in found if hit[0] in kept]
