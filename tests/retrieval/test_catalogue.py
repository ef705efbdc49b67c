"""Articles looked up by their words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval import catalogue
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences

DRAFT = Draft(title="", text="", published=datetime(2026, 8, 4, tzinfo=UTC), outlet="Post")


def put(archive, title, text, day=4, library=SHARED, **changes):
    address = f"https://a.example/{title}-{day}"
    published = datetime(2026, 8, day, tzinfo=UTC)
    draft = replace(DRAFT, title=title, text=text, published=published, address=address)
    return archive.put(library, replace(draft, **changes), sentences(text))


def titles(archive, words, libraries=(SHARED,), **options):
    found = archive.catalogue.search(words, libraries, **options)
    return [archive.article(id_, libraries).title for id_ in found.ids]


def test_all_words_must_be_there_in_any_form(archive):
    """What has them in its title goes first, and then the newest."""
    put(archive, "Port strike over", "The dockers went back to work.", 1)
    put(archive, "Dockers vote", "They are to end the strike at the port on Friday.", 3)
    put(archive, "Strikes at the port", "Nobody unloads ships.", 2)
    put(archive, "Port open", "Ships are unloaded.", 4)
    assert titles(archive, "port striking") == [
        "Strikes at the port",
        "Port strike over",
        "Dockers vote",
    ]
    assert titles(archive, "port", limit=1) == ["Port open"]
    assert titles(archive, "zebra port") == []


@pytest.mark.parametrize(
    "typed", ['"port"', "port OR", "port*", "NEAR(port", "title: port", "-port"]
)
def test_nothing_typed_is_syntax(archive, typed):
    """Signs are no words; words are nothing but words."""
    put(archive, "Port or title near", "The port is open.")
    assert titles(archive, typed) == ["Port or title near"]


def test_copies_are_found_with_their_original(archive):
    """Their text is kept once, under the original; and what was taken down is not found."""
    first = put(archive, "Port open", "The port is open again.", 1)
    put(archive, "Port is open", "The port is open again, today.", 2)
    copy = replace(DRAFT, title="Ships again", text="The port is open again.", address="c")
    archive.put(SHARED, copy, [], duplicate_of=first.id)
    assert set(titles(archive, "port open")) == {"Port open", "Port is open", "Ships again"}
    archive.withdraw(first.id, SHARED)
    assert "Port open" not in titles(archive, "port open")


def test_no_library_hides_another(archive, monkeypatch):
    """However many passages of others have the word: they are passed over slice by slice."""
    monkeypatch.setattr(catalogue, "_SLICE", 2)
    put(archive, "Ours", "A port is open.", 1, "guild-1")
    for day in range(1, 10):
        put(archive, f"Theirs {day}", "The port is open.", day, "guild-2")
    assert titles(archive, "port", ("guild-1",)) == ["Ours"]
    found = archive.catalogue.search("port", ("guild-1",), seconds=-1)
    assert not found.complete


def test_without_words_it_is_the_newest(archive):
    """Of all the libraries together, the undated last."""
    put(archive, "Undated", "Nobody knows when.", published=None)
    put(archive, "Old", "It was a while ago.", 1)
    put(archive, "New", "It was just now.", 5, "guild-1")
    assert titles(archive, " ?! ", (SHARED, "guild-1")) == ["New", "Old", "Undated"]
    held = archive.catalogue.titles([SHARED], 1)
    assert [(one.title, one.outlet) for one in held] == [("Old", "Post")]
