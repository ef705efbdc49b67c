"""SQLite, the truth of the archive: how it is opened, read and written."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock

from retrieval import schema
from retrieval.errors import ArchiveUnreadable
from retrieval.progress import OnProgress, silent

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = FAST",  # what is deleted is overwritten, where that costs no further write
)


class Database:
    """One SQLite connection in WAL mode, shared by threads that take turns."""

    def __init__(self, file: Path, on_progress: OnProgress = silent) -> None:
        self._lock = RLock()
        try:
            with ExitStack() as opened:
                self._connection = sqlite3.connect(
                    file, check_same_thread=False, isolation_level=None, timeout=30
                )
                opened.enter_context(closing(self._connection))
                self._prepare(on_progress)
                opened.pop_all()
        except sqlite3.DatabaseError as error:
            raise ArchiveUnreadable(
                f"The archive {file} cannot be opened ({error}); check that the disk has room and "
                "that you may write there, or restore it from a backup."
            ) from error

    def _prepare(self, on_progress: OnProgress) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.create_function("newsdate", 1, spelled_date, deterministic=True)
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > schema.VERSION:
            raise ArchiveUnreadable(
                "This archive was written by a newer newsdesk; install that version to open it."
            )
        if version < schema.VERSION:
            with self.write() as write:
                schema.bring_up(write, on_progress)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it on success, none of it on an exception."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise ArchiveUnreadable(
                    f"The archive cannot be written ({error}): free some room on its disk, or stop "
                    "what else is writing to it, then try again."
                ) from error
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def erasing(self) -> Iterator[sqlite3.Connection]:
        """One transaction whose deleted rows are gone from the files once it is done.

        SQLite would only mark their room as free, and its log would hold them for a while.
        """
        with self._lock:
            self._connection.execute("PRAGMA secure_delete = ON").fetchall()
            try:
                with self.write() as write:
                    yield write
            finally:
                self._connection.execute("PRAGMA secure_delete = FAST").fetchall()
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def read(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """The rows of one query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row of one query, or None."""
        rows = self.read(sql, *values)
        return rows[0] if rows else None

    def note(self, key: str) -> str | None:
        """A small thing remembered between runs."""
        row = self.one("SELECT value FROM notes WHERE key = ?", key)
        return row["value"] if row else None

    def notes(self, prefix: str) -> dict[str, str]:
        """The things remembered under keys that begin so, by what follows in the key."""
        rows = self.read(
            "SELECT key, value FROM notes WHERE substr(key, 1, ?) = ?", len(prefix), prefix
        )
        return {row["key"][len(prefix) :]: row["value"] for row in rows}

    def set_note(self, key: str, value: str) -> None:
        """Remember a small thing between runs."""
        with self.write() as write:
            write.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Close the connection; SQLite folds its write-ahead log back in."""
        with self._lock:
            self._connection.close()


def spelled_date(published: str | None) -> str:
    """A stored time as the words a question might use: "2026-05-03 3 May 2026"."""
    if not published:
        return ""
    day = datetime.fromisoformat(published)
    return f"{day:%Y-%m-%d} {day.day} {day:%B %Y %A}"
