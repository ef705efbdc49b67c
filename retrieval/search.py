"""Hybrid search: dense and lexical scores in one weighted sum, with outlets, names and time."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from retrieval.answers import Understood, Window
from retrieval.archive import Archive
from retrieval.embeddings import Embedder, Vectors
from retrieval.news import Retrieved
from retrieval.question import outlets
from retrieval.question.words import telling
from retrieval.scope import Scope
from retrieval.standing import Hit
from retrieval.variety import varied
from retrieval.weights import WEIGHTS, Weights

_DAY = timedelta(days=1)
POOL = 60
"""Candidates taken from each half before fusion."""
_STILL_TOLD = 0.5
"""How near after a window's end news still counts as being of it: a half-life."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One search: what is looked for, by words and by vector."""

    understood: Understood
    vector: Vectors


def embedded(embedder: Embedder, understood: Understood) -> list[Sought]:
    """What a question has to be searched for: itself, and each side of what it compares."""
    sides = [
        Understood(
            question=side,
            outlets=tuple(outlet for outlet in understood.outlets if outlet in named),
            names=tuple(name for name in understood.names if name in side),
            quoted=tuple(phrase for phrase in understood.quoted if phrase in side),
            windows=tuple(window for window in understood.windows if window.words in side),
        )
        for side in understood.compared
        for named in [outlets.named(side, understood.outlets).held]
    ]
    whole = [understood, *sides]
    vectors = embedder.embed([each.question for each in whole])
    return [Sought(each, vector) for each, vector in zip(whole, vectors, strict=True)]


def search(
    archive: Archive,
    sought: Sequence[Sought],
    libraries: Collection[str],
    *,
    count: int = 10,
    asked_at: datetime | None = None,
    weights: Weights = WEIGHTS,
) -> list[Retrieved]:
    """The best passages of these libraries, best first: of many stories, unless it compares.

    `sought` is the question, and then the sides of the comparison it makes, if any. With
    `asked_at`, nothing published more than a day later is given.
    """
    question = sought[0].understood
    scope = scope_of(question, libraries, asked_at)
    ranked = [_ranked(archive, one, scope, asked_at, weights) for one in sought]
    hits = _joined(ranked, weights.side)
    if len(sought) == 1 and len(question.windows) < 2:
        hits = varied(hits, count, weights)
    standing = archive.standing.of([hit.id for hit in hits[:count]], scope)
    return [
        Retrieved(*standing[hit.id], hit.score, hit.dense, hit.lexical)
        for hit in hits[:count]
        if hit.id in standing
    ]


def scope_of(
    understood: Understood, libraries: Collection[str], asked_at: datetime | None = None
) -> Scope:
    """What may answer: a window of time and outlets limit it when they were chosen by hand."""
    by_hand = next((each for each in understood.windows if not each.words), Window(None, None))
    limits = [by_hand.until] if by_hand.until else []
    if asked_at is not None:
        limits.append(asked_at + _DAY)
    return Scope(
        frozenset(libraries),
        since=by_hand.since,
        until=min(limits, default=None),
        outlets=understood.only,
        as_of=understood.as_of,
    )


def apart(found: Sequence[Retrieved], windows: Sequence[Window]) -> list[list[Retrieved]]:
    """What may answer a question about a strict window: what is of that time, then the undated.

    News of the days after the window tells of it still. Without such a window all of it may.
    """
    strict = [window for window in windows if window.strict]
    if not strict:
        return [list(found)]
    dated = [
        one
        for one in found
        if (published := one.article.published)
        and any(_within(window, published, WEIGHTS) >= _STILL_TOLD for window in strict)
    ]
    return [dated, [one for one in found if one.article.published is None]]


def _ranked(
    archive: Archive,
    sought: Sought,
    scope: Scope,
    asked_at: datetime | None,
    weights: Weights,
) -> list[Hit]:
    now = asked_at or datetime.now(UTC)
    timely = _timely(sought.understood, min(now, scope.as_of or now), weights)
    preferred = frozenset(sought.understood.outlets)
    return _sorted(
        replace(
            hit,
            score=weights.dense * hit.dense
            + weights.lexical * hit.lexical
            + weights.outlet * (hit.outlet in preferred)
            + timely(hit.published),
        )
        for hit in _found(archive, sought, scope, weights)
    )


def _found(archive: Archive, sought: Sought, scope: Scope, weights: Weights) -> Iterator[Hit]:
    """The candidates of both halves, each judged by both."""
    lexical = dict(archive.words.matching(_terms(sought.understood), weights.fields, scope, POOL))
    dense = dict(archive.dense.nearest(sought.vector, scope, POOL))
    dense |= archive.dense.similarities(lexical.keys() - dense.keys(), sought.vector, scope)
    top = max(lexical.values(), default=0.0)
    for hit in archive.standing.hits(dense.keys() | lexical.keys(), scope):
        share = lexical.get(hit.id, 0.0) / top if top > 0 else 0.0
        yield replace(hit, dense=max(0.0, dense.get(hit.id, 0.0)), lexical=share)


def _terms(understood: Understood) -> list[str]:
    """The telling words, and as phrases the names and quotations of several words."""
    phrases = (one for one in (*understood.names, *understood.quoted) if " " in one)
    return [*telling(understood.question), *dict.fromkeys(phrases)]


def _timely(
    understood: Understood, asked_at: datetime, weights: Weights
) -> Callable[[datetime | None], float]:
    """What a day of publication adds; nothing to the undated, whose age nobody knows."""
    windows = [window for window in understood.windows if window.words]
    share = weights.latest if understood.latest else weights.recency

    def score(published: datetime | None) -> float:
        if published is None:
            return 0.0
        if windows:
            nearest = max(_within(each, published, weights) for each in windows)
            return weights.window * nearest
        return share * _halved(asked_at - published, weights.half_life_days)

    return score


def _within(window: Window, published: datetime, weights: Weights) -> float:
    """1 within the window, less the longer after it, 0 before it."""
    if window.since and published < window.since:
        return 0.0
    if window.until is None or published < window.until:
        return 1.0
    if window.since is None:  # "before the vote": what came after it is just what is not asked for
        return 0.0
    return _halved(published - window.until, weights.aftermath_days)


def _halved(age: timedelta, half_life_days: float) -> float:
    return math.pow(0.5, max(0.0, age / _DAY) / half_life_days)


def _joined(ranked: Sequence[list[Hit]], side: float) -> list[Hit]:
    """One ranking of the search for the whole and those for its sides."""
    whole, *sides = ranked
    if not sides:
        return whole
    scores = {hit.id: hit.score for hit in whole}
    best: dict[str, Hit] = {}
    for hit in sorted(chain(*sides), key=lambda hit: hit.score):
        best[hit.id] = hit
    hits = {hit.id: hit for hit in (*best.values(), *whole)}
    added = {id_: side * hit.score for id_, hit in best.items()}
    return _sorted(
        replace(hit, score=scores.get(id_, 0.0) + added.get(id_, 0.0)) for id_, hit in hits.items()
    )


def _sorted(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))
