"""What of a feed's entries is new or changed, and how those that failed are tried again."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.report import Outcome, Progress, Summary

if TYPE_CHECKING:
    from ingest.pipeline import Ingester
    from ingest.reading import Lead
    from retrieval.feeds import Feed

TRIES = 3
"""How often an article that fails is tried before it is left alone until its entry changes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a feed's entries, whether some are still to come, and whether some failed."""

    summary: Summary
    more: bool = False
    failed: bool = False


def take(
    feed: "Feed",
    leads: "Sequence[Lead]",
    ingester: "Ingester",
    *,
    most: int | None,
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Taken:
    """Follow the entries that are new or changed, at most so many, and remember those done."""
    feeds = ingester.archive.feeds
    named = {identity(lead): replace(lead, key=lead.key or lead.url) for lead in leads}
    seen = feeds.seen(feed.id, list(named))
    wanted = [key for key, lead in named.items() if is_open(seen.get(key), stamp(lead))]
    outcomes: dict[str, Outcome] = {}

    def heard(progress: Progress) -> None:
        if progress.result is not None:
            outcomes[progress.result.key] = progress.result.outcome
        on_progress(progress)

    if not (chosen := wanted[:most]):
        return Taken(Summary())
    given = [named[key] for key in chosen]
    summary = ingester.follow(given, library=feed.library, on_progress=heard, cancelled=cancelled)
    # What was cut short has no outcome, and stays as it was; else an entry without one led nowhere.
    early = cancelled()
    marks = {
        key: mark(seen.get(key), stamp(lead), outcomes.get(lead.key, Outcome.FAILED))
        for key, lead in zip(chosen, given, strict=True)
        if lead.key in outcomes or not early
    }
    feeds.mark(feed.id, marks)
    return Taken(summary, len(marks) < len(wanted), any(map(_to_try_again, marks.values())))


def identity(lead: "Lead") -> str:
    """Name an entry by its own id: what its feed is called may change when the feed moves."""
    return lead.key.partition(" ")[2] or lead.key or lead.url


def stamp(lead: "Lead") -> str:
    """What of an entry must change for its article to be read again."""
    entry = lead.entry
    said = (entry.title, str(entry.updated), entry.text) if entry else ()
    return hashlib.sha256("\n".join([lead.url, *said]).encode()).hexdigest()[:16]


def is_open(known: str | None, now: str) -> bool:
    """Whether an entry is new, has changed, or failed before and is to be tried again."""
    return known is None or known.partition("!")[0] != now or _to_try_again(known)


def mark(known: str | None, now: str, outcome: Outcome) -> str:
    """What is remembered of an entry: its stamp, and how often in a row it failed ("…!2")."""
    if outcome is not Outcome.FAILED:
        return now
    before, _, failures = (known or "").partition("!")
    return f"{now}!{int(failures or 0) + 1 if before == now else 1}"


def _to_try_again(known: str) -> bool:
    return 0 < int(known.partition("!")[2] or 0) < TRIES
