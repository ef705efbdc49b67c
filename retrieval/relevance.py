"""Whether what was found answers the question at all: a logistic model of two signs.

Fitted (scikit-learn, balanced classes, C = 10) on the development half of RealTimeQA (Kasai et al.
2023; 112 questions with the answer among ten retrieved passages, 140 of other weeks) together with
that of MultiHop-RAG (206 answerable, 31 not). Area under ROC by ten-fold cross-validation: .89.
Further signs (score gaps, agreement of both halves, number of words) added nothing. Passage
similarity alone scored as well there, but misses short questions, which one sentence answers.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.extractive import Candidate
from retrieval.news import Retrieved

_BIAS, _NEARNESS, _COVERAGE = -7.5, 6.8, 5.1

POINT = 0.45
"""The probability below which a question is refused.

There 14 % of RealTimeQA's answerable development questions are refused and 74 % of the
unanswerable; of MultiHop-RAG's, 18 % and 97 %.
"""

_CORE = 4
"""So many of a question's rarest words must be met for full coverage; long questions have more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer being there, each from 0 to 1."""

    nearness: float
    """Cosine of the question and the nearest passage or sentence."""
    coverage: float
    """Share of the question's core words in the best sentence that has what is asked for."""


def signs(
    ranked: Sequence[Candidate], found: Sequence[Retrieved], rarity: Mapping[str, float]
) -> Signs:
    """Read the signs off the ranked sentences and the passages they come from."""
    core = sum(sorted(rarity.values(), reverse=True)[:_CORE])
    best = max((one.coverage for one in ranked if one.fits), default=0.0)
    return Signs(
        nearness=max([hit.dense for hit in found] + [one.similarity for one in ranked], default=0),
        coverage=min(1.0, best * sum(rarity.values()) / core) if core else 0.0,
    )


def probability(given: Signs) -> float:
    """How likely the news answers, from 0 to 1."""
    total = _BIAS + _NEARNESS * given.nearness + _COVERAGE * given.coverage
    return 1 / (1 + math.exp(-total))
