"""The lines of a chronicle, each with its citations, numbered as they come up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from retrieval.answers import Citation
from retrieval.citing import citation
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
    best, when = event.best, event.best.when
    return Line(
        text=best.text,
        citations=tuple(numbered(one, citations) for one in sources(event)),
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


def place(one: Told) -> tuple[str, int, int]:
    """What tells a cited place from others."""
    return one.article.id, one.article.revision, one.candidate.start


def numbered(one: Told, citations: Sequence[Citation]) -> int:
    """The number of the citation of a sentence that is cited."""
    return next(
        each.n for each in citations if (each.article_id, each.revision, each.start) == place(one)
    )
