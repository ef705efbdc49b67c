"""Feeds looked at in turn: what is new in each goes the way of every article."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.feeds import schedule, unseen
from ingest.report import LISTED, Outcome, Progress, Summary
from retrieval.errors import (
    ArchiveUnreadable,
    EmbeddingModelMissing,
    FetchFailed,
    NewsdeskError,
    PageGone,
    SourceUnreadable,
    TryLater,
)

if TYPE_CHECKING:
    from ingest.pipeline import Ingester
    from ingest.web.fetch import Fetched
    from retrieval.archive import Archive
    from retrieval.feeds import Feed

log = logging.getLogger(__name__)

AT_ONCE = 8
MOST = 20
"""How many articles one look takes in: a feed of a thousand takes its turns with the others."""

BELIEVED = 3
"""How often a feed must be missing before it counts as gone: a site may be under repair."""

_FRESH = (Outcome.NEW, Outcome.REVISED, Outcome.DUPLICATE)


def _unwatched(_: Progress) -> None:
    """Let progress pass."""


@dataclass(frozen=True, slots=True)
class Look:
    """How feeds are looked at: with what, when, and how much is taken in at a time."""

    ingester: "Ingester"
    now: datetime
    most: int | None = MOST
    on_progress: Callable[[Progress], None] = _unwatched
    cancelled: Callable[[], bool] = lambda: False

    @property
    def archive(self) -> "Archive":
        """The archive that holds the feeds."""
        return self.ingester.archive


@dataclass(frozen=True, slots=True)
class Check:
    """What a look at a feed came to: its new state, and what was taken in or why nothing was.

    `before` is the feed as it was; `answered` is whether its host gave any sign of life.
    """

    before: "Feed"
    feed: "Feed"
    summary: Summary = field(default_factory=Summary)
    error: str | None = None
    answered: bool = True


def check(feed: "Feed", look: Look) -> Check:
    """Look at one feed, take in what is new, and record how it went."""
    found = _looked(feed, look)
    look.archive.feeds.record(found.feed)
    return found


def check_due(
    look: Look,
    feeds: "Sequence[Feed] | None" = None,
    on_check: Callable[[Check], None] = lambda _: None,
) -> list[Check]:
    """Look at the feeds whose time has come, or at these, several at once.

    When hardly any host answers, the network on our side is down: no feed is blamed for that.
    """
    archive, now = look.archive, look.now
    chosen = archive.feeds.due(now) if feeds is None else feeds
    checks: list[Check] = []
    named = 0
    for found in _each(chosen, look):
        on_check(found)
        named += len(found.summary.results)
        # Of many results only the failures stay named: the others hold their articles.
        checks.append(found if named <= LISTED else replace(found, summary=found.summary.brief))
    if all(found.answered for found in checks):
        return checks
    ours = _our_own_fault([*checks, *_each(_witnesses(archive, checks, now), look)])
    if ours:
        log.info("Hardly any site answers, so it is the network here; no feed is blamed.")
        checks = [found if found.answered else _spared(found, now) for found in checks]
    for found in checks:
        if not found.answered:
            archive.feeds.record(found.feed)
    return checks


def _each(feeds: "Sequence[Feed]", look: Look) -> Iterator[Check]:
    """Look at feeds in threads; one that answers is recorded at once, whatever the others do."""
    with ThreadPoolExecutor(AT_ONCE, "feeds") as threads:
        work = [threads.submit(_looked, feed, look) for feed in feeds]
        try:
            for done in as_completed(work):
                found = done.result()
                if found.answered:
                    look.archive.feeds.record(found.feed)
                yield found
        finally:
            for each in work:
                each.cancel()


def _witnesses(archive: "Archive", checks: Sequence[Check], now: datetime) -> "list[Feed]":
    """Take two sound feeds of other hosts when all are silent: can anything be reached at all?"""
    if any(found.answered or found.before.failures for found in checks):
        return []
    asked = {_host(found.before) for found in checks}
    others: dict[str, Feed] = {}
    for feed in archive.feeds.due(now + timedelta(seconds=2 * schedule.LONGEST)):
        if _host(feed) not in asked and not feed.failures:
            others.setdefault(_host(feed), feed)
    return list(others.values())[:2]


def _our_own_fault(checks: Sequence[Check]) -> bool:
    hosts: dict[str, bool] = {}
    for found in checks:
        # A feed that failed before tells nothing of the network today.
        if found.answered or not found.before.failures:
            host = _host(found.before)
            hosts[host] = hosts.get(host, False) or found.answered
    return schedule.our_own_fault(hosts.values())


def _host(feed: "Feed") -> str:
    return urlsplit(feed.url).netloc


def _looked(feed: "Feed", look: Look) -> Check:
    if look.cancelled():
        return Check(feed, feed)
    # Nobody else takes the feed up while it is being looked at.
    held = look.now + timedelta(seconds=schedule.SHORTEST)
    look.archive.feeds.record(replace(feed, next_check=held))
    try:
        return _read(feed, look)
    except (ArchiveUnreadable, EmbeddingModelMissing):
        raise  # every other feed would fail in the same way
    except NewsdeskError as error:
        # What was cut short did not fail.
        return Check(feed, feed) if look.cancelled() else _failed(feed, error, look.now)
    except Exception as error:
        log.exception("Looking at the feed %s failed.", feed.id)
        reason = f"Reading it failed unexpectedly ({type(error).__name__}); see the log."
        return _failed(feed, SourceUnreadable(reason), look.now)


def _read(before: "Feed", look: Look) -> Check:
    from ingest.reading import Hint
    from ingest.web.fetch import Validators

    known = Validators(before.etag, before.modified)
    page = look.ingester.web.fetch(before.url, known=known, cancelled=look.cancelled)
    feed = _moved(before, page, look.archive)
    if page.not_modified:
        return Check(before, _succeeded(feed, look.now, page.fresh_for, fresh=False))
    hint = Hint(url=page.url, content_type=page.content_type, encoding=page.encoding)
    read = look.ingester.readers.read(page.content, hint)
    if not read.leads:
        raise SourceUnreadable("The address gives no feed any more; remove it and add the new one.")
    taken = unseen.take(
        feed,
        read.leads,
        look.ingester,
        most=look.most,
        on_progress=look.on_progress,
        cancelled=look.cancelled,
    )
    # What is left must be found again, though the feed itself may not change till then.
    known = Validators() if taken.more or taken.failed else page.validators
    feed = replace(feed, title=read.title or feed.title, etag=known.etag, modified=known.modified)
    fresh = any(taken.summary.count(kind) for kind in _FRESH)
    asked = max(read.every or 0.0, page.fresh_for or 0.0)
    state = _succeeded(feed, look.now, asked, fresh=fresh)
    return Check(
        before, replace(state, next_check=look.now) if taken.more else state, taken.summary
    )


def _moved(feed: "Feed", page: "Fetched", archive: "Archive") -> "Feed":
    """Follow a feed that says it has moved for good, unless it is followed there already."""
    if not page.permanent or page.url == feed.url or archive.feeds.get(page.url, {feed.library}):
        return feed
    return replace(feed, url=page.url)


def _succeeded(feed: "Feed", now: datetime, asked: float | None, *, fresh: bool) -> "Feed":
    first = feed.last_ok is None
    seconds = schedule.FIRST if first else schedule.interval(feed.interval, fresh=fresh)
    return replace(
        feed,
        interval=seconds,
        next_check=schedule.after_success(now, seconds, asked=asked, chance=_chance()),
        failures=0,
        last_error=None,
        last_ok=now,
        last_new=now if fresh else feed.last_new,
        state="ok",
    )


def _failed(feed: "Feed", error: NewsdeskError, now: datetime) -> Check:
    failures = feed.failures + 1
    gone = isinstance(error, PageGone) and failures >= BELIEVED
    asked = error.after if isinstance(error, TryLater) else None
    later = schedule.after_failure(now, failures, asked=asked, chance=_chance())
    state = replace(
        feed,
        next_check=schedule.once_a_day(now, chance=_chance()) if gone else later,
        failures=failures,
        last_error=str(error),
        state="gone" if gone else "failing",
    )
    silent = isinstance(error, FetchFailed) and not isinstance(error, PageGone) and not asked
    return Check(feed, state, error=str(error), answered=not silent)


def _spared(found: Check, now: datetime) -> Check:
    soon = schedule.after_failure(now, 1, chance=_chance())
    return replace(found, feed=replace(found.before, next_check=soon))


def _chance() -> float:
    return random.random()  # noqa: S311 - spreads looks at feeds, nothing secret
