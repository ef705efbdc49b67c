"""Questions about what somebody else wrote."""

import pytest

from bot.answers.subject import NO_WORDS, asked_about, claim, leaned_on, plain
from retrieval.errors import NewsdeskError

SAID = "Hi all!\nThe port of Portmere agreed to raise wages. It begins in October."


@pytest.mark.parametrize(
    "asked",
    [
        *("", "?", "is that true?", "Really?", "source?", "What does the news say about this?"),
        *("Stimmt das wirklich?", "Est-ce que c’est vrai ?", "¿Es eso verdad?"),
    ],
)
def test_who_asks_no_more_than_whether_it_is_so_has_its_claim_looked_up(asked):
    """The first sentence that says something; a greeting does not."""
    assert asked_about(asked, SAID) == (
        "What does the news say about this: The port of Portmere agreed to raise wages."
    )


@pytest.mark.parametrize(
    "asked", ["Who said so?", "when was that?", "Is the strike over?", "Wann war das?"]
)
def test_who_asks_more_is_asked_for(asked):
    """In their own words."""
    assert asked_about(asked, SAID) == asked


def test_a_message_that_asks_is_the_question():
    """There is no claim in it."""
    assert asked_about("", "Who leads the union in Portmere?") == "Who leads the union in Portmere?"


def test_a_message_without_words_needs_a_question():
    """An address or a name is none."""
    assert plain("<@12> https://a.example/x **<:wave:12>**") == ""
    with pytest.raises(NewsdeskError, match=NO_WORDS):
        asked_about("true?", "")


def test_what_others_wrote_is_taken_without_signs_and_at_most_in_part():
    """However long it is."""
    assert plain("**Wages** rise, see <https://a.example>\n> says <@5>") == "Wages rise, see\nsays"
    assert len(claim("wages rise " * 200)) <= 302


def test_a_later_question_leans_on_the_whole_of_it():
    """Its first sentence as what was asked, all of it as what was answered."""
    turn = leaned_on(SAID)
    assert turn.question == "The port of Portmere agreed to raise wages."
    assert "October" in turn.answer
