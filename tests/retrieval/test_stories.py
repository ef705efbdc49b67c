"""Articles that tell one story in nearly the same words are found, within their library."""

import random

import pytest

from retrieval.news import SHARED
from tests.retrieval.drafts import draft, put

CHANCE = random.Random(3)
WORDS = [f"w{n}" for n in range(3_000)]


def prose(count: int) -> str:
    words = CHANCE.choices(WORDS, k=count)
    return " ".join(word + "." if n % 12 == 11 else word for n, word in enumerate(words))


WIRE = prose(400)
CUT = " ".join(WIRE.split()[:200]) + " " + prose(40)


def near(archive, text, library=SHARED):
    return [(article.id, round(share, 2)) for article, share in archive.stories.near(library, text)]


@pytest.fixture
def wire(archive):
    return put(archive, draft(WIRE, slug="wire", outlet="The Wire"))


def test_a_cut_and_decorated_copy_is_near(archive, wire):
    """Half of the text with another outlet's words around it is the same story."""
    put(archive, draft(prose(400), slug="other"))
    assert [id_ for id_, _ in near(archive, CUT)] == [wire.id]
    assert near(archive, WIRE) == [(wire.id, 1.0)]
    assert near(archive, prose(400)) == []
    assert near(archive, "A few words.") == []


def test_the_nearest_comes_first(archive, wire):
    """Of several that share words, the one that shares most."""
    cut = put(archive, draft(CUT, slug="cut"))
    assert [id_ for id_, _ in near(archive, WIRE)] == [wire.id, cut.id]
    assert [id_ for id_, _ in near(archive, CUT)] == [cut.id, wire.id]
    assert len(archive.stories.near(SHARED, WIRE, limit=1)) == 1


def test_libraries_do_not_meet(archive, wire):
    """The same text in another guild's library is not near, and its story is not shown."""
    theirs = put(archive, draft(WIRE, slug="wire"), "guild-1")
    assert near(archive, WIRE, "guild-1") == [(theirs.id, 1.0)]
    assert near(archive, WIRE, "guild-2") == []
    assert archive.stories.of(wire.story, ["guild-1"]) == []


def test_what_waits_for_its_vectors_is_near(archive):
    """Two copies in one batch meet, though neither is embedded yet."""
    added = archive.add(SHARED, draft(WIRE), [])
    assert near(archive, CUT) == [(added.id, near(archive, CUT)[0][1])]


def test_a_revision_is_near_by_its_new_words_alone(archive, wire):
    """What an article no longer says brings it near nothing, and leaves no rows."""
    new = prose(400)
    put(archive, draft(new, slug="wire"))
    assert near(archive, WIRE) == []
    assert near(archive, new) == [(wire.id, 1.0)]
    put(archive, draft("It is over.", slug="wire"))
    assert near(archive, new) == []
    assert archive._database.one("SELECT count(*) AS left FROM shingles")["left"] == 0


@pytest.mark.parametrize("way", ["remove", "withdraw"])
def test_what_is_gone_is_near_nothing(archive, wire, way):
    """Removed and withdrawn articles leave no rows."""
    if way == "remove":
        archive.remove(wire.id, [SHARED])
    else:
        archive.withdraw(wire.id, SHARED)
    assert near(archive, WIRE) == []
    assert archive._database.one("SELECT count(*) AS left FROM shingles")["left"] == 0


def test_copies_are_met_as_their_original(archive, wire):
    """However many outlets run one text, it is met once; the copy that takes over is met next."""
    copy = put(archive, draft(WIRE, slug="copy"), duplicate_of=wire.id)
    assert near(archive, WIRE) == [(wire.id, 1.0)]
    archive.remove(wire.id, [SHARED])
    assert near(archive, WIRE) == [(copy.id, 1.0)]


def test_boilerplate_is_no_story(archive):
    """Words that more than two hundred articles carry bring no article near."""
    notice = " ".join(prose(200).split())
    rows = archive._database
    for number in range(201):
        archive.add(SHARED, draft(f"{notice} {prose(60)}", slug=f"n{number}"), [])
    assert rows.one("SELECT count(*) AS n FROM shingles")["n"] > 2_000
    own = prose(400)
    mine = archive.add(SHARED, draft(f"{notice} {own}", slug="mine"), [])
    assert near(archive, f"{own} {notice}")[0][0] == mine.id
    assert len(near(archive, f"{own} {notice}")) == 1


def test_an_article_tells_its_own_story(archive, wire):
    """Alone, an article is its story; with a story given or an original, it joins that."""
    assert wire.story == wire.id
    copy = put(archive, draft(WIRE, slug="copy"), duplicate_of=wire.id)
    cut = archive.add(SHARED, draft(CUT, slug="cut"), [], story=wire.id)
    assert copy.story == cut.story == wire.id
    assert [a.id for a in archive.stories.of(wire.story, [SHARED])] == [wire.id, copy.id, cut.id]


def test_a_revision_stays_in_its_story(archive, wire):
    """New words at a known address do not take an article out of its story."""
    cut = archive.add(SHARED, draft(CUT, slug="cut"), [], story=wire.id)
    revised = put(archive, draft(f"{CUT} Late news.", slug="cut"))
    assert (revised.id, revised.story) == (cut.id, wire.id)


def test_a_story_outlives_its_first_teller(archive, wire):
    """When the first article is removed, the next one names the story for the others."""
    cut = archive.add(SHARED, draft(CUT, slug="cut"), [], story=wire.id)
    late = archive.add(SHARED, draft(CUT + " Late.", slug="late"), [], story=wire.id)
    archive.remove(wire.id, [SHARED])
    assert archive.article(cut.id, [SHARED]).story == cut.id
    assert [a.id for a in archive.stories.of(cut.id, [SHARED])] == [cut.id, late.id]


def test_what_is_withdrawn_is_in_no_story(archive, wire):
    """A withdrawn article is not among those that tell it; the others still are one story."""
    cut = archive.add(SHARED, draft(CUT, slug="cut"), [], story=wire.id)
    archive.withdraw(wire.id, SHARED)
    assert [a.id for a in archive.stories.of(wire.id, [SHARED])] == [cut.id]
