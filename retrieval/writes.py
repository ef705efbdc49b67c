"""What changes the archive's truth: each function one SQLite transaction, all or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from retrieval import articles, pages, passages, shingles, storing
from retrieval.database import Database
from retrieval.embeddings import Embedder, Vectors
from retrieval.news import Article, Draft, Span
from retrieval.progress import OnProgress


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be stored: an article, where its passages stand, and what it leans on."""

    library: str
    draft: Draft
    spans: Sequence[Span]
    duplicate_of: str | None = None
    story: str | None = None

    @property
    def id(self) -> str:
        """The article's id."""
        return articles.article_id(self.library, self.draft)


@dataclass(frozen=True, slots=True)
class _Heir:
    article: Article
    wanted: Sequence[passages.Embeddable]
    vectors: dict[str, Vectors]


def add(database: Database, entry: Entry) -> None:
    """Store an article whose passages wait for their vectors."""
    with database.write() as write:
        _enter(write, entry, passages.embeddables(entry.id, entry.draft, entry.spans), {})


def store(database: Database, embedder: Embedder, entry: Entry) -> None:
    """Store an article, or its next revision, with its vectors: found from that moment on."""
    wanted = passages.embeddables(entry.id, entry.draft, entry.spans)
    fresh = _embedded(database, embedder, entry.id, wanted)
    heir = _heir(database, embedder, entry.id, entry.draft.text)
    with database.write() as write:
        if heir:
            _promote(write, heir, entry.id)
        _enter(write, entry, wanted, fresh)


def remove(database: Database, embedder: Embedder, article: Article) -> None:
    """Remove an article and remember its addresses; a copy of its text takes over the passages."""
    heir = _heir(database, embedder, article.id, None)
    with database.write() as write:
        _take_out(write, article, heir)
        pages.keep_out(write, article)
        storing.delete(write, article.id)


def withdraw(database: Database, embedder: Embedder, article: Article) -> None:
    """Keep an article out of every search; a copy of its text takes over the passages."""
    heir = _heir(database, embedder, article.id, None)
    with database.write() as write:
        _take_out(write, article, heir)
        pages.forget_validators(write, article)
        storing.mark_withdrawn(write, article.id)


def embed_all_again(
    database: Database,
    embedder: Embedder,
    split: Callable[[Draft], Sequence[Span]],
    on_progress: OnProgress,
) -> int:
    """Split and embed every article again, a transaction each; gives how many there were."""
    originals = articles.originals(database)
    for done, (id_, library) in enumerate(originals, start=1):
        _embed_again(database, embedder, articles.revisions(database, id_, [library]), split)
        on_progress("Embedding every article again", done, len(originals))
    return len(originals)


def _embed_again(
    database: Database,
    embedder: Embedder,
    revisions: Sequence[Article],
    split: Callable[[Draft], Sequence[Span]],
) -> None:
    """Replace an article's passages and their vectors, whatever they were made with."""
    id_, library = revisions[-1].id, revisions[-1].library
    spans = [split(one) for one in revisions]
    if revisions[-1].duplicate_of:
        spans[-1] = []
    named = [passages.embeddables(id_, *each) for each in zip(revisions, spans, strict=True)]
    texts = {passage.id: passage.words for wanted in named for passage in wanted}
    fresh = dict(zip(texts, embedder.embed(list(texts.values())), strict=True))
    with database.write() as write:
        passages.drop_all(write, id_)
        # Revision after revision, so that what was known when is known again.
        for one, wanted in zip(revisions, named, strict=True):
            passages.replace(write, library, id_, one.revision, wanted, fresh)


def _enter(
    write: Connection,
    entry: Entry,
    wanted: Sequence[passages.Embeddable],
    vectors: dict[str, Vectors],
) -> None:
    before = storing.text_now(write, entry.id)
    revision = storing.insert(write, entry.library, entry.draft, entry.duplicate_of, entry.story)
    if before:
        shingles.drop(write, entry.library, entry.id, before)
    if entry.duplicate_of is None:
        shingles.add(write, entry.library, entry.id, entry.draft.text)
    passages.replace(write, entry.library, entry.id, revision, wanted, vectors)
    pages.readmit(write, entry.library, entry.draft)


def _take_out(write: Connection, article: Article, heir: _Heir | None) -> None:
    if heir:
        _promote(write, heir, article.id)
    shingles.drop(write, article.library, article.id, article.text)
    passages.drop_all(write, article.id)


def _embedded(
    database: Database,
    embedder: Embedder,
    article_id: str,
    wanted: Sequence[passages.Embeddable],
) -> dict[str, Vectors]:
    """The vectors of those of an article's passages that have none yet."""
    known = passages.known(database, article_id)
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
    return _Heir(copies[0], wanted, _embedded(database, embedder, copies[0].id, wanted))


def _promote(write: Connection, heir: _Heir, instead_of: str) -> None:
    article = heir.article
    storing.make_original(write, article.id, instead_of)
    shingles.add(write, article.library, article.id, article.text)
    passages.replace(
        write, article.library, article.id, article.revision, heir.wanted, heir.vectors
    )
