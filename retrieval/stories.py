"""Articles that tell the same story in nearly the same words."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain

from retrieval import articles, shingles
from retrieval.database import Database
from retrieval.news import Article

_COMMON = 200
"""Runs of words that more articles have are boilerplate, and looking them up would cost."""
_VERIFIED = 12
"""Candidates compared in full: those that share most."""
_NEAR = 0.5
"""Of the shorter text's runs of words; wire copy is mostly cut or decorated, not reworded."""


class Stories:
    """The archive's articles by what they have in common."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def near(self, library: str, text: str, *, limit: int = 5) -> list[tuple[Article, float]]:
        """The library's articles half of whose words, or of this text's, are shared; best first.

        Copies of one text are met once, as their original.
        """
        candidates = self._sharing(shingles.numbers(library, text))
        known = articles.by_ids(self._database, candidates, [library])
        compared = [(one, shingles.containment(text, one.text)) for one in known]
        near = [pair for pair in compared if pair[1] >= _NEAR]
        return sorted(near, key=lambda pair: (-pair[1], pair[0].first_seen, pair[0].id))[:limit]

    def of(self, story: str, libraries: Collection[str]) -> list[Article]:
        """The articles of these libraries that tell a story, the one first seen first."""
        return articles.story(self._database, story, libraries)

    def _sharing(self, hashes: Iterable[int]) -> list[str]:
        """Ids of the articles that have most of these hashes, however many the archive holds."""
        found = [self._having(one) for one in hashes]
        telling = [some for some in found if len(some) <= _COMMON] or found
        shared = Counter(chain.from_iterable(telling))
        return [shingles.as_id(number) for number, _ in shared.most_common(_VERIFIED)]

    def _having(self, hash_: int) -> list[int]:
        rows = self._database.read(
            "SELECT article FROM shingles WHERE hash = ? LIMIT ?", hash_, _COMMON + 1
        )
        return [row["article"] for row in rows]
