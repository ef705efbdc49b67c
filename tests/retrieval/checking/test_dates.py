"""Dates: the same day, told in another way."""

from datetime import date

import pytest

from retrieval.checking.dates import dates
from retrieval.checking.times import agree
from tests.retrieval.checking.fjord import BRIDGE, FISHING, kinds

WEDNESDAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("on 9 March 2026", "on Monday"),
        ("on Monday", "on March 9"),
        ("on 10 March", "yesterday"),
        ("in March 2026", "on 9 March 2026"),
        ("in 2026", "on 9 March 2026"),
        ("Nov. 5", "November 5th"),
        ("2023-11-05", "5 November 2023"),
        ("in 2025", "last year"),
        ("am 14. Juni 2024", "14 June 2024"),
        ("le 9 août 2024", "9 August 2024"),
        ("in the 1990s", "in 1994"),
    ],
)
def test_same_time(said, read):
    """A day agrees with its weekday and its other spellings, a stretch with what lies in it."""
    assert agree(dates(said)[0], dates(read)[0], WEDNESDAY)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("on 10 March 2026", "on Monday"),
        ("on Tuesday", "on Monday"),
        ("on 9 March 2026", "in March 2026"),
        ("14 July 2024", "14 June 2024"),
        ("in 2024", "in 2025"),
    ],
)
def test_other_time(said, read):
    """Another day does not agree, nor does a day with its whole month."""
    assert not agree(dates(said)[0], dates(read)[0], WEDNESDAY)


@pytest.mark.parametrize("text", ["it may rain", "they march on", "chapter 4 may follow", "$2,023"])
def test_no_date(text):
    """Verbs and sums of money are no dates."""
    assert dates(text) == []


def test_year_earlier():
    """A year earlier, in words, is counted from the year told before it."""
    assert dates("in 2025, and 5,100 a year earlier")[-1].year == 2024


def test_dates_of_sentences():
    """A date is carried when the passage tells it of the same thing."""
    assert kinds("The Tarnholt swing bridge was reopened on 9 March 2026.", BRIDGE) == set()
    assert kinds("The catch fell from 5,100 tonnes in 2024 to 4,310 in 2025.", FISHING) == set()
    assert kinds("The Tarnholt swing bridge was reopened on Tuesday.", BRIDGE) == {"date"}
    assert kinds("The Marlow Star struck the bridge on 14 July 2024.", BRIDGE) == {"date"}
