"""What a run of taking articles in is told, and what it tells."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from retrieval.news import Article, Precision


class Outcome(StrEnum):
    """What became of a source."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the person says about an article; it wins over everything found."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article, or of a source that gave none."""

    source: str
    outcome: Outcome
    article: Article | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: before a source is read `result` is None, after it what came of it."""

    done: int
    total: int
    current: str
    result: Result | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a run did, in order."""

    results: tuple[Result, ...]

    def count(self, outcome: Outcome) -> int:
        """Count the results of one kind."""
        return Counter(result.outcome for result in self.results)[outcome]

    @property
    def failed(self) -> tuple[Result, ...]:
        """The results with a reason."""
        return tuple(result for result in self.results if result.outcome is Outcome.FAILED)
