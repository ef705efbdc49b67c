"""A quotation never stands without its speaker."""

import pytest

from retrieval.citing import cite
from retrieval.extractive import Candidate
from retrieval.news import Passage, Retrieved
from retrieval.sentences import sentences
from retrieval.speakers import with_speakers
from tests.retrieval.test_citing import article

TEXT = (
    "The tram depot burned down on Sunday.\n\n"
    "Fire chief Ada Moll spoke at the gate. She said the roof had fallen in at two. "
    "She added that a battery was to blame.\n\n"
    '"I heard a bang," said Otto Finn, a driver. "Then I ran. I have never run so fast before."\n\n'
    "The town has two other depots. It will hire forty buses. It rained all night. "
    "He said it was over."
)
OF = article("a", TEXT)
SPANS = sentences(TEXT)


def chosen(*scored: tuple[str, float], of=OF) -> list[Candidate]:
    spans = sentences(of.text)
    return [
        Candidate(
            Retrieved(Passage("p", of.id, 3, span.start, span.end, "…"), of, 1.0),
            span.start,
            span.end,
            score=score,
        )
        for words, score in scored
        for span in spans
        if of.text[span.start : span.end].startswith(words)
    ]


def given(*scored: tuple[str, float]) -> list[str]:
    return [one.text for one in with_speakers(chosen(*scored))]


def test_he_said_takes_along_who_he_is():
    """The sentence before, as part of the same citation."""
    kept = with_speakers(chosen(("She said", 1.0)))
    assert [one.text for one in kept] == [
        "Fire chief Ada Moll spoke at the gate.",
        "She said the roof had fallen in at two.",
    ]
    (citation,) = cite(kept)[1]
    assert citation.quote == " ".join(one.text for one in kept)


def test_two_sentences_are_taken_along_at_most():
    """The first of them names the speaker."""
    assert given(("She added", 1.0))[0] == "Fire chief Ada Moll spoke at the gate."
    assert len(given(("She added", 1.0))) == 3


def test_a_quotation_goes_on_without_marks():
    """The end of one that began sentences ago has its speaker too."""
    kept = given(("I have never", 1.0))
    assert kept[0] == '"I heard a bang," said Otto Finn, a driver.'
    assert kept[-1] == 'I have never run so fast before."'


def test_what_needs_no_speaker_stays_alone():
    """Plain sentences, and those that name theirs."""
    plain = [("The tram", 1.0), ('"I heard', 0.9)]
    assert with_speakers(chosen(*plain)) == chosen(*plain)


def test_a_speaker_already_chosen_is_not_given_twice():
    """Nor a sentence that two quotations need."""
    kept = given(("Fire chief", 1.0), ("She said", 0.9), ("She added", 0.8))
    assert len(kept) == len(set(kept)) == 3


def test_a_quotation_that_does_not_fit_is_left_out():
    """Four sentences are enough; the better ones stay."""
    kept = given(("The tram", 1.0), ("The town", 0.9), ("It will", 0.8), ("She said", 0.7))
    assert kept == [
        "The tram depot burned down on Sunday.",
        "The town has two other depots.",
        "It will hire forty buses.",
    ]


def test_a_quotation_of_nobody_is_left_out_unless_it_is_the_best():
    """The best sentence answers; without it there would be no answer."""
    assert given(("The tram", 1.0), ("He said", 0.9)) == ["The tram depot burned down on Sunday."]
    assert given(("He said", 1.0)) == ["He said it was over."]


def test_nothing_chosen_is_nothing():
    """There is no best of none."""
    assert with_speakers([]) == []


@pytest.mark.parametrize("marks", ['""', "“”"])
def test_a_speaker_named_behind_a_long_quotation_is_found(marks):
    """When nobody is named before it."""
    opens, closes = marks
    text = f"It rained.\n\n{opens}The number was too high. It is nine now,{closes} said Ada Moll."
    kept = with_speakers(chosen((f"{opens}The number", 1.0), of=article("b", text)))
    assert [one.text for one in kept][-1] == f"It is nine now,{closes} said Ada Moll."
