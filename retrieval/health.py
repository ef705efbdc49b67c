"""Keeps Chroma in step with SQLite, and tells when it is not.

Local Chroma is not crash-safe: a process killed while it writes can leave a folder that raises,
or that silently lacks vectors. SQLite holds every vector too, so the index can be made anew.
"""

from random import randint
from sqlite3 import Row

import numpy as np

from retrieval.articles import marks
from retrieval.database import Database
from retrieval.embeddings import Vectors
from retrieval.errors import VectorsUnavailable
from retrieval.progress import OnProgress
from retrieval.vectors import BATCH, VectorIndex

_VECTORS = (
    "SELECT p.number, p.id, p.library, v.vector FROM passages p JOIN vectors v USING (number) "
)
_NEWEST, _OTHERS = 8, 32
"""Vectors looked up at each check: some of the newest, which a crash loses first, and others."""


def settle(database: Database, index: VectorIndex) -> None:
    """Bring Chroma up to SQLite: new vectors into it, forgotten ones out of it."""
    while rows := database.read(_VECTORS + "WHERE p.ready = 2 ORDER BY p.number LIMIT ?", BATCH):
        _upsert(index, rows)
        with database.write() as write:
            # Meanwhile a number may have gone to another passage, or the words to an earlier time.
            write.executemany(
                "UPDATE passages SET ready = 1 WHERE number = ? AND id = ? AND ready = 2",
                [(row["number"], row["id"]) for row in rows],
            )
    gone = database.read("SELECT id, library FROM forgotten")
    if not gone:
        return
    for library in {row["library"] for row in gone}:
        index.delete(library, [row["id"] for row in gone if row["library"] == library])
    with database.write() as write:
        write.executemany("DELETE FROM forgotten WHERE id = ?", [(row["id"],) for row in gone])


def sound(database: Database, index: VectorIndex) -> bool:
    """Whether Chroma opens, agrees on the counts, and finds vectors it must hold."""
    with index.trial() as unharmed:
        if not unharmed:
            return False
        try:
            settle(database, index)
            return _counts_agree(database, index) and _samples_found(database, index)
        except VectorsUnavailable:
            return False


def _counts_agree(database: Database, index: VectorIndex) -> bool:
    rows = database.read(
        "SELECT library, count(*) AS held FROM passages WHERE ready > 0 GROUP BY library"
    )
    return all(index.count(row["library"]) == row["held"] for row in rows)


def _samples_found(database: Database, index: VectorIndex) -> bool:
    newest = database.read(_VECTORS + "WHERE p.ready > 0 ORDER BY p.number DESC LIMIT ?", _NEWEST)
    others = _others(database)
    return all(
        index.holds(row["library"], [row["id"]], _matrix([row["vector"]]))
        for row in newest + others
    )


def _others(database: Database) -> list[Row]:
    """Vectors from anywhere in the table, looked up by number: sorting it would take long."""
    last = database.read("SELECT coalesce(max(number), 0) FROM passages")[0][0]
    numbers = [randint(0, last) for _ in range(_OTHERS)]  # noqa: S311 - a sample, no secret
    return database.read(
        _VECTORS + f"WHERE p.ready > 0 AND p.number IN ({marks(numbers)})", *numbers
    )


def rebuild(database: Database, index: VectorIndex, on_progress: OnProgress) -> None:
    """Make Chroma anew from the vectors in SQLite, without embedding again."""
    libraries = [row["library"] for row in database.read("SELECT DISTINCT library FROM passages")]
    index.start_over(libraries)
    total = database.read("SELECT count(*) FROM passages WHERE ready > 0")[0][0]
    done = last = 0
    while rows := database.read(
        _VECTORS + "WHERE p.ready > 0 AND p.number > ? ORDER BY p.number LIMIT ?",
        last,
        BATCH,
    ):
        _upsert(index, rows)
        last = rows[-1]["number"]
        done += len(rows)
        on_progress("Rebuilding the vector index", done, total)
    with database.write() as write:
        write.execute("UPDATE passages SET ready = 1 WHERE ready = 2")
        write.execute("DELETE FROM forgotten")


def _upsert(index: VectorIndex, rows: list[Row]) -> None:
    for library in {row["library"] for row in rows}:
        some = [row for row in rows if row["library"] == library]
        index.upsert(library, [row["id"] for row in some], _matrix([r["vector"] for r in some]))


def _matrix(blobs: list[bytes]) -> Vectors:
    return np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(blobs), -1)
