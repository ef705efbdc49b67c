"""Dates are shown as precisely as they are known, and never more so."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot import dates
from bot.dates import for_discord, in_words, typed
from bot.words import words_in
from retrieval.errors import NewsdeskError

MOMENT = datetime(2026, 8, 4, 14, 5, tzinfo=UTC)
LATER = MOMENT + timedelta(days=1)


def test_a_moment_is_shown_with_its_time():
    """In words in UTC; in Discord as a timestamp, which each reader sees in local time."""
    assert in_words(MOMENT) == "4 August 2026, 14:05 UTC"
    assert for_discord(MOMENT) == f"<t:{int(MOMENT.timestamp())}:f>"


def test_a_day_is_shown_without_a_time():
    """A publisher that gave only a day is not made to have said an hour."""
    assert in_words(MOMENT, "day") == for_discord(MOMENT, "day") == "4 August 2026"


def test_an_unknown_date_is_called_undated():
    """Nothing is put in its place, not even when an update is known."""
    assert in_words(None) == for_discord(None, "day", guessed=True) == "undated"
    assert in_words(None, updated=LATER) == "undated, updated 5 August 2026, 14:05 UTC"


def test_a_guess_is_marked():
    """A date read out of the text is not passed off as the publisher's."""
    assert in_words(MOMENT, "day", guessed=True) == "4 August 2026 (a guess)"


def test_an_update_is_shown_beside_the_first_date():
    """Published and updated are kept apart."""
    shown = for_discord(MOMENT, "day", updated=LATER)
    assert shown == f"4 August 2026, updated <t:{int(LATER.timestamp())}:f>"


@pytest.mark.parametrize("written", ["2026-08-04", " 4 August 2026 ", "4 Aug 2026"])
def test_a_typed_day_is_a_day(written):
    """Several ways to write it, one meaning."""
    assert typed(written) == (datetime(2026, 8, 4, tzinfo=UTC), "day")


def test_a_typed_time_keeps_its_zone():
    """Without one it is UTC."""
    east = datetime(2026, 8, 4, 14, 5, tzinfo=timezone(timedelta(hours=2)))
    assert typed("2026-08-04 14:05") == (MOMENT, "time")
    assert typed("2026-08-04T14:05+02:00") == (east.astimezone(UTC), "time")


def test_a_typed_nonsense_is_refused_with_the_way_to_write_it():
    """The sentence shows an example."""
    with pytest.raises(NewsdeskError, match="write 2026-08-04"):
        typed("last tuesday-ish")


@pytest.mark.parametrize("written", ["9999-12-31T23:59", "0001-01-01 00:00"])
def test_years_out_of_reach_are_refused(written):
    """Beyond them there is no day before, or no other time zone, to reckon with."""
    with pytest.raises(NewsdeskError, match="out of reach"):
        typed(written)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("de", "1. März 2026", "März 2026"),
        ("fr", "1er mars 2026", "mars 2026"),
        ("es", "1 de marzo de 2026", "marzo de 2026"),
    ],
)
def test_days_and_months_are_written_as_in_the_language(language, day, month):
    """With what is said of them."""
    first, words = datetime(2026, 3, 1, 9, tzinfo=UTC), words_in(language)
    assert for_discord(first, "day", words=words) == day
    assert dates.month(first, words) == month
    assert in_words(first, words=words) == f"{day}, 09:00 UTC"
    guessed = for_discord(first, "day", guessed=True, updated=first, words=words)
    assert guessed.startswith(f"{day} (")
    assert "guess" not in guessed
    assert "updated" not in guessed
