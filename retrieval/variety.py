"""What was found, chosen so that articles, stories and outlets are mixed.

In the manner of maximal marginal relevance (Carbonell & Goldstein 1998), with what is known of
each passage's article in the place of similarity.
"""

from collections import Counter
from collections.abc import Sequence

from retrieval.standing import Hit
from retrieval.weights import Weights

_MOST = 60
"""Hits to choose from; those further down are too far off."""


def varied(hits: Sequence[Hit], count: int, weights: Weights) -> list[Hit]:
    """The best hits one by one, each judged by what was chosen before it."""
    left, chosen = list(hits[:_MOST]), _Chosen(weights)
    while left and len(chosen.hits) < count:
        best = max(left, key=chosen.worth)
        left.remove(best)
        chosen.add(best)
    return chosen.hits


class _Chosen:
    """The hits chosen so far, and what they take from the others of their stories."""

    def __init__(self, weights: Weights) -> None:
        self.hits: list[Hit] = []
        self._weights = weights
        self._passages: Counter[str] = Counter()
        self._tellers: dict[str, str] = {}
        self._outlets: Counter[str | None] = Counter()

    def worth(self, hit: Hit) -> float:
        weights, seen = self._weights, self._passages[hit.article_id]
        if seen:
            return hit.score - weights.again * seen
        retold = weights.retold if hit.story in self._tellers else 0.0
        return hit.score - retold - weights.mixed * self._outlets[hit.outlet]

    def add(self, hit: Hit) -> None:
        self.hits.append(hit)
        self._tellers.setdefault(hit.story, hit.article_id)
        if not self._passages[hit.article_id]:
            self._outlets[hit.outlet] += 1
        self._passages[hit.article_id] += 1
