"""What revisions of articles said otherwise than the text that was known before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from retrieval.archive import Archive
from retrieval.extractive import Candidate
from retrieval.news import Article, Retrieved
from retrieval.question.words import words
from retrieval.sentences import sentences
from retrieval.story.dating import published
from retrieval.story.telling import LONGEST, Told, as_told
from retrieval.story.topic import Topic

_EACH = 2
"""Changes shown of one article."""
_SAME_SENTENCE = 0.5
"""What a sentence shares with the one that it took the place of."""
_MOST = 40
"""Sentences of one article that are compared."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A sentence of a revision, and the one that stood in its place, if one did."""

    before: Told | None
    after: Told


def corrections(
    archive: Archive,
    topic: Topic,
    known: Sequence[Retrieved],
    libraries: Collection[str],
    zone: tzinfo,
) -> list[Corrected]:
    """What articles say of a topic now and did not say when they were known first."""
    before = {hit.article.id: hit for hit in known}
    now = archive.articles_by_id(before.keys(), libraries)
    revised = [
        (hit, now[id_])
        for id_, hit in before.items()
        if id_ in now and now[id_].revision > hit.article.revision
    ]
    found: list[Corrected] = []
    for hit, article in revised:
        found += _changed(topic, hit, article, zone)[:_EACH]
    return found


def _changed(topic: Topic, was: Retrieved, now: Article, zone: tzinfo) -> list[Corrected]:
    old, new = {_key(t): t for t in _texts(was.article)}, {_key(t): t for t in _texts(now)}
    lost = [text for key, text in old.items() if key not in new][:_MOST]
    added = [text for key, text in new.items() if key not in old][:_MOST]
    gone = [_told(topic, was, text, zone) for text in lost]
    revised = replace(was, article=now)
    came = [_told(topic, revised, text, zone) for text in added]
    pairs = []
    for one in came:
        near = max(gone, key=lambda other: _shared(one, other), default=None)
        replaced = near if near and _shared(one, near) >= _SAME_SENTENCE else None
        pairs.append((replaced is None, -one.score, Corrected(replaced, one)))
    return [pair for *_, pair in sorted(pairs, key=lambda each: each[:2])]


def _shared(one: Told, other: Told) -> float:
    """The words that both have, as a share of those of both (Dice)."""
    return 2 * len(one.stems & other.stems) / max(1, len(one.stems) + len(other.stems))


def _texts(article: Article) -> list[tuple[int, int, str]]:
    spans = [one for one in sentences(article.text) if one.end - one.start <= LONGEST]
    return [(span.start, span.end, article.text[span.start : span.end]) for span in spans]


def _told(topic: Topic, hit: Retrieved, text: tuple[int, int, str], zone: tzinfo) -> Told:
    candidate = Candidate(hit, text[0], text[1])
    return as_told(topic, candidate, published(hit.article, zone), None)


def _key(text: tuple[int, int, str]) -> str:
    return " ".join(words(text[2]))
