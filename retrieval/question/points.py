"""Where a question speaks of a time, and what only looks like one.

The Sunday Times, Black Friday and the 2020 election are names; "may" and "march" are also verbs;
a year before something counted is a number. Such words, and those in quotation marks, are no time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from retrieval.question.calendar_words import MONTHS, WEEKDAYS, Form
from retrieval.question.dates import BARE_DATES, DATES
from retrieval.question.relative import RELATIVE, WEEKDAY
from retrieval.question.stretches import Stretch
from retrieval.question.words import STOP_WORDS

_FORMS = (*DATES, *RELATIVE, *BARE_DATES, WEEKDAY)
_REACH = 80
"""How far before a time its context is read."""
_OLDEST = 1900

_QUOTED = re.compile(r"[“\"][^“”\"]{0,300}[”\"]")
_CALENDAR = re.compile(rf"\b(?:{'|'.join(MONTHS + WEEKDAYS)})\b", re.IGNORECASE)
_NEXT_WORD = re.compile(r" ([^\W\d_][\w’'-]*)")
_PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|before|after|during|by|throughout|through|from|between|as of) $",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof $", re.IGNORECASE)
_JOINED = re.compile(r",? ?(?:and|or|to|until|till|through|–|-) ?", re.IGNORECASE)
_NAMED_DAY = re.compile(
    r"\b(?:black|good|bloody|super|easter|ash|cyber|giving|palm|shrove|maundy|holy|whit|fat|bowl|"
    r"every|each|any|(?:mail|independent|scotland|wales) on) $",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[a-z’'-]+s|people|men|women|children|percent|km|million|billion")


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of time and the words of the question that tell it."""

    start: int
    end: int
    form: Form
    match: re.Match[str]
    asked: datetime
    stretch: Stretch

    @property
    def recurs(self) -> int:
        """After how many days the same words come true again; 0 when they tell the year."""
        return 0 if self.match.groupdict().get("year") else self.form.again

    @property
    def over(self) -> bool:
        """Whether it ended before the day of asking."""
        return self.stretch.until.date() <= self.asked.date()

    def nearest(self, asked: datetime) -> Stretch | None:
        """What its words mean to someone asking at another moment."""
        return read(self.form, self.match, asked)


def points(text: str, asked: datetime) -> list[Point]:
    """The times a question tells, in order; every word belongs to one at most."""
    found = sorted(_found(text, asked), key=lambda point: point.start)
    kept: list[Point] = []
    for point in found:
        joined = bool(kept) and _JOINED.fullmatch(text[kept[-1].end : point.start]) is not None
        if not point.form.bare or joined or _introduced(text, point):
            kept.append(point)
    return kept


def before(text: str, start: int) -> str:
    """The whole words just before a place."""
    near = text[max(0, start - _REACH) : start]
    return near.partition(" ")[2] if start > _REACH else near


def read(form: Form, match: re.Match[str], asked: datetime) -> Stretch | None:
    """The stretch a form's words mean; None for 31 February, no hours, and before 1900."""
    try:
        stretch = form.read(match, asked)
    except (ValueError, LookupError, OverflowError):
        # LookupError: small and capital letters match beyond ASCII, as in "ſpring"
        return None
    if stretch is None or stretch.since.year < _OLDEST:
        return None
    # compared in UTC: on one local clock an hour ago can be later than now
    return stretch if stretch.since.timestamp() < stretch.until.timestamp() else None


def _introduced(text: str, point: Point) -> bool:
    """Whether a preposition makes a time of a month or year alone; "of" does of a month only."""
    lead = before(text, point.start)
    of_month = "month" in point.match.groupdict() and _OF.search(lead) is not None
    return of_month or _PREPOSITION.search(lead) is not None


def _found(text: str, asked: datetime) -> Iterator[Point]:
    taken = bytearray(len(text))
    for quoted in _QUOTED.finditer(text):
        taken[quoted.start() : quoted.end()] = b"\1" * len(quoted.group())
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            # what is refused is taken too: "29 February 2023" is not "February 2023"
            taken[start:end] = b"\1" * (end - start)
            stretch = read(form, match, asked)
            if stretch and not _looks_like_one(text, form, match):
                yield Point(start, end, form, match, asked, stretch)


def _looks_like_one(text: str, form: Form, match: re.Match[str]) -> bool:
    """Whether the words are a name, a verb or a number rather than a time."""
    groups = match.groupdict()
    if form.relative and _titled(text, match):
        return True
    if groups.get("weekday") and _names_a_day(text, match):
        return True
    if groups.get("month") and _verb(text, match):
        return True
    return not form.relative and _describes(text, form, match)


def _titled(text: str, match: re.Match[str]) -> bool:
    """Written with a capital inside a sentence, as titles are: the Today programme."""
    if text.isupper():
        return False
    said, earlier = _CALENDAR.sub("", match.group()), text[: match.start()].rstrip()
    opens = not earlier or earlier[-1] in ".?!:;,–—"
    return any(letter.isupper() for letter in (said[1:] if opens else said))


def _names_a_day(text: str, match: re.Match[str]) -> bool:
    """Part of a name: Sunday Mirror, Black Friday, Friday night lights; or one of many days."""
    if _NAMED_DAY.search(before(text, match.start())):
        return True
    follows = _NEXT_WORD.match(text, match.end())
    if follows is None:
        return False
    return follows[1] == "lights" or (follows[1][0].isupper() and not text.isupper())


def _verb(text: str, match: re.Match[str]) -> bool:
    """May and march: in small letters months only beside a year, and "by May" may be a person."""
    name, groups, lead = match["month"], match.groupdict(), before(text, match.start())
    if name.lower() not in {"may", "march"}:
        return False
    if name.islower():
        return not groups.get("year") or not (groups.get("day") or _PREPOSITION.search(lead))
    alone = not groups.get("day") and not groups.get("year")
    return alone and name == "May" and lead.lower().endswith(("by ", "of "))


def _describes(text: str, form: Form, match: re.Match[str]) -> bool:
    """Used as an adjective: the January 6 committee, its June 2017 launch, in 2000 homes."""
    follows = _NEXT_WORD.match(text, match.end())
    if follows is None or follows[1].lower() in STOP_WORDS:
        return text.startswith("%", match.end())
    groups, lead = match.groupdict(), before(text, match.start()).lower()
    if form.bare and groups.get("year"):
        return not lead.endswith("in ") or _COUNTED.fullmatch(follows[1]) is not None
    if form.bare:
        return follows[1][0].isupper()
    if groups.get("year") and not groups.get("day"):
        return "month" in groups and _PREPOSITION.search(lead) is None
    article = lead.endswith(("the ", "a ")) or re.match(r"the \d+ ", match.group(), re.IGNORECASE)
    return not groups.get("year") and "day" in groups and bool(article)
