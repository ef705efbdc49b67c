"""A question of a few words is answered where one article plainly says it, and only there."""

import pytest

from retrieval.answerer import answer
from retrieval.answers import Status
from retrieval.news import SHARED
from tests.retrieval.drafts import day, draft, put

TISK = (
    "Rowena Tisk, finance director of the Sollan Dairy, resigned on Friday after auditors found a "
    "gap of three million pounds in the accounts."
)
WELL = (
    "Health officials said an outbreak of stomach illness at Brackwater school was caused by water "
    "from a polluted well."
)
EGGS = (
    "A salmonella outbreak among visitors of the Norvale festival was caused by undercooked eggs, "
    "the health board reported."
)
STRIKE = "Dockers at the port of Portmere voted on Tuesday to end their eleven-day strike."


@pytest.fixture
def news(archive):
    """Four articles of three outlets."""
    for number, (outlet, text) in enumerate(
        [("Vale Herald", TISK), ("Harbour Post", WELL), ("Vale Herald", EGGS), ("Echo", STRIKE)]
    ):
        put(archive, draft(text, slug=str(number), outlet=outlet, published=day(3 + number)))
    return archive


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who resigned?", TISK),
        ("How long did the strike last?", STRIKE),
        ("According to the Harbour Post, what caused the outbreak?", WELL),
        ("What caused the outbreak, according to the Vale Herald?", EGGS),
    ],
)
def test_a_short_question_is_answered_by_who_says_it(news, question, said):
    """However little the few words are like a whole passage; an outlet named tells its own."""
    given = answer(news, question, [SHARED], asked_at=day(20))
    assert [one.text for one in given.sentences] == [said]


@pytest.mark.parametrize(
    "question",
    [
        "Who retired?",
        "What caused the earthquake?",
        "How long did the eclipse last?",
        "According to the Echo, what caused the outbreak?",
    ],
)
def test_a_short_question_that_nobody_answers_is_refused(news, question):
    """One word of it elsewhere is not enough, nor another outlet's answer."""
    assert answer(news, question, [SHARED], asked_at=day(20)).status is Status.NOT_IN_NEWS
