"""LangChain's retrievers over the same passages: its Chroma alone, and that with BM25 beside it.

The texts lie in Chroma, as LangChain stores them. BM25Retriever keeps its own copy in memory, and
counts every word of it anew whenever the program starts.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.embeddings import HuggingFaceEmbeddings
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever

from retrieval.embeddings import Embedder
from tests.bench import corpus
from tests.bench.corpus import Story
from tests.bench.filled import OnPassages, batches
from tests.bench.projected import projected

NEAREST = 10
_AT_ONCE = 5_000
"""Passages in one call to Chroma, which refuses more than a few thousand."""
_COMPLETE = "complete"


class Projected(Embeddings):
    """As tests.bench.projected: LangChain's model at work, but vectors of another kind."""

    def __init__(self) -> None:
        self._real = HuggingFaceEmbeddings(model_name=Embedder()._source)

    def embed_query(self, text: str) -> list[float]:
        self._real.embed_query(text)
        return projected([text])[0].tolist()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self._real.embed_documents(texts)
        return projected(texts).tolist()


def fill(folder: Path, count: int, on_passages: OnPassages) -> None:
    """Store so many passages, with vectors made beforehand, unless they are there already."""
    mark = folder / _COMPLETE
    if mark.exists() and mark.read_text() == str(count):
        return
    collection = Chroma("news", persist_directory=str(folder))._collection
    done = 0
    for some in batches(corpus.stories(count), _AT_ONCE // 10):
        rows = [row for story in some for row in _rows(story)]
        texts = [text for text, _ in rows]
        titled = [f"{known['title']}\n{text}" for text, known in rows]
        ids = [f"{done + n}" for n in range(len(rows))]
        collection.add(ids, projected(titled), [known for _, known in rows], texts)
        done += len(rows)
        on_passages(done, count)
    mark.write_text(str(count))


def _rows(story: Story) -> list[tuple[str, dict[str, Any]]]:
    draft = story.draft
    known = {"title": draft.title, "source": draft.url, "outlet": draft.outlet}
    if draft.published:
        known["published"] = draft.published.isoformat()
    return [(draft.text[span.start : span.end], known) for span in story.spans]


def chroma(folder: Path) -> BaseRetriever:
    """Search by vectors alone, as in LangChain's tutorials."""
    return _store(folder).as_retriever(search_kwargs={"k": NEAREST})


def ensemble(folder: Path) -> BaseRetriever:
    """Search by words and by vectors, as LangChain's documentation does."""
    store = _store(folder)
    words = BM25Retriever.from_documents(list(_documents(store)), k=NEAREST)
    dense = store.as_retriever(search_kwargs={"k": NEAREST})
    return EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])


def _store(folder: Path) -> Chroma:
    return Chroma("news", Projected(), persist_directory=str(folder))


def _documents(store: Chroma) -> Iterator[Document]:
    for start in range(0, store._collection.count(), _AT_ONCE):
        some = store.get(limit=_AT_ONCE, offset=start)
        pairs = zip(some["documents"], some["metadatas"], strict=True)
        yield from (Document(page_content=text, metadata=known) for text, known in pairs)
