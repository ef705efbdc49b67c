"""Passages found, with their articles as they stand now or stood at an earlier moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from retrieval import articles, passages
from retrieval.articles import marks, moment
from retrieval.database import Database
from retrieval.news import Article, Passage
from retrieval.scope import Scope


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, by what decides its place: no text of it is read yet."""

    id: str
    article_id: str
    story: str
    outlet: str | None
    published: datetime | None
    dense: float = 0.0
    lexical: float = 0.0
    score: float = 0.0


_UPDATED_BY_THEN = (
    " AND (a.first_seen <= ? OR NOT EXISTS (SELECT 1 FROM revisions r "
    "WHERE r.article_id = a.id AND r.revision = 1 AND r.updated >= ?))"
)
"""Not read until later, when its publisher had changed it since the moment asked about."""


class Standing:
    """Passages of the archive with what is known of them now, or was known at a moment."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hits(self, ids: Collection[str], scope: Scope) -> list[Hit]:
        """What a search has to know of passages before it chooses some to read."""
        condition, values = scope.condition()
        if scope.as_of:
            condition += _UPDATED_BY_THEN
            values += [articles.stamp(scope.as_of)] * 2
        rows = self._database.read(
            "SELECT p.id, p.article_id, p.published, a.outlet, a.story "
            "FROM passages p JOIN articles a ON a.id = p.article_id "
            f"WHERE p.id IN ({marks(ids)}) AND {condition}",
            *ids,
            *values,
        )
        return [
            Hit(row["id"], row["article_id"], row["story"], row["outlet"], moment(row["published"]))
            for row in rows
        ]

    def newest(self, scope: Scope, count: int) -> list[Hit]:
        """The first passages of the articles published last."""
        condition, values = scope.condition(searched=True)
        rows = self._database.read(
            f"SELECT p.id FROM passages p WHERE {condition} AND p.start = 0 "
            "ORDER BY p.published DESC LIMIT ?",
            *values,
            count,
        )
        return self.hits([row["id"] for row in rows], scope)

    def passages(self, ids: Collection[str], scope: Scope) -> dict[str, Passage]:
        """Passages by id; those being written are left out."""
        return passages.by_ids(self._database, ids, scope)

    def of(self, ids: Collection[str], scope: Scope) -> dict[str, tuple[Passage, Article]]:
        """Passages by id, each with its article at the revision that the scope asks for."""
        found = [*passages.by_ids(self._database, ids, scope).values()]
        whole = {article.id: article for article in _articles(self._database, found, scope)}
        placed = [(one, whole.get(one.article_id)) for one in found]
        return {
            one.id: (moved, article)
            for one, article in placed
            if article and not article.withdrawn and (moved := _in(article, one))
        }


def _articles(database: Database, found: Sequence[Passage], scope: Scope) -> list[Article]:
    ids = {passage.article_id for passage in found}
    if scope.as_of is None:
        return articles.by_ids(database, ids, scope.libraries)
    return articles.as_they_stood(database, ids, scope.libraries, scope.as_of)


def _in(article: Article, passage: Passage) -> Passage | None:
    """The passage where it stands in this revision; None when it does not.

    A revision may come between two reads: its text is not what the passage stands in.
    """
    if passage.revision == article.revision:
        return passage
    start = article.text.find(passage.text)
    if start < 0:
        return None
    end = start + len(passage.text)
    return replace(passage, revision=article.revision, start=start, end=end)
