"""Hybrid search: dense and lexical scores in one weighted sum, with outlets, names and time.

The weights were chosen on the development halves of two public sets: 206 questions over 609
articles of 37 outlets (MultiHop-RAG, Tang & Yang 2024), and weekly quizzes with the day of asking
(RealTimeQA, Kasai et al. 2023). Reciprocal rank fusion was worse throughout.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from retrieval.archive import Archive
from retrieval.embeddings import Embedder, Vectors
from retrieval.news import Retrieved, Understood, Window
from retrieval.question import outlets
from retrieval.question.words import telling
from retrieval.scope import Scope
from retrieval.standing import Hit

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of relevance counts; scores are 0 to 1 before weighting."""

    dense: float = 0.4
    lexical: float = 0.6
    outlet: float = 0.3
    window: float = 0.2
    recency: float = 0.3
    latest: float = 0.6
    half_life_days: float = 10.0
    aftermath_days: float = 7.0
    """The half-life of what was published after a window: things are told when they are over."""
    side: float = 0.5
    """What a comparison's sides, each searched by itself, add to the search for the whole."""
    fields: tuple[float, float, float, float] = (1.0, 2.0, 2.0, 1.0)
    """BM25 weights of title, outlet, date and text."""
    again: float = 0.06
    """What each further passage of an article counts less, so that other articles come up."""
    retold: float = 0.3
    """What another article of a story counts less: copies of one text are one source."""
    mixed: float = 0.01
    """What each further article of an outlet counts less."""


WEIGHTS = Weights()
POOL = 60
"""Candidates taken from each half before fusion."""
_VARIED = 60
"""Hits among which stories and outlets are mixed; those further down are too far off."""
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
        hits = _varied(hits[:_VARIED], count, weights)
    standing = archive.standing([hit.id for hit in hits[:count]], scope)
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
    lexical = dict(archive.by_words(_terms(sought.understood), weights.fields, scope, POOL))
    dense = dict(archive.by_vector(sought.vector, scope, POOL))
    dense |= archive.similarities(lexical.keys() - dense.keys(), sought.vector, scope)
    top = max(lexical.values(), default=0.0)
    for hit in archive.hits(dense.keys() | lexical.keys(), scope):
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


def _varied(hits: Sequence[Hit], count: int, weights: Weights) -> list[Hit]:
    """The best hits one by one, each judged by what was chosen before it."""
    left, chosen = list(hits), _Chosen(weights)
    while left and len(chosen.hits) < count:
        best = max(left, key=chosen.worth)
        left.remove(best)
        chosen.add(best)
    return chosen.hits


class _Chosen:
    """The hits chosen so far, and what they take from the others of their stories."""

    def __init__(self, weights: Weights) -> None:
        self.hits: list[Hit] = []
        self._weights = weights
        self._passages: Counter[str] = Counter()
        self._tellers: dict[str, str] = {}
        self._outlets: Counter[str | None] = Counter()

    def worth(self, hit: Hit) -> float:
        weights, seen = self._weights, self._passages[hit.article_id]
        if seen:
            return hit.score - weights.again * seen
        retold = weights.retold if hit.story in self._tellers else 0.0
        return hit.score - retold - weights.mixed * self._outlets[hit.outlet]

    def add(self, hit: Hit) -> None:
        self.hits.append(hit)
        self._tellers.setdefault(hit.story, hit.article_id)
        if not self._passages[hit.article_id]:
            self._outlets[hit.outlet] += 1
        self._passages[hit.article_id] += 1


def _sorted(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))
