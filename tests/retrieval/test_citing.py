"""Sentences chosen, and the citations they share."""

import pytest

from retrieval.citing import cite
from retrieval.extractive import Candidate
from retrieval.news import SHARED, Article, Passage, Retrieved
from retrieval.sentences import sentences
from tests.retrieval.drafts import day

TEXT = "The ferry ran aground.  Nine were hurt.\n\nIt rained. The captain slept."


def article(id_: str, text: str = TEXT) -> Article:
    return Article(
        title="Ferry aground",
        text=text,
        url="https://news.test/ferry",
        id=id_,
        library=SHARED,
        revision=3,
        first_seen=day(1),
        story=id_,
        outlet="The Lantern",
        published=day(1),
    )


def candidates(of: Article, *numbers: int) -> list[Candidate]:
    """Sentences of an article, by their place in it; each from a passage of its own."""
    spans = sentences(of.text)
    return [
        Candidate(
            Retrieved(Passage(str(n), of.id, 3, span.start, span.end, "…"), of, 1.0),
            span.start,
            span.end,
        )
        for n in numbers
        for span in [spans[n]]
    ]


def cited(chosen):
    """The quotes, and by their numbers what each sentence rests on; each proven exact."""
    said, citations = cite(chosen)
    assert [one.text for one in said] == [one.text for one in chosen]
    assert [citation.n for citation in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        assert citation.quote == TEXT[citation.start : citation.end]
    for sentence in said:
        (number,) = sentence.citations
        assert sentence.text in citations[number - 1].quote
    return [citation.quote for citation in citations], [one.citations[0] for one in said]


@pytest.mark.parametrize(
    ("numbers", "quotes", "marks"),
    [
        ([0], ["The ferry ran aground."], [1]),
        ([0, 1], ["The ferry ran aground.  Nine were hurt."], [1, 1]),
        ([1, 2], ["Nine were hurt.\n\nIt rained."], [1, 1]),
        ([0, 1, 2, 3], [TEXT], [1, 1, 1, 1]),
        ([0, 2], ["The ferry ran aground.", "It rained."], [1, 2]),
        ([0, 2, 3], ["The ferry ran aground.", "It rained. The captain slept."], [1, 2, 2]),
        ([1, 0], ["Nine were hurt.", "The ferry ran aground."], [1, 2]),
        ([0, 0], ["The ferry ran aground."] * 2, [1, 2]),
        ([], [], []),
    ],
)
def test_neighbours_share_one_citation(numbers, quotes, marks):
    """Sentences that follow each other are quoted as one stretch, words between and all."""
    assert cited(candidates(article("a"), *numbers)) == (quotes, marks)


def test_sentences_of_two_articles_never_do():
    """Though one might follow the other by its offsets."""
    chosen = [*candidates(article("a"), 0), *candidates(article("b"), 1)]
    assert cited(chosen) == (["The ferry ran aground.", "Nine were hurt."], [1, 2])


def test_a_citation_tells_what_it_quotes():
    """The revision's own words, and a link that jumps to their beginning."""
    _, [citation] = cite(candidates(article("a"), 0, 1))
    assert (citation.article_id, citation.revision, citation.outlet) == ("a", 3, "The Lantern")
    assert citation.published == day(1)
    assert citation.link
    assert citation.link.startswith("https://news.test/ferry#:~:text=The%20ferry")
