"""One question at a time a person, and not too many in a minute."""

import pytest

from bot.turns import BUSY, RATE, NotYourTurn, Turns


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
        pytest.raises(NotYourTurn, match="ask again in 50 seconds"),
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
