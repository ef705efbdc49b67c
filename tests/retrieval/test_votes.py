"""What readers said of answers, kept beside them."""

from datetime import UTC, datetime, timedelta

import pytest

from retrieval.answers import Answer, AsOf, Status, Understood
from retrieval.transcript import Posted
from retrieval.votes import Complaint

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
ANSWER = Answer("Why?", Status.NOT_IN_NEWS, "extractive", Understood("Why?"), AsOf(NOW, 1, 1, NOW))


@pytest.fixture
def answer(archive):
    """The id of an answer given in the library of a guild."""
    return archive.transcript.remember(
        ANSWER, library="guild-1", conversation="c", posted=Posted(5), person="7"
    )


def test_a_person_has_one_vote_which_may_change(archive, answer):
    """The reason goes with the change of mind."""
    votes = archive.votes
    assert votes.give(answer, "8", "guild-1", helpful=False, reason="old")
    assert votes.give(answer, "8", "guild-1", helpful=True)
    [vote] = votes.of(answer)
    assert (vote.helpful, vote.reason) == (True, None)


def test_a_vote_given_again_keeps_its_reason(archive, answer):
    """Until there is another one."""
    for reason in ("old", None):
        archive.votes.give(answer, "8", "guild-1", helpful=False, reason=reason)
    assert archive.votes.of(answer)[0].reason == "old"
    archive.votes.give(answer, "8", "guild-1", helpful=False, reason="wrong")
    assert archive.votes.of(answer)[0].reason == "wrong"


def test_no_vote_for_the_answer_of_another_library_or_of_none(archive, answer):
    """An id that somebody made up gives nothing away and keeps nothing."""
    assert not archive.votes.give(answer, "8", "guild-2", helpful=True)
    assert not archive.votes.give(answer + 1, "8", "guild-1", helpful=True)
    assert archive.votes.of(answer) == []


def test_complaints_are_the_latest_reasons_of_a_library_since_a_moment(archive, answer):
    """Of those who said why, and of nobody by name."""
    votes = archive.votes
    votes.give(answer, "8", "guild-1", helpful=True)
    votes.give(answer, "9", "guild-1", helpful=False)
    votes.give(answer, "10", "guild-1", helpful=False, reason="old")
    assert votes.complaints(NOW - HOUR, "guild-1", 5) == [Complaint("old", None, 5)]
    assert votes.complaints(NOW - HOUR, None, 5) == [Complaint("old", None, 5)]
    assert votes.complaints(NOW - HOUR, "guild-1", 0) == []
    assert votes.complaints(NOW + HOUR, "guild-1", 5) == []
    assert votes.complaints(NOW - HOUR, "guild-2", 5) == []


def test_votes_go_with_their_answer(archive, answer):
    """Nothing of what was forgotten stays."""
    archive.votes.give(answer, "8", "guild-1", helpful=False, reason="I know Hanna.")
    archive.transcript.forget("c", "guild-1")
    assert archive.votes.of(answer) == []


def test_an_answer_is_shared_once(archive, answer):
    """However often that is asked for."""
    transcript = archive.transcript
    assert not transcript.share(answer, "guild-2")
    assert transcript.share(answer, "guild-1")
    assert not transcript.share(answer, "guild-1")
    assert transcript.unshare(answer, "guild-1")
    assert transcript.share(answer, "guild-1")


def test_a_kept_answer_tells_who_asked_and_where_it_stands(archive, answer):
    """To those of its library alone."""
    kept = archive.transcript.kept(answer, "guild-1")
    assert (kept.answer.question, kept.person, kept.posted) == ("Why?", "7", Posted(5))
    assert archive.transcript.kept(answer, "guild-2") is None
