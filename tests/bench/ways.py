"""Ingest one way, in a process of its own: newsdesk's, or the plain one of LangChain's tutorials.

    python -m tests.bench.ways newsdesk|plain JOB.json

It prints one JSON object when the model is loaded and one when everything is in.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.document_loaders import BaseLoader

CHARACTERS, OVERLAP = 1000, 200
"""The chunks of LangChain's tutorials."""
NEAREST = 10


@dataclass(frozen=True, slots=True)
class Job:
    """What to ingest: a dump, or the addresses of pages; what to ask afterwards, and where."""

    folder: str = ""
    model: str = ""
    dump: str | None = None
    pages: tuple[str, ...] = ()
    questions: tuple[dict[str, Any], ...] = ()


def main() -> None:
    """Do the job one way."""
    name, file = sys.argv[1:]
    job = Job(**json.loads(Path(file).read_text("utf-8")))
    {"newsdesk": newsdesk, "plain": plain}[name](job)


def newsdesk(job: Job) -> None:
    """Ingest as `newsdesk ingest` does."""
    from ingest.pipeline import Outcome, ingest
    from ingest.sources import Address, LocalPath
    from retrieval.archive import Archive
    from retrieval.embeddings import Embedder
    from retrieval.news import SHARED

    given = [LocalPath(Path(job.dump))] if job.dump else [Address(url) for url in job.pages]
    embedder = Embedder(cache=Path(job.folder).with_name("models"))
    embedder.warm()
    with Archive.open(Path(job.folder), embedder, holder="the bench") as archive:
        timed = _timed(
            lambda: ingest(given, archive, library=SHARED, allow_private=True, host_delay=0)
        )
        counts = {kind: timed.gave.count(kind) for kind in Outcome}
        # The plain way stores what it has already once more; here it is read and known again.
        articles = sum(counts.values()) - counts[Outcome.FAILED]
        left_out = {kind: count for kind, count in counts.items() if kind is not Outcome.NEW}
        failed = [one.reason for one in timed.gave.failed]
        passages = archive.holdings({SHARED}).passages
        timed.tell(articles, passages, failed=failed[:3], left_out=left_out)
        _answer(job, {"hybrid": _hybrid(archive), "dense": _dense(archive)})


def _hybrid(archive: Any) -> Callable[[dict[str, Any]], list[str]]:
    from datetime import UTC, datetime

    from retrieval.news import SHARED
    from retrieval.question.query import understand
    from retrieval.search import embedded, search

    mine = frozenset({SHARED})

    def found(row: dict[str, Any]) -> list[str]:
        asked = datetime.fromisoformat(row["asked_at"]) if row.get("asked_at") else None
        asked = asked.replace(tzinfo=UTC) if asked and asked.tzinfo is None else asked
        understood = understand(row["question"], archive.outlets(mine), asked_at=asked)
        sought = embedded(archive.embedder, understood)
        hits = search(archive, sought, mine, count=NEAREST, asked_at=asked)
        return [one.passage.text for one in hits]

    return found


def _dense(archive: Any) -> Callable[[dict[str, Any]], list[str]]:
    from retrieval.news import SHARED
    from retrieval.scope import Scope

    mine = frozenset({SHARED})

    def found(row: dict[str, Any]) -> list[str]:
        vector = archive.embedder.embed([row["question"]])[0]
        ids = [id_ for id_, _ in archive.dense.nearest(vector, Scope.of(mine), NEAREST)]
        passages = archive.standing.passages(ids, Scope.of(mine))
        return [passages[id_].text for id_ in ids if id_ in passages]

    return found


def plain(job: Job) -> None:
    """Ingest as LangChain's tutorials do: load all, split all, add all."""
    from langchain_chroma import Chroma
    from langchain_community.embeddings import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = HuggingFaceEmbeddings(model_name=job.model)
    embeddings.embed_query("warm")
    store = Chroma("news", embeddings, persist_directory=job.folder)
    most = store._client.get_max_batch_size()

    def ingest() -> tuple[int, int]:
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHARACTERS, chunk_overlap=OVERLAP)
        documents = _loader(job).load()
        pieces = splitter.split_documents(documents)
        # Chroma refuses more in one call, which a large dump would otherwise end at.
        for start in range(0, len(pieces), most):
            store.add_documents(pieces[start : start + most])
        return len(documents), len(pieces)

    timed = _timed(ingest)
    timed.tell(*timed.gave)

    def nearest(row: dict[str, Any]) -> list[str]:
        found = store.similarity_search(row["question"], k=NEAREST)
        return [document.page_content for document in found]

    _answer(job, {"dense": nearest})


def _loader(job: Job) -> "BaseLoader":
    if not job.dump:
        from langchain_community.document_loaders import WebBaseLoader

        return WebBaseLoader(web_paths=job.pages)

    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document

    dump = Path(job.dump)

    class Lines(BaseLoader):
        """LangChain's JSONLoader for JSON lines, without jq, which only slows it down."""

        def lazy_load(self) -> Iterator[Document]:
            with dump.open(encoding="utf-8") as lines:
                for row in map(json.loads, lines):
                    known = {key: row[key] for key in ("title", "url", "outlet") if row.get(key)}
                    yield Document(page_content=row["text"], metadata=known)

    return Lines()


@dataclass(frozen=True, slots=True)
class _Timed:
    gave: Any
    seconds: float
    cpu: float

    def tell(self, articles: int, passages: int, **more: object) -> None:
        """Say what was taken in and what it took."""
        took = {"seconds": self.seconds, "cpu": self.cpu}
        print(json.dumps({"articles": articles, "passages": passages} | took | more), flush=True)


def _timed(step: Callable[[], Any]) -> _Timed:
    print(json.dumps({"ready": True}), flush=True)
    wall, cpu = time.perf_counter(), _cpu()
    gave = step()
    return _Timed(gave, time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    """Processor seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def _answer(job: Job, searches: dict[str, Callable[[dict[str, Any]], list[str]]]) -> None:
    if job.questions:
        found = {name: [search(row) for row in job.questions] for name, search in searches.items()}
        Path(job.folder, "found.json").write_text(json.dumps(found), "utf-8")


def written(job: Job, file: Path) -> Path:
    """Put a job into a file."""
    file.write_text(json.dumps(asdict(job)), "utf-8")
    return file


if __name__ == "__main__":
    main()
