"""Chroma: one vector a passage, one collection a library; it can always be made anew."""

import contextlib
import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np

from retrieval.embeddings import Vectors
from retrieval.errors import VectorsUnavailable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

BATCH = 1_000
"""Vectors in one call to Chroma."""
SECONDS = 30.0
"""For how long a Chroma server may say nothing."""


class VectorIndex:
    """Chroma held open, in a folder of its own or on a server.

    Every method raises VectorsUnavailable when Chroma fails; the caller decides what then.
    """

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self._folder = _current_folder(folder)
        self._url = url
        self._opened: Client | None = None
        self._collections: dict[str, Collection] = {}

    @property
    def _client(self) -> "Client":
        if self._opened is None:
            self._opened = self._connect()
        return self._opened

    def _connect(self) -> "Client":
        import chromadb
        from chromadb.config import Settings

        # Chroma would read the .env of the working folder on its own; settings come from one place.
        settings: Any = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic's own
        try:
            if self._url is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                return cast("Client", chromadb.PersistentClient(self._folder, settings))
            parts = urlsplit(self._url)
            https = parts.scheme == "https"
            port = parts.port or (443 if https else 8000)
            host = parts.hostname or "localhost"
            client = chromadb.HttpClient(host, port, ssl=https, settings=settings)
            # It would wait for a server that hangs for ever, and whoever asks with it.
            cast("Any", client)._server._session.timeout = SECONDS  # noqa: SLF001  (no setting)
            return cast("Client", client)
        except Exception as error:
            raise self._unavailable() from error

    def _unavailable(self) -> VectorsUnavailable:
        self._collections = {}  # another process may have made them anew
        if self._url:
            return VectorsUnavailable(
                f"The Chroma server at {self._url} does not answer; start it with chroma run, or "
                "unset CHROMA_URL to keep the vectors in the data folder."
            )
        return VectorsUnavailable(
            f"The vector index in {self._folder} cannot be read; it is rebuilt when the archive "
            "is next opened, or now with newsdesk reindex."
        )

    def _collection(self, library: str) -> "Collection":
        """A library's collection, kept: asking Chroma for it takes longer than searching it."""
        known = self._collections  # which another thread may drop meanwhile
        if library not in known:
            known[library] = self._client.get_or_create_collection(
                _collection_name(library),
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
        return known[library]

    def upsert(self, library: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors, or put new ones in the place of old."""
        try:
            collection = self._collection(library)
            for start in range(0, len(ids), BATCH):
                some = slice(start, start + BATCH)
                collection.upsert(ids=list(ids[some]), embeddings=vectors[some])
        except Exception as error:
            raise self._unavailable() from error

    def delete(self, library: str, ids: Sequence[str]) -> None:
        """Forget vectors; unknown ids are no error."""
        try:
            collection = self._collection(library)
            for start in range(0, len(ids), BATCH):
                collection.delete(ids=list(ids[start : start + BATCH]))
        except Exception as error:
            raise self._unavailable() from error

    def query(self, library: str, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """The nearest passages' ids with their cosine similarity, nearest first."""
        try:
            found = self._collection(library).query(
                query_embeddings=vector.reshape(1, -1), n_results=count, include=["distances"]
            )
        except Exception as error:
            raise self._unavailable() from error
        distances = (found["distances"] or [[]])[0]
        return [(id_, 1.0 - float(d)) for id_, d in zip(found["ids"][0], distances, strict=True)]

    def count(self, library: str) -> int:
        """How many vectors a library has here."""
        try:
            return self._collection(library).count()
        except Exception as error:
            raise self._unavailable() from error

    def holds(self, library: str, ids: Sequence[str], vectors: Vectors) -> bool:
        """Whether each of these known vectors is found when searched for."""
        return all(
            any(found == id_ or similarity > 0.9999 for found, similarity in nearest)
            for id_, vector in zip(ids, vectors, strict=True)
            for nearest in [self.query(library, np.asarray(vector, dtype=np.float32), 10)]
        )

    @contextlib.contextmanager
    def trial(self) -> Iterator[bool]:
        """Mark the folder while it is checked; False when an earlier check never came back.

        Chroma can take the whole process down with a damaged folder.
        """
        mark = self._folder / "on-trial"
        if mark.exists():
            yield False
            return
        if self._folder.is_dir():
            mark.touch()
        try:
            yield True
        finally:
            mark.unlink(missing_ok=True)

    def start_over(self, libraries: Sequence[str]) -> None:
        """Begin an empty index: a local folder is set aside, a server's collections dropped."""
        self._collections = {}
        if self._url is None:
            with contextlib.suppress(Exception):  # what is damaged may not even close
                self.close()
            self._opened = None
            self._folder = _next_folder(self._folder)
            return
        for library in libraries:
            try:
                self._client.delete_collection(_collection_name(library))
            except Exception as error:
                if "does not exist" not in str(error):
                    raise self._unavailable() from error

    def close(self) -> None:
        """Let Chroma go; the next call opens it again."""
        self._collections = {}
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _collection_name(library: str) -> str:
    plain = re.sub(r"[^a-z0-9-]", "-", library.lower())[:40].strip("-")
    return f"news-{plain}-{hashlib.sha256(library.encode()).hexdigest()[:8]}"


def _current_folder(root: Path) -> Path:
    """The newest of the numbered folders an index has lived in.

    A number each, because Chroma keeps a broken folder's state by path for as long as the
    process lives.
    """
    numbers = [int(each.name) for each in root.glob("[0-9]*") if each.name.isdecimal()]
    return root / str(max(numbers, default=1))


def _next_folder(current: Path) -> Path:
    """Set the current folder aside, keeping only that one, and name the next."""
    aside = current.parent / "damaged"
    shutil.rmtree(aside, ignore_errors=True)
    if current.exists():
        current.rename(aside)
    following = current.parent / str(int(current.name) + 1)
    following.mkdir()
    return following
