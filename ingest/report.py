"""What a run of taking articles in is told, and what it tells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from retrieval.news import Article, Precision

LISTED = 1000
"""How many results a summary names one by one, and as many failures; more are only counted."""


class Outcome(StrEnum):
    """What became of a source."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    KEPT_OUT = "kept out"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the person says about an article; it wins over everything found."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    precision: Precision = "day"

    @property
    def fit_one_only(self) -> bool:
        """Whether they can be true of a single article only."""
        return bool(self.title or self.url)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article, or of a source that gave none.

    A `reason` beside an article says why it is not the whole of its page. `key` is what a feed
    knows the article by, empty outside of feeds.
    """

    source: str
    outcome: Outcome
    article: Article | None = None
    reason: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: before a source is read `result` is None, after it what came of it.

    `total` is None while nobody can know it: in the midst of a dump.
    """

    done: int
    total: int | None
    current: str
    result: Result | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: its first results in order, every kind counted.

    `stored` counts the articles that a cancelled run had stored but not yet embedded; they are
    found once the archive is next open.
    """

    results: tuple[Result, ...] = ()
    counts: Mapping[Outcome, int] = field(default_factory=dict)
    stored: int = 0

    def count(self, outcome: Outcome) -> int:
        """Count the results of one kind."""
        return self.counts.get(outcome, 0)

    @property
    def total(self) -> int:
        """How many results there were, named or only counted."""
        return sum(self.counts.values())

    @property
    def failed(self) -> tuple[Result, ...]:
        """The named results with nothing but a reason."""
        return tuple(result for result in self.results if result.outcome is Outcome.FAILED)

    @property
    def brief(self) -> "Summary":
        """The same with nothing named but the failures."""
        return Summary(self.failed, self.counts, self.stored)


class Tally:
    """A summary in the making; it forgets what it will not name."""

    def __init__(self) -> None:
        self._results: list[Result] = []
        self._counts: Counter[Outcome] = Counter()

    def add(self, result: Result) -> None:
        """Count a result, and keep it while there is room."""
        self._counts[result.outcome] += 1
        failures = self._counts[Outcome.FAILED]
        failed = result.outcome is Outcome.FAILED
        if (failures if failed else self.done - failures) <= LISTED:
            self._results.append(result)

    @property
    def done(self) -> int:
        """How many results there were so far."""
        return self._counts.total()

    def summary(self) -> Summary:
        """Give what was counted as it stands."""
        return Summary(tuple(self._results), dict(self._counts))
