"""The check of a sentence against its sources: citations moved, evidence, and what it survives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.sentences import sentences
from retrieval.verify import Source, check
from tests.retrieval.checking.fjord import BRIDGE, FISHING, WEDNESDAY

WEATHER = Source(
    "Fog lay over Kelp Head until noon, and two ferries were late.", "Fog at Kelp Head"
)
SOURCES = [BRIDGE, FISHING, WEATHER]


def quoted(verdict):
    return [SOURCES[e.source].text[e.span.start : e.span.end] for e in verdict.evidence]


def test_right_citation_stays():
    """A citation that carries its sentence stays, with the sentence it rests on as evidence."""
    verdict = check("Okafor reopened the swing bridge on Monday.", [0], SOURCES)
    assert (verdict.supported, verdict.cited, verdict.moved) == (True, (0,), False)
    assert [words[:23] for words in quoted(verdict)] == ["Mayor Ada Okafor reopen"]


@pytest.mark.parametrize("cited", [[], [1], [2], [7], [-1]])
def test_citation_moves(cited):
    """A sentence that cites nothing, or what does not carry it, is given what does."""
    verdict = check("Okafor reopened the swing bridge on Monday.", cited, SOURCES)
    assert (verdict.supported, verdict.cited, verdict.moved) == (True, (0,), True)


def test_two_needed():
    """A sentence that rests on two sources cites both, each with its evidence."""
    said = "Okafor reopened the bridge, and Brandal accepted the UN report's findings."
    verdict = check(said, [0], SOURCES)
    assert (verdict.supported, verdict.cited) == (True, (0, 1))
    assert {evidence.source for evidence in verdict.evidence} == {0, 1}


def test_needless_citation_goes():
    """A source that carries nothing is dropped where another carries all."""
    assert check("Okafor reopened the swing bridge on Monday.", [2, 0], SOURCES).cited == (0,)


def test_better_elsewhere_does_not_excuse():
    """A sentence that its source contradicts is not carried by one that says less of it."""
    other = Source("Pellham spoke on Friday.", "Notes", None, WEDNESDAY)
    verdict = check("Pellham reopened the Tarnholt swing bridge on Monday.", [0], [BRIDGE, other])
    assert not verdict.supported


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister opened a new school for blind children.",
        "The vessel sank.",
        "It rained.",
    ],
)
def test_nothing_in_common(sentence):
    """Words that no source has are a fault, and there is no evidence without a fault."""
    verdict = check(sentence, [0], SOURCES)
    assert [fault.kind.value for fault in verdict.faults] == ["words"]


def test_whole_sentences():
    """Evidence is made of whole sentences, as few as hold the parts."""
    said = "The bridge reopened on Monday; repairs cost $5.2 million."
    assert [words[-10:] for words in quoted(check(said, [0], SOURCES))] == [
        "hern span.",
        "oard said.",
    ]


def test_no_sources():
    """Without a source nothing is carried."""
    verdict = check("Okafor reopened the bridge.", [0], [])
    assert (verdict.supported, verdict.cited) == (False, ())


@pytest.mark.parametrize("source", SOURCES, ids=["bridge", "fishing", "weather"])
def test_every_sentence_carries_itself(source):
    """A source's own sentences have no faults."""
    for span in sentences(source.text):
        said = source.text[span.start : span.end]
        assert check(said, [0], [source]).faults == (), said


@given(st.text(), st.text(), st.text(max_size=20), st.lists(st.integers(-2, 3), max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_text(sentence, text, title, cited):
    """No text makes it fail, and what it says stands in what it was given."""
    sources = [Source(text, title, title or None, WEDNESDAY), BRIDGE]
    verdict = check(sentence, cited, sources)
    assert all(fault.words in sentence for fault in verdict.faults)
    assert set(verdict.cited) <= {0, 1}
    assert all(e.span.end <= len(sources[e.source].text) for e in verdict.evidence)


@pytest.mark.parametrize(
    "piece",
    ["1,", "“", "a.", "Of De ", "not ", "12 ", "[", "one hundred ", "U.", "May 1 ", "-1", "’s"],
)
def test_hostile_text(piece):
    """Text that repeats a piece endlessly is read to its end."""
    endless = piece * (1_900 // len(piece))
    assert check(endless, [0], [Source(endless)]).cited == (0,)


@pytest.mark.parametrize(
    "odd", ["fıve boats", "ſix of ſeven", "9 Auguſt 2024", "fİve in ſix", "١٢ boats", "²", "\ud800"]
)
def test_odd_letters(odd):
    """Letters that only look like those of a number or month are read without failing."""
    assert check(odd, [0], [Source(odd), BRIDGE]).cited in {(0,), ()}


def test_no_sentence():
    """What is longer than any sentence is not carried, even by itself."""
    endless = "The bridge is open and " * 200
    assert not check(endless, [0], [Source(endless)]).supported


GROUNDED = Source(
    "Piers Hanlow resigned as head of Sound Link on Thursday. The Grey Heron ran aground off Kelp "
    "Head on 7 October. Nine people were injured, the Saltmere harbourmaster said.",
    "Sound Link chief resigns",
    "Meridian Wire",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody was injured.",
        "No one was injured.",
        "None of the people were injured.",
        "The Grey Heron did not run aground.",
        "The Grey Heron never ran aground.",
        "The Grey Heron did not sink.",
    ],
)
def test_a_denial_must_stand_in_the_sources(sentence):
    """Also a short one, and one of what no source speaks of."""
    assert [fault.kind for fault in check(sentence, [0], [GROUNDED]).faults] == ["negation"]


@pytest.mark.parametrize(
    "sentence",
    ["Piers Hanlow said nine people were injured.", "Nine people were injured, Hanlow said."],
)
def test_words_are_given_to_nobody_else(sentence):
    """A name that the source has, but as one who did not say this."""
    assert not check(sentence, [0], [GROUNDED]).supported


def test_the_mayor_may_be_the_one_named_before():
    """As news tells it: the name first, then the office or a pronoun."""
    source = Source("Ada Okafor opened the bridge. The lights would follow in May, the mayor said.")
    assert check("Okafor said the lights would follow in May.", [0], [source]).supported


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine people were injured, the harbourmaster said.",
        "According to Meridian Wire, nine people were injured.",
        "The Meridian Wire said that nine people were injured.",
    ],
)
def test_words_stay_with_whoever_said_them(sentence):
    """By their office, or in the name of the outlet."""
    assert check(sentence, [0], [GROUNDED]).supported
