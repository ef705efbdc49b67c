"""Sentences that tell the same event, put together: what happened once is told once."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from retrieval.embeddings import Vectors
from retrieval.story.telling import Told

_SAME_DAY, _NEXT_DAY = 0.3, 0.45
"""What two sentences share, by weight, when they tell the same event: the next day brings more."""
_NEAR = 0.72
"""The cosine of two passages that tell the same, with less in common by their words."""
_HINTED = 0.15
_AGAIN = 0.55
"""What a later sentence shares with an earlier one that it only tells again."""
_FEW = 7
"""Words of usual weight: a sentence of fewer is compared as if it had as many."""
_OUTLETS = 0.25


@dataclass(frozen=True, slots=True)
class Event:
    """Sentences of one event, the one that tells it best first; `outlets` told it on their own."""

    tellings: tuple[Told, ...]
    outlets: tuple[str, ...]

    @property
    def best(self) -> Told:
        """The sentence that tells it."""
        return self.tellings[0]

    @property
    def worth(self) -> float:
        """How much it belongs into a short chronicle."""
        return self.best.score + _OUTLETS * math.log2(max(1, len(self.outlets)))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike sentences are: rare words among them count most, as do passages near in meaning."""

    weights: Mapping[str, float]
    vectors: Mapping[str, Vectors]
    usual: float

    def shared(self, one: Told, other: Told) -> float:
        """The share, by weight, of the shorter sentence's words that the other has too."""
        mine, yours = self._weight(one.stems), self._weight(other.stems)
        # Of a few words half are soon the same.
        least = max(min(mine, yours), _FEW * self.usual)
        return self._weight(one.stems & other.stems) / least if least else 0.0

    def within(self, one: Told, other: Told) -> float:
        """The share, by weight, of the first sentence's words that the other has too."""
        whole = self._weight(one.stems)
        return self._weight(one.stems & other.stems) / whole if whole else 1.0

    def near(self, one: Told, other: Told) -> float:
        """The cosine of the passages that they were found by, 0 when one has no vector."""
        ids = (one.candidate.found.passage.id, other.candidate.found.passage.id)
        mine, yours = (self.vectors.get(id_) for id_ in ids)
        return float(np.dot(mine, yours)) if mine is not None and yours is not None else 0.0

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(self.weights.get(one, 0.0) for one in stems)


def likeness(said: Sequence[Told], vectors: Mapping[str, Vectors]) -> Likeness:
    """Weigh the words of sentences: those that most of them have tell none of them apart."""
    counts = Counter(stem for one in said for stem in one.stems)
    weights = {stem: math.log((1 + len(said)) / count) for stem, count in counts.items()}
    usual = sum(weights[stem] * count for stem, count in counts.items()) / max(1, counts.total())
    return Likeness(weights, vectors, usual)


def events(said: Sequence[Told], alike: Likeness) -> list[Event]:
    """The events that sentences, best first, tell: same day or the next, and the same in substance.

    What a later article only tells again, without saying when, is told of the earlier day.
    """
    groups: list[list[Told]] = []
    for one in said:
        same = [group for group in groups if _is_same(group[0], one, alike)]
        if same:
            max(same, key=lambda group: _kinship(group[0], one, alike)).append(one)
        else:
            groups.append([one])
    return [Event(tuple(group), _outlets(group)) for group in _retold(groups, alike)]


def _is_same(one: Told, other: Told, alike: Likeness) -> bool:
    if not _is_of_one_time(one, other):
        return False
    if one.article.story == other.article.story and one.leads and other.leads:
        return True
    same_day, shared = _kinship(one, other, alike)
    if same_day and one.article.id == other.article.id:
        return True  # one report of one day, told in more than one sentence
    if shared >= (_SAME_DAY if same_day else _NEXT_DAY):
        return True
    leads = same_day and one.leads and other.leads
    return leads and shared >= _HINTED and alike.near(one, other) >= _NEAR


def _kinship(one: Told, other: Told, alike: Likeness) -> tuple[bool, float]:
    return _day(one) == _day(other), alike.shared(one, other)


def _day(one: Told) -> date | None:
    return one.when.day if one.when else None


def _is_of_one_time(one: Told, other: Told) -> bool:
    if one.when is None or other.when is None:
        return one.when is other.when
    if one.when.grain != other.when.grain:
        return False
    apart = abs((one.when.day - other.when.day).days)
    return apart <= (1 if one.when.grain == "day" else 0)


def _retold(groups: list[list[Told]], alike: Likeness) -> list[list[Told]]:
    """The groups in order of time; one that an earlier one tells already is put to it."""
    kept: list[list[Told]] = []
    for group in sorted(groups, key=lambda group: _order(group[0])):
        own = group[0]
        again = None
        if own.when is None or own.when.by == "published":
            again = next((g for g in kept if alike.shared(own, g[0]) >= _AGAIN), None)
        if again is None:
            kept.append(group)
        else:
            again += group
    return kept


def _order(one: Told) -> tuple[bool, str]:
    return one.when is None, one.when.day.isoformat() if one.when else ""


def _outlets(group: Sequence[Told]) -> tuple[str, ...]:
    """Who told it: an outlet once, and for articles of one story the one that tells it best."""
    stories: dict[str, str] = {}
    for one in group:
        if one.article.outlet:
            stories.setdefault(one.article.story, one.article.outlet)
    return tuple(dict.fromkeys(stories.values()))
