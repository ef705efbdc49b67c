"""What measuring looks at: the whole search, every passage, the exact words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.answerer import answer
from retrieval.evaluate import parts
from retrieval.evaluate.answered import quoted
from retrieval.evaluate.gold import Question, answer_known, known
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences

ASKED_AT = datetime(2026, 5, 8, 23, 59, tzinfo=UTC)


@pytest.fixture
def news(archive):
    """Three articles, one of them of another library."""
    told = [
        (SHARED, "The mayor of Oxmoor resigned on Thursday. She had held the post since 2019.", 7),
        (SHARED, "The mayor of Oxmoor opened a bridge. It cost 4.5 million crowns to build.", 1),
        ("guild-1", "The mayor of Fenwick resigned over a bridge that was never built.", 2),
    ]
    return [
        archive.put(
            library,
            Draft(
                title=f"Mayor {day}",
                text=text,
                address=f"https://herald.example/{day}",
                outlet="Vale Herald",
                published=datetime(2026, 5, day, tzinfo=UTC),
            ),
            sentences(text),
        )
        for library, text, day in told
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Why did the mayor of Oxmoor resign this week?",
        "What did the Vale Herald say of the mayor of Oxmoor on 1 May?",
        "Did the mayor of Oxmoor resign before the mayor of Oxmoor opened a bridge?",
    ],
)
def test_the_last_part_is_the_search_that_answers(archive, news, text):
    """What the last row measures is what an answer is made of."""
    question = Question(text, asked_at=ASKED_AT)
    *_, whole = parts.parts(reranked=False)
    sought = parts.asked(archive, question, [SHARED])
    given = answer(archive, text, [SHARED], asked_at=ASKED_AT)
    assert parts.found(archive, sought, question, [SHARED], whole) == [
        one.passage.text for one in given.passages
    ]


def test_the_first_part_goes_by_vectors_alone(archive, news):
    """Dense alone gives the order of the cosines."""
    question = Question("Which mayor resigned?")
    sought = parts.asked(archive, question, [SHARED])
    found = parts.found(archive, sought, question, [SHARED], parts.parts(reranked=False)[0])
    every = list(archive.chronicle.passages([SHARED]))
    vectors = archive.dense.vectors([one.id for one in every], [SHARED])
    every.sort(key=lambda one: -float(vectors[one.id] @ sought[0].vector))
    assert found == [one.text for one in every]


def test_every_passage_of_the_libraries(archive, news):
    """Those of other libraries are not among them."""
    assert {one.article_id for one in archive.chronicle.passages([SHARED])} == {
        news[0].id,
        news[1].id,
    }
    assert len(list(archive.chronicle.passages([SHARED, "guild-1"]))) == 5


def test_evidence_comes_before_answers(archive, news):
    """An answer stands in only for evidence that no article holds."""
    asked = Question("Who?", answers=("2019",), evidence=("She had held the post since\n2019.",))
    found = known(archive, asked, [SHARED])
    assert found
    assert not found.stands_in
    assert found.ranking([news[0].text]).held[0]
    other = known(archive, replace(asked, evidence=("She held it for years.",)), [SHARED])
    assert other
    assert other.stands_in
    assert other.ranking(["Since 2019.", "In 20191."]).held == (
        frozenset(other.pieces),
        frozenset(),
    )


def test_numbers_names_and_other_libraries(archive, news):
    """An answer is looked for word for word, in what the asker may see."""
    assert answer_known(archive, Question("How much?", answers=("4.5 million",)), [SHARED])
    assert not answer_known(archive, Question("How much?", answers=("5 million",)), [SHARED])
    assert not answer_known(archive, Question("Who?", answers=("of Fenwick",)), [SHARED])
    assert answer_known(archive, Question("Who?", answers=("of Fenwick",)), ["guild-1"])


def test_what_was_not_published_yet_is_not_known(archive, news):
    """A question of the first of May cannot be answered by news of the seventh."""
    asked = Question("Who?", answers=("resigned",), asked_at=datetime(2026, 5, 1, tzinfo=UTC))
    assert not answer_known(archive, asked, [SHARED])
    assert answer_known(archive, replace(asked, asked_at=ASKED_AT), [SHARED])


def test_a_quote_must_be_exact(archive, news):
    """One character off, or another revision, is no exact citation."""
    given = answer(archive, "Since when had she held the post?", [SHARED], refusal_point=0)
    citation = given.citations[0]
    assert quoted(archive, citation, [SHARED])
    assert not quoted(archive, replace(citation, start=citation.start + 1), [SHARED])
    assert not quoted(archive, replace(citation, revision=2), [SHARED])
    assert not quoted(archive, replace(citation, quote=""), [SHARED])
