"""What is made of a question before the search."""

from datetime import UTC, datetime

import pytest

from retrieval.answers import Turn, Window
from retrieval.question.follow_up import refers_back
from retrieval.question.query import understand

EARLIER = [Turn("Who runs the ferry to Skerry?", "Anna Holm runs it. [1]")]


@pytest.mark.parametrize(
    "question",
    [
        "When did she start?",
        "And Denmark?",
        "what about the fares?",
        "Why?",
        "How many?",
        "Is it safe?",
        "but why now",
    ],
)
def test_a_follow_up_leans_on_the_question_before(question):
    """A pronoun without a name, a bare question word or "and …" carries on."""
    understood = understand(question, [], EARLIER)
    assert understood.follow_up
    assert "Skerry" in understood.question or "Denmark" in understood.question


@pytest.mark.parametrize(
    "question",
    [
        "When did Mayor Calloway start her job?",
        "What caused the outbreak in Dunmarrow?",
        "How many people were hurt in the storm?",
        "Why was the reservoir drained?",
    ],
)
def test_a_question_of_its_own_stands_alone(question):
    """A question that names what it is about is not joined to the one before."""
    understood = understand(question, [], EARLIER)
    assert not understood.follow_up
    assert understood.question == question


def test_the_first_question_follows_nothing():
    """Without a history nothing is a follow-up."""
    assert understand("Why was she there?", []).question == "Why was she there?"
    assert refers_back("Why was she there?")


def test_only_the_last_turn_is_joined():
    """A follow-up leans on the exchange just before it."""
    history = [Turn("Who won the Rovers' cup?", "Dunmarrow did."), *EARLIER]
    standing = understand("Why?", [], history).question
    assert "Skerry" in standing
    assert "Rovers" not in standing


def test_a_pronoun_may_mean_someone_in_the_answer():
    """When a person is meant, the names of the answer are joined too; its marker is not."""
    standing = understand("When did she start?", [], EARLIER).question
    assert "Anna Holm" in standing
    assert "[1]" not in standing


def test_without_names_the_earlier_words_are_joined():
    """A question that names nobody is carried on by its telling words."""
    standing = understand("Why?", [], [Turn("What closed the reservoir?", "Ice.")]).question
    assert "closed" in standing
    assert "reservoir" in standing


def test_spaces_and_line_breaks_do_not_count():
    """A question is one line."""
    assert understand("  Who\n won? ", []).question == "Who won?"


def test_outlets_named_are_given_as_they_are_written():
    """The question's outlets are those of the archive, in its spelling."""
    outlets = ["The Lantern", "Vale Herald"]
    assert understand("what did the VALE HERALD say?", outlets).outlets == ("Vale Herald",)


@pytest.mark.parametrize(
    "question", ["What is the latest on the strike?", "How many so far?", "Who is currently mayor?"]
)
def test_the_latest_is_wanted(question):
    """Some words ask for the newest news."""
    assert understand(question, []).latest


@pytest.mark.parametrize("question", ["Who was late?", "Who sold currants?"])
def test_the_latest_is_not_wanted_by_chance(question):
    """Words that only look alike do not."""
    assert not understand(question, []).latest


def test_a_follow_up_is_told_whom_it_means():
    """Names come from the question before, the headline and the answer; else its words."""
    before = Turn(
        "Who won the mayoral election?",
        "Ines Calloway was elected mayor of Tarnholt. [1]",
        about="Calloway elected mayor in first round",
    )
    understood = understand("How many votes did she get?", [], [before])
    assert understood.question == (
        "How many votes did Ines Calloway get? (Tarnholt, won, mayoral, election)"
    )
    nameless = Turn(
        "what happened to the ferry?", "it ran aground. [1]", "what happened to the ferry?"
    )
    assert (
        understand("and why?", [], [nameless]).question == "and why? (what happened to the ferry?)"
    )


def test_a_follow_up_leans_on_the_last_question_though_it_was_refused():
    """Whom it named is meant, and not whom an older answer did."""
    answered = Turn("Who is Ines Calloway?", "She is the mayor. [1]")
    refused = Turn("When did Bertram Oake retire?", "")
    understood = understand("How old is he?", [], [answered, refused])
    assert understood.question == "How old is Bertram Oake? (retire)"
    assert understand("and why?", [], [refused]).follow_up


def test_a_refused_question_without_names_is_passed_over():
    """It tells less than an older answer does; alone it is better than nothing."""
    answered = Turn("Who is Ines Calloway?", "She is the mayor. [1]")
    refused = Turn("is the pier haunted?", "")
    assert "Ines Calloway" in understand("How old is she?", [], [answered, refused]).question
    assert understand("and why?", [], [refused]).question == "and why? (is the pier haunted?)"


def test_half_a_character_is_a_question_mark():
    """JSON may hold half a surrogate pair, which neither SQLite nor a tokenizer takes."""
    understood = understand("Who said “late \ud800 ferry”?", ())
    assert understood.question == "Who said “late ? ferry”?"
    assert understood.quoted == ("late ? ferry",)


WEEK = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC), "last week")
DATED = Turn(
    "What did the Vale Herald say of Portmere last week?",
    "The pier burned. [1]",
    windows=(WEEK,),
    outlets=("Vale Herald",),
)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OUTLETS = ("The Lantern", "Vale Herald")


@pytest.mark.parametrize("question", ["and how many were hurt?", "why?", "Who was there?"])
def test_a_follow_up_stays_in_its_time_and_outlet(question):
    """What it does not say anew, it takes from the question it leans on."""
    understood = understand(question, OUTLETS, [DATED], asked_at=NOW)
    assert understood.windows == (WEEK,)
    assert understood.outlets == ("Vale Herald",)


def test_a_follow_up_that_says_when_or_who_has_its_own():
    """A time or an outlet of its own takes the place of the earlier one."""
    understood = understand("and yesterday?", OUTLETS, [DATED], asked_at=NOW)
    assert [window.words for window in understood.windows] == ["yesterday"]
    assert "yesterday" in understood.question
    assert "last week" not in understood.question
    assert understand("and the Lantern?", OUTLETS, [DATED]).outlets == ("The Lantern",)


@pytest.mark.parametrize(
    "question", ["and what happened since?", "what happened next?", "and what will happen now?"]
)
def test_a_follow_up_may_lead_out_of_the_time_before(question):
    """What came later is not in the window asked about before."""
    assert understand(question, OUTLETS, [DATED], asked_at=NOW).windows == ()


def test_a_follow_up_may_want_other_outlets():
    """Who asks what others say leaves the outlet asked about before."""
    assert understand("and what do others say?", OUTLETS, [DATED], asked_at=NOW).outlets == ()


def test_a_question_of_its_own_has_none_of_the_earlier_time():
    """Only a follow-up stays in the time and the outlet before it."""
    understood = understand("Who won the cup in Wexley?", OUTLETS, [DATED], asked_at=NOW)
    assert (understood.windows, understood.outlets) == ((), ())
