"""The addresses of a library: where else an article was found, what stays out, what was asked."""

import sqlite3
from datetime import UTC, datetime

from retrieval.articles import stamp
from retrieval.database import Database
from retrieval.news import Article, Draft


class Pages:
    """The archive's memory of addresses, by library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def alias(self, library: str, address: str, article_id: str) -> None:
        """Remember one more address of an article of this library."""
        with self._database.write() as write:
            write.execute(
                "INSERT OR REPLACE INTO aliases SELECT library, ?, id FROM articles "
                "WHERE id = ? AND library = ? AND address IS NOT ?",
                (address, article_id, library, address),
            )

    def of(self, article: Article) -> list[str]:
        """The addresses that an article was found at besides its own."""
        rows = self._database.read(
            "SELECT address FROM aliases WHERE article_id = ? AND library = ? ORDER BY address",
            article.id,
            article.library,
        )
        return [row["address"] for row in rows]

    def removed(self, library: str, address: str) -> bool:
        """Whether a person removed the article that lived at this address."""
        return bool(
            self._database.one(
                "SELECT 1 FROM removals WHERE library = ? AND address = ?", library, address
            )
        )

    def readmit(self, library: str, address: str) -> None:
        """Let the article that was removed from this address in again, by any of its addresses."""
        with self._database.write() as write:
            _readmit(write, library, address)

    def validators(self, library: str, url: str) -> tuple[str | None, str | None] | None:
        """The ETag and Last-Modified a page had when it was read last; None when it never was."""
        row = self._database.one(
            "SELECT etag, modified FROM validators WHERE library = ? AND url = ?", library, url
        )
        return (row["etag"], row["modified"]) if row else None

    def note(self, library: str, url: str, etag: str | None, modified: str | None) -> None:
        """Remember what a page's server said of the version just read."""
        with self._database.write() as write:
            write.execute(
                "INSERT OR REPLACE INTO validators VALUES (?, ?, ?, ?, ?)",
                (library, url, etag, modified, stamp(datetime.now(UTC))),
            )


def keep_out(write: sqlite3.Connection, article: Article) -> None:
    """Remember the addresses of an article that a person removes."""
    now = stamp(datetime.now(UTC))
    write.executemany(
        "INSERT OR REPLACE INTO removals VALUES (?, ?, ?, ?, ?)",
        [
            (article.library, address, now, article.title, article.id)
            for address in _addresses(write, article)
        ],
    )
    forget_validators(write, article)


def forget_validators(write: sqlite3.Connection, article: Article) -> None:
    """Ask for the article's pages in full next time: "not modified" would say nothing."""
    write.executemany(
        "DELETE FROM validators WHERE library = ? AND url = ?",
        [(article.library, address) for address in _addresses(write, article)],
    )


def readmit(write: sqlite3.Connection, library: str, draft: Draft) -> None:
    """Let what is stored stand: its addresses are no longer those of something removed."""
    for address in filter(None, {draft.address, draft.url}):
        _readmit(write, library, address)


def _readmit(write: sqlite3.Connection, library: str, address: str) -> None:
    removed = write.execute(
        "SELECT article_id FROM removals WHERE library = ? AND address = ?", (library, address)
    ).fetchone()
    if removed:
        write.execute(
            "DELETE FROM removals WHERE library = ? AND article_id = ?",
            (library, removed["article_id"]),
        )


def _addresses(write: sqlite3.Connection, article: Article) -> set[str]:
    rows = write.execute("SELECT address FROM aliases WHERE article_id = ?", (article.id,))
    known = {article.address, article.url, *(row["address"] for row in rows)}
    return {address for address in known if address}
