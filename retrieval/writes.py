"""What changes the archive's truth: each function one SQLite transaction, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from retrieval import articles, passages
from retrieval.database import Database
from retrieval.embeddings import Embedder, Vectors
from retrieval.news import Article, Draft, Span


@dataclass(frozen=True, slots=True)
class _Heir:
    article: Article
    wanted: Sequence[passages.Embeddable]
    vectors: dict[str, Vectors]


def store(
    database: Database,
    embedder: Embedder,
    library: str,
    draft: Draft,
    spans: Sequence[Span],
    duplicate_of: str | None,
) -> str:
    """Store an article, or its next revision, with passages pending; gives the article's id."""
    id_ = articles.article_id(library, draft)
    wanted = passages.embeddables(id_, draft, spans)
    fresh = _embedded(database, embedder, wanted)
    heir = _heir(database, embedder, id_, draft.text)
    with database.write() as write:
        if heir:
            _promote(write, heir, id_)
        passages.unindex(write, id_)
        revision = articles.insert(write, library, draft, duplicate_of)
        passages.replace(write, library, id_, revision, wanted, fresh)
        passages.index(write, id_)
    return id_


def remove(database: Database, embedder: Embedder, id_: str) -> None:
    """Remove an article; a copy of its text, where there is one, takes over the passages."""
    heir = _heir(database, embedder, id_, None)
    with database.write() as write:
        if heir:
            _promote(write, heir, id_)
        passages.drop_all(write, id_)
        articles.delete(write, id_)


def embed_again(
    database: Database, embedder: Embedder, article: Article, spans: Sequence[Span]
) -> None:
    """Replace an article's passages and their vectors, whatever they were made with."""
    wanted = passages.embeddables(article.id, article, spans)
    vectors = embedder.embed([passage.words for passage in wanted])
    fresh = {passage.id: vector for passage, vector in zip(wanted, vectors, strict=True)}
    with database.write() as write:
        passages.drop_all(write, article.id)
        passages.replace(write, article.library, article.id, article.revision, wanted, fresh)
        passages.index(write, article.id)


def _embedded(
    database: Database, embedder: Embedder, wanted: Sequence[passages.Embeddable]
) -> dict[str, Vectors]:
    """The vectors of those passages that have none yet."""
    known = passages.known(database, [passage.id for passage in wanted])
    new = [passage for passage in wanted if passage.id not in known]
    if not new:
        return {}
    vectors = embedder.embed([passage.words for passage in new])
    return {passage.id: vector for passage, vector in zip(new, vectors, strict=True)}


def _heir(database: Database, embedder: Embedder, id_: str, new_text: str | None) -> _Heir | None:
    """The copy that must carry the passages when this article's text goes or changes."""
    copies = articles.copies(database, id_)
    if not copies or copies[0].text == new_text:
        return None
    wanted = passages.embeddables(copies[0].id, copies[0], passages.spans(database, id_))
    return _Heir(copies[0], wanted, _embedded(database, embedder, wanted))


def _promote(write: Connection, heir: _Heir, instead_of: str) -> None:
    article = heir.article
    articles.make_original(write, article.id, instead_of)
    passages.replace(
        write, article.library, article.id, article.revision, heir.wanted, heir.vectors
    )
    passages.index(write, article.id)
