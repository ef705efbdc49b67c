"""What the archive keeps, finds, replaces and forgets."""

import pytest

from retrieval.news import SHARED
from retrieval.scope import Scope
from tests.retrieval.drafts import (
    Refusing,
    Watched,
    by_vector,
    by_words,
    day,
    draft,
    passage_ids,
    put,
)

FERRY = draft("The ferry ran aground. Nobody was hurt.", slug="ferry", outlet="The Lantern")
SAME = draft(FERRY.text, slug="copy", title="Ferry stuck", outlet="Vale Herald")


def test_what_is_put_is_found(archive):
    """A new article is found by its words, by its meaning, at its address and by its text."""
    kept = put(archive, FERRY)
    ids = passage_ids(archive, kept)
    assert by_words(archive, "aground") == [ids[0]]
    assert by_vector(archive, "the boat was stranded")[0] == ids[0]
    assert archive.at_address(SHARED, "https://news.test/ferry") == kept
    assert archive.with_text(SHARED, FERRY.text) == (kept,)
    assert archive.article(kept.id, [SHARED]) == kept


def test_passages_are_exact(archive):
    """A passage is the article's own words between its offsets."""
    kept = put(archive, FERRY)
    passages = archive.standing.passages(passage_ids(archive, kept), Scope.of([SHARED])).values()
    assert {p.text for p in passages} == {"The ferry ran aground.", "Nobody was hurt."}
    assert all(kept.text[p.start : p.end] == p.text for p in passages)


def test_all_that_was_read_is_kept(archive):
    """Every field of an article comes back as it was put."""
    made = draft(
        "Färjan är full. 🚢 Vänta.",
        slug="sen",
        url="https://news.test/sen?a=1",
        outlet="Kustposten",
        authors=("Åsa Öst", "Per Lund"),
        published=day(3),
        precision="day",
        guessed=True,
        updated=day(4),
        section="Hamn",
        language="sv",
    )
    kept = put(archive, made)
    assert all(getattr(kept, name) == getattr(made, name) for name in made.__dataclass_fields__)
    assert [
        p.text
        for p in archive.standing.passages(
            passage_ids(archive, kept)[1:2], Scope.of([SHARED])
        ).values()
    ] == ["🚢 Vänta."]


def test_a_revision_keeps_the_article(archive):
    """Other text at a known address is the article's next revision, and the old one stays."""
    first = put(archive, FERRY)
    second = put(archive, draft("The ferry is afloat. Nobody was hurt.", slug="ferry"))
    assert (second.id, second.revision) == (first.id, 2)
    assert [r.text for r in archive.revisions(first.id, [SHARED])] == [first.text, second.text]
    assert archive.article(first.id, [SHARED]) == second
    assert second.first_seen == first.first_seen


def test_a_revision_embeds_only_what_changed(archive, embedder):
    """Passages whose words did not change keep their id and vector."""
    archive.embedder = watched = Watched(embedder)
    before = passage_ids(archive, put(archive, FERRY))
    watched.embedded.clear()
    revised = put(archive, draft("Update. The ferry is afloat. Nobody was hurt.", slug="ferry"))
    assert passage_ids(archive, revised)[2] == before[1]
    assert watched.embedded == ["Harbour notes\nUpdate.", "Harbour notes\nThe ferry is afloat."]


def test_an_unchanged_passage_moves_with_its_text(archive):
    """A passage kept by a revision has the new revision's offsets."""
    put(archive, FERRY)
    revised = put(archive, draft("Update. Nobody was hurt.", slug="ferry"))
    passage = archive.standing.passages(passage_ids(archive, revised), Scope.of([SHARED]))[
        passage_ids(archive, revised)[1]
    ]
    assert (passage.text, passage.revision) == ("Nobody was hurt.", 2)


def test_old_words_are_no_longer_found(archive):
    """After a revision neither index finds what the article no longer says."""
    old = passage_ids(archive, put(archive, FERRY))[0]
    put(archive, draft("The ferry is afloat.", slug="ferry"))
    assert by_words(archive, "aground") == []
    assert old not in by_vector(archive, "The ferry ran aground.")
    assert (
        archive.words.rarity(["aground"], [SHARED])["aground"]
        > archive.words.rarity(["afloat"], [SHARED])["afloat"]
    )


def test_a_new_headline_is_found_and_the_old_is_not(archive):
    """A revision that changes only the headline changes what is found by it."""
    put(archive, FERRY)
    put(archive, draft(FERRY.text, slug="ferry", title="Skerry boat stuck"))
    assert len(by_words(archive, "skerry")) == 2
    assert by_words(archive, "harbour") == []


def test_the_same_words_twice_are_two_passages(archive):
    """A sentence that an article repeats has a passage at each place."""
    kept = put(archive, draft("Stay in. Stay in."))
    passages = archive.standing.passages(passage_ids(archive, kept), Scope.of([SHARED]))
    assert sorted(p.start for p in passages.values()) == [0, 9]


def test_pasted_text_is_known_by_its_words(archive):
    """Text without an address is one article however often it is put."""
    once = put(archive, draft("It rained.", address=None))
    again = put(archive, draft("It rained.", address=None))
    other = put(archive, draft("It snowed.", address=None))
    assert once.id == again.id != other.id


