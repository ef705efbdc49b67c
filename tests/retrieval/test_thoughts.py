"""Thoughts are left out of a text however it is cut into pieces."""

import re

from hypothesis import given
from hypothesis import strategies as st

from retrieval.thoughts import answer_of, without_thoughts

PARTS = st.lists(
    st.sampled_from(["<think>", "</think>", "<", "think>", "</", " ", "é", "[1]", "a"])
)


@given(PARTS, st.integers(1, 9))
def test_pieces_do_not_matter(parts, size):
    """A text in pieces of any size is told as the whole is, and no piece is empty."""
    text = "".join(parts)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    told = list(without_thoughts(pieces))
    assert "".join(told) == re.sub(r"<think>.*?(</think>|$)", "", text, flags=re.DOTALL).lstrip()
    assert all(told)


def test_words_are_told_at_once():
    """Only what may begin a mark is held back, until it is known."""
    told = without_thoughts(iter(["Port", "mere <", "b", " <th", "ink>hm"]))
    assert list(told) == ["Port", "mere ", "<b", " "]


def test_an_answer_follows_its_last_thought():
    """Though the first mark is missing."""
    assert answer_of("hm\n</think> Portmere. ") == "Portmere."
    assert answer_of(" Portmere. ") == "Portmere."
