"""What happened to a topic, event by event, oldest first: dated, verbatim and cited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from retrieval.answers import AsOf, Citation, Headline, Understood
from retrieval.archive import Archive
from retrieval.copies import with_copies
from retrieval.held import closest, standing_by
from retrieval.story.coverage import Coverage, copies_too, coverage
from retrieval.story.events import Event, events, likeness
from retrieval.story.lines import Line, cited, line, sources
from retrieval.story.telling import told
from retrieval.story.topic import about, topic_of

MOST = 12
"""Lines of a timeline, unless told otherwise."""
_UNDATED = 3
"""Lines of news without a date, at most."""
_LEAST = 0.8
"""The worth of an event below which it is left out, though there is room."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A topic's events, oldest first, and apart from them what carries no date.

    Without any, `closest` names the headlines that came nearest. `left_out` is how many more
    events there were; `coverage` counts the articles found about the topic, copies too.
    """

    topic: str
    understood: Understood
    as_of: AsOf
    coverage: Coverage
    lines: tuple[Line, ...] = ()
    undated: tuple[Line, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Headline, ...] = ()
    left_out: int = 0


def timeline(
    archive: Archive,
    topic: str,
    libraries: Collection[str],
    *,
    asked_at: datetime | None = None,
    zone: tzinfo = UTC,
    chosen: Understood | None = None,
    most: int = MOST,
) -> Timeline:
    """Tell what these libraries' news says of a topic, one line an event, `most` of them at most.

    A window of time and outlets that the topic names limit it, and so do those `chosen` by hand.
    Days are those of `zone`.
    """
    moment = asked_at or datetime.now(zone)
    meant = topic_of(archive, topic, libraries, moment, chosen)
    found, nearest = about(archive, meant, meant.scope)
    said = told(meant, found, zone)
    vectors = archive.dense.vectors({one.candidate.found.passage.id for one in said}, libraries)
    happened = events(said, likeness(said, vectors))
    dated, undated, left_out = _chosen(happened, most)
    citations = cited(one for event in (*dated, *undated) for one in sources(event))
    articles = copies_too(archive, (hit.article for hit in found), meant.scope)
    return Timeline(
        topic=topic,
        understood=meant.understood,
        as_of=standing_by(archive, libraries, moment, meant.understood.as_of),
        coverage=coverage(articles, zone),
        lines=tuple(line(event, citations) for event in dated),
        undated=tuple(line(event, citations) for event in undated),
        citations=with_copies(archive, citations, meant.understood, libraries),
        closest=() if happened else closest(nearest),
        left_out=left_out,
    )


def _chosen(happened: list[Event], most: int) -> tuple[list[Event], list[Event], int]:
    """The events worth telling in order of time, those without a date, and how many are left."""
    ranked = sorted(happened, key=lambda event: -event.worth)
    worthy = [event for event in ranked if event.worth >= _LEAST] or ranked
    dated = [event for event in worthy if event.best.when]
    undated = [event for event in worthy if not event.best.when][:_UNDATED]
    kept = sorted(dated[:most], key=_in_time)
    return kept, undated, max(0, len(dated) - most)


def _in_time(event: Event) -> tuple[str, bool]:
    """Whole months and years before their days."""
    when = event.best.when
    return (when.day.isoformat(), when.grain == "day") if when else ("", False)
