"""Articles and their revisions as rows of SQLite."""

import hashlib
import json
import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime

from retrieval.database import Database
from retrieval.news import Article, Draft

_FIELDS = (
    "SELECT a.id, a.library, a.address, a.first_seen, a.duplicate_of, a.story, a.withdrawn, r.* "
)
_AT_NOW = "FROM articles a JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision "
_EVER = "FROM articles a JOIN revisions r ON r.article_id = a.id "
_CURRENT = _FIELDS + _AT_NOW
_STANDING = "a.withdrawn IS NULL "
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
    """The article of a library that lives at an address, or was found there; even withdrawn."""
    here = _CURRENT + "WHERE a.library = ? AND a.address = ?"
    found_here = (
        _CURRENT + "WHERE a.id = (SELECT article_id FROM aliases WHERE library = ? AND address = ?)"
    )
    row = database.one(here, library, address) or database.one(found_here, library, address)
    return _article(row) if row else None


def with_text(database: Database, library: str, text: str) -> tuple[Article, ...]:
    """The library's articles with exactly this text, the original first."""
    rows = database.read(
        _CURRENT + f"WHERE r.text_hash = ? AND a.library = ? AND {_STANDING}"
        "ORDER BY a.duplicate_of IS NOT NULL, a.first_seen, a.id",
        text_hash(text),
        library,
    )
    return tuple(_article(row) for row in rows)


def by_ids(database: Database, ids: Collection[str], libraries: Collection[str]) -> list[Article]:
    """The current revision of each of these articles that the libraries hold; even withdrawn."""
    rows = database.read(
        _CURRENT + f"WHERE a.id IN ({marks(ids)}) AND a.library IN ({marks(libraries)})",
        *ids,
        *libraries,
    )
    return [_article(row) for row in rows]


def listed(
    database: Database,
    libraries: Collection[str],
    limit: int,
    offset: int,
    matching: str,
    *,
    withdrawn: bool = False,
) -> list[Article]:
    """A page of the libraries' articles, newest first, undated last; or of those withdrawn."""
    which = "a.withdrawn IS NOT NULL " if withdrawn else _STANDING
    pattern = "%" + matching.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = database.read(
        _CURRENT
        + f"WHERE {which}AND a.library IN ({marks(libraries)}) AND (r.title LIKE ? ESCAPE '\\' OR "
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


def as_they_stood(
    database: Database, ids: Collection[str], libraries: Collection[str], moment: datetime
) -> list[Article]:
    """Each of these articles at the revision read last by then, or at the first one read."""
    rows = database.read(
        _FIELDS
        + _EVER
        + f"WHERE a.id IN ({marks(ids)}) AND a.library IN ({marks(libraries)}) AND r.revision = "
        "(SELECT max(o.revision) FROM revisions o "
        "WHERE o.article_id = a.id AND o.seen_at <= max(?, a.first_seen))",
        *ids,
        *libraries,
        stamp(moment),
    )
    return [_article(row) for row in rows]


def originals(database: Database) -> list[tuple[str, str]]:
    """The id and library of every article that has passages, or had before it became a copy."""
    rows = database.read(
        f"SELECT a.id, a.library FROM articles a WHERE {_STANDING}AND (a.duplicate_of IS NULL "
        "OR EXISTS (SELECT 1 FROM passages p WHERE p.article_id = a.id)) ORDER BY a.id"
    )
    return [(row["id"], row["library"]) for row in rows]


def copies(database: Database, id_: str) -> list[Article]:
    """The articles that are copies of this one's text, the one first seen first."""
    rows = database.read(_CURRENT + "WHERE a.duplicate_of = ? ORDER BY a.first_seen, a.id", id_)
    return [_article(row) for row in rows]


def story(database: Database, id_: str, libraries: Collection[str]) -> list[Article]:
    """The articles that tell a story, the one first seen first."""
    rows = database.read(
        _CURRENT + f"WHERE (a.story = ? AND a.story != a.id OR a.id = ?) AND {_STANDING}"
        f"AND a.library IN ({marks(libraries)}) ORDER BY a.first_seen, a.id",
        id_,
        id_,
        *libraries,
    )
    return [_article(row) for row in rows]


def first_seen(
    database: Database,
    libraries: Collection[str],
    after: datetime,
    until: datetime,
    limit: int,
) -> list[Article]:
    """The articles first seen after one moment and until another, in that order."""
    rows = database.read(
        _CURRENT + f"WHERE a.first_seen > ? AND a.first_seen <= ? AND {_STANDING}"
        f"AND a.library IN ({marks(libraries)}) ORDER BY a.first_seen, a.id LIMIT ?",
        after.astimezone(UTC).isoformat(timespec="microseconds"),
        until.astimezone(UTC).isoformat(timespec="microseconds"),
        *libraries,
        limit,
    )
    return [_article(row) for row in rows]


def of_time(
    database: Database,
    libraries: Collection[str],
    since: datetime,
    until: datetime,
    outlets: Collection[str],
    limit: int,
) -> list[Article]:
    """The articles published from one moment until before another, the newest first.

    What has no date counts as of when it was first read. Of these outlets alone, unless empty.
    """
    of_outlets = f" AND a.outlet IN ({marks(outlets)})" if outlets else ""
    which = f"{_STANDING}AND a.library IN ({marks(libraries)}){of_outlets}"
    # Two selections, for an OR of both would go through the whole library.
    rows = database.read(
        f"SELECT * FROM ({_CURRENT}WHERE {which} AND a.published >= ? AND a.published < ? "
        "ORDER BY a.published DESC LIMIT ?) UNION ALL "
        f"SELECT * FROM ({_CURRENT}WHERE {which} AND a.published IS NULL "
        "AND a.first_seen >= ? AND a.first_seen < ? ORDER BY a.first_seen DESC LIMIT ?)",
        *libraries,
        *outlets,
        stamp(since),
        stamp(until),
        limit,
        *libraries,
        *outlets,
        since.astimezone(UTC).isoformat(timespec="microseconds"),
        until.astimezone(UTC).isoformat(timespec="microseconds"),
        limit,
    )
    found = [_article(row) for row in rows]
    return sorted(found, key=lambda one: one.published or one.first_seen, reverse=True)[:limit]


def _article(row: sqlite3.Row) -> Article:
    first_seen = moment(row["first_seen"])
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
        published=moment(row["published"]),
        precision=row["precision"],
        guessed=bool(row["guessed"]),
        updated=moment(row["updated"]),
        section=row["section"],
        language=row["language"],
        extent=row["extent"],
        paywalled=bool(row["paywalled"]),
        story=row["story"],
        withdrawn=moment(row["withdrawn"]),
    )


def stamp(moment: datetime | None) -> str | None:
    """A time as it is stored: one form for all, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def moment(stored: str | None) -> datetime | None:
    """A stored time as what it is."""
    return datetime.fromisoformat(stored) if stored else None
