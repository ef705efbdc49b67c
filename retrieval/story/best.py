"""The sentence of an article that tells best what happened, or what there is of a topic."""

from dataclasses import replace

from retrieval.extractive import Candidate, opening
from retrieval.news import Article, Passage, Retrieved
from retrieval.sentences import sentences
from retrieval.story.subject import Subject
from retrieval.story.telling import LONGEST, unfit

_OPENS = (0.5, 0.25, 0.1)
"""What the first, second and third sentence are worth more: news comes to its point at once."""
_NAMED = 0.6
"""What a sentence is worth more that has all of the topic's words."""
_TITLED = 0.3
"""What the opening is worth more when the title has them."""


def best_sentence(article: Article, topic: Subject | None = None) -> Candidate:
    """The sentence that tells an article's news best, or what it has of a topic."""
    rated = [
        replace(one, score=_worth(one, place, topic))
        for place, one in enumerate(_told(article, whole=topic is not None))
    ]
    return max(rated, key=lambda one: (one.score, -one.start), default=_all_of(article))


def _told(article: Article, *, whole: bool) -> list[Candidate]:
    """The sentences that can stand for an article: the first few, or for a topic all of them."""
    hit = _as_found(article)
    first = opening(hit)
    if first is None:
        return []
    spans = [span for span in sentences(article.text) if span.start >= first.end]
    some = spans if whole else spans[: len(_OPENS) - 1]
    told = [first, *(Candidate(hit, span.start, span.end) for span in some)]
    return [one for one in told if one.end - one.start <= LONGEST]


def _worth(one: Candidate, place: int, topic: Subject | None) -> float:
    worth = (_OPENS[place] if place < len(_OPENS) else 0.0) - unfit(one)
    if topic is None:
        return worth
    worth += _NAMED * _share(topic, one.text)
    return worth + _TITLED * (place == 0) * _share(topic, one.article.title)


def _share(topic: Subject, text: str) -> float:
    return topic.share(own for _, own in topic.places(text))


def _as_found(article: Article) -> Retrieved:
    whole = Passage("", article.id, article.revision, 0, len(article.text), article.text)
    return Retrieved(whole, article, 0.0)


def _all_of(article: Article) -> Candidate:
    """Of a text without a sentence, all of it."""
    return Candidate(_as_found(article), 0, len(article.text))
