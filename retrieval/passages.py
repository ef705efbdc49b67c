"""Passages as rows of SQLite, with their words in the full-text index and their vectors."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from retrieval.articles import marks
from retrieval.database import Database
from retrieval.embeddings import Vectors
from retrieval.news import Draft, Passage, Span
from retrieval.scope import Scope

_INDEXED = "SELECT 'delete', number, title, outlet, date, text FROM passage_words WHERE number "
_UNINDEX = "INSERT INTO words (words, rowid, title, outlet, date, text) " + _INDEXED
_INDEX = (
    "INSERT INTO words (rowid, title, outlet, date, text) "
    "SELECT number, title, outlet, date, text FROM passage_words "
    "WHERE number = (SELECT number FROM passages WHERE id = ?)"
)


@dataclass(frozen=True, slots=True)
class Embeddable:
    """A passage about to be stored, and the words its vector is made of."""

    id: str
    span: Span
    words: str


def embeddables(article_id: str, draft: Draft, spans: Sequence[Span]) -> list[Embeddable]:
    """Name the passages by their words, so that a revision keeps what did not change."""
    seen: Counter[str] = Counter()
    named = []
    for span in spans:
        words = f"{draft.title}\n{draft.text[span.start : span.end]}"
        digest = hashlib.sha256(words.encode()).hexdigest()[:16]
        seen[digest] += 1
        named.append(Embeddable(f"{article_id}.{digest}.{seen[digest]}", span, words))
    return named


def spans(database: Database, article_id: str) -> list[Span]:
    """Where an article's passages stand in its text as it is now."""
    rows = database.read(
        "SELECT start, end FROM passages WHERE article_id = ? AND ready >= 0 ORDER BY start",
        article_id,
    )
    return [Span(row["start"], row["end"]) for row in rows]


def known(database: Database, article_id: str) -> set[str]:
    """The ids of an article's passages that are stored already, with their vectors."""
    rows = database.read("SELECT id FROM passages WHERE article_id = ? AND ready > 0", article_id)
    return {row["id"] for row in rows}


def replace(
    write: sqlite3.Connection,
    library: str,
    article_id: str,
    revision: int,
    wanted: Sequence[Embeddable],
    vectors: dict[str, Vectors],
) -> None:
    """Make these the article's passages; vanished ones stay for who asks what was known before.

    Those that have a vector are found by their words from now on; the others wait for theirs.
    """
    seen_at, published = write.execute(
        "SELECT seen_at, published FROM revisions WHERE article_id = ? AND revision = ?",
        (article_id, revision),
    ).fetchone()
    held = write.execute(
        "SELECT number, id, ready FROM passages WHERE article_id = ?", (article_id,)
    ).fetchall()
    ids = {passage.id for passage in wanted}
    # The full-text index holds no text of its own: words leave it while they are still there.
    write.executemany(_UNINDEX + "= ?", [(row["number"],) for row in held if row["id"] in ids])
    for row in held:
        if row["ready"] >= 0 and row["id"] not in ids:
            _supersede(write, library, row["number"], row["id"], seen_at)
    for passage in wanted:
        span = passage.span
        write.execute(
            "INSERT INTO passages (id, article_id, library, revision, start, end, published, since)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "revision = excluded.revision, start = excluded.start, end = excluded.end, "
            "published = excluded.published, gone = NULL, ready = max(ready, 0)",
            (passage.id, article_id, library, revision, span.start, span.end, published, seen_at),
        )
        write.execute(_INDEX, (passage.id,))
        if passage.id in vectors:
            add_vector(write, passage.id, vectors[passage.id])


def add_vector(write: sqlite3.Connection, id_: str, vector: Vectors) -> bool:
    """Give a passage its vector, if it is still there; Chroma gets it next."""
    write.execute(
        "INSERT OR REPLACE INTO vectors SELECT number, ? FROM passages WHERE id = ?",
        (vector.tobytes(), id_),
    )
    write.execute("DELETE FROM forgotten WHERE id = ?", (id_,))
    return write.execute("UPDATE passages SET ready = 2 WHERE id = ?", (id_,)).rowcount > 0


def drop_all(write: sqlite3.Connection, article_id: str) -> None:
    """Remove the article's passages, of all revisions; their vectors leave Chroma next."""
    write.execute(_UNINDEX + "IN (SELECT number FROM passages WHERE article_id = ?)", (article_id,))
    for row in write.execute(
        "SELECT number, id, library FROM passages WHERE article_id = ?", (article_id,)
    ).fetchall():
        _drop(write, row["library"], row["number"], row["id"])


def _supersede(
    write: sqlite3.Connection, library: str, number: int, id_: str, seen_at: str
) -> None:
    write.execute("UPDATE passages SET ready = -1, gone = ? WHERE number = ?", (seen_at, number))
    write.execute("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", (id_, library))


def _drop(write: sqlite3.Connection, library: str, number: int, id_: str) -> None:
    write.execute("DELETE FROM vectors WHERE number = ?", (number,))
    write.execute("DELETE FROM passages WHERE number = ?", (number,))
    write.execute("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", (id_, library))


def by_ids(database: Database, ids: Collection[str], scope: Scope) -> dict[str, Passage]:
    """The passages of a scope with their text, by id."""
    condition, values = scope.condition()
    rows = database.read(
        "SELECT p.*, substr(r.text, p.start + 1, p.end - p.start) AS text FROM passages p "
        "JOIN revisions r ON r.article_id = p.article_id AND r.revision = p.revision "
        f"WHERE p.id IN ({marks(ids)}) AND {condition}",
        *ids,
        *values,
    )
    return {row["id"]: _passage(row) for row in rows}


def of_articles(database: Database, ids: Collection[str]) -> dict[str, Vectors]:
    """The stored vectors of each article's passages, a row each, in the order of its text."""
    rows = database.read(
        "SELECT p.article_id, v.vector FROM passages p JOIN vectors v USING (number) "
        f"WHERE p.article_id IN ({marks(ids)}) AND p.ready > 0 ORDER BY p.article_id, p.start",
        *ids,
    )
    return {
        id_: np.frombuffer(b"".join(stored), dtype=np.float32).reshape(len(stored), -1)
        for id_, some in groupby(rows, key=lambda row: str(row["article_id"]))
        for stored in [[row["vector"] for row in some]]
    }


def _passage(row: sqlite3.Row) -> Passage:
    return Passage(
        row["id"], row["article_id"], row["revision"], row["start"], row["end"], row["text"]
    )
