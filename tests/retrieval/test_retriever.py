"""How what was found is weighed, and what LangChain sees of it."""

from datetime import timedelta

import pytest

from retrieval.news import SHARED
from retrieval.query import understand
from retrieval.retriever import NewsRetriever, Weights, retrieve
from tests.retrieval.drafts import day, draft, passage_ids, put


def weights(**more) -> Weights:
    return Weights(**({"dense": 0, "lexical": 0, "outlet": 0, "recency": 0, "latest": 0} | more))


def found(archive, question, **more):
    """What is found, by the last word of its article's address."""
    understood = understand(question, archive.outlets([SHARED]))
    hits = retrieve(archive, understood, [SHARED], **more)
    return {str(hit.article.address).rsplit("/", 1)[1]: hit for hit in hits}


@pytest.fixture
def pair(archive):
    """Two articles, the vector of the second, and the cosine between them."""
    ids = [
        passage_ids(archive, put(archive, draft(text, slug=slug)))[0]
        for slug, text in [("ferry", "The ferry ran aground."), ("rain", "It rained all day.")]
    ]
    ferry, rain = (archive.vectors([id_], [SHARED])[id_] for id_ in ids)
    return rain, float(ferry @ rain)


def test_scores_are_added_by_their_weights(archive, pair):
    """With the rain's vector and the word "ferry", each half prefers its own."""
    vector, cosine = pair
    hits = found(archive, "Ferry?", vector=vector, weights=weights(dense=0.25, lexical=0.75))
    assert hits["ferry"].score == pytest.approx(0.25 * cosine + 0.75, abs=1e-5)
    assert hits["rain"].score == pytest.approx(0.25, abs=1e-5)
    assert list(hits) == ["ferry", "rain"]


def test_weights_decide_the_order(archive, pair):
    """The other way round, the nearer vector comes first."""
    vector, cosine = pair
    hits = found(archive, "Ferry?", vector=vector, weights=weights(dense=0.9, lexical=0.1))
    assert hits["ferry"].score == pytest.approx(0.9 * cosine + 0.1, abs=1e-5)
    assert list(hits) == ["rain", "ferry"]


def test_scores_of_each_half_lie_between_0_and_1(archive, pair):
    """The best match of words has 1, the exact vector 1."""
    hits = found(archive, "Ferry?", vector=pair[0])
    assert (hits["ferry"].lexical, hits["rain"].lexical) == (1.0, 0.0)
    assert hits["rain"].dense == pytest.approx(1.0, abs=1e-5)


def test_an_outlet_named_is_preferred(archive):
    """The outlet's news gets the boost, and only it."""
    put(archive, draft("It rained.", slug="a", outlet="Vale Herald"))
    put(archive, draft("It poured.", slug="b", outlet="The Lantern"))
    hits = found(archive, "What did the Lantern say of rain?", weights=weights(outlet=0.3))
    assert {slug: hit.score for slug, hit in hits.items()} == {"b": 0.3, "a": 0.0}


def test_freshness_halves_with_age(archive):
    """Today's news counts whole, ten days old news half, twenty days old news a quarter."""
    for number in (1, 11, 21):
        put(archive, draft("It rained.", slug=str(number), published=day(number)))
    given = weights(recency=1.0, half_life_days=10)
    hits = found(archive, "rain", asked_at=day(21), weights=given)
    assert {slug: hit.score for slug, hit in hits.items()} == pytest.approx(
        {"21": 1.0, "11": 0.5, "1": 0.25}
    )


def test_asking_for_the_latest_weighs_freshness_more(archive):
    """A question for the latest uses a weight of its own."""
    put(archive, draft("It rained.", slug="a", published=day(11)))
    given = weights(recency=0.1, latest=0.8, half_life_days=10)
    assert found(archive, "rain", asked_at=day(21), weights=given)["a"].score == (
        pytest.approx(0.05)
    )
    assert found(archive, "latest rain", asked_at=day(21), weights=given)["a"].score == (
        pytest.approx(0.4)
    )


def test_news_from_the_future_is_hidden(archive):
    """With asked_at, what was published over a day later is not known yet."""
    for number in (5, 6, 7):
        put(archive, draft("It rained.", slug=str(number), published=day(number)))
    assert found(archive, "rain", asked_at=day(5)).keys() == {"5", "6"}
    assert len(found(archive, "rain")) == 3


def test_later_news_does_not_crowd_out_what_was_known(archive):
    """However much came later, what was known when asked is found."""
    put(archive, draft("It rained in a far corner of the vale.", slug="then", published=day(1)))
    later = " ".join(f"Rain rain {number}." for number in range(80))
    put(archive, draft(later, slug="later", title="Rain", published=day(20)))
    assert found(archive, "Rain?", asked_at=day(1)).keys() == {"then"}


def test_undated_news_is_neither_dropped_nor_taken_for_new(archive):
    """Undated news is found, also with asked_at, and gets nothing for freshness."""
    put(archive, draft("It rained.", slug="undated"))
    put(archive, draft("It rained.", slug="old", published=day(21) - timedelta(days=365)))
    hits = found(archive, "latest rain", asked_at=day(21), weights=weights(latest=1.0))
    assert hits["undated"].score == 0.0
    assert hits["old"].score > 0.0


def test_no_more_than_asked_for_are_given(archive):
    """`count` passages at most, best first."""
    put(archive, draft(" ".join(f"Rain {n}." for n in range(20))))
    hits = retrieve(archive, understand("rain", []), [SHARED], count=7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("question", ["", "?!", "“”", "the", "a" * 5_000, "NEAR(\x00 OR*"])
def test_any_question_can_be_asked(archive, question):
    """No question breaks the search."""
    put(archive, draft("It rained."))
    assert len(retrieve(archive, understand(question, []), [SHARED])) == 1


def test_an_empty_archive_gives_nothing(archive):
    """Nothing kept, nothing found."""
    assert retrieve(archive, understand("rain", []), [SHARED]) == []


def test_langchain_gets_documents(archive):
    """`invoke` gives the passages with what is needed to cite them."""
    kept = put(
        archive,
        draft("Rain. The ferry ran aground.", url="https://news.test/a", published=day(2)),
    )
    retriever = NewsRetriever(archive=archive, libraries=frozenset({SHARED}), count=1)
    (document,) = retriever.invoke("Where is the ferry?")
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
    retriever = NewsRetriever(archive=archive, libraries=frozenset({SHARED, "guild-1"}))
    assert retriever.invoke("Where is the ferry?") == []
