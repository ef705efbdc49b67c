"""The measures: numbers made of ranks and probabilities, nothing else.

Those of retrieval are the public MultiHop-RAG benchmark's (Tang & Yang 2024): a text is a hit when
it holds a piece of evidence, both without spaces and line breaks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

DEPTH = 10
"""So many of the texts found count."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Of each text that was found for a question, best first, the wanted pieces it holds."""

    held: tuple[frozenset[str], ...]
    wanted: int


@dataclass(frozen=True, slots=True)
class Scores:
    """The averages over a number of questions."""

    questions: int
    hits_at_1: float
    hits_at_4: float
    hits_at_10: float
    map_at_10: float
    mrr_at_10: float


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """How likely the news seemed to answer, question by question."""

    answerable: Sequence[float]
    unanswerable: Sequence[float]

    def refused(self, point: float) -> tuple[float | None, float | None]:
        """The shares of the answerable and of the unanswerable below a point."""
        return (
            share(one < point for one in self.answerable),
            share(one < point for one in self.unanswerable),
        )

    @property
    def area(self) -> float | None:
        """The area under the ROC curve; None without questions of both kinds."""
        return area_under_roc(self.answerable, self.unanswerable)


def bare(text: str) -> str:
    """A text without spaces and line breaks, as the benchmark compares them."""
    return text.replace(" ", "").replace("\n", "")


def hit(ranking: Ranking, within: int) -> bool:
    """Whether any of the first texts holds a piece."""
    return any(ranking.held[:within])


def reciprocal_rank(ranking: Ranking) -> float:
    """One through the rank of the first hit; 0 without one."""
    return next((1 / rank for rank, held in _ranked(ranking) if held), 0.0)


def average_precision(ranking: Ranking) -> float:
    """The pieces that each rank adds, through that rank, as a share of what could be found."""
    total, met = 0.0, set[str]()
    for rank, held in _ranked(ranking):
        total += len(held - met) / rank
        met |= held
    return total / min(ranking.wanted, DEPTH)


def scores(rankings: Sequence[Ranking]) -> Scores | None:
    """The averages over questions; None of none."""
    if not rankings:
        return None
    return Scores(
        questions=len(rankings),
        hits_at_1=fmean(hit(one, 1) for one in rankings),
        hits_at_4=fmean(hit(one, 4) for one in rankings),
        hits_at_10=fmean(hit(one, DEPTH) for one in rankings),
        map_at_10=fmean(map(average_precision, rankings)),
        mrr_at_10=fmean(map(reciprocal_rank, rankings)),
    )


def area_under_roc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """How often a positive scores above a negative, a tie counted half."""
    if not positives or not negatives:
        return None
    below = sorted(negatives)
    wins = sum(bisect_left(below, one) + bisect_right(below, one) for one in positives)
    return wins / 2 / (len(positives) * len(negatives))


def share(found: Iterable[bool]) -> float | None:
    """How many of them are so; None of none."""
    seen = list(found)
    return sum(seen) / len(seen) if seen else None


def _ranked(ranking: Ranking) -> Iterable[tuple[int, frozenset[str]]]:
    return enumerate(ranking.held[:DEPTH], start=1)
