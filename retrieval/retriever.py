"""The hybrid search as a LangChain retriever, for chains and tools that take one."""

from datetime import datetime

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.archive import Archive
from retrieval.news import Retrieved
from retrieval.question.query import understand
from retrieval.search import embedded, search


class NewsRetriever(BaseRetriever):
    """A LangChain retriever over the libraries an asker may see."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    libraries: frozenset[str]
    count: int = 10
    asked_at: datetime | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain hands it over
    ) -> list[Document]:
        outlets = self.archive.outlets(self.libraries)
        understood = understand(query, outlets, asked_at=self.asked_at)
        found = search(
            self.archive,
            embedded(self.archive.embedder, understood),
            self.libraries,
            count=self.count,
            asked_at=self.asked_at,
        )
        return [_document(one) for one in found]


def _document(found: Retrieved) -> Document:
    article = found.article
    return Document(
        id=found.passage.id,
        page_content=found.passage.text,
        metadata={
            "article_id": article.id,
            "title": article.title,
            "outlet": article.outlet,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "start": found.passage.start,
            "end": found.passage.end,
            "score": found.score,
        },
    )
