"""Quotations: the very words, and of the one who said them."""

import pytest

from retrieval.checking.quotations import quotations, stands_in
from retrieval.verify import Source, check
from tests.retrieval.checking.fjord import BRIDGE, FISHING, kinds

TEXT = "“We waited far too long for this day,” she said. “Now the harbour can breathe again.”"


@pytest.mark.parametrize(
    "quoted",
    [
        "We waited far too long for this day",
        "we waited far too long for this day.",
        "We waited … for this day",
        "We waited [...] for this day",
        "[N]ow the harbour can breathe again",
        "far  too long",
    ],
)
def test_exact(quoted):
    """The first letter, space, a stop at the end and what is marked as left out may differ."""
    assert stands_in(quoted, TEXT)


@pytest.mark.parametrize(
    "quoted", ["We waited much too long", "long for this day … We waited", "waited far too lon"]
)
def test_changed(quoted):
    """Another word, another order and half a word are not the words."""
    assert not stands_in(quoted, TEXT)


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("He said “it is late” and left.", ["it is late"]),
        ('He said "it is late" and left.', ["it is late"]),
        ("He said ‘it is Ada’s boat’ and left.", ["it is Ada’s boat"]),
        ("Its ‘boat’ and the boats’ sails.", []),
        ("She said: “It is late.", ["It is late."]),
        ("According to Northern Wire, it is late,” she said.", ["it is late,"]),
    ],
)
def test_found(sentence, quoted):
    """Pairs of every kind are read, and a mark without its other."""
    assert [sentence[span.start : span.end] for span in quotations(sentence)] == quoted


def test_quotation_of_sentences():
    """A quotation is exact and stands where its speaker is named."""
    assert kinds("Okafor said: “We waited far too long for this day.”", BRIDGE) == set()
    assert kinds("Okafor said: “We waited much too long for this day.”", BRIDGE) == {"quotation"}
    assert kinds("Brandal promised that “no village will be left behind”.", FISHING) == set()
    assert kinds("The pledge was called “hollow” by lawmakers.", FISHING) == {"quotation"}


def test_quotation_of_another():
    """What another source quotes is not put in a speaker's mouth."""
    other = Source("“The tide has turned for all of us,” Runa Skell said in Dunmarrow.")
    said = "“The tide has turned for all of us,” Okafor told a crowd of roughly 1,500 residents."
    assert not check(said, [0, 1], [BRIDGE, other]).supported
