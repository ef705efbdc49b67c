"""The kind of answer a question wants, and whether a sentence has one."""

import pytest

from retrieval.question.asked import Kind, fits, kind


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who won the vote?", Kind.PERSON),
        ("Whose boat was it?", Kind.PERSON),
        ("How many people were hurt?", Kind.NUMBER),
        ("What percentage voted?", Kind.NUMBER),
        ("When does the pier open?", Kind.TIME),
        ("On which day did it rain?", Kind.TIME),
        ("Where did the ship run aground?", Kind.PLACE),
        ("In which town was it?", Kind.PLACE),
        ("Why did the ferry stop?", Kind.REASON),
        ("What caused the outbreak?", Kind.REASON),
        ("What did the council decide?", Kind.ANY),
        ("", Kind.ANY),
    ],
)
def test_the_question_word_tells_the_kind(question, wanted):
    """The question's own words say what kind of thing is asked for."""
    assert kind(question) is wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who was at the helm when the ferry ran aground?", Kind.PERSON),
        ("Why did the driver stop where the road bends?", Kind.REASON),
    ],
)
def test_the_first_question_word_decides(question, wanted):
    """A clause that begins with "when" or "where" does not ask for a time or a place."""
    assert kind(question) is wanted


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Kind.NUMBER, "Nine people were hurt."),
        (Kind.NUMBER, "Some 1,200 homes lost power."),
        (Kind.TIME, "The pier opens on Friday."),
        (Kind.TIME, "It opens in May."),
        (Kind.TIME, "It closed in 2024."),
        (Kind.PLACE, "The ship lies off Kelp Head."),
        (Kind.REASON, "It stopped because of ice."),
        (Kind.PERSON, "The vote went to Anna Holm."),
        (Kind.PERSON, "Anna Holm won the vote."),
        (Kind.ANY, "It rained."),
    ],
)
def test_a_sentence_has_the_kind_of_thing_asked_for(wanted, sentence):
    """Numbers, times, places, reasons and names are recognised."""
    assert fits(wanted, sentence, "")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Kind.NUMBER, "Many people were hurt."),
        (Kind.TIME, "The pier opens soon."),
        (Kind.PLACE, "The ship lies in deep water."),
        (Kind.REASON, "The ferry stopped."),
        (Kind.PERSON, "The vote was close."),
    ],
)
def test_a_sentence_lacks_it(wanted, sentence):
    """A sentence without such a thing does not fit."""
    assert not fits(wanted, sentence, "")


def test_a_modal_verb_is_no_month():
    """A month has a capital: "May" is one, "may" is not."""
    assert not fits(Kind.TIME, "The mayor may resign.", "When will the mayor resign?")


def test_what_the_question_says_is_no_answer():
    """A name or number that the question brought along does not count."""
    assert not fits(Kind.PERSON, "It was said of Anna Holm.", "Who is Anna Holm?")
    assert fits(Kind.PERSON, "The friend of Anna Holm is Per Lund.", "Who is Anna Holm's friend?")
