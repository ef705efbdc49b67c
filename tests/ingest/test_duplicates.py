"""The same story again: what is decided, without a store."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.duplicates import completed, decide, original
from ingest.report import Outcome
from retrieval.news import Article, Draft

DAY = datetime(2026, 10, 5, tzinfo=UTC)
DRAFT = Draft(
    title="Seals",
    text="Eleven came.",
    address="https://a.example/1",
    url="https://a.example/1",
    outlet="A",
)
KNOWN = Article(
    id="k",
    library="shared",
    revision=1,
    first_seen=DAY,
    title="Seals",
    text="Eleven came.",
    address="https://a.example/1",
    url="https://a.example/1",
    outlet="A",
)


def test_new():
    """Nothing like it is known."""
    assert decide(DRAFT, None, ()).outcome is Outcome.NEW


def test_same_address_same_text():
    """Read again without a change, nothing is stored."""
    assert decide(DRAFT, KNOWN, (KNOWN,)).outcome is Outcome.UNCHANGED


def test_same_address_other_text():
    """A changed text at a known address is a revision."""
    assert decide(replace(DRAFT, text="Nine came."), KNOWN, ()).outcome is Outcome.REVISED


@pytest.mark.parametrize(
    ("known", "draft"),
    [
        (KNOWN, replace(DRAFT, title="Seals, corrected")),
        (KNOWN, replace(DRAFT, published=DAY)),
        (replace(KNOWN, outlet=None), DRAFT),
        (replace(KNOWN, published=DAY, guessed=True), replace(DRAFT, published=DAY)),
    ],
)
def test_mended(known, draft):
    """A new headline, or a date or outlet where there was none, mends the article."""
    assert decide(draft, known, (known,)).outcome is Outcome.REVISED


def test_lost_date_is_no_change():
    """The same text read without its date keeps what was known."""
    known = replace(KNOWN, published=DAY)
    assert decide(DRAFT, known, (known,)).outcome is Outcome.UNCHANGED


def test_revision_keeps_date_and_outlet():
    """A new text without date or outlet keeps those of the old."""
    known = replace(KNOWN, published=DAY, precision="day")
    revised = completed(
        replace(DRAFT, text="Nine.", outlet=None), decide(replace(DRAFT, text="Nine."), known, ())
    )
    assert (revised.published, revised.precision, revised.outlet) == (DAY, "day", "A")


def test_other_outlets_copy():
    """The same text at another outlet is a copy, kept beside the original."""
    draft = replace(DRAFT, address="https://b.example/1", url="https://b.example/1", outlet="B")
    decision = decide(draft, None, (KNOWN,))
    assert decision.outcome is Outcome.DUPLICATE
    assert original(decision, (KNOWN,)) == "k"


def test_pasted_again():
    """The same text with nothing to tell it apart is the same article."""
    pasted = Draft(title="Seals", text="Eleven came.")
    assert decide(pasted, None, (KNOWN,)).outcome is Outcome.UNCHANGED


def test_pasted_copy_gets_a_name():
    """A pasted copy of another outlet must not take the original's place."""
    pasted = Draft(title="Seals", text="Eleven came.", outlet="B")
    decision = decide(pasted, None, (replace(KNOWN, address=None, url=None),))
    assert decision.outcome is Outcome.DUPLICATE
    assert completed(pasted, decision).address


def test_copy_that_is_mended_stays_a_copy():
    """A better headline does not make a copy an original."""
    copy = replace(KNOWN, id="c", address="https://b.example/1", outlet="B", duplicate_of="k")
    decision = decide(replace(DRAFT, title="New", address=copy.address), copy, (KNOWN, copy))
    assert original(decision, (KNOWN, copy)) == "k"
