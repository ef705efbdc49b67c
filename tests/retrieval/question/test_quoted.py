"""The phrases a question puts in quotation marks."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.news import Span
from retrieval.question.quoted import quoted


@pytest.mark.parametrize(
    "question",
    [
        'Who said "kelp is king" first?',
        "Who said “kelp is king” first?",
        "Who said ‘kelp is king’ first?",
        "Who said 'kelp is king' first?",
        "Who said «kelp is king» first?",
        "Who said « kelp is king » first?",
        "Who said »kelp is king« first?",
        "Who said „kelp is king“ first?",
        "Who said „kelp is king” first?",
        "Who said ”kelp is king” first?",
        "Who said ‚kelp is king‘ first?",
        'Who said “kelp is king" first?',
        'Who said "kelp is king," first?',
        'Who asked, "kelp is king?"',
        "Who said '\"kelp is king\"' first?",
        '"kelp is king"',
        'Who said ("kelp is king")?',
    ],
)
def test_a_phrase_is_found_in_any_marks(question):
    """Quotation marks of every custom hold a phrase, which is given without them."""
    assert quoted(question) == ("kelp is king",)


@pytest.mark.parametrize(
    "question",
    [
        "Who isn't in the harbour's crew?",
        "Is it the players' union or the owners' club?",
        "Who isn’t in the players’ union or the owners’ club?",
        "Which '90s song beat the '80s one?",
        "Who sold 'em to the players' union?",
        'Is a 27" screen wider than a 24" one?',
        "Who is 6'2\" tall?",
        'Who said "kelp is king?',
        "Who said “kelp is king?",
        'Which name begins with "B"?',
        'What does <a href="kelp">it</a> say?',
        'Who scored "4" and "12"?',
        'What is ""?',
        "Who won?",
        "",
    ],
)
def test_apostrophes_and_inches_quote_nothing(question):
    """Neither an apostrophe, an inch, a mark left open nor a number in marks is a phrase."""
    assert quoted(question) == ()


def test_an_apostrophe_within_is_kept():
    """A phrase may have apostrophes of its own."""
    assert quoted("Who wrote 'The Harbour's End' and ‘Wren’s Way’?") == (
        "The Harbour's End",
        "Wren’s Way",
    )


def test_the_outer_marks_count():
    """Marks within marks are part of the phrase."""
    assert quoted("Who said “he cried ‘no’ twice”?") == ("he cried ‘no’ twice",)
    assert quoted("Who explains 'bets on the \"over\"'?") == ('bets on the "over"',)


def test_a_phrase_is_given_once_and_in_order():
    """Several phrases are given as they are asked, each once."""
    assert quoted('Is "Ebb" or "Flow" better than "Ebb"?') == ("Ebb", "Flow")


def test_a_mark_left_open_does_not_spoil_the_next():
    """What follows an open mark is read on its own."""
    assert quoted('Who said "no, and who said “yes”?') == ("yes",)


def test_an_ignored_name_is_no_phrase():
    """An outlet in marks is left out; a phrase that has more than it is not."""
    question = "Does 'The Lantern' or 'The Lantern of Skerry' tell more?"
    assert quoted(question, [Span(10, 17), Span(28, 35)]) == ("The Lantern of Skerry",)


@given(st.text(alphabet="abc '\"“”‘’„«».,\n"))
@example("'aa\n.'")
def test_every_phrase_stands_in_the_question(question):
    """A phrase is the question's own words, with letters in it and no space around."""
    for phrase in quoted(question):
        assert phrase in question
        assert phrase == phrase.strip()
        assert any(c.isalpha() for c in phrase)


@given(st.text(alphabet=st.characters(categories=["L", "Zs"]), min_size=1))
def test_a_phrase_of_letters_is_found_whole(phrase):
    """Whatever letters stand between marks are given as they are."""
    bare = phrase.strip()
    assert quoted(f"Who said “{bare}”?") == ((bare,) if len(bare) > 1 else ())
