"""Denials and opposites: whether a sentence says yes where its passage says no."""

import pytest

from tests.retrieval.checking.fjord import BRIDGE, FISHING, kinds


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The board's chairman, Ben Pellham, attended the ceremony.", BRIDGE),
        ("Mayor Ada Okafor did not reopen the Tarnholt swing bridge on Monday.", BRIDGE),
        ("Opposition lawmakers said the pledge was enough.", FISHING),
        ("Catches will rise by 15 percent next year, the UN Food Programme expects.", FISHING),
        ("President Odd Brandal rejected its findings.", FISHING),
        ("Mayor Ada Okafor closed the Tarnholt swing bridge on Monday.", BRIDGE),
    ],
)
def test_turned_round(sentence, source):
    """A denial dropped or added, and the opposite word in a word's place, are faults."""
    assert kinds(sentence, source) == {"negation"}


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The chairman, Ben Pellham, was not at the ceremony.", BRIDGE),
        ("Ben Pellham didn't attend the ceremony.", BRIDGE),
        ("Ben Pellham refused to attend the ceremony.", BRIDGE),
        ("Opposition politicians said that the promise did not go far enough.", FISHING),
        ("Not only Okafor but 1,500 residents waited for the day.", BRIDGE),
    ],
)
def test_same_denial(sentence, source):
    """A denial in other words is the same; "not only" denies nothing."""
    assert "negation" not in kinds(sentence, source)
