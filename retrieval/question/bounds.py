"""What the words around a time make of it: since, until, between, as of.

"Before" ends where the time begins, "until" and "by" where it ends; "after" begins at its end. Of
an event only the day or month is told ("after the vote on Monday"), and it may be reported then.
"""

import re
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from retrieval.answers import Window
from retrieval.question.leads import CLOCK, Lead, lead_of
from retrieval.question.points import Point, before, points
from retrieval.question.stretches import Stretch

_DAY = timedelta(days=1)
_A_WEEK_OR_SO = timedelta(days=8)
"""What took longer and is over is told about later too: last year, three months ago."""

_TRAIL = re.compile(
    rf"(?P<rest>(?:['’]s\b)?(?:,? {CLOCK})?)(?P<on> onwards?\b| on(?=$|[,?.!]))?", re.IGNORECASE
)
_NEWS = re.compile(
    r" (?:\w+ )?(?:news|headlines?|stor(?:y|ies)|articles?|papers?|reports?|editions?)\b"
)
_FROM_TO = re.compile(r",? ?(?:and|to|until|till|through|–|-) ?(?:the )?", re.IGNORECASE)
_TO = re.compile(r" (?:to|through) | ?– ?", re.IGNORECASE)
_AND = re.compile(r",? ?(?:(?:and|but) )?", re.IGNORECASE)
_KNOWN = re.compile(
    r"\b(?:was|were|been|is) (?:\w+ )?known\b|\b(?:did|had) (?:\w+ ){1,4}know", re.IGNORECASE
)
_TO_COME = re.compile(
    r"(?:(?:^|[.?!] )W|\bw)ill\b|\b(?:shall|won['’]t|due (?:on|in|by))\b|['’]ll\b|"
    r"\b(?:going|set|expected|scheduled|slated|plan(?:s|ned|ning)?) (?:to|for)\b"
)
_RECORD = re.compile(
    r"\b(?:first|most|least|worst|best|(?!latest|newest)\w{2,}est)(?: [\w’'-]+){0,3} $",
    re.IGNORECASE,
)
_BEGAN = re.compile(r"\b(?:born|founded|established|formed|built) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A window, or the day as of which is asked, and where its words stand.

    From `cut` to `end` they can be left out: an event stays ("before the election" of "before the
    election on 5 November"). `begins` is when the time told begins; `ahead` says that the
    question looks forward to it.
    """

    window: Window
    begins: datetime
    start: int
    cut: int
    end: int
    as_of: bool = False
    ahead: bool = False


def readings(text: str, asked: datetime) -> list[Reading]:
    """The times of a question with what bounds them, in order."""
    waiting = deque(points(text, asked))
    known = _KNOWN.search(text) is not None
    told: list[Reading] = []
    floor = 0
    while waiting:
        point = waiting.popleft()
        lead = lead_of(text, point.start, floor)
        floor = point.end
        if _is_background(text, lead, point):
            continue
        if waiting and _joined(text, lead, point, waiting[0]):
            reading = _range(text, lead, point, waiting.popleft())
            floor = reading.end if reading else floor
        else:
            reading = _single(text, lead, point, known=known)
        if reading:
            _add(text, told, reading)
    return told


def _is_background(text: str, lead: Lead, point: Point) -> bool:
    """A time that tells about what is asked after, not when: born in May 1960, first since 1979."""
    earlier = before(text, lead.start)
    if _BEGAN.search(earlier):
        return True
    long = point.stretch.until - point.stretch.since > _A_WEEK_OR_SO
    return lead.name == "since" and long and _RECORD.search(earlier) is not None


def _joined(text: str, lead: Lead, point: Point, other: Point) -> bool:
    joiner = _FROM_TO if lead.name in {"from", "between"} else _TO
    return joiner.fullmatch(text, point.end, other.start) is not None


def _range(text: str, lead: Lead, point: Point, other: Point) -> Reading | None:
    """From one time to another; a year that only one of them tells is the other's too."""
    first, last = point.stretch, other.stretch
    if point.recurs:
        first = point.nearest(last.until - _DAY) or first
    if other.recurs and (not point.recurs or first.since >= last.until):
        last = other.nearest(first.since + timedelta(days=other.recurs - 1)) or last
    if first.since >= last.until:
        return None
    strict = lead.name in {"from", "between"} or point.form.relative
    words = text[lead.start : other.end]
    window = Window(first.since, last.until, words, strict)
    ahead = _looks_ahead(text, point)
    return Reading(window, first.since, lead.start, lead.cut, other.end, ahead=ahead)


def _single(text: str, lead: Lead, point: Point, *, known: bool) -> Reading:
    trail = _TRAIL.match(text, point.end)
    name, end = lead.name, point.end
    if trail:
        onward = name == "from" and trail["on"]
        name, end = ("since", trail.end()) if onward else (name, trail.end("rest"))
    as_of = name in {"as of", "known"} or (known and name in {"until", "before"})
    since, until = _sides(name, point.stretch)
    strict = since is None or until is None or _is_strict(text, lead, point)
    window = Window(since, until, text[lead.start : end], strict)
    ahead = _looks_ahead(text, point)
    return Reading(window, point.stretch.since, lead.start, lead.cut, end, as_of, ahead)


def _sides(name: str, told: Stretch) -> tuple[datetime | None, datetime | None]:
    if name in {"since", "since the", "after the"}:
        return told.since, None
    if name == "after":
        return told.until, None
    one_day = told.until - told.since <= _DAY
    if name == "before" or (name == "before the" and one_day):
        return None, told.since
    if name in {"before the", "until", "until the", "as of", "known"}:
        return None, told.until
    return told.since, told.until


def _is_strict(text: str, lead: Lead, point: Point) -> bool:
    """Whether what happened in a time is told in it.

    So it is of days and weeks counted from the asking, but not of longer times that are over, nor
    of an event named by its time ("Tuesday's vote"), unless it is the news itself.
    """
    if not point.form.relative:
        return lead.name in {"from", "between"} and "last" in point.match.groupdict()
    if text.startswith(("'s", "’s"), point.end) and not _NEWS.match(text, point.end + 2):
        return False
    return not point.over or point.stretch.until - point.stretch.since <= _A_WEEK_OR_SO


def _looks_ahead(text: str, point: Point) -> bool:
    return bool(point.recurs) and _TO_COME.search(before(text, point.start)) is not None


def _add(text: str, told: list[Reading], reading: Reading) -> None:
    """Add a reading, or join it to the last: "after 3 May and before 9 May" is one window."""
    last = told[-1] if told else reading
    since, until = last.window.since, reading.window.until
    if (
        since is None
        or until is None
        or reading.as_of
        or last.window.until is not None
        or reading.window.since is not None
        or since >= until
        or not _AND.fullmatch(text, last.end, reading.start)
    ):
        told.append(reading)
        return
    words = text[last.start : reading.end]
    told[-1] = replace(last, window=Window(since, until, words), end=reading.end)
