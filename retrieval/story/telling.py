"""The sentences that tell of a topic, each with its words, its numbers, its time and its worth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from functools import lru_cache

from retrieval.extractive import Candidate, opening
from retrieval.news import Article, Retrieved
from retrieval.opinion import is_opinion
from retrieval.question.asked import numbers
from retrieval.question.words import STOP_WORDS, stem, words
from retrieval.sentences import sentences
from retrieval.story.dating import When, happened, published
from retrieval.story.topic import Topic, head

_OPENS = (0.6, 0.3, 0.15)
"""What the first, second and third sentence of an article are worth more."""
_DATED = 0.2
_NAMED = 0.5
"""What all of the topic's words in the sentence itself are worth."""
_TITLED = 0.2
"""What all of them in the title are worth."""
_BY_THE_WAY = 0.2
"""What an opening is worth less when neither the title nor the first sentence has the topic."""
_HINTED = 0.25
"""The share of the topic's words that an opening has when only what follows it names the topic."""
_ELSEWHEN = 0.3
"""What a sentence is worth less that tells of another year, it is not certain how."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONG, _SHORT = 45, 6
"""Words of a sentence that is too long to be taken in, and too short to say something."""
LONGEST = 600
"""Characters of a sentence that can be a line; what is longer is a list, or no prose at all."""
_LEANS = re.compile(
    r"[“\"‘'(]*(?:[^,.]{1,30}, )?"
    r"(?:he|she|they|his|her|their|it|its|this|that|these|those|but|and|so|then|there|here|though|"
    r"i|we|you|our|my|your|also|such|if|because|although|while|"
    r"elsewhere|meanwhile|however|now|unfortunately|still|yet|instead)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"\b(?:am|vom|der|den|dem|zum) \d{1,2}\.$")
"""Where a German day's number was taken for a sentence's end."""
_SPEAKS = re.compile(r"\b(?:I|we|you|my|our|your)\b(?![^“]*”)")
_TO_READERS = re.compile(
    r"\beditor[’']s note\b|\b(?:podcast|newsletter|subscribe|sign up|live (?:updates|blog)|"
    r"read more|click here|this (?:page|article|story))\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[“\"]")
_NO_NEWS = re.compile(
    r"(?:how|why|what|who|when|(?:the )?best|review|watch)\b|.*\?$", re.IGNORECASE
)


_STOPPED = frozenset(map(stem, STOP_WORDS))


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about a topic; `stems` are those that tell it from other sentences."""

    candidate: Candidate
    stems: frozenset[str]
    numbers: frozenset[str]
    when: When | None
    score: float
    leads: bool

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.candidate.article

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.candidate.text


def told(topic: Topic, found: Sequence[Retrieved], zone: tzinfo) -> list[Told]:
    """What the passages and their articles' openings tell of a topic, best first.

    An article's opening is news of its day; from further down only what tells its own day is
    taken, for the rest may be what happened long before.
    """
    best: dict[str, Retrieved] = {}
    for hit in found:
        best.setdefault(hit.article.id, hit)
    drawn: dict[str, Told] = {}
    for hit in best.values():
        for one in _openings(topic, hit, zone)[:1]:
            drawn.setdefault(_key(one.text), one)
    for hit in found:
        for one in _dated(topic, hit, zone):
            drawn.setdefault(_key(one.text), one)
    in_time = [one for one in drawn.values() if _is_of_time(topic, one.when, zone)]
    return sorted(in_time, key=lambda one: (-one.score, one.article.id, one.candidate.start))


def said(topic: Topic, found: Sequence[Retrieved], zone: tzinfo) -> list[Told]:
    """The sentences of passages about a topic, each wording once, by publication, best first."""
    drawn: dict[str, Told] = {}
    firsts = {hit.article.id: opening(hit) for hit in {h.article.id: h for h in found}.values()}
    for hit in found:
        first, title = firsts[hit.article.id], _stems(hit.article.title)
        when = published(hit.article, zone)
        for span in sentences(hit.passage.text):
            one = Candidate(hit, hit.passage.start + span.start, hit.passage.start + span.end)
            leads = first is not None and first.end == one.end
            if leads and first:
                one = replace(first, found=hit)  # without its dateline
            if one.end - one.start > LONGEST or (key := _key(one.text)) in drawn:
                continue
            if topic.share(title | _stems(one.text)) >= _HINTED:
                drawn[key] = as_told(topic, one, when, 0 if leads else None)
    return sorted(drawn.values(), key=lambda one: (-one.score, one.article.id, one.candidate.start))


