"""When a question asks about: its windows of time, and the day as of which it asks, by rule.

What is still to come gives no window, for the news of it was written before.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from retrieval.answers import Window
from retrieval.question.bounds import Reading, readings
from retrieval.question.stretches import day


@dataclass(frozen=True, slots=True)
class Times:
    """The times a question tells, each in the asker's zone.

    `windows` stand in the order of their words. News counts that was out before `as_of`. `rest`
    is the question without the words that told the times.
    """

    windows: tuple[Window, ...]
    as_of: datetime | None
    rest: str


def times(question: str, asked_at: datetime) -> Times:
    """The times a question tells; their words stand in it once runs of spaces are made one."""
    text = " ".join(question.split())
    tonight = day(asked_at.date(), asked_at).until
    told = [
        reading
        for reading in readings(text, asked_at)
        if reading.begins < tonight and not reading.ahead and not _begins_late(reading, tonight)
    ]
    return Times(
        windows=_different([reading.window for reading in told if not reading.as_of]),
        as_of=next((reading.window.until for reading in told if reading.as_of), None),
        rest=_without(text, told),
    )


def iso_or_words(written: str, asked_at: datetime) -> Window | None:
    """The window of a time typed by itself, to come or not; None when it is not understood.

    An ISO time with hours is the minute or the second that it names.
    """
    text = " ".join(written.split())
    if moment := _moment(text, asked_at):
        return moment
    # Two words in capitals may be a name in a question; here "Last Week" is one.
    for spelt in dict.fromkeys((text, text.lower())):
        plain = re.sub(r"\b(?:may|march)\b", lambda month: month.group().capitalize(), spelt)
        for said in (plain, f"in {plain}", f"from {plain}"):
            told = readings(said, asked_at)
            if len(told) == 1 and not told[0].as_of and not _without(said, told):
                return replace(told[0].window, words="", strict=True)
    return None


def _begins_late(reading: Reading, tonight: datetime) -> bool:
    return reading.window.since is not None and reading.window.since >= tonight


def _different(windows: list[Window]) -> tuple[Window, ...]:
    by_time: dict[tuple[datetime | None, datetime | None], Window] = {}
    for window in windows:
        by_time.setdefault((window.since, window.until), window)
    return tuple(by_time.values())


def _without(text: str, told: list[Reading]) -> str:
    """The text with the words of the times cut out, and no commas left dangling."""
    for reading in reversed(told):
        text = f"{text[: reading.cut]} {text[reading.end :]}"
    tidy = re.sub(r" ?,(?: ?,)+", ",", " ".join(text.split()))
    tidy = re.sub(r" ([,.?!;:])", r"\1", tidy)
    return re.sub(r",+([.?!;:])", r"\1", tidy).strip(" ,;:")


def _moment(text: str, asked_at: datetime) -> Window | None:
    if re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d.*", text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    zone = asked_at.tzinfo
    since = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    seconds = 1 if moment.second or moment.microsecond else 60
    return Window(since, since + timedelta(seconds=seconds))
