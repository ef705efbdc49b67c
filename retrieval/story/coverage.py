"""How much was told of a topic: its articles by day and outlet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from retrieval.news import Article
from retrieval.story.dating import published


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles an outlet published in a day; it has no name when it is not known."""

    day: date
    outlet: str
    articles: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A topic's articles by day and outlet, oldest first, and how many have no date."""

    counts: tuple[Count, ...]
    undated: int

    @property
    def articles(self) -> int:
        """How many articles there are, with those that have no date."""
        return sum(one.articles for one in self.counts) + self.undated

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that have a name, those with most articles first."""
        total: Counter[str] = Counter()
        for one in self.counts:
            total[one.outlet] += one.articles
        return tuple(name for name, _ in sorted(total.items(), key=lambda o: (-o[1], o[0])) if name)


def coverage(articles: Iterable[Article], zone: tzinfo) -> Coverage:
    """Count articles by their day of publication in a zone, and by outlet."""
    counted: Counter[tuple[date, str]] = Counter()
    undated = 0
    for article in articles:
        when = published(article, zone)
        if when is None:
            undated += 1
        else:
            counted[when.day, article.outlet or ""] += 1
    counts = (Count(day, outlet, number) for (day, outlet), number in sorted(counted.items()))
    return Coverage(tuple(counts), undated)
