"""Which questions lean on an earlier one, and how they are said to stand alone."""

from datetime import UTC, datetime

import pytest

from retrieval.answers import Turn
from retrieval.question.follow_up import leaned_on, refers_back
from retrieval.question.query import understand

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FERRY = Turn(
    "How many were hurt on the Grey Heron in Portmere?",
    "Nine people were hurt when the Grey Heron ran aground off Kelp Head on Sunday. [1] "
    "Captain Osric Pellham was taken to hospital. [2]",
    about="Nine hurt as ferry runs aground",
)
MAYOR = Turn(
    "Who won the mayoral election?",
    "Ines Calloway was elected mayor of Tarnholt, beating Bertram Oake. [1]",
    about="Calloway elected mayor in first round",
)
WALL = Turn(
    "What did Ines Calloway say about the harbour wall?",
    "Calloway said the wall would cost four million pounds. [1]",
    about="Harbour wall to be raised",
)
STRIKE = Turn(
    "Why did the dockers in Norvale strike last week?",
    "The dockers struck over pay, the Harbour Union said. [1]",
    about="Dockers down tools",
)
ICE = Turn("what closed the reservoir?", "Ice did. [1]")
FACTORY = Turn("Which company closed its plant?", "The Tollan Works Ltd closed its plant. [1]")

LEANING = [
    (FERRY, "and how many died?", "died Grey Heron hurt"),
    (FERRY, "what did he say?", "Osric Pellham say"),
    (FERRY, "how is he?", "Osric Pellham"),
    (FERRY, "why?", "How many were hurt on the Grey Heron in Portmere"),
    (FERRY, "and in Britain?", "many hurt Grey Heron in Britain"),
    (FERRY, "and in britain?", "many hurt Grey Heron in britain"),
    (FERRY, "and britain?", "many hurt Grey Heron britain"),
    (FERRY, "And Tarnholt?", "many hurt Grey Heron Tarnholt"),
    (FERRY, "What about the captain?", "captain Grey Heron hurt"),
    (FERRY, "what about the Sandpiper?", "many hurt on the Sandpiper in Portmere"),
    (FERRY, "how much did it cost?", "did Grey Heron cost"),
    (FERRY, "Where is it now?", "Where is Grey Heron now"),
    (FERRY, "who was there?", "was in Portmere"),
    (FERRY, "when was this?", "many hurt Grey Heron Portmere"),
    (FERRY, "Did their families complain?", "families Grey Heron"),
    (FERRY, "and yesterday?", "many hurt Grey Heron Portmere yesterday"),
    (FERRY, "and in Tarnholt last week?", "many hurt in Tarnholt last week"),
    (FERRY, "What did he say about Britain?", "Osric Pellham say about Britain"),
    (FERRY, "Is the ship still there?", "ship still in Portmere"),
    (FERRY, "What happened next?", "Grey Heron"),
    (MAYOR, "How many votes did she get?", "did Ines Calloway get election"),
    (MAYOR, "What is her salary?", "Ines Calloway’s salary"),
    (MAYOR, "Who told Oake that?", "Ines Calloway election"),
    (MAYOR, "who said that?", "won the mayoral election Ines Calloway"),
    (MAYOR, "who else stood?", "Ines Calloway Tarnholt election"),
    (MAYOR, "and in Wexley?", "Who won the mayoral election in Wexley"),
    (WALL, "and Osric Pellham?", "did Osric Pellham say about the harbour wall"),
    (WALL, "What about Bertram Oake?", "did Bertram Oake say about the harbour wall"),
    (WALL, "how much will it cost?", "cost harbour wall"),
    (WALL, "When did she say that?", "did Ines Calloway say that harbour wall"),
    (WALL, "Did the court accept her appeal?", "accept Ines Calloway’s appeal"),
    (STRIKE, "and in Wexley?", "did the dockers in Wexley strike"),
    (STRIKE, "How long did it last?", "did it last dockers Norvale strike"),
    (STRIKE, "and in May?", "did the dockers in Norvale strike in May"),
    (STRIKE, "how many took part?", "took part Norvale dockers strike"),
    (STRIKE, "What has changed since then?", "Norvale strike"),
    (ICE, "and why?", "closed reservoir"),
    (ICE, "when will it open?", "open reservoir"),
    (FACTORY, "Who owns it?", "owns Tollan Works Ltd"),
    (FERRY, "And when?", "when How many were hurt on the Grey Heron"),
    (FERRY, "Until when?", "when How many were hurt on the Grey Heron"),
    (MAYOR, "By how much?", "much Who won the mayoral election Ines Calloway"),
    (FACTORY, "For how long?", "long Which company closed its plant"),
    (FACTORY, "Did anyone object?", "object Tollan Works Ltd closed plant"),
    (FACTORY, "How many people worked there?", "worked at Tollan Works Ltd"),
]


def test_a_matter_of_its_own_is_not_drowned():
    """What was asked and answered before would be found in its place."""
    understood = understand("And how much diesel was spilled?", [], [FERRY], asked_at=NOW)
    assert understood.question == "And how much diesel was spilled? (Portmere, Grey Heron)"