def test_what_is_removed_is_gone(archive):
    """A removed article is found nowhere, and its address is free again."""
    kept = put(archive, FERRY)
    assert archive.remove(kept.id, [SHARED]) == kept
    assert archive.article(kept.id, [SHARED]) is None
    assert archive.revisions(kept.id, [SHARED]) == []
    assert by_words(archive, "aground") == by_vector(archive, "aground") == []
    assert put(archive, FERRY).revision == 1
    assert len(by_vector(archive, "aground")) == 2


def test_removing_what_is_not_there_gives_none(archive):
    """An unknown id is no error."""
    assert archive.remove("nothing", [SHARED]) is None


def test_articles_are_listed_newest_first(archive):
    """Newest first, undated last, a page at a time."""
    for number, slug in [(2, "b"), (9, "d"), (5, "c")]:
        put(archive, draft("It rained.", slug=slug, published=day(number)))
    put(archive, draft("It rained.", slug="undated"))
    slugs = [a.address[-1] for a in archive.articles([SHARED])]
    assert slugs == ["d", "c", "b", "d"]
    assert archive.articles([SHARED], limit=2, offset=1) == archive.articles([SHARED])[1:3]


def test_articles_are_listed_by_their_letters(archive):
    """Letters match title, outlet or address; wildcards are letters."""
    put(archive, FERRY)
    put(archive, SAME)
    for matching, count in {"FERRY": 2, "lantern": 1, "news.test/co": 1, "%": 0, "_": 0}.items():
        assert len(archive.articles([SHARED], matching=matching)) == count, matching


def test_holdings_count_what_is_there(archive):
    """Articles, passages, outlets, undated ones and the newest date."""
    assert archive.holdings([SHARED]).articles == 0
    put(archive, FERRY)
    put(archive, draft("It rained. A lot.", published=day(2), outlet="Vale Herald"))
    put(archive, draft("It snowed.", slug="snow", published=day(7), outlet="Vale Herald"))
    held = archive.holdings([SHARED])
    assert (held.articles, held.passages, held.outlets) == (3, 5, 2)
    assert (held.undated, held.newest) == (1, day(7))
    assert archive.outlets([SHARED]) == ["The Lantern", "Vale Herald"]


def test_a_duplicate_has_no_passages(archive):
    """A copy is kept and listed, but what it says is found once."""
    original = put(archive, FERRY)
    copy = put(archive, SAME, duplicate_of=original.id)
    assert passage_ids(archive, copy) == []
    assert archive.with_text(SHARED, FERRY.text) == (original, copy)
    assert archive.copies(original) == [copy]
    assert archive.copies(copy) == [original]
    assert archive.holdings([SHARED]).articles == 2
    assert by_words(archive, "aground") == passage_ids(archive, original)[:1]


def test_a_duplicate_takes_over_when_the_original_is_removed(archive):
    """The first copy gets the passages, and the other copies lean on it."""
    original = put(archive, FERRY)
    heir = put(archive, SAME, duplicate_of=original.id)
    third = put(archive, draft(FERRY.text, slug="third"), duplicate_of=original.id)
    archive.remove(original.id, [SHARED])
    assert archive.article(heir.id, [SHARED]).duplicate_of is None
    assert archive.article(third.id, [SHARED]).duplicate_of == heir.id
    assert by_words(archive, "aground") == passage_ids(archive, heir)[:1]
    assert by_vector(archive, "The ferry ran aground.")[0] == passage_ids(archive, heir)[0]


def test_a_duplicate_takes_over_when_the_original_is_revised(archive):
    """What the original no longer says is still found, in the copy."""
    original = put(archive, FERRY)
    heir = put(archive, SAME, duplicate_of=original.id)
    revised = put(archive, draft("The ferry is afloat.", slug="ferry"))
    assert by_words(archive, "aground") == passage_ids(archive, heir)[:1]
    assert by_words(archive, "afloat") == passage_ids(archive, revised)
    assert archive.copies(revised) == []


def test_an_original_that_changes_its_headline_stays_the_original(archive):
    """A revision with the same text keeps its passages; the copy stays a copy."""
    original = put(archive, FERRY)
    copy = put(archive, SAME, duplicate_of=original.id)
    put(archive, draft(FERRY.text, slug="ferry", title="Ferry still stuck"))
    assert passage_ids(archive, copy) == []
    assert archive.article(copy.id, [SHARED]).duplicate_of == original.id


def test_a_duplicate_may_become_an_article_of_its_own(archive):
    """A copy that is revised has passages; when it goes the original is untouched."""
    original = put(archive, FERRY)
    put(archive, SAME, duplicate_of=original.id)
    revised = put(archive, draft("The boat is free.", slug="copy"))
    assert revised.duplicate_of is None
    assert by_words(archive, "free") == passage_ids(archive, revised)
    archive.remove(revised.id, [SHARED])
    assert by_words(archive, "aground") == passage_ids(archive, original)[:1]


def test_nothing_is_embedded_twice_on_removal(archive):
    """Removing an article without copies embeds nothing."""
    kept = put(archive, FERRY)
    archive.embedder = Refusing()
    assert archive.remove(kept.id, [SHARED])


def test_a_failed_put_leaves_nothing(archive):
    """When the model fails, the article is not there at all."""
    archive.embedder = Refusing()
    with pytest.raises(AssertionError):
        put(archive, FERRY)
    assert archive.articles([SHARED]) == []
    assert by_words(archive, "aground") == []
