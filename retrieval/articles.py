"""Articles and their revisions as rows of SQLite."""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from retrieval.database import Database
from retrieval.news import Article, Draft, Holdings

_FIELDS = "SELECT a.id, a.library, a.address, a.first_seen, a.duplicate_of, r.* "
_AT_NOW = "FROM articles a JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision "
_EVER = "FROM articles a JOIN revisions r ON r.article_id = a.id "
_CURRENT = _FIELDS + _AT_NOW
_NEWEST_FIRST = " ORDER BY r.published IS NULL, r.published DESC, a.first_seen DESC, a.id"


def text_hash(text: str) -> str:
    """What two articles with the same text share."""
    return hashlib.sha256(text.encode()).hexdigest()


def article_id(library: str, draft: Draft) -> str:
    """The same address, or for pasted text the same text, always gives the same id."""
    identity = draft.address or text_hash(draft.text)
    return hashlib.sha256(f"{library}\n{identity}".encode()).hexdigest()[:16]


def marks(values: Collection[object]) -> str:
    """Question marks for an SQL list: "?, ?, ?"."""
    return ", ".join("?" * len(values))


def at_address(database: Database, library: str, address: str) -> Article | None:
    """The article of a library that lives at an address."""
    row = database.one(_CURRENT + "WHERE a.library = ? AND a.address = ?", library, address)
    return _article(row) if row else None


def with_text(database: Database, library: str, text: str) -> tuple[Article, ...]:
    """The library's articles with exactly this text, the original first."""
    rows = database.read(
        _CURRENT + "WHERE r.text_hash = ? AND a.library = ? "
        "ORDER BY a.duplicate_of IS NOT NULL, a.first_seen, a.id",
        text_hash(text),
        library,
    )
    return tuple(_article(row) for row in rows)


def by_ids(database: Database, ids: Collection[str], libraries: Collection[str]) -> list[Article]:
    """The current revision of each of these articles that the libraries hold."""
    rows = database.read(
        _CURRENT + f"WHERE a.id IN ({marks(ids)}) AND a.library IN ({marks(libraries)})",
        *ids,
        *libraries,
    )
    return [_article(row) for row in rows]


def listed(
    database: Database, libraries: Collection[str], limit: int, offset: int, matching: str
) -> list[Article]:
    """A page of the libraries' articles, newest first, undated last."""
    pattern = "%" + matching.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = database.read(
        _CURRENT + f"WHERE a.library IN ({marks(libraries)}) AND (r.title LIKE ? ESCAPE '\\' OR "
        "coalesce(r.outlet, '') LIKE ? ESCAPE '\\' OR coalesce(a.address, '') LIKE ? ESCAPE '\\')"
        + _NEWEST_FIRST
        + " LIMIT ? OFFSET ?",
        *libraries,
        *[pattern] * 3,
        limit,
        offset,
    )
    return [_article(row) for row in rows]


def revisions(database: Database, id_: str, libraries: Collection[str]) -> list[Article]:
    """Every revision of an article, oldest first."""
    rows = database.read(
        _FIELDS
        + _EVER
        + f"WHERE a.id = ? AND a.library IN ({marks(libraries)}) ORDER BY r.revision",
        id_,
        *libraries,
    )
    return [_article(row) for row in rows]


def outlets(database: Database, libraries: Collection[str]) -> list[str]:
    """The names of the outlets the libraries have articles of."""
    rows = database.read(
        f"SELECT DISTINCT r.outlet {_AT_NOW} WHERE a.library IN ({marks(libraries)}) "
        "AND r.outlet IS NOT NULL ORDER BY 1",
        *libraries,
    )
    return [row["outlet"] for row in rows]


def holdings(
    database: Database, libraries: Collection[str], until: datetime | None = None
) -> Holdings:
    """What the libraries hold in all; with `until`, the newest is the newest by then."""
    row = database.read(
        "SELECT count(*) AS articles, count(DISTINCT r.outlet) AS outlets, "
        "count(*) - count(r.published) AS undated, "
        "max(CASE WHEN r.published <= ? THEN r.published END) AS newest "
        f"{_AT_NOW} WHERE a.library IN ({marks(libraries)})",
        stamp(until) or "9999",
        *libraries,
    )[0]
    passages = database.read(
        f"SELECT count(*) FROM passages WHERE ready > 0 AND library IN ({marks(libraries)})",
        *libraries,
    )[0][0]
    return Holdings(row["articles"], passages, row["outlets"], row["undated"], _time(row["newest"]))


def insert(write: sqlite3.Connection, library: str, draft: Draft, duplicate_of: str | None) -> int:
    """Add an article, or the next revision of it; gives the revision."""
    id_ = article_id(library, draft)
    now = datetime.now(UTC)
    known = write.execute("SELECT revision FROM articles WHERE id = ?", (id_,)).fetchone()
    revision = known["revision"] + 1 if known else 1
    write.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "revision = excluded.revision, duplicate_of = excluded.duplicate_of",
        (id_, library, draft.address, revision, now.isoformat(), duplicate_of),
    )
    write.execute(
        f"INSERT INTO revisions VALUES ({marks(range(15))})",
        (id_, revision, now.isoformat(), *_columns(draft)),
    )
    return revision


def originals(database: Database) -> list[tuple[str, str]]:
    """The id and library of every article that has passages of its own."""
    rows = database.read("SELECT id, library FROM articles WHERE duplicate_of IS NULL ORDER BY id")
    return [(row["id"], row["library"]) for row in rows]


def copies(database: Database, id_: str) -> list[Article]:
    """The articles that are copies of this one's text, the one first seen first."""
    rows = database.read(_CURRENT + "WHERE a.duplicate_of = ? ORDER BY a.first_seen, a.id", id_)
    return [_article(row) for row in rows]


def make_original(write: sqlite3.Connection, id_: str, instead_of: str) -> None:
    """Let a copy stand on its own, and the other copies lean on it."""
    write.execute("UPDATE articles SET duplicate_of = NULL WHERE id = ?", (id_,))
    write.execute("UPDATE articles SET duplicate_of = ? WHERE duplicate_of = ?", (id_, instead_of))


def delete(write: sqlite3.Connection, id_: str) -> None:
    """Remove an article and every revision of it."""
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
    )


def _article(row: sqlite3.Row) -> Article:
    first_seen = _time(row["first_seen"])
    assert first_seen is not None
    return Article(
        id=row["id"],
        library=row["library"],
        revision=row["revision"],
        first_seen=first_seen,
        duplicate_of=row["duplicate_of"],
        title=row["title"],
        text=row["text"],
        address=row["address"],
        url=row["url"],
        outlet=row["outlet"],
        authors=tuple(json.loads(row["authors"])),
        published=_time(row["published"]),
        precision=row["precision"],
        guessed=bool(row["guessed"]),
        updated=_time(row["updated"]),
        section=row["section"],
        language=row["language"],
    )


def stamp(moment: datetime | None) -> str | None:
    """A time as it is stored: one form for all, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _time(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
