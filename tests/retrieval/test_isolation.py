"""No read crosses from one guild's library to another's."""

import pytest

from retrieval.answerer import answer
from retrieval.answers import Status
from retrieval.news import SHARED
from retrieval.retriever import NewsRetriever
from retrieval.scope import Scope
from tests.retrieval.drafts import by_vector, by_words, draft, passage_ids, put

OURS, THEIRS = "guild-1", "guild-2"
MINE = frozenset({SHARED, OURS})


@pytest.fixture
def theirs(archive):
    return put(archive, draft("The ferry ran aground.", outlet="The Lantern"), THEIRS)


@pytest.mark.parametrize("mine", [MINE, frozenset()])
def test_no_read_shows_another_library(archive, theirs, mine):
    """Every read that takes the asker's libraries gives nothing of another's, or of none."""
    assert archive.article(theirs.id, mine) is None
    assert archive.articles(mine) == archive.revisions(theirs.id, mine) == []
    assert archive.articles_by_id([theirs.id], mine) == {}
    assert archive.outlets(mine) == []
    assert archive.holdings(mine).articles == archive.holdings(mine).passages == 0
    assert by_words(archive, "ferry", mine) == by_vector(archive, "ferry", mine) == []
    ids = passage_ids(archive, theirs)
    assert archive.standing.passages(ids, Scope.of(mine)) == archive.dense.vectors(ids, mine) == {}


def test_an_address_and_a_text_belong_to_a_library(archive, theirs):
    """The same address and text are unknown in another library."""
    assert archive.at_address(OURS, theirs.address) is None
    assert archive.with_text(OURS, theirs.text) == ()


def test_no_library_removes_from_another(archive, theirs):
    """Only who may read an article can remove it."""
    assert archive.remove(theirs.id, MINE) is None
    assert archive.article(theirs.id, [THEIRS]) == theirs


def test_the_same_article_lives_in_two_libraries(archive, theirs):
    """Each library has its own, and removing one leaves the other."""
    ours = put(archive, draft("The ferry ran aground.", outlet="The Lantern"), OURS)
    assert ours.id != theirs.id
    assert archive.copies(ours) == []
    archive.remove(ours.id, MINE)
    assert by_words(archive, "ferry", [THEIRS]) == passage_ids(archive, theirs)
    assert by_vector(archive, "ferry", [THEIRS]) == passage_ids(archive, theirs)


def test_an_asker_reads_the_shared_library_and_their_own(archive, theirs):
    """What two libraries hold is searched together."""
    shared = put(archive, draft("The ferry is red."))
    ours = put(archive, draft("The ferry is new."), OURS)
    mine = {*passage_ids(archive, shared), *passage_ids(archive, ours)}
    assert set(by_words(archive, "ferry", MINE)) == mine
    assert set(by_vector(archive, "ferry", MINE)) == mine
    assert archive.holdings(MINE).articles == 2


def test_the_retriever_and_the_answer_see_only_their_libraries(archive, theirs):
    """A question finds nothing of another guild's news, not even an outlet's name."""
    asked = "What did the Lantern say about the ferry?"
    assert NewsRetriever(archive=archive, libraries=MINE).invoke(asked) == []
    answered = answer(archive, asked, MINE)
    assert answered.status is Status.EMPTY_LIBRARY
    assert answered.understood.outlets == ()
    assert answered.as_of.articles == 0
