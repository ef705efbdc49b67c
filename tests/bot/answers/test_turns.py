"""One question at a time a person, and not too many in a minute."""

import pytest

from bot.answers.turns import BUSY, GUILD_RATE, RATE, NotYourTurn, Once, Turns


def test_a_person_has_one_question_at_work():
    """The second waits for the first, and is told so once."""
    turns = Turns()
    with turns.turn(1, 0, exempt=True):
        for told in (False, True):
            with pytest.raises(NotYourTurn, match=BUSY) as refused, turns.turn(1, 1, exempt=True):
                pass
            assert refused.value.told is told
    with turns.turn(1, 2, exempt=True):
        pass


def test_who_has_the_answer_may_ask_on():
    """Though something is left to do; the end of that leaves the new question its turn."""
    turns = Turns()
    with turns.turn(1, 0, exempt=True):
        turns.over(1)
        later = turns.turn(1, 1, exempt=True)
        later.__enter__()
    with pytest.raises(NotYourTurn, match=BUSY), turns.turn(1, 2, exempt=True):
        pass
    later.__exit__(None, None, None)
    with turns.turn(1, 3, exempt=True):
        pass


def test_one_person_does_not_hold_up_another():
    """Turns are each person's own."""
    turns = Turns()
    with turns.turn(1, 0, exempt=False), turns.turn(2, 0, exempt=False):
        pass


def test_questions_are_counted_by_the_minute():
    """After a minute there is room again."""
    turns = Turns()
    for second in range(100, 100 + RATE):
        with turns.turn(1, second, exempt=False):
            pass
    with (
        pytest.raises(NotYourTurn, match="ask again in 50 s"),
        turns.turn(1, 110, exempt=False),
    ):
        pass
    with turns.turn(1, 161, exempt=False):
        pass


def test_a_question_that_fails_gives_the_turn_back():
    """However it ends."""
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(1, 0, exempt=False):
        raise ZeroDivisionError
    with turns.turn(1, 1, exempt=False):
        pass


def test_a_guild_has_a_minute_of_its_own():
    """Generous, for all of its people together; who manages it is not held up."""
    turns = Turns()
    for person in range(1000, 1000 + GUILD_RATE):
        with turns.turn(person, 100, exempt=False, guild=7):
            pass
    with (
        pytest.raises(NotYourTurn, match="This server"),
        turns.turn(900, 101, exempt=False, guild=7),
    ):
        pass
    with turns.turn(900, 101, exempt=False, guild=8), turns.turn(901, 101, exempt=True, guild=7):
        pass


def test_a_question_that_the_guild_could_not_take_is_not_counted_for_its_asker():
    """They did not get it answered."""
    turns = Turns()
    for person in range(1000, 1000 + GUILD_RATE):
        with turns.turn(person, 100, exempt=False, guild=7):
            pass
    for _ in range(RATE):
        with pytest.raises(NotYourTurn), turns.turn(900, 101, exempt=False, guild=7):
            pass
    with turns.turn(900, 102, exempt=False, guild=8):
        pass


def test_a_thing_is_told_once_in_a_while():
    """To each person in each place."""
    once = Once(600)
    assert once.due(1, 5, 100)
    assert not once.due(1, 5, 699)
    assert once.due(1, 6, 101)
    assert once.due(2, 5, 101)
    assert once.due(1, 5, 700)
