"""The outlets and how much there is: kept as articles come and go, never counted anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import articles, extent, storing
from retrieval.database import Database
from retrieval.news import SHARED
from retrieval.sentences import sentences
from tests.retrieval.drafts import Dice, day, draft, put
from tests.retrieval.fates import befall, fates

OURS, THEIRS = "guild-1", "guild-2"


def counted(database, library):
    """How many articles of each outlet stand, by looking at each."""
    held = articles.listed(database, [library], 1_000, 0, "")
    return len(held), sorted({one.outlet for one in held if one.outlet})


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([OURS, THEIRS]), fates), max_size=4))
def test_tallies_are_what_counting_gives(tmp_path_factory, happened):
    """Through adding, revising, copying, withdrawing, returning and removing, per library."""
    database = Database(tmp_path_factory.mktemp("tallies") / "archive.db")
    for library, some in happened:
        for fate in some:
            befall(database, library, fate)
            for each in (OURS, THEIRS):
                count, names = counted(database, each)
                assert extent.outlets(database, [each]) == names
                assert extent.extent(database, [each], None)[:2] == (count, len(names))
    both = {name for each in (OURS, THEIRS) for name in counted(database, each)[1]}
    assert extent.outlets(database, [OURS, THEIRS]) == sorted(both)
    assert extent.extent(database, [OURS, THEIRS], None)[1] == len(both)
    database.close()


def test_an_outlet_of_two_libraries_is_one(archive):
    """Names are listed once, and articles are added up."""
    for library in (SHARED, OURS):
        put(archive, draft("It rained.", outlet="The Lantern"), library)
    put(archive, draft("It snowed.", slug="b", outlet="Vale Herald"), THEIRS)
    assert archive.outlets([SHARED, OURS]) == ["The Lantern"]
    assert archive.extent([SHARED, OURS])[:2] == (2, 1)
    assert archive.extent([])[:2] == (0, 0)
    assert archive.outlets([]) == []


def test_a_revision_moves_an_article_to_its_new_outlet(archive):
    """The old one is no outlet of the library any more."""
    put(archive, draft("It rained.", outlet="The Lantern"))
    put(archive, draft("It rained.", outlet="Vale Herald"))
    assert archive.outlets([SHARED]) == ["Vale Herald"]
    assert archive.extent([SHARED])[:2] == (1, 1)


def test_articles_without_an_outlet_count_as_articles_alone(archive):
    """An unknown outlet is none."""
    put(archive, draft("It rained."))
    held = archive.holdings([SHARED])
    assert (held.articles, held.outlets, held.undated) == (1, 0, 1)


@pytest.mark.parametrize(("until", "newest"), [(None, 9), (day(9), 9), (day(8), 3), (day(2), None)])
def test_the_newest_is_the_newest_by_then(archive, until, newest):
    """Of what stands in these libraries and carries a date."""
    put(archive, draft("It rained.", slug="3", published=day(3)))
    put(archive, draft("It snowed.", slug="9", published=day(9)), OURS)
    put(archive, draft("It froze.", slug="20", published=day(20)), THEIRS)
    archive.withdraw(put(archive, draft("Fog.", slug="21", published=day(21))).id, SHARED)
    put(archive, draft("Wind.", slug="undated"))
    expected = day(newest) if newest else None
    assert archive.extent([SHARED, OURS], until)[2] == expected
    assert archive.holdings([SHARED, OURS], until).newest == expected


def test_what_fails_halfway_is_not_counted(archive):
    """A tally and its article are one transaction."""
    made = draft("It rained.", outlet="The Lantern")
    with archive._database.write() as write:
        storing.insert(write, SHARED, made, None, None)
        write.execute("ROLLBACK")
        write.execute("BEGIN")
    assert archive.outlets([SHARED]) == []
    put(archive, made)
    assert archive.outlets([SHARED]) == ["The Lantern"]


def test_passages_held_are_those_that_can_be_found(archive):
    """Earlier words and what waits are not."""
    put(archive, draft("It rained. It snowed."))
    put(archive, draft("It rained. Fog came. Wind rose."))
    archive.add(SHARED, draft("Snow.", slug="b"), [])
    assert archive.holdings([SHARED]).passages == 3
    assert archive.holds_passages([SHARED])
    assert not archive.holds_passages([OURS])


def test_nothing_to_search_until_something_is_embedded(archive):
    """An article that waits for its vectors is held, but answers nothing yet."""
    made = draft("It rained.")
    archive.add(SHARED, made, sentences(made.text))
    assert archive.extent([SHARED])[0] == 1
    assert not archive.holds_passages([SHARED])
    archive.embedder = Dice()
    archive.embed_pending()
    assert archive.holds_passages([SHARED])
