"""The articles of some libraries as people look through them: by words, or the newest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row
from time import monotonic

from retrieval.articles import marks, moment
from retrieval.database import Database
from retrieval.question.words import words

MOST = 200
"""Articles found at most: who looks through more had better say more."""

_SLICE = 4_000
"""Passages looked at between two glances at the clock; others use the archive in between."""
_AT_ONCE = 500
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of articles that were found; not `complete` when there was no time for all."""

    ids: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Titled:
    """An article by what it is called."""

    id: str
    title: str
    outlet: str | None
    published: datetime | None


class Catalogue:
    """The archive's articles, to be looked through."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(
        self,
        typed: str,
        libraries: Collection[str],
        *,
        limit: int = MOST,
        seconds: float = 1.5,
    ) -> Found:
        """The articles with all of these words, those that have them in the title first.

        Each half is newest first; without a word it is the newest of all.
        """
        match = _match(typed)
        if not match:
            return Found(tuple(self.newest(libraries, limit)))
        until = monotonic() + seconds
        titles, whole = self._matching(f"{{title outlet}} : ({match})", libraries, limit, until)
        if len(titles) >= limit:
            return Found(tuple(titles[:limit]), whole)
        texts, complete = self._matching(match, libraries, limit, until)
        found = tuple(dict.fromkeys((*titles, *texts)))
        return Found(found[:limit], whole and complete)

    def newest(self, libraries: Collection[str], limit: int) -> list[str]:
        """The ids of the articles published last, those without a date at the end."""
        return [one.id for one in self.titles(libraries, limit)]

    def titles(self, libraries: Collection[str], limit: int) -> list[Titled]:
        """What the articles published last are called."""
        found = [one for library in libraries for one in self._titles_of(library, limit)]
        found.sort(key=lambda one: one.published.isoformat() if one.published else "", reverse=True)
        return found[:limit]

    def titled(self, ids: Collection[str], libraries: Collection[str]) -> list[Titled]:
        """What these articles are called."""
        rows = self._database.read(
            "SELECT a.id, r.title, a.outlet, a.published FROM articles a "
            "JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision "
            f"WHERE a.id IN ({marks(ids)}) AND a.library IN ({marks(libraries)})",
            *ids,
            *libraries,
        )
        return [_titled(row) for row in rows]

    def _titles_of(self, library: str, limit: int) -> list[Titled]:
        # A library at a time, so that the index gives them in order.
        rows = self._database.read(
            "SELECT a.id, r.title, a.outlet, a.published FROM articles a "
            "JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision "
            "WHERE a.library = ? AND a.withdrawn IS NULL ORDER BY a.published DESC LIMIT ?",
            library,
            limit,
        )
        return [_titled(row) for row in rows]

    def _matching(
        self, match: str, libraries: Collection[str], limit: int, until: float
    ) -> tuple[list[str], bool]:
        """Ids of articles with a passage that matches, and whether all passages were looked at.

        From the passages that came in last backwards, as long as there is time and too few are
        found: a common word is in millions, most of them perhaps in libraries of others.
        """
        found: dict[str, str] = {}
        before = _LAST
        while len(found) < limit:
            rows = self._database.read(
                "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? "
                "ORDER BY rowid DESC LIMIT ?",
                match,
                before,
                _SLICE,
            )
            found |= self._articles([row["rowid"] for row in rows], libraries)
            if len(rows) < _SLICE:
                return _newest_first(found), True
            before = rows[-1]["rowid"]
            if monotonic() > until:
                return _newest_first(found), False
        return _newest_first(found), True

    def _articles(self, numbers: Sequence[int], libraries: Collection[str]) -> dict[str, str]:
        """When the articles of passages were published, by id, with copies of their texts."""
        found: dict[str, str] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            rows = self._database.read(
                "WITH hit AS (SELECT DISTINCT article_id AS id FROM passages "
                f"WHERE number IN ({marks(some)}) AND ready > 0 "
                f"AND +library IN ({marks(libraries)})) "
                "SELECT id, published FROM articles WHERE withdrawn IS NULL AND id IN hit UNION "
                "SELECT id, published FROM articles WHERE withdrawn IS NULL "
                "AND duplicate_of IN hit",
                *some,
                *libraries,
            )
            found |= {row["id"]: row["published"] or "" for row in rows}
        return found


def _titled(row: Row) -> Titled:
    return Titled(row["id"], row["title"], row["outlet"], moment(row["published"]))


def _newest_first(found: dict[str, str]) -> list[str]:
    return sorted(found, key=lambda id_: (found[id_], id_), reverse=True)


def _match(typed: str) -> str:
    """An FTS5 expression for passages with all these words; none of them is read as syntax."""
    return " AND ".join(f'"{word}"' for word in dict.fromkeys(words(typed)))
