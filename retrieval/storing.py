"""Articles as rows of SQLite: entered, revised, withdrawn, removed; inside one transaction."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from retrieval.articles import article_id, marks, stamp, text_hash
from retrieval.news import Draft


def insert(
    write: sqlite3.Connection,
    library: str,
    draft: Draft,
    duplicate_of: str | None,
    story: str | None,
) -> int:
    """Add an article, or the next revision of it; gives the revision."""
    id_ = article_id(library, draft)
    now = datetime.now(UTC)
    known = write.execute("SELECT revision, story FROM articles WHERE id = ?", (id_,)).fetchone()
    revision = known["revision"] + 1 if known else 1
    told_in = story or (known["story"] if known else _story_of(write, duplicate_of) or id_)
    write.execute(
        "INSERT INTO articles (id, library, address, revision, first_seen, duplicate_of, story, "
        "outlet, published) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "revision = excluded.revision, duplicate_of = excluded.duplicate_of, "
        "story = excluded.story, outlet = excluded.outlet, published = excluded.published, "
        "withdrawn = NULL",
        (
            *(id_, library, draft.address, revision, now.isoformat(), duplicate_of, told_in),
            *(draft.outlet, stamp(draft.published)),
        ),
    )
    write.execute(
        f"INSERT INTO revisions VALUES ({marks(range(17))})",
        (id_, revision, now.isoformat(), *_columns(draft)),
    )
    return revision


def text_now(write: sqlite3.Connection, id_: str) -> str | None:
    """The text of an article as it stands; None when there is no such article."""
    row = write.execute(
        "SELECT r.text FROM articles a JOIN revisions r ON r.article_id = a.id "
        "AND r.revision = a.revision WHERE a.id = ?",
        (id_,),
    ).fetchone()
    return str(row["text"]) if row else None


def _story_of(write: sqlite3.Connection, id_: str | None) -> str | None:
    row = write.execute("SELECT story FROM articles WHERE id = ?", (id_,)).fetchone()
    return str(row["story"]) if row else None


def make_original(write: sqlite3.Connection, id_: str, instead_of: str) -> None:
    """Let a copy stand on its own, and the other copies lean on it."""
    write.execute("UPDATE articles SET duplicate_of = NULL WHERE id = ?", (id_,))
    write.execute("UPDATE articles SET duplicate_of = ? WHERE duplicate_of = ?", (id_, instead_of))


def mark_withdrawn(write: sqlite3.Connection, id_: str) -> None:
    """Note that the publisher took an article down; it leans on no other any more."""
    write.execute(
        "UPDATE articles SET withdrawn = ?, duplicate_of = NULL WHERE id = ?",
        (stamp(datetime.now(UTC)), id_),
    )


def delete(write: sqlite3.Connection, id_: str) -> None:
    """Remove an article and every revision of it; its story is named by the next to tell it."""
    others = "story = ? AND story != id"  # in these words the index of stories serves
    heir = write.execute(
        f"SELECT id FROM articles WHERE {others} ORDER BY first_seen, id", (id_,)
    ).fetchone()
    if heir:
        write.execute(f"UPDATE articles SET story = ? WHERE {others}", (heir["id"], id_))
    write.execute("DELETE FROM articles WHERE id = ?", (id_,))


def _columns(draft: Draft) -> Iterable[object]:
    return (
        draft.title,
        draft.text,
        text_hash(draft.text),
        draft.url,
        draft.outlet,
        json.dumps(draft.authors, ensure_ascii=False),
        stamp(draft.published),
        draft.precision,
        draft.guessed,
        stamp(draft.updated),
        draft.section,
        draft.language,
        draft.extent,
        draft.paywalled,
    )
