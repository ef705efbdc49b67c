"""Posted answers whose sources were revised in the cited words, or went, after they were given."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Row

from retrieval import articles
from retrieval.answers import Answer, Citation
from retrieval.as_json import from_json
from retrieval.database import Database
from retrieval.news import SHARED
from retrieval.transcript import Posted

_GONE = -1
"""In the place of a revision, once an article was seen to be there no longer."""

_OVERTAKEN = f"""
SELECT s.id, s.library, s.answer, s.message, s.channel, s.language, s.titled,
    c.article_id, c.revision AS given, c.seen, a.revision AS current, a.withdrawn
FROM cited c JOIN answers s ON s.id = c.answer LEFT JOIN articles a ON a.id = c.article_id
WHERE s.channel IS NOT NULL AND s.id IN (
    SELECT c.answer FROM cited c LEFT JOIN articles a ON a.id = c.article_id
    WHERE c.seen != {_GONE} AND (a.id IS NULL OR a.withdrawn IS NOT NULL OR a.revision > c.seen)
)
ORDER BY s.id
"""


class Fate(StrEnum):
    """What became of words that an answer cites."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


Befallen = tuple[Citation, Fate]
Seen = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Outdated:
    """A posted answer some of whose sources no longer say what it cites, and what befell each.

    `seen` are the revisions of its articles that this was found by.
    """

    answer_id: int
    answer: Answer
    posted: Posted
    befallen: tuple[Befallen, ...]
    seen: tuple[Seen, ...]

    @property
    def fate(self) -> Fate:
        """The worst of it."""
        return max((fate for _, fate in self.befallen), key=list(Fate).index)

    def with_fate(self, fate: Fate) -> tuple[Citation, ...]:
        """The citations that this befell."""
        return tuple(citation for citation, found in self.befallen if found is fate)


class Aftermath:
    """The archive's look back at the answers it gave."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outdated(self) -> list[Outdated]:
        """The posted answers to which something befell since the last look, in their order.

        Revisions that left the cited words alone are noted and not looked at again.
        """
        found: dict[int, list[Row]] = {}
        for row in self._database.read(_OVERTAKEN):
            found.setdefault(row["id"], []).append(row)
        judged = (self._judged(rows) for rows in found.values())
        return [one for one in judged if one is not None]

    def mark(self, one: Outdated) -> None:
        """Note that an answer's message says so, or that it cannot be made to."""
        self._note(one.answer_id, one.seen)

    def _judged(self, rows: list[Row]) -> Outdated | None:
        first = rows[0]
        answer = from_json(json.loads(first["answer"]))
        judged = [one for row in rows for one in self._fates(row, answer)]
        seen = tuple((row["article_id"], _standing(row)) for row in rows)
        # All of it is told anew, as a card shows one mark; but not while there is nothing new.
        if not any(new for *_, new in judged):
            self._note(first["id"], seen)
            return None
        place = (first["channel"], first["language"], bool(first["titled"]))
        befallen = tuple((citation, fate) for citation, fate, _ in judged)
        return Outdated(first["id"], answer, Posted(first["message"], *place), befallen, seen)

    def _fates(self, row: Row, answer: Answer) -> Iterator[tuple[Citation, Fate, bool]]:
        """What became of each citation of one article, where anything did, and whether just now."""
        cited = [one for one in answer.citations if one.article_id == row["article_id"]]
        if _standing(row) == _GONE:
            yield from ((one, Fate.WITHDRAWN, row["seen"] != _GONE) for one in cited)
            return
        texts = self._texts(row)
        given, now = texts.get(row["given"], ""), texts[row["current"]]
        seen = texts.get(row["seen"], "")
        for one in cited:
            # What was cited of an earlier version, as one, stood in the text no longer even then.
            if one.quote in given and one.quote not in now:
                yield one, Fate.CORRECTED, one.quote in seen

    def _texts(self, row: Row) -> dict[int, str]:
        kept = articles.revisions(self._database, row["article_id"], {SHARED, row["library"]})
        return {one.revision: one.text for one in kept}

    def _note(self, answer_id: int, seen: tuple[Seen, ...]) -> None:
        # What came in since it was looked is left to be seen the next time.
        with self._database.write() as write:
            write.executemany(
                "UPDATE cited SET seen = ? WHERE answer = ? AND article_id = ?",
                [(revision, answer_id, article_id) for article_id, revision in seen],
            )


def _standing(row: Row) -> int:
    """The revision that stands of an article."""
    return _GONE if row["current"] is None or row["withdrawn"] else int(row["current"])
