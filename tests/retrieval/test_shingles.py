"""Runs of words: the same sample of the same words, whatever stands around them."""

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.shingles import as_id, as_number, containment, numbers, sampled

CHANCE = random.Random(7)
WORDS = [f"w{n}" for n in range(5_000)]


def prose(count: int) -> str:
    return " ".join(CHANCE.choices(WORDS, k=count))


def test_the_sample_is_a_sixteenth():
    """Of a text's runs of words about one in sixteen is kept."""
    kept = [len(sampled(prose(504))) for _ in range(100)]
    assert 28 < sum(kept) / 100 < 34


def test_case_and_punctuation_do_not_count():
    """Words are compared, not how they are set."""
    text = prose(300)
    assert sampled(text) == sampled(text.upper().replace(" ", ", — "))


def test_a_cut_text_keeps_its_sample():
    """What stands in both texts is sampled in both."""
    whole = prose(2_000)
    half = " ".join(whole.split()[:1_000])
    assert sampled(half) <= sampled(whole)


def test_short_texts_have_none():
    """A few words would be shared with anything."""
    assert sampled(prose(24)) == sampled("") == frozenset()
    assert containment(prose(24), prose(500)) == 0.0


def test_long_texts_have_no_more_than_their_share():
    """A book has as many as a long report, and its half shares about half of them."""
    book = prose(40_000)
    assert len(sampled(book)) == 400
    half = " ".join(book.split()[:20_000])
    assert len(sampled(half) & sampled(book)) > 150


def test_containment_is_of_the_shorter_text():
    """A brief that stands word for word in a report is contained in it, whichever comes first."""
    report = prose(600)
    brief = " ".join(report.split()[100:200])
    assert containment(brief, report) == containment(report, brief) == 1.0
    assert containment(prose(600), report) == 0.0
    assert containment(report, report.replace("w", "v")) == 0.0


def test_text_without_spaces_has_words():
    """Chinese and Japanese are cut by character."""
    text = "".join(chr(CHANCE.randrange(0x4E00, 0x9000)) for _ in range(800))
    assert len(sampled(text)) > 20
    assert containment(text[:400], text) == 1.0


def test_libraries_never_meet():
    """The same text has other numbers in another library."""
    text = prose(500)
    assert len(set(numbers("guild-1", text)) & set(numbers("guild-2", text))) == 0


@pytest.mark.process
def test_numbers_outlive_the_process():
    """Another process, with other hash seeds, finds the same numbers."""
    text = "b c " * 9 + "d" + prose(500)
    code = f"from retrieval.shingles import numbers; print(sorted(numbers('a', {text!r})))"
    env = {**os.environ, "PYTHONHASHSEED": "5"}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env)
    assert ran.stdout.decode().strip() == str(sorted(numbers("a", text)))


@given(st.binary(min_size=8, max_size=8))
def test_ids_are_numbers(raw):
    """An article's id fits SQLite's integers, and comes back."""
    id_ = raw.hex()
    assert as_id(as_number(id_)) == id_
    assert -(1 << 63) <= as_number(id_) < 1 << 63


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_has_numbers(one, other):
    """No text is refused; the numbers fit SQLite's integers, and containment lies in 0 to 1."""
    assert all(-(1 << 63) <= number < 1 << 63 for number in numbers("shared", one))
    assert 0.0 <= containment(one, other) <= 1.0
