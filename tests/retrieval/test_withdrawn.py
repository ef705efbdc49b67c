"""What its publisher took down: kept with its revisions, and in no answer from that moment."""

import pytest

from retrieval.answerer import answer
from retrieval.answers import Status
from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.sentences import sentences
from tests.retrieval.drafts import (
    Refusing,
    by_vector,
    by_words,
    day,
    draft,
    passage_ids,
    put,
)

FERRY = draft(
    "The ferry ran aground. Nobody was hurt.",
    slug="ferry",
    outlet="The Lantern",
    published=day(3),
)
OURS = "guild-1"


@pytest.fixture
def gone(archive):
    """An article that was revised once, and then withdrawn."""
    put(archive, draft("The ferry is late.", slug="ferry"))
    return archive.withdraw(put(archive, FERRY).id, SHARED)


def test_it_is_found_nowhere(archive, gone):
    """Neither store finds it, and no list or count has it."""
    assert by_words(archive, "aground") == by_vector(archive, "The ferry ran aground.") == []
    assert archive.with_text(SHARED, FERRY.text) == ()
    assert archive.articles([SHARED]) == archive.outlets([SHARED]) == []
    held = archive.holdings([SHARED])
    assert (held.articles, held.passages, held.outlets, held.newest) == (0, 0, 0, None)
    assert archive.articles_by_id([gone.id], [SHARED]) == {}
    assert answer(archive, "Where is the ferry?", [SHARED]).status is Status.EMPTY_LIBRARY


def test_it_is_kept(archive, gone):
    """It can be listed apart, looked up, and read in every revision."""
    assert gone.withdrawn is not None
    assert archive.articles([SHARED], withdrawn=True) == [gone]
    assert archive.article(gone.id, [SHARED]) == archive.at_address(SHARED, FERRY.address) == gone
    assert [r.text for r in archive.revisions(gone.id, [SHARED])] == [
        "The ferry is late.",
        FERRY.text,
    ]


def test_chroma_holds_nothing_of_it(archive, gone):
    """Its vectors are gone in the same call, and the archive is sound without them."""
    assert archive._index._index.count(SHARED) == 0
    assert archive._database.read("SELECT * FROM forgotten") == []


def test_what_stands_is_not_listed_as_withdrawn(archive):
    """The two lists have no article in common."""
    kept = put(archive, FERRY)
    assert archive.articles([SHARED], withdrawn=True) == []
    assert archive.articles([SHARED]) == [kept]


def test_withdrawing_again_changes_nothing(archive, gone):
    """The time of the first finding stays; what is not there gives none."""
    assert archive.withdraw(gone.id, SHARED) == gone
    assert archive.withdraw("nothing", SHARED) is archive.withdraw(gone.id, OURS) is None


def test_a_copy_takes_over(archive):
    """Another outlet that still carries the text answers from that moment, with its own words."""
    original = put(archive, FERRY)
    heir = put(archive, draft(FERRY.text, slug="copy"), duplicate_of=original.id)
    third = put(archive, draft(FERRY.text, slug="third"), duplicate_of=original.id)
    archive.withdraw(original.id, SHARED)
    assert by_words(archive, "aground") == passage_ids(archive, heir)[:1]
    assert by_vector(archive, "The ferry ran aground.")[0] == passage_ids(archive, heir)[0]
    assert archive.article(third.id, [SHARED]).duplicate_of == heir.id


def test_a_withdrawn_copy_takes_nothing_over(archive):
    """When the original goes too, nothing of the text is found."""
    original = put(archive, FERRY)
    copy = put(archive, draft(FERRY.text, slug="copy"), duplicate_of=original.id)
    archive.withdraw(copy.id, SHARED)
    assert by_words(archive, "aground") == passage_ids(archive, original)[:1]
    archive.remove(original.id, [SHARED])
    assert by_words(archive, "aground") == []
    assert archive.article(copy.id, [SHARED]).duplicate_of is None


def test_putting_it_brings_it_back(archive, gone):
    """The publisher shows it again: the next revision is found like any other."""
    back = put(archive, FERRY)
    assert (back.id, back.withdrawn, back.revision) == (gone.id, None, 3)
    assert by_words(archive, "aground") == passage_ids(archive, back)[:1]
    assert archive.articles([SHARED]) == [back]


def test_adding_it_brings_it_back(archive, gone):
    """So does a new reading that is embedded later."""
    archive.add(SHARED, FERRY, sentences(FERRY.text))
    assert archive.embed_pending() == 2
    assert by_vector(archive, "The ferry ran aground.")[0].startswith(gone.id)


def test_it_can_be_removed(archive, gone):
    """A person may remove what was withdrawn; its address stays out."""
    assert archive.remove(gone.id, [SHARED]) == gone
    assert archive.at_address(SHARED, FERRY.address) is None
    assert archive.pages.removed(SHARED, FERRY.address)


def test_a_reindex_leaves_it_out(archive, gone):
    """Only what stands is embedded again."""
    put(archive, draft("It rained.", slug="rain"))
    assert archive.reindex(lambda made: sentences(made.text)) == 1
    assert by_words(archive, "aground") == []


def test_a_withdrawal_cut_short_is_finished_at_opening(tmp_path, embedder, monkeypatch):
    """Vectors that should have left Chroma leave it at the next opening."""
    with Archive.open(tmp_path, embedder, holder="a test") as archive:
        kept = put(archive, FERRY)
        monkeypatch.setattr(archive._index, "settle", lambda: None)  # as if killed here
        archive.withdraw(kept.id, SHARED)
        assert by_words(archive, "aground") == []
    with Archive.open(tmp_path, Refusing(), holder="a test") as archive:
        assert archive._index._index.count(SHARED) == 0
