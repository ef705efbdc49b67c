"""The figures of the check of answers, by hand and beside scipy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import binomtest  # type: ignore[import-untyped]  # it ships no types

from retrieval.evaluate.citations import Judged, judged, sums, tallies, wilson
from retrieval.evaluate.claims import Claim
from retrieval.news import Span
from retrieval.verify import Evidence, Fault, Kind, Source, Verdict

FERRY = "The ferry Grey Heron ran aground off Tarnholt. Fourteen people were injured."
TURTLE = "A leatherback turtle was found on Wexley beach by two volunteers."
SOURCES = (Source(FERRY), Source(TURTLE))
ORIGINAL = "Fourteen people were injured."
NUMBER = Fault(Kind.NUMBER, "fifteen")
NAME = Fault(Kind.NAME, "Wexley")


def one(group, kind, *faults, cited=(0,), evidence=(), original=ORIGINAL):
    claim = Claim(ORIGINAL, (0,), SOURCES, group, kind, frozenset({0}), original)
    return Judged(claim, Verdict(faults, cited, evidence, cited != (0,)))


def test_tallies_by_kind():
    """Kinds are counted apart, true ones first; a sentence counts once for a kind of fault."""
    found = [
        one("damaged", "number mistyped", NUMBER, NUMBER, NAME),
        one("damaged", "number mistyped", NUMBER),
        one("damaged", "number mistyped"),
        one("headline", "headline", NAME),
        one("true", "word for word"),
        one("damaged", "of our own"),
        one("move", "wrong passage cited", cited=(1,)),
    ]
    told = tallies(found)
    assert [each.kind for each in told] == [
        "word for word",
        "of our own",
        "number mistyped",
        "wrong passage cited",
        "headline",
    ]
    mistyped = told[2]
    assert (mistyped.count, mistyped.flagged) == (3, 2)
    assert list(mistyped.named.items()) == [(Kind.NUMBER, 2), (Kind.NAME, 1)]
    assert mistyped.interval == wilson(2, 3)


def test_sums_leave_out_what_is_not_sure():
    """Precision and recall are over true and damaged claims alone."""
    found = [
        one("true", "a", NAME),
        one("true", "a"),
        one("damaged", "b", NAME),
        one("damaged", "b", NUMBER),
        one("damaged", "b", NUMBER),
        one("damaged", "b"),
        one("headline", "c", NAME),
        one("move", "d", NAME),
    ]
    total = sums(found)
    assert (total.true, total.damaged, total.alarms, total.caught) == (2, 4, 1, 3)
    assert (total.precision, total.recall) == (3 / 4, 3 / 4)


def test_nothing_flagged_and_nothing_damaged():
    """Without flags there is no precision, without damage no recall."""
    total = sums([one("true", "a")])
    assert (total.precision, total.recall, total.pointed) == (None, None, 0.0)
    assert tallies([]) == []


def test_what_is_wrong():
    """True sentences are to pass, damaged ones to be flagged, misplaced ones to be moved."""
    assert one("true", "a", NAME).wrong
    assert not one("true", "a").wrong
    assert one("damaged", "a").wrong
    assert not one("damaged", "a", NAME).wrong
    assert not one("move", "a").wrong
    assert one("move", "a", cited=(1,)).wrong
    assert one("move", "a", cited=(0, 1)).wrong
    assert one("move", "a", cited=()).wrong
    assert one("move", "a", NAME).wrong


def test_evidence_on_the_sentence():
    """Evidence counts when it touches the words that the claim was made of."""
    start = FERRY.index(ORIGINAL)
    there = one("true", "a", evidence=(Evidence(0, Span(start, len(FERRY))),))
    before = one("true", "a", evidence=(Evidence(0, Span(0, start - 1)),))
    beside = one("true", "a", evidence=(Evidence(1, Span(0, len(TURTLE))),))
    assert (there.pointed, before.pointed, beside.pointed) == (True, False, False)
    labelled = one("true", "a", original="")
    assert sums([there, before, beside, there, labelled]).pointed == 2 / 4


def test_the_real_check_is_asked():
    """Each claim is checked against its own passages, with word on how far it is."""
    told = []
    claims = [
        Claim("Fourteen people were injured.", (0,), SOURCES, "true", "a"),
        Claim("Nineteen people were injured.", (0,), SOURCES, "damaged", "b"),
        Claim("Fourteen people were injured.", (1,), SOURCES, "move", "c", frozenset({0})),
    ]
    found = judged(claims, lambda what, done, total: told.append((what, done, total)))
    assert [each.wrong for each in found] == [False, False, False]
    assert [fault.kind for fault in found[1].verdict.faults] == [Kind.NUMBER]
    assert told[-1] == ("checking", 3, 3)


@given(some.integers(0, 400).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n))))
def test_the_interval_is_scipys(counted):
    """The interval is what scipy finds, and everything when nothing was counted."""
    hits, count = counted
    if not count:
        assert wilson(hits, count) == (0.0, 1.0)
        return
    expected = binomtest(hits, count).proportion_ci(method="wilson")
    assert wilson(hits, count) == pytest.approx((expected.low, expected.high), abs=1e-6)
