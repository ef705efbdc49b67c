"""The lexical half of a search: BM25 over title, outlet, date and text, by SQLite's FTS5.

BM25 weighs every passage that has any of the words, and common words are in most of them. So the
rarest words find the candidates, and common ones only where few have been found.
"""

import math
from collections.abc import Collection, Sequence
from sqlite3 import Row
from threading import Lock

from retrieval.articles import marks
from retrieval.database import Database
from retrieval.question.words import match_any, stem
from retrieval.scope import Scope

_WEIGHED = 12_000
"""Passages weighed for one question, about; a hundred thousand cost a tenth of a second."""
_EXACTLY = 5_000
"""A word in more passages than this is counted over all libraries: the share is about the same."""

_STATE = (
    "SELECT (SELECT max(number) FROM passages), (SELECT min(number) FROM passages WHERE ready = 0),"
    " (SELECT seen_at FROM revisions WHERE rowid = (SELECT max(rowid) FROM revisions))"
)
"""What changes when passages come in, are embedded, or are of a newer revision; no scan."""


class Lexicon:
    """The archive's words: which passages have them, and how many."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._counted_at: tuple[object, ...] = ()
        self._counts: dict[str | frozenset[str], int] = {}

    def matching(
        self, terms: Sequence[str], weights: Sequence[float], scope: Scope, count: int
    ) -> list[tuple[str, float]]:
        """Ids and BM25 scores (higher is better) of the passages that match the terms best.

        A term is a word, any form of which counts, or a phrase. `weights` are those of title,
        outlet, date and text.
        """
        match = match_any(self._telling(terms))
        if not match:
            return []
        condition, values = scope.condition()
        rows = self._database.read(
            "SELECT p.id, -bm25(words, ?, ?, ?, ?) AS score FROM words "
            "CROSS JOIN passages p ON p.number = words.rowid "
            f"WHERE words MATCH ? AND {condition} ORDER BY score DESC LIMIT ?",
            *weights,
            match,
            *values,
            count,
        )
        return [(row["id"], row["score"]) for row in rows]

    def rarity(self, terms: Sequence[str], libraries: Collection[str]) -> dict[str, float]:
        """The inverse document frequency of each term, by stem; passages are the documents."""
        total = self._total(libraries)
        return {
            stem(term): math.log1p(total / (1 + min(total, self._held(term, libraries))))
            for term in terms
        }

    def has(self, term: str, libraries: Collection[str]) -> bool:
        """Whether any passage of these libraries has a word or phrase."""
        # Counts may be those of all libraries, and here one of its own decides.
        return self._count(term) > 0 and bool(self._of(libraries, "1", term, "LIMIT 1"))

    def _telling(self, terms: Sequence[str]) -> list[str]:
        """The rarest of the terms, as many as can be weighed; at least one that occurs."""
        counted = sorted((self._count(term), place) for place, term in enumerate(terms))
        chosen, weighed = [], 0
        for count, place in counted:
            if weighed and weighed + count > _WEIGHED:
                break
            weighed += count
            chosen.append(terms[place])
        return chosen

    def _held(self, term: str, libraries: Collection[str]) -> int:
        """How many passages of these libraries have a term."""
        everywhere = self._count(term)
        if everywhere > _EXACTLY or not everywhere:
            return everywhere
        return int(self._of(libraries, "count(*)", term)[0][0])

    def _of(self, libraries: Collection[str], what: str, term: str, limit: str = "") -> list[Row]:
        condition, values = Scope.of(libraries).condition()
        return self._database.read(
            f"SELECT {what} FROM words CROSS JOIN passages p ON p.number = words.rowid "
            f"WHERE words MATCH ? AND {condition} {limit}",
            match_any([term]),
            *values,
        )

    def _count(self, term: str) -> int:
        """How many passages of all libraries have a term, those of earlier revisions too."""
        match = match_any([term])
        sql = "SELECT count(*) FROM words WHERE words MATCH ?"
        return self._remembered(term, sql, match) if match else 0

    def _total(self, libraries: Collection[str]) -> int:
        among = f"library IN ({marks(libraries)})"
        sql = f"SELECT count(*) FROM passages WHERE ready > 0 AND {among}"
        return self._remembered(frozenset(libraries), sql, *libraries)

    def _remembered(self, key: str | frozenset[str], sql: str, *values: str) -> int:
        """A count, taken anew once news has come in: words are asked for again and again."""
        now = tuple(self._database.read(_STATE)[0])
        with self._lock:
            if now != self._counted_at:
                self._counted_at, self._counts = now, {}
            counts = self._counts
        if key not in counts:
            counts[key] = int(self._database.read(sql, *values)[0][0])
        return counts[key]
