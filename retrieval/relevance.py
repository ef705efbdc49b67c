"""Whether what was found answers the question at all: a logistic model of two signs.

Fitted (scikit-learn, balanced classes, C = 10) on the development half of RealTimeQA (Kasai et al.
2023; 112 questions with the answer among ten retrieved passages, 140 of other weeks) together with
that of MultiHop-RAG (206 answerable, 31 not). Area under ROC by ten-fold cross-validation: .88,
on RealTimeQA alone .90. Further signs (score gaps, agreement of both halves, names counted double)
added nothing. Passage similarity alone scored as well as the nearer of passage and sentence, but
misses short questions, which one sentence answers.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.extractive import Candidate, coverage
from retrieval.news import Retrieved

_BIAS, _NEARNESS, _COVERAGE = -8.0, 6.9, 5.4

POINT = 0.45
"""The probability below which a question is refused.

There 12 % of RealTimeQA's answerable development questions are refused and 76 % of the
unanswerable; of MultiHop-RAG's, 18 % and 94 %.
"""

_CORE = 4
"""So many of a question's rarest words must be met for full coverage; long questions have more."""


_UNFIT = 0.7
"""What coverage counts in a sentence that lacks the kind of thing asked for."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer being there, each from 0 to 1."""

    nearness: float
    """Cosine of the question and the nearest passage or sentence."""
    coverage: float
    """Share of the question's core words in the best sentence, or by half in what is around it."""


def signs(
    ranked: Sequence[Candidate], found: Sequence[Retrieved], rarity: Mapping[str, float]
) -> Signs:
    """Read the signs off the ranked sentences and the passages they come from."""
    return Signs(
        nearness=max([hit.dense for hit in found] + [one.similarity for one in ranked], default=0),
        coverage=max((_covered(rarity, one) for one in ranked), default=0.0),
    )


def _covered(rarity: Mapping[str, float], one: Candidate) -> float:
    core = sum(sorted(rarity.values(), reverse=True)[:_CORE])
    if not core:
        return 0.0
    around = f"{one.article.title} {one.found.passage.text}"
    share = coverage(rarity, one.text, around) * sum(rarity.values()) / core
    return min(1.0, share) * (1.0 if one.fits else _UNFIT)


def probability(given: Signs) -> float:
    """How likely the news answers, from 0 to 1."""
    total = _BIAS + _NEARNESS * given.nearness + _COVERAGE * given.coverage
    return 1 / (1 + math.exp(-total))
