"""Whether what was found answers the question at all: a small logistic model, weights in sight."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from retrieval.extractive import Candidate, coverage
from retrieval.news import Retrieved


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer being there, each from 0 to 1."""

    similarity: float
    """Cosine of the question and the sentence nearest to it."""
    passage: float
    """Cosine of the question and the nearest passage."""
    coverage: float
    """Share of the question's telling words, weighted by rarity, in the best sentence or title."""
    passage_coverage: float
    """The same in the passage that has most of them."""
    fits: float
    """Whether the best sentence has the kind of thing asked for."""


_BIAS = -5.0
_WEIGHTS = Signs(similarity=3.0, passage=2.0, coverage=2.0, passage_coverage=2.0, fits=0.3)

POINT = 0.5
"""The probability below which a question is refused."""


def signs(
    ranked: Sequence[Candidate], found: Sequence[Retrieved], rarity: Mapping[str, float]
) -> Signs:
    """Read the signs off the ranked sentences and the passages they come from."""
    if not ranked:
        return Signs(0.0, 0.0, 0.0, 0.0, 0.0)
    return Signs(
        similarity=max(one.similarity for one in ranked),
        passage=max(hit.dense for hit in found),
        coverage=max(one.coverage for one in ranked[:3]),
        passage_coverage=max(coverage(rarity, h.passage.text, h.article.title) for h in found),
        fits=float(ranked[0].fits),
    )


def probability(given: Signs) -> float:
    """How likely the news answers, from 0 to 1."""
    pairs = zip(astuple(given), astuple(_WEIGHTS), strict=True)
    total = _BIAS + sum(value * weight for value, weight in pairs)
    return 1 / (1 + math.exp(-total))
