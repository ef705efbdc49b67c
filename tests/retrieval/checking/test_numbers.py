"""Numbers: the same value, of the same thing."""

import pytest

from retrieval.checking.amounts import agree
from retrieval.checking.numbers import numbers
from retrieval.verify import Source
from tests.retrieval.checking.fjord import BRIDGE, FISHING, kinds


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("twelve boats", "12 boats"),
        ("a dozen boats", "12 boats"),
        ("two-thirds of them", "67% of them"),
        ("1.5 million", "1,500,000"),
        ("1.5m", "1.5 million"),
        ("$5bn", "5 billion dollars"),
        ("15 per cent", "15%"),
        ("one hundred and five", "105"),
        ("the third", "the 3rd"),
        ("half a million", "500,000"),
        ("about 1,200", "1,187"),
        ("more than 1,000", "1,187"),
        ("4.310 Tonnen", "4,310 tonnes"),
        ("one in five", "20 percent"),
    ],
)
def test_equal(said, read):
    """Figures, words, scales, shares and rounded numbers of the same value agree."""
    assert agree(numbers(said)[0], numbers(read)[0])


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("12 boats", "12%"),
        ("$12", "12%"),
        ("1.5 million", "1.5 billion"),
        ("the third", "three"),
        ("fewer than 100", "more than 100"),
        ("£5", "$5"),
        ("15", "16"),
        ("more than 1,000", "900"),
    ],
)
def test_unequal(said, read):
    """Another value, another measure, or the other side of a bound does not agree."""
    assert not agree(numbers(said)[0], numbers(read)[0])


@pytest.mark.parametrize(
    "text", ["Covid-19", "no one", "one another", "one of them", "the one who"]
)
def test_no_number(text):
    """Figures within a name, and "one" that counts nothing, are no numbers."""
    assert numbers(text) == []


def test_two_numbers():
    """Number words that make no number together are two of them."""
    assert [number.value for number in numbers("between two and three boats")] == [2, 3]


def test_swapped_numbers():
    """Two numbers exchanged within a sentence are faults, each in its own place is none."""
    source = Source("The blast left 9 dead and 12 hurt in Tarnholt.")
    assert kinds("The blast left 12 dead and 9 hurt in Tarnholt.", source) == {"number"}
    assert kinds("The blast left nine dead and twelve hurt in Tarnholt.", source) == set()
    assert kinds("The blast left 12 hurt and 9 dead in Tarnholt.", source) == set()


def test_number_of_another_thing():
    """A number that stands in the passage for something else is a fault."""
    source = Source("Nine people were injured when 12 boats collided off Kelp Head.")
    assert kinds("12 people were injured off Kelp Head.", source) == {"number"}
    assert "number" in kinds("An audit found that 15 inspections had been skipped.", BRIDGE)
    assert "number" in kinds(
        "Kessian trawlers landed 5,100 tonnes in 2025, down from 4,310 a year earlier.", FISHING
    )


def test_rewritten_numbers():
    """Numbers in other words are carried."""
    assert (
        kinds("Two people died and nine were hurt when the ship hit the bridge.", BRIDGE) == set()
    )
    assert kinds("About 67% of Kessia's fishing villages have lost income.", FISHING) == set()
    assert kinds("An audit found that a dozen inspections had been skipped.", BRIDGE) == set()
