"""Which sentences make an answer."""

import pytest

from retrieval.extractive import Candidate, candidates, choose, coverage
from retrieval.news import SHARED, Passage, Retrieved
from retrieval.question.query import understand
from retrieval.question.words import telling
from retrieval.search import Sought, search
from tests.retrieval.drafts import draft, put

FERRY = (
    "The ferry Anna Holm ran aground off Skerry on Monday. Nine passengers were hurt.\n"
    "Was it the fog? The coastguard blames a failed depth alarm."
)


def ranked(archive, question) -> list[Candidate]:
    vector = archive.embedder.embed([question])[0]
    found = search(archive, [Sought(understand(question, []), vector)], [SHARED])
    rarity = archive.words.rarity(telling(question), [SHARED])
    return candidates(understand(question, []), vector, found, rarity, archive.embedder)


@pytest.fixture
def ferry(archive):
    return put(archive, draft(FERRY, title="Ferry aground"))


def said(article, text: str, score: float) -> Candidate:
    """A candidate as if judged."""
    start, end = article.text.index(text), article.text.index(text) + len(text)
    passage = Passage("p", article.id, article.revision, start, end, text)
    return Candidate(Retrieved(passage, article, 0.5), start, end, 0.5, 0.5, True, score)


def test_candidates_are_the_articles_own_sentences(archive, ferry):
    """Every candidate stands word for word where it says, each once."""
    given = ranked(archive, "Where did the ferry run aground?")
    assert all(ferry.text[one.start : one.end] == one.text for one in given)
    assert len(given) == len({one.text for one in given}) == 4


def test_the_best_candidate_comes_first(archive, ferry):
    """Candidates come by score, and the sentence with the answer wins."""
    given = ranked(archive, "Where did the ferry run aground?")
    assert [one.score for one in given] == sorted((one.score for one in given), reverse=True)
    assert given[0].text == "The ferry Anna Holm ran aground off Skerry on Monday."


def test_a_sentence_in_two_articles_is_one_candidate(archive, ferry):
    """The same wording, punctuation and case aside, is weighed once."""
    put(archive, draft("NINE passengers were hurt!", slug="other"))
    texts = [one.text.casefold()[:10] for one in ranked(archive, "Who was hurt?")]
    assert texts.count("nine passe") == 1


def test_a_question_is_no_answer(archive, ferry):
    """A sentence that asks is judged below the same sentence that states."""
    put(archive, draft("It was the fog.", slug="fog"))
    order = [one.text for one in ranked(archive, "Was it the fog?")]
    assert order.index("It was the fog.") < order.index("Was it the fog?")


def test_nothing_found_gives_no_candidates(archive):
    """Without passages there is nothing to say."""
    assert ranked(archive, "Anything?") == []
    assert choose([]) == []


def test_at_most_three_sentences_are_chosen(archive):
    """An answer is short."""
    said_all = "Rain fell. Trains stopped. Shops closed. Schools opened. Boats sank."
    article = put(archive, draft(said_all))
    texts = [f"{text.rstrip('.')}." for text in said_all.split(". ")]
    assert len(choose([said(article, text, 1.0) for text in texts])) == 3


def test_sentences_far_below_the_best_are_left_out(ferry):
    """What scores much worse than the best sentence is not said."""
    best = said(ferry, "Nine passengers were hurt.", 1.0)
    assert choose([best, said(ferry, "Was it the fog?", 0.1)]) == [best]


def test_nearly_the_same_is_not_said_twice(archive, ferry):
    """Of two sentences that say the same in nearly the same words, the better stays."""
    other = put(archive, draft("Nine of the passengers were hurt.", slug="other"))
    best = said(ferry, "Nine passengers were hurt.", 1.0)
    assert choose([best, said(other, other.text, 0.99)]) == [best]


def test_another_number_is_another_thing_said(archive, ferry):
    """Sentences that differ in a number do not say the same: both are shown."""
    other = put(archive, draft("Twelve passengers were hurt.", slug="other"))
    chosen = choose([said(ferry, "Nine passengers were hurt.", 1.0), said(other, other.text, 0.99)])
    assert len(chosen) == 2


def test_sentences_of_an_article_keep_their_order(ferry):
    """Within an article sentences come as they were written."""
    late = said(ferry, "The coastguard blames a failed depth alarm.", 1.0)
    early = said(ferry, "Nine passengers were hurt.", 0.95)
    assert choose([late, early]) == [early, late]


def test_the_best_sentences_article_comes_first(archive, ferry):
    """Articles come by their best sentence."""
    other = put(archive, draft("It rained over Wexley all week.", slug="other"))
    best = said(other, other.text, 1.0)
    second = said(ferry, "Nine passengers were hurt.", 0.95)
    assert choose([best, second]) == [best, second]


def test_coverage_counts_words_by_rarity():
    """A word in the sentence counts whole, in the title half, both by rarity."""
    rarity = {"ferri": 3.0, "skerri": 1.0}
    assert coverage(rarity, "The ferries sailed.", "") == pytest.approx(0.75)
    assert coverage(rarity, "Off Skerry.", "Ferry aground") == pytest.approx((1 + 1.5) / 4)
    assert coverage({}, "The ferry.", "Ferry") == 0.0


def test_only_an_opening_dateline_is_left_out(archive):
    """An agency's dateline says nothing; a dash after capitals later in the text does."""
    text = "SKERRY, 5 May (Wire) - Nine were hurt.\n\nNATO - the alliance - sent two ships."
    put(archive, draft(text))
    texts = {one.text for one in ranked(archive, "How many were hurt?")}
    assert texts == {"Nine were hurt.", "NATO - the alliance - sent two ships."}
