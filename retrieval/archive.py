"""The archive's face: put, remove, search, list; it keeps SQLite and Chroma in step."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from retrieval import articles, passages, writes
from retrieval.database import Database
from retrieval.embeddings import Embedder, Vectors
from retrieval.errors import ArchiveUnreadable, EmbeddingModelChanged
from retrieval.lock import FolderLock
from retrieval.news import Article, Draft, Holdings, Passage, Span
from retrieval.resilient import OnProgress, ResilientIndex, silent
from retrieval.transcript import Transcript
from retrieval.vectors import VectorIndex

_MODEL = "embedding_model"
_UNFINISHED = "reindexing"


class Archive:
    """The news of all libraries, held open by one process; safe to use from many threads.

    Raises ArchiveLocked, ArchiveUnreadable or EmbeddingModelChanged when it cannot be opened.
    """

    def __init__(
        self, database: Database, index: ResilientIndex, embedder: Embedder, lock: FolderLock | None
    ) -> None:
        self.embedder = embedder
        self.transcript = Transcript(database)
        self._database = database
        self._index = index
        self._lock = lock

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder,
        *,
        holder: str,
        chroma_url: str | None = None,
        on_progress: OnProgress = silent,
        reindexing: bool = False,
    ) -> Self:
        """Open the archive in a folder, making it when new, and mend what a crash left."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = None if chroma_url else FolderLock(folder, holder)
        except OSError as error:
            raise ArchiveUnreadable(
                f"The data folder {folder} cannot be written ({error.strerror}); set NEWSDESK_DATA "
                "to a folder of yours on a disk with room."
            ) from error
        database = None
        try:
            database = Database(folder / "archive.db")
            if not reindexing:
                _check_model(database, embedder)
            vectors = VectorIndex(folder / "chroma", chroma_url)
            index = ResilientIndex(database, vectors, shared=chroma_url is not None)
            if not reindexing:
                index.check(on_progress)
        except BaseException:
            if database:
                database.close()
            if lock:
                lock.close()
            raise
        return cls(database, index, embedder, lock)

    @property
    def searchable(self) -> bool:
        """Whether the vector index answers; without it search goes by words alone."""
        return self._index.searchable

    @property
    def writing(self) -> AbstractContextManager[object]:
        """Held while something is looked up and then written, so that both are one step."""
        return self._index.writing

    @property
    def failures(self) -> int:
        """How often the vector index has failed since the archive was opened."""
        return self._index.failures

    def put(
        self,
        library: str,
        draft: Draft,
        spans: Sequence[Span],
        *,
        duplicate_of: str | None = None,
    ) -> Article:
        """Store an article or the next revision of it; once this returns it survives a crash."""
        with self._index.writing:
            id_ = writes.store(self._database, self.embedder, library, draft, spans, duplicate_of)
            self._index.settle()
            return articles.by_ids(self._database, [id_], [library])[0]

    def remove(self, id_: str, libraries: Collection[str]) -> Article | None:
        """Take an article out of both stores at once; a copy of it elsewhere takes its place."""
        with self._index.writing:
            found = self.article(id_, libraries)
            if found is not None:
                writes.remove(self._database, self.embedder, id_)
                self._index.settle()
            return found

    def at_address(self, library: str, address: str) -> Article | None:
        """The article of a library that lives at an address, or None."""
        return articles.at_address(self._database, library, address)

    def with_text(self, library: str, text: str) -> tuple[Article, ...]:
        """The library's articles with exactly this text, the original first."""
        return articles.with_text(self._database, library, text)

    def article(self, id_: str, libraries: Collection[str]) -> Article | None:
        """The current revision of an article these libraries hold, or None."""
        found = articles.by_ids(self._database, [id_], libraries)
        return found[0] if found else None

    def articles(
        self,
        libraries: Collection[str],
        *,
        limit: int = 50,
        offset: int = 0,
        matching: str = "",
    ) -> list[Article]:
        """A page of articles, newest first, whose title, outlet or address has these letters."""
        return articles.listed(self._database, libraries, limit, offset, matching)

    def copies(self, article: Article) -> list[Article]:
        """Every other article of the same library that ran the same text."""
        same = articles.with_text(self._database, article.library, article.text)
        return [other for other in same if other.id != article.id]

    def revisions(self, id_: str, libraries: Collection[str]) -> list[Article]:
        """Every revision of an article, oldest first."""
        return articles.revisions(self._database, id_, libraries)

    def outlets(self, libraries: Collection[str]) -> list[str]:
        """The names of the outlets these libraries have news of."""
        return articles.outlets(self._database, libraries)

    def holdings(self, libraries: Collection[str], until: datetime | None = None) -> Holdings:
        """What these libraries hold in all; with `until`, the newest is the newest by then."""
        return articles.holdings(self._database, libraries, until)

    def by_words(
        self,
        match: str,
        weights: Sequence[float],
        libraries: Collection[str],
        count: int,
        until: datetime | None = None,
    ) -> list[tuple[str, float]]:
        """Passage ids with their BM25 scores for an FTS5 expression, best first."""
        return passages.matching(self._database, match, weights, libraries, count, until)

    def rarity(self, terms: Sequence[str], libraries: Collection[str]) -> dict[str, float]:
        """How telling each term is: the logarithm of how few passages have it, by its stem."""
        return passages.rarity(self._database, terms, libraries)

    def by_vector(
        self, vector: Vectors, libraries: Collection[str], count: int
    ) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity to a vector, best first; none when damaged."""
        return self._index.query(vector, libraries, count)

    def passages(self, ids: Collection[str], libraries: Collection[str]) -> dict[str, Passage]:
        """These libraries' passages by id; those being written are left out."""
        return passages.by_ids(self._database, ids, libraries)

    def vectors(self, ids: Collection[str], libraries: Collection[str]) -> dict[str, Vectors]:
        """The stored vectors of these libraries' passages, by id."""
        return passages.vectors(self._database, ids, libraries)

    def articles_by_id(
        self, ids: Collection[str], libraries: Collection[str]
    ) -> dict[str, Article]:
        """Several articles at once, by id."""
        return {a.id: a for a in articles.by_ids(self._database, ids, libraries)}

    def note(self, key: str) -> str | None:
        """A small thing remembered between runs."""
        return self._database.note(key)

    def set_note(self, key: str, value: str) -> None:
        """Remember a small thing between runs."""
        self._database.set_note(key, value)

    def reindex(
        self, split: Callable[[Draft], Sequence[Span]], on_progress: OnProgress = silent
    ) -> int:
        """Split and embed every article again with the current model; gives how many there were."""
        with self._index.writing:
            self._database.set_note(_MODEL, _UNFINISHED)
            originals = articles.originals(self._database)
            for done, (id_, library) in enumerate(originals, start=1):
                article = articles.by_ids(self._database, [id_], [library])[0]
                writes.embed_again(self._database, self.embedder, article, split(article))
                on_progress("Embedding every article again", done, len(originals))
            self._index.rebuild(on_progress)
            self._database.set_note(_MODEL, self.embedder.fingerprint)
            return len(originals)

    def close(self) -> None:
        """Let go of both stores and of the folder."""
        self._index.close()
        self._database.close()
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()


def _check_model(database: Database, embedder: Embedder) -> None:
    made_with = database.note(_MODEL)
    if made_with is None:
        database.set_note(_MODEL, embedder.fingerprint)
    elif made_with == _UNFINISHED:
        raise EmbeddingModelChanged(
            "The last newsdesk reindex did not finish; run newsdesk reindex again."
        )
    elif made_with != embedder.fingerprint:
        raise EmbeddingModelChanged(
            f"This archive was embedded with another model than {embedder.name}; run newsdesk "
            "reindex to embed it again, or set EMBEDDING_MODEL back."
        )
