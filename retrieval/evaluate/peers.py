"""LangChain's own hybrid retriever over the archive's passages, to compare with."""

import warnings
from collections.abc import Callable, Collection, Mapping

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.archive import Archive
from retrieval.embeddings import Vectors
from retrieval.scope import Scope

INSTALL = 'pip install -e ".[bench]"'
"""What brings the packages that are compared with."""
NAME = "EnsembleRetriever"
_COUNT = 10

Search = Callable[[str], list[str]]


class _Dense(BaseRetriever):
    """By the stored vectors, as LangChain's Chroma store finds them; nothing is embedded twice."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    scope: Scope
    documents: Mapping[str, Document]
    vectors: Mapping[str, Vectors]

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain hands it over
    ) -> list[Document]:
        found = self.archive.dense.nearest(self.vectors[query], self.scope, _COUNT)
        return [self.documents[id_] for id_, _ in found if id_ in self.documents]


def ensemble(
    archive: Archive, libraries: Collection[str], vectors: Mapping[str, Vectors]
) -> Search | None:
    """BM25Retriever and dense search, fused by EnsembleRetriever; None without their packages.

    `vectors` are those of the questions that will be asked.
    """
    documents = {
        passage.id: Document(id=passage.id, page_content=passage.text)
        for passage in archive.chronicle.passages(libraries)
    }
    dense = _Dense(archive=archive, scope=Scope.of(libraries), documents=documents, vectors=vectors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # langchain-community is being wound up
        try:
            from langchain_classic.retrievers import EnsembleRetriever
            from langchain_community.retrievers import BM25Retriever

            words = BM25Retriever.from_documents(list(documents.values()), k=_COUNT)
        except ImportError:  # also of rank_bm25, which is looked for only now
            return None
    both = EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])
    return lambda question: [one.page_content for one in both.invoke(question)[:_COUNT]]
