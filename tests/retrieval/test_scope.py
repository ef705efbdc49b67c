"""What may answer: libraries, a window of time, outlets, and what was known by a moment."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.scope import Scope
from tests.retrieval.drafts import day, draft, passage_ids, put

OURS, THEIRS = "guild-1", "guild-2"
LATER = datetime(2100, 1, 1, tzinfo=UTC)
NARROW: list[dict[str, Any]] = [
    {},
    {"since": day(1)},
    {"until": day(9)},
    {"since": day(1), "until": day(9)},
    {"outlets": ("The Lantern", "Vale Herald")},
    {"as_of": LATER},
    {"since": day(1), "until": day(9), "outlets": ("The Lantern",), "as_of": LATER},
]
WAYS = ["words", "meaning", "similarity", "hits", "standing"]


def found(archive, way, scope, among):
    """The passages that one way of reading gives, of those that are there."""
    vector = archive.embedder.embed(["The ferry is late."])[0]
    match way:
        case "words":
            return {id_ for id_, _ in archive.words.matching(["ferry"], (1, 1, 1, 1), scope, 99)}
        case "meaning":
            return {id_ for id_, _ in archive.dense.nearest(vector, scope, 99)}
        case "similarity":
            return set(archive.dense.similarities(among, vector, scope))
        case "hits":
            return {hit.id for hit in archive.standing.hits(among, scope)}
        case _:
            return set(archive.standing.of(among, scope))


@pytest.fixture(scope="module")
def three(tmp_path_factory, embedder):
    """The same article in three libraries: an archive, and the passage of each."""
    made = draft("The ferry is late.", outlet="The Lantern", published=day(3))
    with Archive.open(tmp_path_factory.mktemp("three"), embedder, holder="a test") as archive:
        yield (
            archive,
            {
                library: passage_ids(archive, put(archive, made, library))[0]
                for library in (SHARED, OURS, THEIRS)
            },
        )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("more", NARROW)
@pytest.mark.parametrize("libraries", [[], [OURS], [SHARED, OURS], ["' OR 1 --"]])
def test_nothing_of_another_library_is_found(three, way, more, libraries):
    """Whichever way is read, whatever else is asked, even by its id."""
    archive, held = three
    scope = Scope(frozenset(libraries), **more)
    wanted = {held[library] for library in libraries if library in held}
    assert found(archive, way, scope, list(held.values())) == wanted


@pytest.mark.parametrize(
    ("more", "slugs"),
    [
        ({}, {"2", "3", "4", "undated"}),
        ({"since": day(3)}, {"3", "4", "undated"}),
        ({"until": day(3)}, {"2", "undated"}),
        ({"since": day(3), "until": day(4)}, {"3", "undated"}),
        ({"since": day(5)}, {"undated"}),
        ({"outlets": ("The Lantern",)}, {"2", "4"}),
        ({"outlets": ("The Lantern", "Vale Herald")}, {"2", "3", "4"}),
        ({"outlets": ("the lantern",)}, set()),
        ({"outlets": ("The Lantern",), "since": day(3)}, {"4"}),
    ],
)
def test_a_window_and_outlets_limit_what_is_found(archive, more, slugs):
    """From `since` until before `until`, or undated; of the outlets chosen, by their names."""
    outlets = {"2": "The Lantern", "3": "Vale Herald", "4": "The Lantern", "undated": None}
    ids = {}
    for slug, outlet in outlets.items():
        published = day(int(slug)) if slug.isdigit() else None
        made = draft("The ferry is late.", slug=slug, outlet=outlet, published=published)
        ids[passage_ids(archive, put(archive, made))[0]] = slug
    scope = Scope(frozenset({SHARED}), **more)
    for way in WAYS:
        assert {ids[id_] for id_ in found(archive, way, scope, list(ids))} == slugs


@pytest.mark.parametrize("way", WAYS)
def test_a_window_counts_in_any_zone(archive, way):
    """A limit in the asker's zone is the same moment in ours."""
    put(archive, draft("The ferry is late.", published=day(3)))
    (kept,) = archive.articles([SHARED])
    ids = passage_ids(archive, kept)
    zone = timezone(timedelta(hours=-11))
    until = day(3).astimezone(zone)
    scope = Scope(frozenset({SHARED}), since=until - timedelta(hours=1), until=until)
    assert found(archive, way, scope, ids) == set()
    scope = Scope(frozenset({SHARED}), since=until, until=until + timedelta(seconds=1))
    assert found(archive, way, scope, ids) == set(ids)


@pytest.mark.parametrize("way", WAYS)
def test_a_new_date_and_outlet_count_at_once(archive, way):
    """A revision that says when and by whom is found by them, though its words are the same."""
    put(archive, draft("The ferry is late.", outlet="Vale Herald", published=day(3)))
    kept = put(archive, draft("The ferry is late.", outlet="The Lantern", published=day(7)))
    ids = passage_ids(archive, kept)
    narrow: list[tuple[dict[str, Any], set[str]]] = [
        ({"outlets": ("Vale Herald",)}, set()),
        ({"until": day(4)}, set()),
        ({"outlets": ("The Lantern",), "since": day(6)}, set(ids)),
    ]
    for more, wanted in narrow:
        assert found(archive, way, Scope(frozenset({SHARED}), **more), ids) == wanted


def test_only_what_leaves_something_out_is_narrow():
    """Libraries alone are no narrowing: each has its own vectors."""
    assert not Scope.of([SHARED, OURS]).narrow
    for more in NARROW[1:]:
        assert Scope(frozenset({SHARED}), **more).narrow
