"""Figures that an article takes back, and the time at which others were reported."""

from collections.abc import Sequence
from datetime import UTC, datetime

from retrieval.figures.amounts import agree
from retrieval.figures.counted import Figure
from retrieval.figures.pool import CORRECTS, is_former
from retrieval.figures.reported import Reported, same_thing
from retrieval.figures.words import OF_PEOPLE
from retrieval.question.words import words

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def correction(
    related: Sequence[Reported], everything: Sequence[Reported]
) -> tuple[Reported, Reported] | None:
    """The figure that was wrong and the one that corrects it, when an article says so."""
    for new in related:
        if is_former(new):
            continue
        for old in everything:
            if old.article.id == new.article.id and _is_corrected(old, new):
                return old, new
    return None


def _is_corrected(old: Reported, new: Reported) -> bool:
    if agree(old.figure.amount, new.figure.amount):
        return False
    if is_former(old):
        same = same_thing(old.figure, new.figure) and is_revised(old, new)
        return same and not _has_grown(old.figure, new.figure)
    if not old.figure.former or old.figure.kind != new.figure.kind:
        return False
    if not CORRECTS.search(f"{old.article.title}. {old.sentence}"):
        return False
    bare = not old.figure.noun and not old.figure.fate and old.figure.unit in {"", new.figure.unit}
    return (bare and old.span == new.span) or same_thing(old.figure, new.figure)


def is_revised(old: Reported, new: Reported) -> bool:
    """Whether a former revision has a sentence that is the other one with little changed."""
    if old.article.id != new.article.id or not is_former(old):
        return False
    mine, yours = set(words(old.sentence)), set(words(new.sentence))
    return len(mine & yours) >= 0.6 * min(len(mine), len(yours))


def _has_grown(old: Figure, new: Figure) -> bool:
    """Whether a toll may have risen since, which corrects nothing."""
    return old.fate in OF_PEOPLE and new.amount.value > old.amount.value


def first_report(old: Reported, new: Reported, related: Sequence[Reported]) -> Reported:
    """The first report of a figure that was corrected; the correction itself when none is found."""
    before = [
        one
        for one in related
        if one.figure.amount.value == old.figure.amount.value
        and one.article.id != new.article.id
        and later(new, one)
    ]
    return min(before, key=moment, default=old)


def moment(one: Reported) -> datetime:
    """When a report was published or last updated; long ago when nobody knows."""
    article = one.article
    return max(article.published or _LONG_AGO, article.updated or _LONG_AGO)


def later(one: Reported, other: Reported) -> bool:
    """Whether one report is surely of a later time; of a day, and undated, nothing is sure."""
    mine, yours = moment(one), moment(other)
    if _LONG_AGO in {mine, yours}:
        return False
    if one.article.id == other.article.id and one.article.revision != other.article.revision:
        return one.article.revision > other.article.revision
    if "day" in {one.article.precision, other.article.precision}:
        return mine.date() > yours.date()
    return mine > yours
