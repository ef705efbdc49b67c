"""The lines of a chronicle, each with its citations, numbered as they come up."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from retrieval.archive import Archive
from retrieval.citing import citation
from retrieval.news import Article, Citation
from retrieval.story.dating import Grain
from retrieval.story.events import Event
from retrieval.story.telling import Told

_CITED = 3
"""Articles cited for one event, each of an outlet of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, verbatim, when, and by whom it is told.

    `date` is the first day of what `precision` says, and None when nobody knows. It is the day
    of the event where `dated_by` is "text", and otherwise that on which the first cited article
    was published. `outlets` told it on their own: those that ran a copy are none of them.
    """

    text: str
    citations: tuple[int, ...]
    date: date | None
    precision: Grain | None
    dated_by: Literal["text", "published"] | None
    guessed: bool
    outlets: tuple[str, ...]


def cited(tellings: Iterable[Told]) -> list[Citation]:
    """A citation for each of the sentences, each once, numbered in their order."""
    places: dict[tuple[str, int, int], Told] = {}
    for one in tellings:
        places.setdefault(place(one), one)
    return [
        citation(number, one.candidate, one.candidate.end)
        for number, one in enumerate(places.values(), start=1)
    ]


def line(event: Event, citations: Sequence[Citation]) -> Line:
    """An event as a line that refers to these citations."""
    numbers = {(one.article_id, one.revision, one.start): one.n for one in citations}
    best, when = event.best, event.best.when
    return Line(
        text=best.text,
        citations=tuple(numbers[place(one)] for one in sources(event)),
        date=when.day if when else None,
        precision=when.grain if when else None,
        dated_by=when.by if when else None,
        guessed=bool(when and when.guessed),
        outlets=event.outlets,
    )


def sources(event: Event) -> list[Told]:
    """The sentence that tells an event, and those of other outlets and texts that bear it out."""
    chosen = [event.best]
    for one in event.tellings[1:]:
        outlets = {other.article.outlet for other in chosen}
        stories = {other.article.story for other in chosen}
        if one.article.outlet not in outlets and one.article.story not in stories:
            chosen.append(one)
    return chosen[:_CITED]


def with_copies(
    archive: Archive, citations: Sequence[Citation], libraries: Collection[str]
) -> tuple[Citation, ...]:
    """The citations with the names of the other outlets that ran the same text."""
    articles = archive.articles_by_id({one.article_id for one in citations}, libraries)
    also = {id_: _also(archive, article) for id_, article in articles.items()}
    return tuple(replace(one, also=also.get(one.article_id, ())) for one in citations)


def place(one: Told) -> tuple[str, int, int]:
    """What tells a cited place from others."""
    return one.article.id, one.article.revision, one.candidate.start


def _also(archive: Archive, article: Article) -> tuple[str, ...]:
    names = {copy.outlet for copy in archive.copies(article) if copy.outlet}
    return tuple(sorted(names - {article.outlet}))
