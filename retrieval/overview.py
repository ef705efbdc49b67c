"""What happened in a stretch of time: the newest stories of it, by their first sentences."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from retrieval.answers import Understood
from retrieval.archive import Archive
from retrieval.extractive import MOST, Candidate, opening
from retrieval.news import Retrieved
from retrieval.opinion import is_opinion
from retrieval.question.when import times
from retrieval.question.words import STOP_WORDS, words
from retrieval.search import scope_of
from retrieval.standing import Hit

_ASKS = re.compile(
    r"\b(what|anything|any|tell|give|show|recap|sum up|summar(y|i[sz]e))\b.*"
    r"\b(happen(ed|ing|s)?|new|newest|latest|news|headlines?|going on|stories)\b",
    re.IGNORECASE,
)
_ASKS_ON = re.compile(
    r"\b(latest|newest|new|news) (news )?(on|about|from|with|of)\b", re.IGNORECASE
)
_ASKING = frozenset(
    "anything big everything give going headline headlines important main new newest news show "
    "recap stories story sum summarise summarize summary tell there today top up".split()
)
_LOOKED_AT = 60
_WEIGHED = 4 * MOST
_RELEVANT = 0.5
"""The share of the best match that another must reach to be of the same subject."""


def asked_for(understood: Understood, asked_at: datetime) -> bool:
    """Whether a question wants the news of a time, or the newest: all of it, or on a subject.

    A subject of no more than names is one; others are where the question says "the latest on".
    """
    asked = understood.question
    if not _ASKS.search(asked) or understood.compared or understood.follow_up:
        return False
    topics = set(_topics(understood, asked_at))
    named = {word for name in understood.names for word in words(name)}
    if understood.windows:
        return topics <= named
    return not topics or _ASKS_ON.search(asked) is not None


def overview(
    archive: Archive, understood: Understood, libraries: Collection[str], asked_at: datetime
) -> list[Candidate]:
    """The first sentences of the newest articles of that time, one a story, the newest first.

    An opinion tells what happened only where there are too few reports.
    """
    limits = tuple(replace(window, words="") for window in understood.windows[:1])
    scope = scope_of(replace(understood, windows=limits), libraries)
    topics = _topics(understood, asked_at)
    if topics:
        found = archive.words.matching(topics, (2.0, 0.0, 0.0, 1.0), scope, _LOOKED_AT)
        best = found[0][1] if found else 0.0
        hits = archive.standing.hits(
            [id_ for id_, score in found if score >= _RELEVANT * best], scope
        )
    else:
        hits = archive.standing.newest(scope, _LOOKED_AT)
    if understood.outlets:
        hits = [hit for hit in hits if hit.outlet in understood.outlets]
    chosen = _newest_stories(hits)[:_WEIGHED]
    standing = archive.standing.of([hit.id for hit in chosen], scope)
    told = [Retrieved(*standing[hit.id], hit.score) for hit in chosen if hit.id in standing]
    told.sort(key=lambda one: is_opinion(one.article))
    return [first for one in told[:MOST] if (first := opening(one))]


def _newest_stories(hits: Sequence[Hit]) -> list[Hit]:
    dated = [(hit.published, hit) for hit in hits if hit.published]
    stories: dict[str, Hit] = {}
    for _, hit in sorted(dated, key=lambda each: (each[0], each[1].id), reverse=True):
        stories.setdefault(hit.story, hit)
    return list(stories.values())


def _topics(understood: Understood, asked_at: datetime) -> list[str]:
    said = words(times(understood.question, asked_at).rest)
    outlets = {word for outlet in understood.outlets for word in words(outlet)}
    empty = STOP_WORDS | _ASKING | outlets
    return [word for word in dict.fromkeys(said) if word not in empty and len(word) > 1]