def as_told(topic: Topic, one: Candidate, when: When | None, place: int | None) -> Told:
    """A sentence with all that it is compared by; `place` is its place in an article's opening."""
    own = _stems(one.text) - _STOPPED
    score = _NAMED * topic.share(own) + one.found.score / 2 - unfit(one)
    score += _OPENS[place] if place is not None else 0.0
    score += _DATED * (when is not None and when.by == "text")
    score += _TITLED * topic.share(_stems(one.article.title))
    score -= _ELSEWHEN * _tells_of_another_year(one, when)
    figures = frozenset(numbers(one.text))
    return Told(one, own, figures, when, score, place is not None)


def _openings(topic: Topic, hit: Retrieved, zone: tzinfo) -> list[Told]:
    """The first sentences of an article about the topic, the one that tells it best first."""
    first = opening(hit)
    if first is None:
        return []
    text = hit.article.text
    around = topic.is_met(_stems(head(hit.article)))
    spans = [span for span in sentences(text[: first.end + 800]) if span.start > first.start]
    whole = [span for span in spans if span.end < first.end + 800 or span.end == len(text)]
    several = [first, *(Candidate(hit, span.start, span.end) for span in whole)][: len(_OPENS)]
    aside = not max(topic.share(_stems(said)) for said in (hit.article.title, first.text))
    rated = []
    for place, one in enumerate(several):
        if one.end - one.start > LONGEST:
            continue
        when = happened(one.text, hit.article, zone) or published(hit.article, zone)
        named = _stems(f"{hit.article.title}\n{one.text}")
        if topic.is_met(named) or (around and not place and topic.share(named) >= _HINTED):
            made = as_told(topic, one, when, place)
            rated.append(replace(made, score=made.score - _BY_THE_WAY * (place > 0 and aside)))
    return sorted(rated, key=lambda one: -one.score)


def _dated(topic: Topic, hit: Retrieved, zone: tzinfo) -> list[Told]:
    """The sentences of a passage that are about the topic by themselves and tell their own day."""
    rated = []
    for span in sentences(hit.passage.text):
        start, end = hit.passage.start + span.start, hit.passage.start + span.end
        one = Candidate(hit, start, end)
        if start and end - start <= LONGEST and topic.is_met(_stems(one.text)):
            when = happened(one.text, hit.article, zone)
            rated += [as_told(topic, one, when, None)] if when else []
    return rated


def _is_of_time(topic: Topic, when: When | None, zone: tzinfo) -> bool:
    """Whether it happened in the time asked about; of what has no date nobody knows."""
    if when is None:
        return not topic.understood.windows
    first = datetime.combine(when.day, time.min, zone)
    length = {"day": 1, "month": 28, "year": 365}[when.grain]
    return topic.holds(first, first + timedelta(days=length))


def _tells_of_another_year(one: Candidate, when: When | None) -> bool:
    if when is None or when.by == "text":
        return False
    return any(int(year) < when.day.year for year in _YEAR.findall(one.text))


def unfit(one: Candidate) -> float:
    """What counts against a sentence as the line of a chronicle."""
    text, article = one.text, one.article
    count = len(text.split())
    return (
        0.4 * text.rstrip("”\"'’)").endswith("?")
        + 0.3 * (not _SHORT <= count <= _LONG)
        + 0.3 * (text[-1:].isalnum())
        + 1.0 * (_CUT.search(text) is not None)
        + 0.3 * (_SPEAKS.search(text) is not None)
        + 0.4 * (_LEANS.match(text) is not None)
        + 0.15 * (_SPOKEN.match(text) is not None)
        + 0.6 * (_TO_READERS.search(text) is not None)
        + 0.3 * (is_opinion(article))
        + 0.2 * (_NO_NEWS.match(article.title) is not None)
    )


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    """A sentence is asked for its words again and again while it is looked at."""
    return tuple(words(text))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, _words(text)))


def _key(text: str) -> str:
    return " ".join(_words(text))
