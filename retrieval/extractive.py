"""An answer made of the passages' own sentences, verbatim, each cited."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrieval.answers import Understood
from retrieval.embeddings import Embedder, Vectors
from retrieval.news import Article, Retrieved
from retrieval.question.asked import fits, kind, numbers
from retrieval.question.words import fold, stems, words
from retrieval.sentences import sentences

MOST = 3
"""Sentences in an answer, at most."""

_PASSAGES = 8
"""Passages whose sentences are weighed."""

_COMPARED = 4
"""Sentences whose meaning is compared with the question's: the model takes milliseconds each."""

_NEARLY = 0.8
"""A further sentence is given when it scores at least this share of the best."""


_DATELINE = re.compile(r"[A-Z][A-Z .’'-]{2,}(,[^()\n]{1,20})?( \([^()\n]{2,30}\))?\s[-–—]+\s")
"""An agency's "TARNHOLT, 29 Oct (Wire) - ", which says nothing that the source line does not."""


_OPENING = 2_000
"""Characters in which an article has come to its point."""
_LEANS = re.compile(r"[“\"‘']?(?:he|she|they|his|her|their|it)\b", re.IGNORECASE)
"""A sentence that begins with whom another one names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a retrieved passage, where it stands in its article, and how well it fits."""

    found: Retrieved
    start: int
    end: int
    similarity: float = 0.0
    coverage: float = 0.0
    fits: bool = False
    score: float = 0.0

    @property
    def article(self) -> Article:
        """The article the sentence stands in."""
        return self.found.article

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes a sentence answer a question.

    Chosen on development questions of RealTimeQA with the answer in a retrieved passage (141, one
    standard error .04): it is in the sentences given for .69. Comparing the meaning of more than
    the four best sentences by words gains nothing.
    """

    similarity: float = 1.0
    coverage: float = 1.0
    fits: float = 0.6
    rank: float = 0.25
    newest: float = 0.05
    latest: float = 0.5
    """The newest passage of those found, where the latest is wanted; the next counts half."""
    names: float = 0.4
    """All of the question's names in the passage or its title."""
    outlet: float = 0.4
    """News of an outlet that the question names."""


WEIGHTS = Weights()


def candidates(
    understood: Understood,
    vector: Vectors,
    found: Sequence[Retrieved],
    rarity: Mapping[str, float],
    embedder: Embedder,
    weights: Weights = WEIGHTS,
) -> list[Candidate]:
    """The sentences of the best passages that are likely to answer, the best first.

    `rarity` weighs the question's telling words: the rarer in the archive, the more. All sentences
    are judged by their words, and the best of them by their meaning too, which takes the model.
    """
    judged = _by_words(understood, found[:_PASSAGES], rarity, weights)[:_COMPARED]
    if not judged:
        return []
    vectors = embedder.embed([one.text for one in judged])
    compared = [
        replace(one, similarity=near, score=one.score + weights.similarity * near)
        for one, own in zip(judged, vectors, strict=True)
        for near in [float(np.dot(vector, own))]
    ]
    return sorted(compared, key=lambda one: -one.score)


def _by_words(
    understood: Understood,
    found: Sequence[Retrieved],
    rarity: Mapping[str, float],
    weights: Weights,
) -> list[Candidate]:
    wanted = kind(understood.question)
    regard = _regard(understood, found, weights)
    titles = {hit.article.id: stems(hit.article.title) for hit in found}
    judged = []
    for one in _draw(found):
        share = _share(rarity, stems(one.text), titles[one.article.id])
        fit = fits(wanted, one.text, understood.question)
        score = weights.coverage * share + weights.fits * fit + regard[one.found.passage.id]
        score -= _unfit(one.text)
        judged.append(replace(one, coverage=share, fits=fit, score=score))
    return sorted(judged, key=lambda one: -one.score)


def _regard(
    understood: Understood, found: Sequence[Retrieved], weights: Weights
) -> dict[str, float]:
    """What speaks for each passage's sentences, whatever they say."""
    days = sorted({hit.article.published for hit in found if hit.article.published}, reverse=True)
    age = {day: place for place, day in enumerate(days)}
    fresh = weights.latest if understood.latest else weights.newest
    regard = {}
    for rank, hit in enumerate(found):
        place = age.get(hit.article.published) if hit.article.published else None
        regard[hit.passage.id] = (
            weights.rank / (1 + rank)
            + weights.names * named_in(understood.names, hit)
            + weights.outlet * (hit.article.outlet in understood.outlets)
            + (fresh / 2**place if place is not None else 0.0)
        )
    return regard


def named_in(names: Sequence[str], hit: Retrieved) -> float:
    """The share of the names that a passage or its title has; 1 without names."""
    if not names:
        return 1.0
    text = fold(f"{hit.article.title} {hit.passage.text}")
    return sum(all(part in text for part in fold(name).split()) for name in names) / len(names)


def _draw(found: Sequence[Retrieved]) -> list[Candidate]:
    """The passages' sentences, each place and each wording once, best passage first."""
    drawn: dict[str, Candidate] = {}
    for hit in found:
        for span in sentences(hit.passage.text):
            start, end = hit.passage.start + span.start, hit.passage.start + span.end
            if start == 0 and (dateline := _DATELINE.match(hit.article.text, start, end)):
                start = dateline.end()
            one = Candidate(hit, start, end)
            drawn.setdefault(" ".join(words(one.text)), one)
    return list(drawn.values())


def opening(hit: Retrieved) -> Candidate | None:
    """The first sentence of a passage's article that can stand alone, or the very first."""
    text = hit.article.text
    first = None
    for span in sentences(text[:_OPENING]):
        dateline = _DATELINE.match(text, span.start, span.end)
        one = Candidate(hit, dateline.end() if dateline else span.start, span.end)
        if not _unfit(one.text):
            return one
        first = first or one
    return first


def coverage(rarity: Mapping[str, float], text: str, around: str) -> float:
    """The share of the question's telling words in a text; those only around it count half."""
    return _share(rarity, stems(text), stems(around))


def _share(rarity: Mapping[str, float], own: set[str], near: set[str]) -> float:
    whole = sum(rarity.values())
    if not whole:
        return 0.0
    met = sum(
        weight * (1.0 if word in own else 0.5 if word in near else 0.0)
        for word, weight in rarity.items()
    )
    return met / whole


def _unfit(text: str) -> float:
    """What counts against a sentence standing alone: questions, scraps, headings, pronouns."""
    count = len(text.split())
    leaning = 0.1 * (_LEANS.match(text) is not None)
    return 0.3 * text.endswith("?") + 0.3 * (count < 4) + 0.1 * (text[-1].isalnum()) + leaning


def choose(ranked: Sequence[Candidate], most: int = MOST) -> list[Candidate]:
    """The best sentence and those nearly as good that say something else, in reading order."""
    chosen = list(ranked[:1])
    for one in ranked[1:]:
        if len(chosen) == most or one.score < _NEARLY * ranked[0].score:
            break
        if not any(_alike(one.text, other.text) for other in chosen):
            chosen.append(one)
    return _in_reading_order(chosen)


def _alike(one: str, other: str) -> bool:
    """Whether two sentences say the same in nearly the same words, numbers and all."""
    if numbers(one) != numbers(other):
        return False
    mine, yours = stems(one), stems(other)
    return len(mine & yours) >= 0.8 * min(len(mine), len(yours))


def _in_reading_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Article by article, the best sentence's first; within an article as it was written."""
    order = {id_: n for n, id_ in enumerate(dict.fromkeys(one.article.id for one in chosen))}
    return sorted(chosen, key=lambda one: (order[one.article.id], one.start))
