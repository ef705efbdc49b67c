"""Citation markers of every kind that models write, whole and in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.markers import Heard, Marked, plain, read

PIECES = st.lists(
    st.sampled_from(
        "It rained|in the U.S.| [1]|[[2]]|【3†source】|.|! |? |\n| Dr. Orme|[4, 5]|[6-8]|"
        " at 4.5 percent| [|]|](x)| “No.” |- |https://a.test/b ".split("|")
    ),
    max_size=25,
)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("It rained [1].", (1,)),
        ("It rained. [1]", (1,)),
        ("It rained.[1]", (1,)),
        ("It rained [1,2].", (1, 2)),
        ("It rained [1, 2 and 4].", (1, 2, 4)),
        ("It rained [1][2].", (1, 2)),
        ("It rained [1] [2].", (1, 2)),
        ("It rained [[3]].", (3,)),
        ("It rained [[3]](https://evil.test/?q=1).", (3,)),
        ("It rained [3](https://evil.test).", (3,)),
        ("It rained 【1】.", (1,)),
        ("It rained 【4†source】.", (4,)),
        ("It rained ［2］.", (2,)),
        ("It rained [^2].", (2,)),
        ("It rained [source 2].", (2,)),
        ("It rained [Passages 2, 3].", (2, 3)),
        ("It rained [2-4].", (2, 3, 4)),
        ("[2] It rained.", (2,)),
        ("It [2] rained [1].", (2, 1)),
        ("It rained [1] [1].", (1,)),
        ("It rained.", ()),
    ],
)
def test_a_marker_is_read_in_every_form(written, numbers):
    """And none of it stays in the sentence."""
    assert read(written) == [Marked("It rained.", numbers)]


@pytest.mark.parametrize(
    "written",
    ["It rained in [2026].", "It rained [sic].", "It rained (1).", "It rained [1 of 3]."],
)
def test_what_only_looks_like_a_marker_stays(written):
    """Words that an editor put in brackets are words."""
    assert read(written) == [Marked(written, ())]


def test_a_marker_behind_a_full_stop_belongs_to_the_sentence_before():
    """Also where the next sentence follows at once."""
    assert read("It rained. [1] It poured.[2] It snowed [3].") == [
        Marked("It rained.", (1,)),
        Marked("It poured.", (2,)),
        Marked("It snowed.", (3,)),
    ]


def test_a_sentence_is_told_as_soon_as_the_next_one_has_begun():
    """Not before: its marker may still come."""
    heard = Heard()
    assert heard.add("It rained.") == []
    assert heard.add(" [") == []
    assert heard.add("1") == []
    assert heard.add("] It ") == [Marked("It rained.", (1,))]
    assert heard.add("poured [2].") == []
    assert heard.rest() == [Marked("It poured.", (2,))]
    assert heard.rest() == []


@given(PIECES)
def test_pieces_come_to_the_same_as_the_whole(pieces):
    """However a text is cut, its words and numbers are told once and in their order."""
    heard, told = Heard(), []
    for piece in pieces:
        for sign in piece:
            told += heard.add(sign)
    told += heard.rest()
    whole = read("".join(pieces))
    assert " ".join(one.text for one in told).split() == " ".join(one.text for one in whole).split()
    assert [n for one in told for n in one.numbers] == [n for one in whole for n in one.numbers]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("## **Nine** people", "Nine people"),
        ("- Nine people", "Nine people"),
        ("see [the story](https://evil.test/?leak=secret) now", "see the story now"),
        ("![](https://evil.test/pixel.png?q=secret) Nine", "Nine"),
        ("see https://evil.test/a?b=c.", "see."),
        ("see <https://evil.test> now", "see now"),
        ("see www.evil.test/a now", "see now"),
        ("mail mailto:a@evil.test now", "mail now"),
        ("run javascript:alert(1) now", "run now"),
        ("Ni\u200bne \u202epeople\u202c", "Nine people"),
        ("<b>Nine</b> <@123> people", "Nine people"),
        ("```\nNine people\n```", "Nine people"),
        ("4 * 5 and snake_case", "4 5 and snake_case"),
    ],
)
def test_only_words_are_left(written, words):
    """No formatting, no address, nothing unseen: a model types no links."""
    assert plain(written) == words


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    """Whatever a model writes, sentences come out and none is empty."""
    assert all(any(map(str.isalnum, one.text)) for one in read(text))


def test_what_never_ends_is_handed_out_at_last():
    """A model that writes no full stop does not have all of it read with each piece."""
    heard = Heard()
    told = [one for _ in range(1_000) for one in heard.add("on and ")]
    assert len(told) > 1
    assert all(len(one.text) <= 2_010 for one in told)
