"""When a feed is looked at next, and when an article is: arithmetic on times, nothing else."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import log2

SHORTEST = 15 * 60.0
LONGEST = 24 * 3600.0
FIRST = 3600.0
"""Seconds: what a feed begins with, before it is known how often it brings something."""

FIRST_PAUSE = 5 * 60.0
JITTER = 0.1
SOONER = 0.5
LATER = 1.5
"""With these two, a feed settles where a little over a third of the looks find something."""

AGES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72))
"""How old an article is, counted from when it was first seen, each time it is looked at again."""

_MOST_PAUSES = int(log2(LONGEST / FIRST_PAUSE)) + 1


def interval(before: float, *, fresh: bool) -> float:
    """The seconds between two looks at a feed, after one that found something fresh or nothing."""
    return _within(before * (SOONER if fresh else LATER))


def after_success(
    now: datetime, seconds: float, *, asked: float | None = None, chance: float
) -> datetime:
    """When to look again: never sooner than the feed asks, short of a day.

    `chance`, from 0 to 1, spreads the looks so that they do not all fall together.
    """
    return _spread(now, _within(max(seconds, asked or 0.0)), chance)


def after_failure(
    now: datetime, failures: int, *, asked: float | None = None, chance: float
) -> datetime:
    """When to try again after this many failures in a row: later each time, never not at all."""
    pause = FIRST_PAUSE * 2 ** min(max(failures - 1, 0), _MOST_PAUSES)
    return _spread(now, min(max(pause, asked or 0.0), LONGEST), chance)


def once_a_day(now: datetime, *, chance: float) -> datetime:
    """When to look again at a feed whose publisher says that it is gone."""
    return _spread(now, LONGEST, chance)


def our_own_fault(reached: Iterable[bool]) -> bool:
    """Whether so few hosts could be reached that it must be the network on this side."""
    found = list(reached)
    return len(found) > 1 and sum(found) < 0.2 * len(found)


def _within(seconds: float) -> float:
    return min(max(seconds, SHORTEST), LONGEST)


def _spread(now: datetime, seconds: float, chance: float) -> datetime:
    return now + timedelta(seconds=int(seconds * (1 + JITTER * chance)))
