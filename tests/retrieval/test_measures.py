"""The measures, by hand and beside scikit-learn's."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sklearn.metrics import roc_auc_score

from retrieval.evaluate.measures import (
    Likelihoods,
    Ranking,
    area_under_roc,
    average_precision,
    bare,
    hit,
    reciprocal_rank,
    scores,
    share,
)


def ranking(*held, wanted=2):
    return Ranking(tuple(map(frozenset, held)), wanted)


def test_spaces_and_line_breaks_do_not_count():
    """Texts are compared without them, and with everything else."""
    assert bare("One two\nthree\tfour.") == "Onetwothree\tfour."


def test_hits_within_ranks():
    """A hit counts from its rank on."""
    found = ranking("", "", "a", "")
    assert [hit(found, within) for within in (1, 2, 3, 4, 10)] == [False, False, True, True, True]


def test_reciprocal_rank():
    """One through the rank of the first hit, within ten."""
    assert reciprocal_rank(ranking("", "", "", "ab", "a")) == 0.25
    assert reciprocal_rank(ranking("", "")) == 0.0
    assert reciprocal_rank(ranking(*[""] * 10, "a")) == 0.0


def test_average_precision_adds_what_is_new():
    """Each rank adds the pieces that no earlier one held, through the rank."""
    # "a" at 1, "b" and again "a" at 4: 1/1 + 1/4, of two pieces.
    assert average_precision(ranking("a", "a", "", "ab")) == pytest.approx((1 + 1 / 4) / 2)
    # Both pieces in one text at rank 2 count together: 2/2, of three.
    assert average_precision(ranking("", "ab", wanted=3)) == pytest.approx(1 / 3)


def test_average_precision_of_many_pieces():
    """Of more than ten pieces no more than ten are asked for."""
    assert average_precision(ranking(*"abcdefghij", wanted=12)) == pytest.approx(
        sum(1 / rank for rank in range(1, 11)) / 10
    )


def test_scores_are_averages():
    """Over two questions, one of them not found among the first four."""
    found = scores([ranking("a", "b"), ranking("", "", "", "", "a", wanted=1)])
    assert found
    assert (found.questions, found.hits_at_1, found.hits_at_4, found.hits_at_10) == (2, 0.5, 0.5, 1)
    assert found.map_at_10 == pytest.approx(((1 + 1 / 2) / 2 + 1 / 5) / 2)
    assert found.mrr_at_10 == pytest.approx((1 + 1 / 5) / 2)
    assert scores([]) is None


def test_area_counts_ties_half():
    """Of four pairs two are won, one is a tie, one is lost."""
    assert area_under_roc([0.9, 0.4], [0.4, 0.5]) == pytest.approx(2.5 / 4)
    assert area_under_roc([0.3], [0.3]) == 0.5
    assert area_under_roc([0.3], []) is None


LIKELY = some.lists(
    some.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]) | some.floats(0, 1), min_size=1
)


@given(LIKELY, LIKELY)
def test_area_is_scikit_learns(positives, negatives):
    """The area is what scikit-learn finds."""
    labels = [1] * len(positives) + [0] * len(negatives)
    expected = roc_auc_score(labels, positives + negatives)
    assert area_under_roc(positives, negatives) == pytest.approx(expected)


def test_refused_below_a_point():
    """What stands at the point is answered."""
    given = Likelihoods([0.4, 0.39, 0.8, 0.9], [0.1, 0.5])
    assert given.refused(0.4) == (0.25, 0.5)
    assert Likelihoods([0.4], []).refused(0.4) == (0.0, None)
    assert share([]) is None
