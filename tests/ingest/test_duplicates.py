"""The same story again: what is decided, without a store."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.duplicates import completed, decide, original, without_teaser
from ingest.report import Outcome, Overrides
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
    story="k",
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


def test_withdrawn_and_there_again():
    """What had been taken down comes back, changed or not."""
    gone = replace(KNOWN, withdrawn=DAY)
    assert decide(DRAFT, gone, ()).outcome is Outcome.REVISED


@pytest.mark.parametrize(
    ("known", "draft"),
    [
        (KNOWN, replace(DRAFT, published=DAY)),
        (replace(KNOWN, outlet=None), DRAFT),
        (replace(KNOWN, published=DAY, guessed=True), replace(DRAFT, published=DAY)),
    ],
)
def test_mended(known, draft):
    """A date or outlet where there was none mends the article, and nothing else of it changes."""
    decision = decide(replace(draft, title="Seen again"), known, (known,))
    assert decision.outcome is Outcome.REVISED
    assert completed(draft, decision).title == known.title


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, title="Seals, corrected"),
        replace(DRAFT, outlet="B"),
        replace(DRAFT, published=DAY.replace(day=6)),
    ],
)
def test_other_words_about_the_same_text(draft):
    """What a page says otherwise about an unchanged text is no revision."""
    known = replace(KNOWN, published=DAY)
    assert decide(draft, known, (known,)).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    "said",
    [
        Overrides(title="Seals!"),
        Overrides(outlet="B"),
        Overrides(url="https://b.example/2"),
        Overrides(published=DAY.replace(day=6)),
    ],
)
@pytest.mark.parametrize("home", ["https://a.example/1", "file:///seals.txt"])
def test_what_the_person_says_wins(said, home):
    """What the person says is stored at the article's old place, and said again changes nothing."""
    known = replace(KNOWN, published=DAY, address=home, url=None)
    draft = replace(
        DRAFT,
        address=said.url or home,
        title=said.title or "Seals",
        outlet=said.outlet or "A",
        url=said.url,
        published=said.published or DAY,
        precision=said.precision,
    )
    decision = decide(draft, known, (known,), said)
    assert decision.outcome is Outcome.REVISED
    stored = completed(draft, decision, said)
    assert stored == replace(draft, address=home, precision="day" if said.published else "time")
    again = replace(KNOWN, **{name: getattr(stored, name) for name in Draft.__slots__})
    assert decide(draft, again, (again,), said).outcome is Outcome.UNCHANGED
    assert decide(replace(DRAFT, address=home), again, (again,)).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("teaser", "whole"),
    [("eleven came", True), ("Seals came.", True), ("Eleven came, one of them twice.", False)],
)
def test_teasers(teaser, whole):
    """A feed's text that is part of the known one, or much shorter, stands for it."""
    known = replace(KNOWN, text="Eleven came. One left.")
    draft = without_teaser(replace(DRAFT, text=teaser), known)
    assert draft.text == (known.text if whole else teaser)


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
    decision = decide(
        replace(DRAFT, title="New", address=copy.address),
        copy,
        (KNOWN, copy),
        Overrides(title="New"),
    )
    assert decision.outcome is Outcome.REVISED
    assert original(decision, (KNOWN, copy)) == "k"
