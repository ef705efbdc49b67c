"""The articles from first to last, for who goes through all of them."""

from collections.abc import Collection, Iterator
from datetime import datetime

from retrieval import articles
from retrieval.database import Database
from retrieval.news import Article

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
        for copies in (False, True):
            last = ""
            while ids := self._after(last, libraries, since, copies=copies):
                found = {one.id: one for one in articles.by_ids(self._database, ids, libraries)}
                yield from (found[id_] for id_ in ids if id_ in found)
                last = ids[-1]

    def _after(
        self, last: str, libraries: Collection[str], since: datetime | None, *, copies: bool
    ) -> list[str]:
        rows = self._database.read(
            "SELECT id FROM articles WHERE id > ? AND first_seen >= ? AND withdrawn IS NULL "
            f"AND duplicate_of IS {'NOT ' if copies else ''}NULL "
            f"AND library IN ({articles.marks(libraries)}) ORDER BY id LIMIT ?",
            last,
            articles.stamp(since) or "",
            *libraries,
            _AT_ONCE,
        )
        return [row["id"] for row in rows]
