"""Where sentences begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import sentences

_NEWSY = st.text(st.sampled_from('abAZ09 .!?…"“”’)\n\r\t-é'), max_size=200)


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "one",
    [
        "Mr. Abel met Dr. Osei on Friday.",
        "The crew of the St. Brannoc waved.",
        "Prices rose, e.g. Bread went up by a tenth.",
        "She finished No. 5 in the table.",
        "The bill came to $3.5 million.",
        "The case of Hale v. Orme goes on.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(one):
    """A known abbreviation or a decimal point does not end a sentence."""
    assert split(one) == [one]


def test_the_number_of_a_german_day_does_not_end_a_sentence():
    """Its point is not the sentence's; elsewhere a number may well stand last."""
    dated = "Die Fähre ist am 7. Oktober auf Grund gelaufen."
    assert split(dated) == [dated]
    assert split("Rovers scored 7. Mayors cheered.") == ["Rovers scored 7.", "Mayors cheered."]
    assert split("It was built in 2020. August was hot.")[0] == "It was built in 2020."


def test_an_abbreviation_may_stand_last():
    """After "p.m." or "Inc." a word that starts sentences starts one."""
    assert split("It closed at 5 p.m. The doors stayed shut.") == [
        "It closed at 5 p.m.",
        "The doors stayed shut.",
    ]


def test_no_is_a_word_too():
    """A "no." that no number follows ends its sentence."""
    assert split("He said no. Then he left.") == ["He said no.", "Then he left."]


@pytest.mark.parametrize("one", ["George W. Abel spoke.", "It was signed by T. S. Orme."])
def test_initials_do_not_end_a_sentence(one):
    """A single capital with a full stop is an initial."""
    assert split(one) == [one]


@pytest.mark.parametrize("one", ["J.K. Marlow spoke.", "The prize went to J.R.R. Orme again."])
def test_initials_without_spaces_do_not_end_a_sentence(one):
    """Capitals joined by full stops are initials too."""
    assert split(one) == [one]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“We wait.” Then it rained.", ["“We wait.”", "Then it rained."]),
        ('"We wait!" he said. It rained.', ['"We wait!" he said.', "It rained."]),
        ("(It rained.) They left.", ["(It rained.)", "They left."]),
    ],
)
def test_closing_quotes_and_brackets_stay_with_their_sentence(text, parts):
    """What closes after the full stop belongs to the sentence; lower case after it goes on."""
    assert split(text) == parts


def test_a_line_break_always_ends_a_sentence():
    """A heading without a full stop is a sentence of its own, and so is a broken-off line."""
    assert split("Storm warning\nStay in\nand wait. Really.") == [
        "Storm warning",
        "Stay in",
        "and wait.",
        "Really.",
    ]


def test_dots_that_trail_off_end_a_sentence_before_a_capital():
    """An ellipsis ends a sentence only when a capital follows."""
    assert split("They waited… and waited... Then it came.") == [
        "They waited… and waited...",
        "Then it came.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\r\n"])
def test_blank_text_has_no_sentences(text):
    """Nothing but space is no sentence."""
    assert split(text) == []


@given(_NEWSY | st.text(max_size=200))
def test_spans_are_ordered_disjoint_and_trimmed(text):
    """Spans come in order, never overlap, are never empty and have no space at their edges."""
    spans = sentences(text)
    assert all(one.end <= following.start for one, following in pairwise(spans))
    assert all(part and part == part.strip() for part in split(text))


@given(_NEWSY | st.text(max_size=200))
def test_spans_cover_every_character_that_is_no_space(text):
    """No letter of the text is left out."""
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(_NEWSY)
def test_no_span_crosses_a_line_break(text):
    """A sentence lies within a line."""
    assert not any("\n" in part for part in split(text))
