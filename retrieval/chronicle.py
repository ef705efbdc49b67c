"""The articles from first to last, for who goes through all of them or those of a stretch."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from sqlite3 import Row

from retrieval import articles, passages
from retrieval.database import Database
from retrieval.embeddings import Vectors
from retrieval.news import Article, Passage
from retrieval.scope import Scope

_AT_ONCE = 500


class Chronicle:
    """The archive's articles in a row; of a million of them few are in memory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(
        self, libraries: Collection[str], *, since: datetime | None = None
    ) -> Iterator[Article]:
        """Every article that these libraries hold, or first saw since then, copies after the rest.

        Articles may come and go meanwhile; what was there all the time comes once.
        """
        # By their ids, for a copy met here may be an original by the time the others are told.
        copies: list[str] = []
        last = ""
        while page := self._after(last, libraries, since):
            last = page[-1][0]
            copies += [id_ for id_, is_copy in page if is_copy]
            yield from self._standing([id_ for id_, is_copy in page if not is_copy], libraries)
        for start in range(0, len(copies), _AT_ONCE):
            yield from self._standing(copies[start : start + _AT_ONCE], libraries)

    def passages(self, libraries: Collection[str]) -> Iterator[Passage]:
        """Every passage that these libraries hold and that is found, article by article."""
        last = 0
        while page := self._passages_after(last, libraries):
            last = page[-1]["number"]
            ids, scope = [row["id"] for row in page], Scope.of(libraries)
            found = passages.by_ids(self._database, ids, scope)
            yield from found.values()

    def first_seen(
        self, libraries: Collection[str], after: datetime, until: datetime, limit: int
    ) -> list[Article]:
        """The articles that came in after one moment and until another, the first one first."""
        return articles.first_seen(self._database, libraries, after, until, limit)

    def of_time(
        self,
        libraries: Collection[str],
        since: datetime,
        until: datetime,
        *,
        outlets: Collection[str] = (),
        limit: int,
    ) -> list[Article]:
        """The articles published from one moment until before another, the newest first.

        What has no date counts as of when it was first read.
        """
        return articles.of_time(self._database, libraries, since, until, outlets, limit)

    def vectors(self, ids: Collection[str]) -> dict[str, Vectors]:
        """The vectors of each article's passages, a row each; nothing of what still waits."""
        return passages.of_articles(self._database, ids)

    def _after(
        self, last: str, libraries: Collection[str], since: datetime | None
    ) -> list[tuple[str, bool]]:
        rows = self._database.read(
            "SELECT id, duplicate_of IS NOT NULL AS is_copy FROM articles "
            "WHERE id > ? AND first_seen >= ? AND withdrawn IS NULL "
            f"AND library IN ({articles.marks(libraries)}) ORDER BY id LIMIT ?",
            last,
            since.astimezone(UTC).isoformat() if since else "",
            *libraries,
            _AT_ONCE,
        )
        return [(row["id"], bool(row["is_copy"])) for row in rows]

    def _passages_after(self, number: int, libraries: Collection[str]) -> list[Row]:
        return self._database.read(
            "SELECT number, id FROM passages WHERE number > ? AND ready > 0 "
            f"AND library IN ({articles.marks(libraries)}) ORDER BY number LIMIT ?",
            number,
            *libraries,
            _AT_ONCE,
        )

    def _standing(self, ids: Sequence[str], libraries: Collection[str]) -> Iterator[Article]:
        found = {one.id: one for one in articles.by_ids(self._database, ids, libraries)}
        return (found[id_] for id_ in ids if id_ in found and not found[id_].withdrawn)
