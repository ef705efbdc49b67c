"""Outlets and times that are proposed while they are typed."""

from datetime import UTC, datetime

from bot import choices
from bot.choices import matching, times

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def test_a_time_is_proposed_with_what_it_is_understood_as():
    """Which side it limits, too; a time that says nothing is not proposed."""
    assert times("last week", NOW, begins=True)[0] == (
        "last week → since 16 November 2026",
        "last week",
    )
    assert times("last week", NOW, begins=False)[0][0] == "last week → until 22 November 2026"
    assert times("2026-05-03", NOW, begins=True) == [
        ("2026-05-03 → since 3 May 2026", "2026-05-03")
    ]
    assert times("gibberish", NOW, begins=True) == []


def test_what_is_begun_is_completed_whatever_its_case():
    """And a time that is understood as it stands is proposed once."""
    assert [value for _, value in times("LAST W", NOW, begins=True)] == ["last week"]
    assert [value for _, value in times("monday", NOW, begins=True)] == ["monday"]


def test_nothing_typed_gets_the_usual_times():
    """Each of them understood."""
    assert [value for _, value in times("", NOW, begins=True)] == list(choices.PROPOSED)


def test_a_choice_is_never_longer_than_discord_takes():
    """Nor are there more than it takes."""
    for typed in ("", "m", "last week" + " " * 200, "x" * 6000):
        found = times(typed, NOW, begins=True)
        assert len(found) <= 25
        assert all(len(name) <= 100 and len(value) <= 100 for name, value in found)
    names = [f"Outlet {n}" for n in range(60)] + ["Outlet " * 40]
    assert len(matching("outlet", names)) == 25


def test_outlets_that_begin_with_what_was_typed_come_first():
    """Accents and case do not count."""
    names = ["The Écho", "Wabecho", "Echo of Portmere"]
    assert matching("éch", names) == ["Echo of Portmere", "The Écho", "Wabecho"]
