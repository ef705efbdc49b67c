"""What the words around a time make of it: since, until, between, as of.

"Before" ends where the time begins, "until" and "by" where it ends; "after" begins at its end. Of
an event only the day or month is told ("after the vote on Monday"), and it may be reported then.
"""

import re
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from retrieval.news import Window
from retrieval.points import Point, before, points
from retrieval.stretches import Stretch

_DAY = timedelta(days=1)
_A_WEEK_OR_SO = timedelta(days=8)
"""What took longer and is over is told about later too: last year, three months ago."""

_CLOCK = r"(?:at|around|about) \d{1,2}(?:(?:[:.]\d\d)? ?[ap]\.?m\b\.?|:\d\d| o['’]clock)"
_EVENT = r"the (?:[\w’'-]+ ){1,5}(?P<cut>on|in|of)"
_LEADS = {
    name: re.compile(rf"\b{form}(?:(?<= ){_CLOCK}(?: on)? )?$", re.IGNORECASE)
    for name, form in {
        "as of": r"(?P<cut>as of|as at|as (?:things|matters|it|they) (?:stood|were)(?: on| in)?) ",
        "known": r"kno(?:wn|w)(?: (?:so far|publicly|then|already))? (?P<cut>(?:(?:on|by|in) )?)",
        "since the": rf"since {_EVENT} ",
        "after the": rf"after {_EVENT} ",
        "before the": rf"before {_EVENT} ",
        "until the": rf"(?:until|till) {_EVENT} ",
        "since": r"(?P<cut>(?:ever )?since) ",
        "after": r"(?P<cut>after) ",
        "before": r"(?P<cut>before|prior to) ",
        "until": r"(?P<cut>up until|until|till|up to|by|through|no later than) ",
        "from": r"(?P<cut>from) ",
        "between": r"(?P<cut>between) ",
        "in": r"(?P<cut>in|on|during|over|for|throughout|within|of|dated|at) ",
        "at": rf"(?P<cut>(?={_CLOCK}))",
    }.items()
}
_NO_EVENT = re.compile(
    r"\b(?:articles?|reports?|reported|published|story|stories|court|judge|jury|committee|panel|"
    r"house|senate|parliament|inquiry|tribunal|commission|board|council)\b",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    rf"(?P<rest>(?:['’]s\b)?(?:,? {_CLOCK})?)(?P<on> onwards?\b| on(?=$|[,?.!]))?", re.IGNORECASE
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


@dataclass(frozen=True, slots=True)
class _Lead:
    """The words before a time: what they make of it, where they stand, what of them can go."""

    name: str
    start: int
    cut: int


def readings(text: str, asked: datetime) -> list[Reading]:
    """The times of a question with what bounds them, in order."""
    waiting = deque(points(text, asked))
    told: list[Reading] = []
    while waiting:
        point = waiting.popleft()
        lead = _lead(text, point.start)
        if _BEGAN.search(before(text, lead.start)):
            continue  # whoever was born in May 1960 is in the news at another time
        if waiting and _joined(text, lead, point, waiting[0]):
            reading = _range(text, lead, point, waiting.popleft())
        else:
            reading = _single(text, lead, point)
        if reading:
            _add(text, told, reading)
    return told


def _lead(text: str, start: int) -> _Lead:
    near = before(text, start)
    offset = start - len(near)
    for name, form in _LEADS.items():
        lead = form.search(near)
        if lead and not (name.endswith(" the") and _NO_EVENT.search(lead.group())):
            return _Lead(name, offset + lead.start(), offset + lead.start("cut"))
    return _Lead("", start, start)


def _joined(text: str, lead: _Lead, point: Point, other: Point) -> bool:
    joiner = _FROM_TO if lead.name in {"from", "between"} else _TO
    return joiner.fullmatch(text, point.end, other.start) is not None


def _range(text: str, lead: _Lead, point: Point, other: Point) -> Reading | None:
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


def _single(text: str, lead: _Lead, point: Point) -> Reading:
    trail = _TRAIL.match(text, point.end)
    name, end = lead.name, point.end
    if trail:
        onward = name == "from" and trail["on"]
        name, end = ("since", trail.end()) if onward else (name, trail.end("rest"))
    as_of = name in {"as of", "known"} or (
        name in {"until", "before"} and _KNOWN.search(text) is not None
    )
    since, until = _sides(name, point.stretch)
    strict = since is None or until is None or _is_strict(text, lead, point)
    window = Window(since, until, text[lead.start : end], strict)
    ahead = _looks_ahead(text, point)
    return Reading(window, point.stretch.since, lead.start, lead.cut, end, as_of, ahead)


def _sides(name: str, told: Stretch) -> tuple[datetime | None, datetime | None]:
    one_day = told.until - told.since <= _DAY
    sides: dict[str, tuple[datetime | None, datetime | None]] = {
        "since": (told.since, None),
        "since the": (told.since, None),
        "after": (told.until, None),
        "after the": (told.since, None),
        "before": (None, told.since),
        "before the": (None, told.since if one_day else told.until),
        "until": (None, told.until),
        "until the": (None, told.until),
        "as of": (None, told.until),
        "known": (None, told.until),
    }
    return sides.get(name, (told.since, told.until))


def _is_strict(text: str, lead: _Lead, point: Point) -> bool:
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
    """Add a reading; one that ends what the last began ("after 3 May and before 9 May") joins it."""
    last = told[-1] if told else reading
    since, until = last.window.since, reading.window.until
    if (
        since is None
        or until is None
        or last.window.until is not None
        or reading.window.since is not None
        or since >= until
        or not _AND.fullmatch(text, last.end, reading.start)
    ):
        told.append(reading)
        return
    words = text[last.start : reading.end]
    told[-1] = replace(last, window=Window(since, until, words), end=reading.end)
