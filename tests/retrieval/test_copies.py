"""One text in many outlets is one source."""

import pytest

from retrieval.answers import Understood
from retrieval.citing import cite
from retrieval.copies import also, from_one_text, with_copies
from retrieval.extractive import Candidate
from retrieval.news import SHARED, Passage, Retrieved
from retrieval.sentences import sentences
from tests.retrieval.drafts import day, draft, put

MINE = frozenset({SHARED, "guild-1"})
AGENCY = (
    "The tram depot at Oxley burned down on Sunday night, and forty trams with it. "
    "Firefighters from six towns pumped water out of the canal until the morning. "
    "Nobody was hurt, because the night shift had gone to a colleague's farewell. "
    "The transport company hired buses from as far away as Pellworth. "
    "Investigators suspect a battery that was left on charge. "
    "The depot was built in 1911 and had a wooden roof, which fell in at two o'clock."
)
DECORATED = f"{AGENCY} Readers of the Echo sent in more than ninety photographs."
REWRITTEN = (
    "A fire at Oxley has left the town without trams. The depot, a hall with a wooden roof from "
    "1911, was lost within hours on Sunday although crews from six towns fought for it. "
    "Replacement buses run every ten minutes, the company said, and will do so for months."
)


@pytest.fixture
def wire(archive):
    return put(archive, draft(AGENCY, slug="wire", outlet="Meridian Wire", published=day(2)))


@pytest.fixture
def post(archive, wire):
    """An exact copy."""
    copy = draft(AGENCY, slug="post", outlet="Harbour Post", published=day(3))
    return put(archive, copy, duplicate_of=wire.id, story=wire.story)


@pytest.fixture
def echo(archive, wire):
    """Nearly the same text."""
    copy = draft(DECORATED, slug="echo", outlet="Echo", published=day(4))
    return put(archive, copy, story=wire.story)


@pytest.fixture
def herald(archive, wire):
    """The same story in other words."""
    return put(
        archive,
        draft(REWRITTEN, slug="herald", outlet="Herald", published=day(4)),
        story=wire.story,
    )


def candidate(article, number: int) -> Candidate:
    span = sentences(article.text)[number]
    passage = Passage(f"{article.id}:{number}", article.id, 1, span.start, span.end, "…")
    return Candidate(Retrieved(passage, article, 1.0), span.start, span.end)


def test_exact_and_near_copies_are_named(archive, wire, post, echo, herald):
    """Not the outlet itself, and not who told the story in words of its own."""
    assert also(archive, wire, None, MINE) == ("Echo", "Harbour Post")
    assert also(archive, echo, None, MINE) == ("Harbour Post", "Meridian Wire")
    assert also(archive, herald, None, MINE) == ()


def test_only_copies_known_by_then_count(archive, wire, post, echo):
    """As of a day, what was published later ran nowhere yet."""
    assert also(archive, wire, day(4), MINE) == ("Harbour Post",)
    assert also(archive, wire, day(3), MINE) == ()


def test_another_guilds_copy_is_not_named(archive, wire):
    """Whatever another library holds."""
    put(archive, draft(AGENCY, slug="theirs", outlet="Their Paper"), "guild-2", story=wire.story)
    put(archive, draft(DECORATED, slug="near", outlet="Near"), "guild-2", story=wire.story)
    assert also(archive, wire, None, MINE) == ()


def test_the_same_outlets_second_address_is_no_other_source(archive, wire):
    """A text that one outlet has at two addresses."""
    again = draft(AGENCY, slug="again", outlet="Meridian Wire")
    put(archive, again, duplicate_of=wire.id, story=wire.story)
    put(archive, draft(AGENCY, slug="none", outlet=None), duplicate_of=wire.id, story=wire.story)
    assert also(archive, wire, None, MINE) == ()


def test_a_short_text_is_near_none(archive):
    """A few words that many share are no agency's text."""
    first = put(archive, draft("It rained in Oxley.", slug="a", outlet="A"))
    put(archive, draft("It rained in Oxley. Much.", slug="b", outlet="B"), story=first.story)
    assert also(archive, first, None, MINE) == ()


def test_citations_carry_the_outlets_of_their_text(archive, wire, post, herald):
    """Each its own, numbers and words unchanged."""
    _, citations = cite([candidate(wire, 0), candidate(herald, 0)])
    marked = with_copies(archive, citations, Understood("?"), MINE)
    assert [one.also for one in marked] == [("Harbour Post",), ()]
    assert [(one.n, one.quote) for one in marked] == [(one.n, one.quote) for one in citations]


def test_as_of_holds_for_citations_too(archive, wire, post):
    """The copy of a later day is left out."""
    _, citations = cite([candidate(wire, 0)])
    (marked,) = with_copies(archive, citations, Understood("?", as_of=day(3)), MINE)
    assert marked.also == ()


def test_sentences_of_two_copies_rest_on_one(wire, echo):
    """The second copy's sentence is cited where the first one has it, in reading order."""
    kept = from_one_text([candidate(wire, 4), candidate(echo, 2)])
    assert {one.article.id for one in kept} == {wire.id}
    assert [one.text for one in kept] == [candidate(wire, 2).text, candidate(wire, 4).text]
    assert len(cite(kept)[1]) == 2


def test_what_only_the_second_copy_has_is_left_out(wire, echo):
    """It would be cited as if by another source."""
    kept = from_one_text([candidate(wire, 0), candidate(echo, 6)])
    assert [one.text for one in kept] == [candidate(wire, 0).text]


def test_the_same_sentence_is_not_given_twice(wire, echo):
    """Though it was chosen from both."""
    assert len(from_one_text([candidate(wire, 1), candidate(echo, 1)])) == 1


def test_who_tells_it_in_other_words_stays_a_source(wire, herald):
    """Two reports of one story are two sources."""
    chosen = [candidate(wire, 0), candidate(herald, 1)]
    assert from_one_text(chosen) == chosen
