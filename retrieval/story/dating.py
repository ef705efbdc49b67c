"""When something happened: what its sentence says where that is certain, else when it was told."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from retrieval.news import Article
from retrieval.question.bounds import Reading, readings

Grain = Literal["day", "month", "year"]

_LATELY = timedelta(days=7)
_JUST = timedelta(days=2)
_SOON = 12
"""Words before a time further back, at most, when it is what the sentence tells of."""
_NO_YEAR = timedelta(days=120)
"""A day or month without a year that would be longer ago than this may be one to come."""
_DAY_AT_MOST = timedelta(hours=25)
_HINT = re.compile(
    r"day\b|morning|afternoon|evening|night|\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|won[’']t|shall|should|could|may|might|due|expected|scheduled|slated|"
    r"set (?:to|for)|to be|is to|are to|was to|were to|plan(?:s|ned|ning)?|begins?|starts?|opens|"
    r"hopes?|if|unless|upcoming|ahead of|deadline|next)\b"
)
"""What may speak of something to come, of which no day is certain; "May" is a month."""
_WITHIN = re.compile(
    r"\b(?:who|whom|whose|which|that|where|when|how|whether|after|before|since|following|than|because|"
    r"while|until)\b",
    re.IGNORECASE,
)
"""What puts a time into a clause of its own: it may be another event's."""
_CLAUSE = re.compile(r"[,;:–—()“”\"]")


@dataclass(frozen=True, slots=True)
class When:
    """A day, month or year, by its first day; told by the text, or when the news was published."""

    day: date
    grain: Grain
    by: Literal["text", "published"]
    guessed: bool = False


def published(article: Article, zone: tzinfo) -> When | None:
    """The day an article was published, in the asker's zone unless only the day is known."""
    if article.published is None:
        return None
    known = article.published.astimezone(zone if article.precision == "time" else UTC)
    return When(known.date(), "day", "published", article.guessed)


def happened(text: str, article: Article, zone: tzinfo) -> When | None:
    """The time that a sentence gives for what it tells; None when there is none, or any doubt."""
    told = published(article, zone)
    if told is None or not _HINT.search(text) or _AHEAD.search(text):
        return None
    plain = " ".join(text.split())
    asked = datetime.combine(told.day, time(12), zone)
    dated = [(one, when) for one in readings(plain, asked) if (when := _when(one))]
    chosen = _the_one(dated, told.day)
    if chosen is None or not _is_certain(plain, *chosen, told.day):
        return None
    return chosen[1]


def _when(one: Reading) -> When | None:
    """A reading as a day, month or year; nothing when it is another stretch, or a bound."""
    since, until = one.window.since, one.window.until
    if since is None or until is None or one.ahead or one.as_of or since.time() != time.min:
        return None
    if until - since <= _DAY_AT_MOST:
        return When(since.date(), "day", "text")
    if since.day != 1 or until.day != 1:
        return None
    months = (until.year - since.year) * 12 + until.month - since.month
    if months == 1:
        return When(since.date(), "month", "text")
    return When(since.date(), "year", "text") if months == 12 and since.month == 1 else None


def _the_one(dated: list[tuple[Reading, When]], told: date) -> tuple[Reading, When] | None:
    """The only time, or the only one of the last days, beside which others are background."""
    lately = [each for each in dated if each[1].grain == "day" and told - each[1].day <= _LATELY]
    for some in (lately, dated):
        if len({when for _, when in some}) == 1:
            return some[0]
    return None


def _is_certain(text: str, one: Reading, when: When, told: date) -> bool:
    words, after = text[one.start : one.end], text[one.end :]
    if when.day > told or words.endswith(("'s", "’s")) or after.startswith(("'s", "’s")):
        return False
    if when.grain != "day" and one.start and after.strip(".!”\"'’) "):
        return False  # of a month or a year only "In May, …" and "… in May." are plain
    lately = _LATELY if not re.search(r"\d", words) else _JUST
    if told - when.day > lately and len(text[: one.start].split()) > _SOON:
        return False  # so far into a sentence it is some earlier event's
    if told - when.day > _NO_YEAR and not re.search(r"\d{4}", words):
        return False
    return not _WITHIN.search(_CLAUSE.split(text[: one.start])[-1])
