"""What is new about a topic since a moment, against what was known before it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np

from retrieval.answers import AsOf, Citation, Headline, Understood
from retrieval.archive import Archive
from retrieval.copies import with_copies
from retrieval.embeddings import Embedder
from retrieval.held import closest, standing_by
from retrieval.news import Article, Retrieved
from retrieval.story.corrections import Corrected, corrections
from retrieval.story.coverage import copies_too
from retrieval.story.events import Event, Likeness, events, likeness
from retrieval.story.figures import Changed, changed, figures
from retrieval.story.lines import Line, cited, line, numbered, sources
from retrieval.story.telling import Told, said, told
from retrieval.story.topic import Topic, about, topic_of

_DAY = timedelta(days=1)
MOST = 8
"""New things told, unless told otherwise."""
_LOOKED_AT = 60
"""Passages in which what was known is looked for, the best."""
_BEFORE = 2
"""Lines of what was known before."""
_FIGURES = 5
_WEIGHED = 40
"""Sentences whose news is weighed, the best by their place and words."""
_PER_ARTICLE = 2
_NEW = 0.5
"""The share, by weight, of a sentence that no sentence known before has: then it says something."""
_NEW_WITH_FIGURE = 0.3
"""The same for a sentence with a number that none of them has."""
_REWORDED = 0.88
"""The cosine from which two sentences say the same in other words."""
_SOME = 0.2
"""What two sentences share at least that may say the same in other words."""
_LEAST = 0.55
"""What a sentence is worth at least to be told."""
_READ = 240
"""Sentences looked through for figures, of each side."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure as it was told before the moment and after it, in the sources' own words."""

    before: str
    after: str
    before_citation: int
    after_citation: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What an article says now, and what it said in its place, if it said something."""

    before: Line | None
    after: Line


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new about a topic: newest first; `before` is what was known, in short.

    `considered` is how many articles about it, copies too, are newer than `since`, and `newest`
    when the newest article about it was published, of before or after.
    """

    topic: str
    since: datetime
    understood: Understood
    as_of: AsOf
    considered: int
    newest: datetime | None
    news: tuple[Line, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    corrections: tuple[Correction, ...] = ()
    before: tuple[Line, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Headline, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is new."""
        return bool(self.news or self.figures or self.corrections)


def changes(
    archive: Archive,
    topic: str,
    libraries: Collection[str],
    *,
    since: datetime,
    asked_at: datetime | None = None,
    zone: tzinfo = UTC,
    chosen: Understood | None = None,
    most: int = MOST,
) -> Changes:
    """Tell what these libraries' news says of a topic since a moment and did not say before.

    Known before is what was published or first read before `since`, in the words it had then.
    New is what was published since, or if it has no date first read since.
    """
    moment = asked_at or datetime.now(zone)
    meant = topic_of(archive, topic, libraries, moment, chosen)
    known, nearest = about(archive, meant, replace(meant.scope, as_of=since))
    begins = max(filter(None, (since, meant.scope.since)))
    recent = replace(meant.scope, since=begins)
    late, near = about(archive, meant, recent)
    late = [hit for hit in late if _is_new(hit.article, since, moment)]
    old, new = said(meant, known, zone), said(meant, late, zone)
    alike = likeness([*old, *new], {})
    news = _news(archive.embedder, new, old, alike, most)
    revised = corrections(archive, meant, known, libraries, zone)
    figured = changed(figures(meant, old[:_READ]), figures(meant, new[:_READ]), alike)[:_FIGURES]
    before = _before(meant, known, zone)
    citations = cited(_all(news, figured, revised, before))
    newest = (hit.article.published for hit in (*known, *late))
    told_since = copies_too(archive, (hit.article for hit in late), recent)
    return Changes(
        topic=topic,
        since=since,
        understood=meant.understood,
        as_of=standing_by(archive, libraries, moment, meant.understood.as_of),
        considered=len([one for one in told_since if _is_new(one, since, moment)]),
        newest=max(filter(None, newest), default=None),
        news=tuple(line(event, citations) for event in news),
        figures=tuple(_figure(one, citations) for one in figured),
        corrections=tuple(_correction(one, citations) for one in revised),
        before=tuple(line(event, citations) for event in before),
        citations=with_copies(archive, citations, meant.understood, libraries),
        closest=() if known or late else closest(nearest or near),
    )


def _is_new(article: Article, since: datetime, asked_at: datetime) -> bool:
    """Whether it came out since; what has no date counts as of when it was first read."""
    if article.published:
        return article.published >= since
    return since <= article.first_seen <= asked_at + _DAY


def _news(
    embedder: Embedder, new: Sequence[Told], old: Sequence[Told], alike: Likeness, most: int
) -> list[Event]:
    """The new sentences that say something no known one does, one an event, newest first."""
    fresh: list[tuple[Told, Told | None]] = []
    per_article: dict[str, int] = {}
    for one in new[:_WEIGHED]:
        nearest = max(old, key=lambda other: alike.within(one, other), default=None)
        count = per_article.get(one.article.id, 0)
        if one.score >= _LEAST and count < _PER_ARTICLE and _says_more(one, nearest, alike):
            per_article[one.article.id] = count + 1
            fresh.append((one, nearest))
    told_anew = _not_reworded(embedder, fresh[: 2 * most], alike)
    happened = events(told_anew, alike)
    ranked = sorted(happened, key=lambda event: -event.worth)[:most]
    return sorted(ranked, key=_published, reverse=True)


def _says_more(one: Told, nearest: Told | None, alike: Likeness) -> bool:
    if nearest is None:
        return True
    more = 1 - alike.within(one, nearest)
    return more >= (_NEW_WITH_FIGURE if one.numbers - nearest.numbers else _NEW)


def _not_reworded(
    embedder: Embedder, fresh: Sequence[tuple[Told, Told | None]], alike: Likeness
) -> list[Told]:
    """Those whose meaning is not that of the known sentence which shares most words with them."""
    compared = [
        (one, near)
        for one, near in fresh
        if near and not one.numbers - near.numbers and alike.within(one, near) >= _SOME
    ]
    if not compared:
        return [one for one, _ in fresh]
    vectors = embedder.embed([each.text for pair in compared for each in pair])
    again = {
        id(one)
        for (one, _), mine, yours in zip(compared, vectors[::2], vectors[1::2], strict=True)
        if float(np.dot(mine, yours)) >= _REWORDED
    }
    return [one for one, _ in fresh if id(one) not in again]


def _before(topic: Topic, known: Sequence[Retrieved], zone: tzinfo) -> list[Event]:
    """The last things known of it that are worth telling, in order of time."""
    tellings = told(topic, known[:_LOOKED_AT], zone)
    happened = events(tellings, likeness(tellings, {}))
    dated = sorted((one for one in happened if one.best.when), key=_published)
    lately = dated[-3 * _BEFORE :] or happened
    chosen = sorted(lately, key=lambda event: -event.worth)[:_BEFORE]
    return sorted(chosen, key=_published)


def _published(event: Event) -> str:
    published = event.best.article.published
    return published.isoformat() if published else ""


def _all(
    news: Sequence[Event],
    figured: Sequence[Changed],
    revised: Sequence[Corrected],
    before: Sequence[Event],
) -> list[Told]:
    """Every sentence shown, in the order in which they are."""
    return [
        *(one for event in news for one in sources(event)),
        *(each.told for one in figured for each in (one.before, one.after)),
        *(each for one in revised for each in (one.before, one.after) if each),
        *(one for event in before for one in sources(event)),
    ]


def _figure(one: Changed, citations: Sequence[Citation]) -> FigureChange:
    return FigureChange(
        before=one.before.words,
        after=one.after.words,
        before_citation=numbered(one.before.told, citations),
        after_citation=numbered(one.after.told, citations),
    )


def _correction(one: Corrected, citations: Sequence[Citation]) -> Correction:
    before = line(Event((one.before,), ()), citations) if one.before else None
    return Correction(before, line(Event((one.after,), ()), citations))
