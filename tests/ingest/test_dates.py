"""Dates: what is certain is read, what is not is left out."""

from datetime import UTC, datetime

import pytest

from ingest.dates import Moment, from_machine

DAY = datetime(2026, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "05.10.2026",
        "5. 10. 2026",
        "2026-10-05",
        "2026/10/05",
        "5 Oct 2026",
        "Mon, 05 Oct 2026",
    ],
)
def test_days(text):
    """A date with dots says the day first; an ISO one says it last."""
    assert from_machine(text) == Moment(DAY, "day")


@pytest.mark.parametrize(
    "text", ["05.10.2026 14:30", "Mon, 05 Oct 2026 14:30:00", "2026-10-05T14:30"]
)
def test_no_zone(text):
    """A time without its zone claims the day only."""
    assert from_machine(text) == Moment(DAY.replace(hour=14, minute=30), "day")


@pytest.mark.parametrize("text", ["13/10/2026", "10/13/2026", "13-10-2026", "13.10.2026"])
def test_one_reading(text):
    """Where only one reading is a date, the order does not matter."""
    assert from_machine(text) == Moment(DAY.replace(day=13), "day")


@pytest.mark.parametrize(
    "text",
    ["05/10/2026", "05-10-2026", "05–10–2026", "05/10 2026", "10 05 2026", "5-10-2026 14:30"],
)
def test_two_readings(text):
    """A date that is another one in the next country is none."""
    assert from_machine(text) is None
