"""How much was told of a topic: its articles by day and outlet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from retrieval.archive import Archive
from retrieval.news import Article
from retrieval.scope import Scope
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


def copies_too(archive: Archive, articles: Iterable[Article], scope: Scope) -> list[Article]:
    """Articles found, each once, with those of the same scope that only ran the text of one.

    Search finds a text once, however many outlets ran it; who counts what was told of counts all.
    """
    found = {one.id: one for one in articles}
    for article in list(found.values()):
        for copy in archive.copies(article):
            if _is_within(copy, scope):
                found.setdefault(copy.id, copy)
    return list(found.values())


def _is_within(article: Article, scope: Scope) -> bool:
    told, outlets = article.published, scope.outlets
    known = told or article.first_seen
    return (
        (not outlets or article.outlet in outlets)
        and (told is None or scope.since is None or told >= scope.since)
        and (told is None or scope.until is None or told < scope.until)
        and (scope.as_of is None or known < scope.as_of)
    )
