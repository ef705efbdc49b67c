"""Opens the archive's two stores: the folder held, the model checked, what a crash left mended."""

from contextlib import ExitStack, closing
from pathlib import Path

from retrieval import pending
from retrieval.database import Database
from retrieval.embeddings import Embedder
from retrieval.errors import ArchiveUnreadable, EmbeddingModelChanged
from retrieval.lock import FolderLock
from retrieval.progress import OnProgress
from retrieval.resilient import ResilientIndex
from retrieval.vectors import VectorIndex

MODEL = "embedding_model"
"""The note of which model made the vectors."""
UNFINISHED = "reindexing"
"""What that note says while they are made anew."""
LEFT = "Making passages ready that an earlier run left"
"""What is told while those are embedded that were stored and no more."""


def stores(
    folder: Path,
    embedder: Embedder,
    holder: str,
    chroma_url: str | None,
    on_progress: OnProgress,
    *,
    reindexing: bool,
) -> tuple[FolderLock | None, Database, ResilientIndex]:
    """Open both stores, and bring them in step unless all vectors are to be made anew."""
    with ExitStack() as opened:
        lock = _held(folder, holder, shared=chroma_url is not None)
        if lock:
            opened.enter_context(closing(lock))
        database = opened.enter_context(closing(Database(folder / "archive.db", on_progress)))
        vectors = VectorIndex(folder / "chroma", chroma_url)
        index = ResilientIndex(database, vectors, shared=chroma_url is not None)
        if not reindexing:
            _check_model(database, embedder)
            # Before Chroma is looked at: one that must be rebuilt is then rebuilt once.
            _embed_left(database, embedder, index, on_progress)
            index.check(on_progress)
        opened.pop_all()
        return lock, database, index


def _held(folder: Path, holder: str, *, shared: bool) -> FolderLock | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return None if shared else FolderLock(folder, holder)
    except OSError as error:
        raise ArchiveUnreadable(
            f"The data folder {folder} cannot be written ({error.strerror}); set NEWSDESK_DATA "
            "to a folder of yours on a disk with room."
        ) from error


def _embed_left(
    database: Database, embedder: Embedder, index: ResilientIndex, on_progress: OnProgress
) -> None:
    if left := pending.count(database):
        on_progress(LEFT, 0, left)  # the first batch takes seconds already
        pending.embed(
            database,
            embedder,
            index.writing,
            lambda: None,
            lambda _what, done, total: on_progress(LEFT, done, total),
        )


def _check_model(database: Database, embedder: Embedder) -> None:
    made_with = database.note(MODEL)
    if made_with is None:
        database.set_note(MODEL, embedder.fingerprint)
    elif made_with == UNFINISHED:
        raise EmbeddingModelChanged(
            "The last newsdesk reindex did not finish; run newsdesk reindex again."
        )
    elif made_with != embedder.fingerprint:
        raise EmbeddingModelChanged(
            f"This archive was embedded with another model than {embedder.name}; run newsdesk "
            "reindex to embed it again, or set EMBEDDING_MODEL back."
        )
