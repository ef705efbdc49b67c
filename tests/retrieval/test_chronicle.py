"""Going through every article of an archive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from retrieval import chronicle
from retrieval.news import Draft
from retrieval.sentences import sentences

DRAFT = Draft(title="Ferry", text="The ferry Grey Heron ran aground off Tarnholt on Tuesday.")


def put(archive, library, number, **changes):
    """An article of its own at an address of its own."""
    draft = replace(DRAFT, address=f"https://news.example/{number}", **changes)
    return archive.put(library, draft, sentences(draft.text))


def test_every_article_comes_once_however_few_are_read_at_a_time(archive, monkeypatch):
    """No page ends with an article lost or told twice; other libraries' are not told."""
    monkeypatch.setattr(chronicle, "_AT_ONCE", 2)
    held = [put(archive, "mine", number, text=f"{DRAFT.text} {number}") for number in range(5)]
    put(archive, "yours", 9)
    found = [article.id for article in archive.chronicle.every(["mine"])]
    assert sorted(found) == sorted(article.id for article in held)
    assert len(list(archive.chronicle.every(["mine", "yours"]))) == 6


def test_copies_come_after_what_they_are_copies_of(archive):
    """Who reads them in again finds the same originals."""
    first = put(archive, "mine", 1)
    for number in range(2, 6):
        draft = replace(DRAFT, address=f"https://news.example/{number}")
        archive.put("mine", draft, (), duplicate_of=first.id)
    assert next(archive.chronicle.every(["mine"])).id == first.id
    assert len(list(archive.chronicle.every(["mine"]))) == 5


def test_only_what_was_first_seen_since_and_still_stands_is_told(archive):
    """What was withdrawn is no longer held."""
    kept, gone = put(archive, "mine", 1), put(archive, "mine", 2, text=f"{DRAFT.text} Two.")
    archive.withdraw(gone.id, "mine")
    now = datetime.now(UTC)
    since = now - timedelta(hours=1)
    assert [one.id for one in archive.chronicle.every(["mine"], since=since)] == [kept.id]
    assert not list(archive.chronicle.every(["mine"], since=now + timedelta(hours=1)))


def test_the_other_addresses_of_an_article_are_known(archive):
    """In order, its own not among them."""
    article = put(archive, "mine", 1)
    for place in ("https://news.example/b", "https://news.example/a", article.address):
        archive.pages.alias("mine", place, article.id)
    assert archive.pages.of(article) == ["https://news.example/a", "https://news.example/b"]


def test_a_copy_that_becomes_an_original_meanwhile_is_told(archive, monkeypatch):
    """It was there all the time, whichever of the two it was when its turn came."""
    monkeypatch.setattr(chronicle, "_AT_ONCE", 1)
    first = put(archive, "mine", 1)
    copied = replace(DRAFT, address="https://news.example/2")
    copy = archive.put("mine", copied, (), duplicate_of=first.id)
    for number in range(3, 9):
        put(archive, "mine", number, text=f"{DRAFT.text} {number}")
    told = []
    for article in archive.chronicle.every(["mine"]):
        if article.id > copy.id:
            archive.remove(first.id, ["mine"])
        told.append(article.id)
    assert told.count(copy.id) == 1


def test_since_is_exact(archive):
    """What came in a part of a second before is not told; what came at that moment is."""
    came = put(archive, "mine", 1).first_seen
    assert len(list(archive.chronicle.every(["mine"], since=came))) == 1
    assert not list(archive.chronicle.every(["mine"], since=came + timedelta(microseconds=1)))


def test_a_stretch_is_told_in_order_and_by_library(archive):
    """Its beginning is not in it, its end is; the first ones come first, and no more than asked."""
    held = [put(archive, "mine", number, text=f"{DRAFT.text} {number}") for number in range(4)]
    put(archive, "yours", 9)
    moments = [article.first_seen for article in held]
    found = archive.chronicle.first_seen(["mine"], moments[0], moments[3], 2)
    assert [one.id for one in found] == [held[1].id, held[2].id]
    assert len(archive.chronicle.first_seen(["mine"], moments[0], moments[3], 9)) == 3
