"""Posted answers whose sources were revised in the cited words, or went, after they were given."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Row

from retrieval import articles
from retrieval.database import Database
from retrieval.news import SHARED, Answer, Citation
from retrieval.transcript import Posted, from_json

_CHANGED = """
SELECT s.id, s.library, s.answer, s.message, s.channel, s.language, s.titled, s.mark,
    c.article_id, c.revision AS seen, a.revision AS current, a.withdrawn
FROM cited c JOIN answers s ON s.id = c.answer LEFT JOIN articles a ON a.id = c.article_id
WHERE s.channel IS NOT NULL AND coalesce(s.mark, '') != 'withdrawn'
    AND (a.id IS NULL OR a.withdrawn IS NOT NULL OR a.revision > c.revision)
ORDER BY s.id
"""


class Fate(StrEnum):
    """What became of words that an answer cites."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Outdated:
    """A posted answer some of whose sources no longer say what it cites.

    `citations` are those concerned, all of one `fate`: the worst that befell any.
    """

    answer_id: int
    library: str
    answer: Answer
    posted: Posted
    fate: Fate
    citations: tuple[Citation, ...]


class Aftermath:
    """The archive's look back at the answers it gave."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outdated(self) -> list[Outdated]:
        """The posted answers that are to be marked and are not yet, in the order they were given.

        Revisions that left the cited words alone are noted and not looked at again.
        """
        found: dict[int, list[Row]] = {}
        for row in self._database.read(_CHANGED):
            found.setdefault(row["id"], []).append(row)
        judged = (self._judged(rows) for rows in found.values())
        return [one for one in judged if one is not None]

    def mark(self, one: Outdated) -> None:
        """Note that an answer's message says so, or that it cannot be made to."""
        with self._database.write() as write:
            write.execute("UPDATE answers SET mark = ? WHERE id = ?", (one.fate, one.answer_id))
        self._seen(one.answer_id)

    def _judged(self, rows: list[Row]) -> Outdated | None:
        first = rows[0]
        answer = from_json(json.loads(first["answer"]))
        befell = [pair for row in rows for pair in self._fates(row, answer)]
        if not befell:
            self._seen(first["id"])
            return None
        worst = max((fate for _, fate in befell), key=list(Fate).index)
        concerned = tuple(citation for citation, fate in befell if fate is worst)
        posted = Posted(
            first["message"], first["channel"], first["language"], bool(first["titled"])
        )
        return Outdated(first["id"], first["library"], answer, posted, worst, concerned)

    def _fates(self, row: Row, answer: Answer) -> Iterator[tuple[Citation, Fate]]:
        """What became of each citation of one article, where anything did."""
        cited = [one for one in answer.citations if one.article_id == row["article_id"]]
        if row["current"] is None or row["withdrawn"]:
            yield from ((one, Fate.WITHDRAWN) for one in cited)
            return
        texts = self._texts(row)
        then, now = texts.get(row["seen"], ""), texts[row["current"]]
        # What was cited of an earlier version, as one, stood in the text no longer even then.
        yield from (
            (one, Fate.CORRECTED) for one in cited if one.quote in then and one.quote not in now
        )

    def _texts(self, row: Row) -> dict[int, str]:
        kept = articles.revisions(self._database, row["article_id"], {SHARED, row["library"]})
        return {one.revision: one.text for one in kept}

    def _seen(self, answer_id: int) -> None:
        with self._database.write() as write:
            write.execute(
                "UPDATE cited SET revision = coalesce((SELECT a.revision FROM articles a "
                "WHERE a.id = article_id), revision) WHERE answer = ?",
                (answer_id,),
            )
