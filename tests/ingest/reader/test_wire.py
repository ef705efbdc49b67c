"""A reading as JSON and bytes, and back."""

import json
from datetime import UTC, datetime

import pytest

from ingest.reader import wire
from ingest.reading import Lead, Reading
from ingest.sources import Upload
from retrieval.news import Draft

FULL = Reading(
    drafts=(
        Draft(
            title="Ünïcode",
            text="One.\n\nTwo.",
            address="file:///a",
            url="https://a.example/b",
            authors=("A", "B"),
            published=datetime(2026, 2, 24, 9, 30, 1, 5, UTC),
            precision="day",
            guessed=True,
            updated=datetime(1, 1, 1, tzinfo=UTC),
            extent="part",
            paywalled=True,
        ),
    ),
    leads=(Lead("http://a.example/c", Draft(title="t", text="x"), "feed:a 1"), Lead("https://d")),
    feeds=("https://a.example/feed",),
    files=(Upload("a.txt", b"\x00\xff"), Upload("b.txt", b""), Upload("c", b"c")),
    title="Courier",
    every=1800.0,
)


def test_a_reading_goes_both_ways():
    """Every field of a reading comes back as it was."""
    head, tail = wire.to_json(FULL)
    assert wire.from_json(json.loads(json.dumps(head)), tail) == FULL


def _changed(head, path, value):
    """The same JSON with something else in one place."""
    head = json.loads(json.dumps(head))
    *way, last = path
    place = head
    for step in way:
        place = place[step]
    place[last] = value
    return head


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("drafts",), None),
        (("drafts",), {}),
        (("drafts",), [1]),
        (("drafts", 0, "title"), 1),
        (("drafts", 0, "title"), "\ud800"),
        (("drafts", 0, "title"), "a" * 100_001),
        (("drafts", 0, "text"), "a" * 4_000_001),
        (("drafts", 0, "url"), ["https://a"]),
        (("drafts", 0, "authors"), ["A", None]),
        (("drafts", 0, "published"), "2026-02-24T09:30:00"),
        (("drafts", 0, "published"), "0001-01-01T00:00:00+14:00"),
        (("drafts", 0, "published"), 7),
        (("drafts", 0, "precision"), "hour"),
        (("drafts", 0, "precision"), ["day"]),
        (("drafts", 0, "guessed"), 1),
        (("drafts", 0, "extent"), "all"),
        (("leads", 0), ["https://a"]),
        (("leads", 0, 0), "file:///etc/passwd"),
        (("leads", 0, 2), None),
        (("feeds",), ["//a"]),
        (("feeds",), ["https://a"] * 100_001),
        (("files", 0, 1), 99),
        (("files", 0, 1), -1),
        (("files", 0, 1), True),
        (("every",), float("nan")),
        (("every",), 10**400),
        (("every",), -1),
    ],
)
def test_a_reading_that_makes_no_sense_is_not_believed(path, value):
    """Who has read a hostile document may say anything: types and sizes are checked."""
    head, tail = wire.to_json(FULL)
    with pytest.raises(ValueError, match=r"."):
        wire.from_json(_changed(head, path, value), tail)