def talk(*asked):
    """What becomes of questions that follow on FERRY, each answered in turn."""
    history = [FERRY]
    for question in asked:
        made = understand(question, [], history, asked_at=NOW).question
        history.append(Turn(made, "So it was. [1]", question))
    return history[-1].question


def test_old_words_of_a_talk_are_not_dragged_along():
    """What one follow-up asks of its own is gone with the next that asks something else."""
    assert talk("And how much diesel was spilled?", "Who was blamed?") == (
        "Who was blamed? (Grey Heron, Portmere)"
    )
    assert talk("And when?", "Why?") == "Why? (How many were hurt on the Grey Heron in Portmere?)"
    assert talk("How much diesel was spilled there?", "And why?").startswith(
        "And why? (How much diesel was spilled in Portmere?"
    )


def test_who_asks_about_another_place_leaves_the_first():
    """Where its name does not fit into the question before."""
    asked = "And at the Norvale festival?"
    assert understand(asked, [], [FERRY], asked_at=NOW).question == asked


def test_what_was_refused_is_asked_on_about():
    """And no older answer; but of a person whom it does not name an older one tells."""
    refused = Turn("what caused the earthquake?", "")
    assert leaned_on([MAYOR, refused], "how many died?") is refused
    assert leaned_on([MAYOR, refused], "how old is she?") is MAYOR
    assert leaned_on([MAYOR, Turn("why?", "")], "and when?") is MAYOR


ALONE = """
    Is it true that the mayor of Wexley resigned?
    It is raining again; where does the river stand?
    Will it rain tomorrow?
    How hot was it in Tarnholt?
    Was it the captain who rang the coastguard?
    How long does it take to build a ferry?
    Did Pellham sell his boat?
    did pellham sell his boat?
    Who lost his job at the port?
    Did the captain leave her post before the ferry sank?
    Which country changed its name?
    Which airport says it has not lost a bag in 30 years?
    Which band said it's going on tour?
    Why did Calloway say she would resign?
    In his speech, what did Calloway promise?
    According to his lawyer, what did Osric Pellham sign?
    A storm hit the coast on Sunday. What was its name?
    Who was the then-president of the harbour board?
    If the vote fails, what does the council do?
    Which one of the ferries sank?
    Who is the one-time owner of the dairy?
    What is the same-sex marriage law?
    What happened this week?
    What opened this summer in Tarnholt?
    Did the minister say that the bridge would open?
    What did the report say that angered the union?
    What happens to those who refuse the vaccine?
    What became of those killed in the flood?
    Is there a plan for the harbour wall?
    There are new rules for fishing boats; what are the limits?
    How many people were there in the hall?
    What happened in Portmere, and who lives there?
    So far, how many flats were sold?
    So who is the mayor of Tarnholt?
    who is calloway?
    Why was the reservoir drained?
    What did the IT department of Tarnholt buy?
    Who sang “Do They Know” at the harbour concert?
""".strip().splitlines()


@pytest.mark.parametrize(("before", "question", "wanted"), LEANING)
def test_a_question_that_refers_back_is_told_what_it_refers_to(before, question, wanted):
    """The standing question has these words, in this order."""
    understood = understand(question, [], [before], asked_at=NOW)
    assert understood.follow_up
    rest = iter(understood.question.replace("(", "").replace(",", "").split())
    missing = [word for word in wanted.split() if word not in (w.strip("?).") for w in rest)]
    assert missing == [], understood.question


@pytest.mark.parametrize("question", [line.strip() for line in ALONE])
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    """No history touches it: its pronouns mean what it names itself, or nothing."""
    understood = understand(question, [], [FERRY], asked_at=NOW)
    assert (understood.question, understood.follow_up) == (question, False)


def test_who_asks_at_length_says_what_about():
    """A question of more than twenty words stands alone, however hostile it is."""
    assert refers_back("and " + "why " * 19)
    assert not refers_back("and " + "why " * 20)
    assert not refers_back("and in " * 20_000)


@pytest.mark.parametrize(
    "question", ["(" * 5_000, "it " + "is " * 15 + "x" * 20_000, "and " + "a" * 20_000 + "?"]
)
def test_a_hostile_question_is_understood(question):
    """Whatever is typed comes to an end, as do the answers before it."""
    hostile = Turn("(" * 2_000 + "in Wexley" * 500, "Mr " * 9_000 + "Oake", about="A " * 2_000)
    assert understand(question, [], [hostile], asked_at=NOW).question


def test_a_title_says_whom_a_pronoun_cannot_mean():
    """After Mrs, Dame or actress comes no "he"; after Mr, Sir or actor no "she"."""
    both = Turn("Did Mr Osric Pellham meet Dame Ines Calloway?", "They met on Friday. [1]")
    assert "did Osric Pellham" in understand("what did he say?", [], [both]).question
    assert "did Ines Calloway" in understand("what did she say?", [], [both]).question


def test_a_headline_in_capitals_names_nobody():
    """Where every word has a capital, none of them tells a name."""
    loud = Turn("who won the cup?", "rovers did. [1]", about="Last Minute Goal Wins Cup For Rovers")
    assert "Goal" not in understand("and when?", [], [loud]).question


def test_without_a_history_nothing_is_leaned_on():
    """The first question has none before it."""
    assert leaned_on([]) is None
    assert leaned_on([FERRY, MAYOR]) is MAYOR
