"""The questions asked of SQLite for every question asked of us: looked up, never scanned."""

import sqlite3
from datetime import UTC, datetime

import pytest

from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.scope import Scope
from tests.retrieval.drafts import Dice, day, draft, put

OURS = "guild-1"
LIBRARIES = frozenset({SHARED, OURS})
SCOPES = {
    "libraries": Scope(LIBRARIES),
    "window": Scope(LIBRARIES, since=day(1), until=day(9)),
    "outlets": Scope(LIBRARIES, outlets=("The Lantern", "Vale Herald")),
    "as of": Scope(LIBRARIES, as_of=day(9)),
    "all": Scope(LIBRARIES, since=day(1), until=day(9), outlets=("The Lantern",), as_of=day(9)),
}


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """An archive with a few articles, and the ids of their passages."""
    with Archive.open(tmp_path_factory.mktemp("held"), Dice(), holder="a test") as archive:
        for number in range(1, 9):
            made = draft(
                "It rained. It snowed.",
                slug=str(number),
                outlet=("The Lantern", "Vale Herald")[number % 3 % 2],
                published=day(number),
            )
            put(archive, made, (SHARED, OURS)[number % 2])
        ids = [row["id"] for row in archive._database.read("SELECT id FROM passages")]
        yield archive, ids


def plans(archive, asking) -> list[str]:
    """How SQLite goes about each statement that is run while asking."""
    connection: sqlite3.Connection = archive._database._connection
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    try:
        asking()
    finally:
        connection.set_trace_callback(None)
    asked = [one for one in statements if one.startswith("SELECT")]
    assert asked
    return [
        step["detail"]
        for statement in asked
        for step in archive._database.read(f"EXPLAIN QUERY PLAN {statement}")
    ]


def assert_no_scan(steps, *tables):
    assert steps
    for table in ("articles", "passages", "revisions", "a", "p", "r", *tables):
        assert not [step for step in steps if step.split()[:2] == ["SCAN", table]]


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_passages_named_are_looked_up_by_their_ids(held, scope):
    """However narrow the scope, only the passages named are looked at."""
    archive, ids = held
    vector = archive.embedder.embed(["rain"])[0]
    for asking in (
        lambda: archive.standing.hits(ids, scope),
        lambda: archive.dense.similarities(ids, vector, scope),
        lambda: archive.standing.of(ids, scope),
    ):
        steps = plans(archive, asking)
        assert_no_scan(steps, "v")
        assert any("sqlite_autoindex_passages_1 (id=?)" in step for step in steps)
        assert not any("passages_library" in step for step in steps)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_words_lead_to_passages_by_their_numbers(held, scope):
    """The full-text index comes first, and each passage is looked up after it."""
    archive, _ = held
    steps = plans(archive, lambda: archive.words.matching(["rain"], (1, 1, 1, 1), scope, 5))
    assert_no_scan(steps)
    assert "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)" in steps


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_a_narrow_scope_is_searched_by_library(held, scope):
    """Another library's passages are not looked at."""
    archive, _ = held
    vector = archive.embedder.embed(["rain"])[0]
    if scope.narrow and not scope.as_of:
        steps = plans(archive, lambda: archive.dense.nearest(vector, scope, 5))
        assert_no_scan(steps, "v")
        assert any("passages_library (library=?" in step for step in steps)


@pytest.mark.parametrize("until", [None, datetime(2026, 3, 9, tzinfo=UTC)])
def test_what_is_held_is_told_without_counting(held, until):
    """Outlets, the extent and whether there is anything: at the start of every question."""
    archive, _ = held
    assert_no_scan(plans(archive, lambda: archive.extent(LIBRARIES, until)))
    assert_no_scan(plans(archive, lambda: archive.outlets(LIBRARIES)))
    assert_no_scan(plans(archive, lambda: archive.holds_passages(LIBRARIES)))


def test_words_are_counted_in_the_index_of_words(held):
    """Rarity takes one look at the index for each word, and one for all passages."""
    archive, _ = held
    archive.words._counted_at = ()
    steps = plans(archive, lambda: archive.words.rarity(["rain", "snow"], LIBRARIES))
    assert_no_scan([step for step in steps if "COVERING INDEX passages_library" not in step])
