"""What LangChain sees of the search."""

from datetime import timedelta

from retrieval.news import SHARED
from retrieval.retriever import NewsRetriever
from tests.retrieval.drafts import day, draft, passage_ids, put


def retriever(archive, *libraries, **more):
    return NewsRetriever(archive=archive, libraries=frozenset(libraries or {SHARED}), **more)


def test_langchain_gets_documents(archive):
    """`invoke` gives the passages with what is needed to cite them."""
    kept = put(
        archive,
        draft("Rain. The ferry ran aground.", url="https://news.test/a", published=day(2)),
    )
    (document,) = retriever(archive, count=1).invoke("Where is the ferry?")
    assert document.page_content == "The ferry ran aground."
    assert document.id == passage_ids(archive, kept)[1]
    assert document.metadata.pop("score") > 0
    assert document.metadata == {
        "article_id": kept.id,
        "title": "Harbour notes",
        "outlet": None,
        "url": "https://news.test/a",
        "published": "2026-03-02T09:00:00+00:00",
        "start": 6,
        "end": 28,
    }


def test_langchain_sees_only_the_libraries_given(archive):
    """A retriever reads its own libraries, whatever is asked."""
    put(archive, draft("The ferry ran aground."), "guild-2")
    assert retriever(archive, SHARED, "guild-1").invoke("Where is the ferry?") == []


def test_undated_news_has_no_date(archive):
    """Chains that print the date need not fear for it."""
    put(archive, draft("The ferry ran aground."))
    (document,) = retriever(archive).invoke("Where is the ferry?")
    assert document.metadata["published"] is None


def test_a_question_is_understood_at_the_time_of_asking(archive):
    """A retriever for an earlier day knows nothing later, and reads words of time as of it."""
    for number in (2, 3, 20):
        put(archive, draft("The ferry ran aground.", slug=str(number), published=day(number)))
    then = retriever(archive, asked_at=day(3) + timedelta(hours=1))
    dates = [one.metadata["published"][:10] for one in then.invoke("Where was the ferry today?")]
    assert dates == ["2026-03-03", "2026-03-02"]
    assert len(retriever(archive).invoke("Where was the ferry?")) == 3


def test_an_outlet_named_is_preferred(archive):
    """The outlets are those of the retriever's libraries."""
    put(archive, draft("The ferry ran aground.", slug="a", outlet="The Lantern"))
    put(archive, draft("The ferry ran aground.", slug="b", outlet="Vale Herald"))
    first, _ = retriever(archive).invoke("What did the Vale Herald say of the ferry?")
    assert first.metadata["outlet"] == "Vale Herald"


def test_any_number_may_be_asked_for(archive):
    """`count` documents at most."""
    put(archive, draft(" ".join(f"Ferry {n}." for n in range(12))))
    assert [len(retriever(archive, count=n).invoke("ferry")) for n in (1, 5, 99)] == [1, 5, 12]
