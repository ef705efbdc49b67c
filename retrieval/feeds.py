"""The feeds that are read again and again, how each is faring, and what was seen of it."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Row
from typing import Literal

from retrieval.articles import marks, stamp
from retrieval.database import Database

State = Literal["ok", "failing", "gone"]

FIRST_INTERVAL = 3_600.0
"""Seconds between two readings of a feed of which nothing is known."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of a library; times are aware, in UTC, and `interval` is in seconds."""

    id: str
    library: str
    url: str
    title: str
    added_at: datetime
    etag: str | None
    modified: str | None
    interval: float
    next_check: datetime
    failures: int
    last_error: str | None
    last_ok: datetime | None
    last_new: datetime | None
    state: State


class Feeds:
    """The archive's feeds, of all libraries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, library: str, url: str, title: str) -> Feed:
        """Have a feed read from now on; one that is known already is left as it is."""
        id_, now = secrets.token_hex(4), datetime.now(UTC)
        with self._database.write() as write:
            write.execute(
                "INSERT INTO feeds (id, library, url, title, added_at, interval, next_check, "
                "failures, state) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'ok') "
                "ON CONFLICT (library, url) DO NOTHING",
                (id_, library, url, title, now.isoformat(), FIRST_INTERVAL, stamp(now)),
            )
        row = self._database.one("SELECT * FROM feeds WHERE library = ? AND url = ?", library, url)
        assert row is not None
        return _feed(row)

    def all(self, libraries: Collection[str]) -> list[Feed]:
        """The feeds of these libraries, in the order in which they were added."""
        rows = self._database.read(
            f"SELECT * FROM feeds WHERE library IN ({marks(libraries)}) ORDER BY added_at, url",
            *libraries,
        )
        return [_feed(row) for row in rows]

    def get(self, id_or_url: str, libraries: Collection[str]) -> Feed | None:
        """A feed of these libraries, by its id or its address."""
        row = self._database.one(
            f"SELECT * FROM feeds WHERE (id = ? OR url = ?) AND library IN ({marks(libraries)}) "
            "ORDER BY added_at, id",
            id_or_url,
            id_or_url,
            *libraries,
        )
        return _feed(row) if row else None

    def remove(self, id_: str, libraries: Collection[str]) -> Feed | None:
        """Read a feed no longer, and forget what was seen of it; its articles stay."""
        found = self.get(id_, libraries)
        if found:
            with self._database.write() as write:
                write.execute("DELETE FROM feeds WHERE id = ?", (found.id,))
        return found

    def due(self, now: datetime) -> list[Feed]:
        """The feeds of all libraries whose time has come, the longest overdue first."""
        rows = self._database.read(
            "SELECT * FROM feeds WHERE next_check <= ? ORDER BY next_check, id",
            stamp(now),
        )
        return [_feed(row) for row in rows]

    def record(self, feed: Feed) -> None:
        """Save what has changed of a feed; one that was removed meanwhile stays removed.

        A new address that another feed of the library has already is not taken over.
        """
        with self._database.write() as write:
            write.execute(
                "UPDATE feeds SET title = ?, etag = ?, modified = ?, interval = ?, next_check = ?, "
                "failures = ?, last_error = ?, last_ok = ?, last_new = ?, state = ? WHERE id = ?",
                (
                    feed.title,
                    feed.etag,
                    feed.modified,
                    feed.interval,
                    stamp(feed.next_check),
                    feed.failures,
                    feed.last_error,
                    stamp(feed.last_ok),
                    stamp(feed.last_new),
                    feed.state,
                    feed.id,
                ),
            )
            write.execute("UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", (feed.url, feed.id))

    def seen(self, feed_id: str, keys: Collection[str]) -> dict[str, str]:
        """Those of a feed's entries that were seen already, with the stamp they had."""
        found: dict[str, str] = {}
        asked = list(keys)
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            rows = self._database.read(
                f"SELECT key, stamp FROM entries WHERE feed = ? AND key IN ({marks(some)})",
                feed_id,
                *some,
            )
            found |= {row["key"]: row["stamp"] for row in rows}
        return found

    def mark(self, feed_id: str, stamps: Mapping[str, str]) -> None:
        """Remember entries as seen; of a feed that is gone, nothing."""
        with self._database.write() as write:
            write.executemany(
                "INSERT OR REPLACE INTO entries SELECT id, ?, ? FROM feeds WHERE id = ?",
                [(key, stamp_, feed_id) for key, stamp_ in stamps.items()],
            )


def _feed(row: Row) -> Feed:
    said = dict(row)
    for name in ("added_at", "next_check", "last_ok", "last_new"):
        said[name] = datetime.fromisoformat(said[name]) if said[name] else None
    return Feed(**said)
