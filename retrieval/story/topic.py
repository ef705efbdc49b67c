"""A topic understood, and the passages about it: a bounded number of candidates, however many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from retrieval.answers import Understood, Window
from retrieval.archive import Archive
from retrieval.embeddings import Vectors
from retrieval.news import Article, Retrieved
from retrieval.question.query import understand
from retrieval.question.when import times
from retrieval.question.words import stem, stems, telling, words
from retrieval.scope import Scope
from retrieval.search import scope_of
from retrieval.standing import Hit
from retrieval.weights import WEIGHTS

BY_WORDS = 150
"""Passages taken for their words."""
_BY_MEANING = 40
"""Passages taken for their meaning; what is about a topic nearly always names it."""
_SLICES = 4
"""Stretches searched each by itself when there is more than can be read: news of all of them."""
_ABOUT = 0.5
"""The share of the topic's telling words, weighed by rarity, that news about it has."""
_HEAD = 600
"""Characters in which an article says what it is about."""
_TOLD_LATER = timedelta(days=7)
"""For so long after a month or a year what happened in it is told still."""
_EMPTY = frozenset(
    "affair case chronology coverage developments events history saga story timeline".split()
)
"""Words that say no more of a topic than that it is one."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What news has to have to be about something: its words, its names, its time.

    `needed` has for each name the stem of its rarest word, which no such news lacks.
    """

    understood: Understood
    terms: tuple[str, ...]
    rarity: Mapping[str, float]
    needed: frozenset[str]
    scope: Scope

    def share(self, own: Collection[str]) -> float:
        """How much of the topic's telling words is among these stems, from 0 to 1."""
        whole = sum(self.rarity.values())
        return sum(self.rarity[one] for one in self.rarity if one in own) / whole if whole else 0.0

    def is_met(self, own: Collection[str]) -> bool:
        """Whether a text of these stems is about the topic."""
        return all(one in own for one in self.needed) and self.share(own) >= _ABOUT

    def holds(self, first: datetime, after: datetime) -> bool:
        """Whether something from `first` until before `after` is of the time asked about."""
        windows = self.understood.windows
        return not windows or any(
            (each.until is None or first < each.until)
            and (each.since is None or after > each.since)
            for each in windows
        )


def topic_of(
    archive: Archive,
    written: str,
    libraries: Collection[str],
    asked_at: datetime,
    chosen: Understood | None = None,
) -> Topic:
    """Understand a topic as a question is, with its windows and outlets, which limit it."""
    understood = understand(written, archive.outlets(libraries), asked_at=asked_at, chosen=chosen)
    said = _terms(understood, asked_at)
    rarity = archive.words.rarity(said, libraries)
    phrases = [name for name in (*understood.names, *understood.quoted) if " " in name]
    return Topic(
        understood,
        terms=(*said, *dict.fromkeys(phrases)),
        rarity=rarity,
        needed=frozenset(_rarest(name, rarity) for name in understood.names if stems(name)),
        scope=_scope(understood, libraries, asked_at),
    )


def about(archive: Archive, topic: Topic, scope: Scope) -> tuple[list[Retrieved], list[Retrieved]]:
    """The passages in a scope that are about a topic, and the best of all found, best first."""
    if not topic.terms:
        return [], []
    vector = archive.embedder.embed([" ".join(topic.terms)])[0]
    hits = _found(archive, topic, vector, scope)
    standing = archive.standing.of([hit.id for hit in hits], scope)
    found = [
        Retrieved(*standing[hit.id], hit.score, hit.dense, hit.lexical)
        for hit in hits
        if hit.id in standing
    ]
    heads = {hit.article.id: hit.article for hit in found}
    opens = {id_: stems(head(article)) for id_, article in heads.items()}
    kept = [hit for hit in found if topic.is_met(opens[hit.article.id] | stems(hit.passage.text))]
    return kept, found


def _terms(understood: Understood, asked_at: datetime) -> tuple[str, ...]:
    outlets = {word for outlet in understood.outlets for word in words(outlet)}
    said = telling(times(understood.question, asked_at).rest)
    own = [word for word in said if word not in _EMPTY | outlets]
    return tuple(own or said)


def _rarest(name: str, rarity: Mapping[str, float]) -> str:
    return max((stem(word) for word in words(name)), key=lambda one: rarity.get(one, 0.0))


def _scope(understood: Understood, libraries: Collection[str], asked_at: datetime) -> Scope:
    """Unlike a question's, a topic's window and outlets leave out what is not of them."""
    windows = tuple(
        replace(each, words="", until=each.until and each.until + (not each.strict) * _TOLD_LATER)
        for each in understood.windows
    )
    only = understood.only or understood.outlets
    limited = replace(understood, windows=_around(windows), only=only)
    return scope_of(limited, libraries, asked_at)


def _around(windows: Sequence[Window]) -> tuple[Window, ...]:
    """One window that holds all of them."""
    if not windows:
        return ()
    starts = [each.since for each in windows if each.since]
    ends = [each.until for each in windows if each.until]
    since = min(starts) if len(starts) == len(windows) else None
    return (Window(since, max(ends) if len(ends) == len(windows) else None),)


def _found(archive: Archive, topic: Topic, vector: Vectors, scope: Scope) -> list[Hit]:
    lexical = _by_words(archive, topic, scope)
    dense = dict(archive.dense.nearest(vector, scope, _BY_MEANING))
    dense |= archive.dense.similarities(lexical.keys() - dense.keys(), vector, scope)
    top = max(lexical.values(), default=0.0)
    scored = []
    for hit in archive.standing.hits(dense.keys() | lexical.keys(), scope):
        near, share = max(0.0, dense.get(hit.id, 0.0)), lexical.get(hit.id, 0.0) / (top or 1.0)
        score = WEIGHTS.dense * near + WEIGHTS.lexical * share
        scored.append(replace(hit, dense=near, lexical=share, score=score))
    return sorted(scored, key=lambda hit: (-hit.score, hit.id))


def _by_words(archive: Archive, topic: Topic, scope: Scope) -> dict[str, float]:
    """The best by their words; of a topic with much news, the best of each stretch of its time."""
    found = archive.words.matching(topic.terms, WEIGHTS.fields, scope, BY_WORDS)
    if len(found) < BY_WORDS:
        return dict(found)
    dated = [hit.published for hit in archive.standing.hits([id_ for id_, _ in found], scope)]
    days = sorted(day for day in dated if day)
    if not days or days[0] == days[-1]:
        return dict(found)
    step = (days[-1] - days[0]) / _SLICES
    kept = dict(found[: BY_WORDS // 2])
    for number in range(_SLICES):
        since = days[0] + number * step
        until = since + step + timedelta(seconds=1)
        part = replace(scope, since=since, until=min(until, scope.until or until))
        kept |= dict(archive.words.matching(topic.terms, WEIGHTS.fields, part, BY_WORDS // 5))
    return kept


def head(article: Article) -> str:
    """The title and the opening of an article."""
    return f"{article.title}\n{article.text[:_HEAD]}"
