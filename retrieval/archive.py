"""The archive's face: put, remove, search, list; it keeps SQLite and Chroma in step."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Self

from retrieval import articles, extent, opening, pending, writes
from retrieval.aftermath import Aftermath
from retrieval.budget import Budget
from retrieval.catalogue import Catalogue
from retrieval.chronicle import Chronicle
from retrieval.database import Database
from retrieval.dense import Dense
from retrieval.embeddings import Embedder
from retrieval.feeds import Feeds
from retrieval.follows import Follows
from retrieval.forgetting import Forgotten, forget_person
from retrieval.lexical import Lexicon
from retrieval.lock import FolderLock
from retrieval.mentions import Mentions
from retrieval.news import Article, Draft, Holdings, Span
from retrieval.pages import Pages
from retrieval.progress import OnProgress, silent
from retrieval.resilient import ResilientIndex
from retrieval.standing import Standing
from retrieval.statistics import Statistics
from retrieval.stories import Stories
from retrieval.transcript import Transcript
from retrieval.votes import Votes
from retrieval.writes import Entry


class Archive:
    """The news of all libraries, held open by one process; safe to use from many threads.

    Raises ArchiveLocked, ArchiveUnreadable or EmbeddingModelChanged when it cannot be opened.
    """

    def __init__(
        self, database: Database, index: ResilientIndex, embedder: Embedder, lock: FolderLock | None
    ) -> None:
        self.embedder = embedder
        self.transcript = Transcript(database)
        self.votes = Votes(database)
        self.aftermath = Aftermath(database)
        self.pages = Pages(database)
        self.stories = Stories(database)
        self.feeds = Feeds(database)
        self.follows = Follows(database)
        self.chronicle = Chronicle(database)
        self.catalogue = Catalogue(database)
        self.statistics = Statistics(database)
        self.budget = Budget(database)
        self.mentions = Mentions(database)
        self.words = Lexicon(database)
        self.dense = Dense(database, index)
        self.standing = Standing(database)
        self._database = database
        self._index = index
        self._lock = lock
        self._embedding = Lock()

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
        lock, database, index = opening.stores(
            folder, embedder, holder, chroma_url, on_progress, reindexing=reindexing
        )
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

    @property
    def pending(self) -> int:
        """How many passages wait for their vectors."""
        return pending.count(self._database)

    def add(
        self,
        library: str,
        draft: Draft,
        spans: Sequence[Span],
        *,
        duplicate_of: str | None = None,
        story: str | None = None,
    ) -> Article:
        """Store a new article, safe from a crash; it is found once `embed_pending` has been."""
        with self._index.writing:
            entry = Entry(library, draft, spans, duplicate_of, story)
            writes.add(self._database, entry)
            return articles.by_ids(self._database, [entry.id], [library])[0]

    def embed_pending(self, on_progress: OnProgress = silent) -> int:
        """Embed what waits and let it be found; gives how many passages that were.

        One caller at a time; others may add, put, remove and search meanwhile.
        """
        index = self._index
        with self._embedding:
            return pending.embed(
                self._database, self.embedder, index.writing, index.settle, on_progress
            )

    def put(
        self,
        library: str,
        draft: Draft,
        spans: Sequence[Span],
        *,
        duplicate_of: str | None = None,
        story: str | None = None,
    ) -> Article:
        """Store an article or the next revision of it: embedded, safe from a crash, and found."""
        with self._index.writing:
            entry = Entry(library, draft, spans, duplicate_of, story)
            writes.store(self._database, self.embedder, entry)
            self._index.settle()
            return articles.by_ids(self._database, [entry.id], [library])[0]

    def remove(self, id_: str, libraries: Collection[str]) -> Article | None:
        """Take an article out of both stores, for a person; no feed brings it back."""
        with self._index.writing:
            found = self.article(id_, libraries)
            if found:
                writes.remove(self._database, self.embedder, found)
                self._index.settle()
            return found

    def withdraw(self, id_: str, library: str) -> Article | None:
        """Find an article no longer, its publisher having taken it down; its revisions stay."""
        with self._index.writing:
            found = self.article(id_, [library])
            if found and not found.withdrawn:
                writes.withdraw(self._database, self.embedder, found)
                self._index.settle()
            return self.article(id_, [library])

    def at_address(self, library: str, address: str) -> Article | None:
        """The article of a library that lives at an address or was found there, even withdrawn."""
        return articles.at_address(self._database, library, address)

    def with_text(self, library: str, text: str) -> tuple[Article, ...]:
        """The library's articles with exactly this text, the original first."""
        return articles.with_text(self._database, library, text)

    def article(self, id_: str, libraries: Collection[str]) -> Article | None:
        """The current revision of an article these libraries hold, even withdrawn, or None."""
        return next(iter(articles.by_ids(self._database, [id_], libraries)), None)

    def articles(
        self,
        libraries: Collection[str],
        *,
        limit: int = 50,
        offset: int = 0,
        matching: str = "",
        withdrawn: bool = False,
    ) -> list[Article]:
        """A page of articles, newest first, whose title, outlet or address has these letters."""
        return articles.listed(
            self._database, libraries, limit, offset, matching, withdrawn=withdrawn
        )

    def copies(self, article: Article) -> list[Article]:
        """Every other article of the same library that ran the same text."""
        return [a for a in self.with_text(article.library, article.text) if a.id != article.id]

    def revisions(self, id_: str, libraries: Collection[str]) -> list[Article]:
        """Every revision of an article, oldest first."""
        return articles.revisions(self._database, id_, libraries)

    def outlets(self, libraries: Collection[str]) -> list[str]:
        """The names of the outlets these libraries have news of."""
        return extent.outlets(self._database, libraries)

    def holdings(self, libraries: Collection[str], until: datetime | None = None) -> Holdings:
        """What these libraries hold in all; with `until`, the newest is the newest by then."""
        return extent.holdings(self._database, libraries, until)

    def extent(
        self, libraries: Collection[str], until: datetime | None = None
    ) -> tuple[int, int, datetime | None]:
        """How many articles and outlets these libraries hold, and when the newest was published.

        With `until`, the newest by then.
        """
        return extent.extent(self._database, libraries, until)

    def holds_passages(self, libraries: Collection[str]) -> bool:
        """Whether there is anything to search."""
        return extent.any_passage(self._database, libraries)

    def articles_by_id(
        self, ids: Collection[str], libraries: Collection[str]
    ) -> dict[str, Article]:
        """Several articles at once, by id; those withdrawn are left out."""
        found = articles.by_ids(self._database, ids, libraries)
        return {article.id: article for article in found if not article.withdrawn}

    def forget_person(self, person: str, library: str | None) -> Forgotten:
        """Forget what a person asked, voted and set up in a library, or with None in any."""
        return forget_person(self._database, person, library)

    def note(self, key: str) -> str | None:
        """A small thing remembered between runs."""
        return self._database.note(key)

    def notes(self, prefix: str) -> dict[str, str]:
        """What is remembered under keys that begin so, by what follows in the key."""
        return self._database.notes(prefix)

    def set_note(self, key: str, value: str) -> None:
        """Remember a small thing between runs."""
        self._database.set_note(key, value)

    def reindex(
        self, split: Callable[[Draft], Sequence[Span]], on_progress: OnProgress = silent
    ) -> int:
        """Split and embed every article again with the current model; gives how many there were."""
        with self._embedding, self._index.writing:
            self._database.set_note(opening.MODEL, opening.UNFINISHED)
            count = writes.embed_all_again(self._database, self.embedder, split, on_progress)
            self._index.rebuild(on_progress)
            self._database.set_note(opening.MODEL, self.embedder.fingerprint)
            return count

    def close(self) -> None:
        """Let go of both stores and of the folder."""
        self._index.close()
        self._database.close()
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
