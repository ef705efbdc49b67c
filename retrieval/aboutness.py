"""Whether an article is about a topic: a logistic model of a few signs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.embeddings import Vectors
from retrieval.news import Article
from retrieval.sentences import sentences
from retrieval.story.recent import Recent
from retrieval.story.subject import Subject

THRESHOLD = 0.5
"""The probability from which an article is taken to be about a topic."""

_NEAR = 0.25
"""The cosine below which an article without any of the topic's words is not looked at further."""
_HEAD = 600
"""Characters in which an article says what it is about."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an article being about a topic, each from 0 to 1."""

    near: float
    """Cosine of the topic and the nearest passage."""
    whole: float
    """Cosine of the topic and the article as a whole."""
    titled: float
    """Share of the topic's words in the title."""
    headed: float
    """Share of them in the title and the opening."""
    together: float
    """Share of them in the sentence that has most."""


BIAS = -9.0
WEIGHTS = Signs(near=8.0, whole=2.0, titled=2.0, headed=2.0, together=2.0)


def likelihoods(topic: Subject, found: Sequence[Recent]) -> dict[str, float]:
    """How likely each article is about a topic, by the articles' ids."""
    if not found:
        return {}
    rows = np.concatenate([one.vectors for one in found]) @ topic.vector
    ends = np.cumsum([len(one.vectors) for one in found])
    cosines = np.split(rows, ends[:-1])
    return {
        one.article.id: probability(signs(topic, one.article, own))
        if float(own.max()) >= _NEAR or topic.is_hinted(one.article)
        else 0.0
        for one, own in zip(found, cosines, strict=True)
    }


def signs(topic: Subject, article: Article, cosines: Vectors) -> Signs:
    """Read the signs off an article and the cosines of the topic and its passages."""
    text = article.text
    best = max((topic.share(text[s.start : s.end]) for s in sentences(text)), default=0.0)
    return Signs(
        near=max(0.0, float(np.max(cosines))),
        whole=max(0.0, float(np.mean(cosines))),
        titled=topic.share(article.title),
        headed=topic.share(f"{article.title}\n{text[:_HEAD]}"),
        together=best,
    )


def probability(given: Signs) -> float:
    """How likely the article is about the topic, from 0 to 1."""
    total = BIAS + sum(getattr(WEIGHTS, name) * getattr(given, name) for name in _NAMES)
    return 1 / (1 + math.exp(-total))


_NAMES = tuple(Signs.__dataclass_fields__)
