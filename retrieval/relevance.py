"""Whether what was found answers the question at all: a logistic model of six signs.

Fitted (scikit-learn, both classes and the two sets weighed alike, C = 1) on the development halves
of RealTimeQA (Kasai et al. 2023; 141 questions with the answer in a retrieved passage, 209 of other
weeks) and of MultiHop-RAG (206 answerable, 31 not). Area under ROC by ten-fold cross-validation:
.92 and .99. Left out, though it would add .02: how fresh the best news is. There the unanswerable
questions are of weeks without any news, which tells them apart in that set and nowhere else.
Score gaps, agreement of both halves and the kind of answer added nothing; nor did the nearest
sentence, which is read all the same: a short question is answered by one.

Those questions are long. One of a few words, "Who resigned?", is near to no passage, so a sixth
sign, set by hand, speaks for a sentence that says all of them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.answers import Understood
from retrieval.extractive import Candidate, coverage, named_in
from retrieval.news import Retrieved
from retrieval.question.follow_up import own_words
from retrieval.question.words import stem, stems

POINT = 0.37
"""The probability below which a question is refused.

There 8 % of RealTimeQA's development questions with the answer in a retrieved passage are
refused, 15 % of all whose answer is in that week's news, and 75 % of the unanswerable; of
MultiHop-RAG's, 1 % and 90 %. These are the questions that the model was fitted on.
"""

_CORE = 4
"""So many of a question's rarest words must be met for full coverage; long questions have more."""
_SHORT = 3
"""Words of a short question, those not counted that every question has."""
_UNFIT = 0.7
"""What coverage counts in a sentence that lacks the kind of thing asked for."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer being there, each from 0 to 1."""

    nearness: float
    """Cosine of the question and the nearest passage or sentence."""
    coverage: float
    """Share of the question's core words in the best sentence, or by half in what is around it."""
    names: float
    """Share of the question's names in the passage of the best sentence; 1 without names."""
    held: float
    """1 when the libraries have news of every outlet named, and the best sentence is of one."""
    absent: float
    """1 when an outlet named is one that they have no news of."""
    plain: float = 0.0
    """1 when the question is short and the best sentence says all its words, and what it asks."""


BIAS = -12.6
WEIGHTS = Signs(nearness=12.7, coverage=3.8, names=1.8, held=3.6, absent=-3.0, plain=2.0)


def signs(
    ranked: Sequence[Candidate],
    found: Sequence[Retrieved],
    rarity: Mapping[str, float],
    understood: Understood,
) -> Signs:
    """Read the signs off the ranked sentences, the passages they come from and the question."""
    return Signs(
        nearness=max([hit.dense for hit in found] + [one.similarity for one in ranked], default=0),
        coverage=max((_covered(rarity, one) for one in ranked), default=0.0),
        names=named_in(understood.names, ranked[0].found) if ranked else 0.0,
        held=float(bool(ranked) and _held(understood, ranked[0])),
        absent=float(bool(understood.absent)),
        plain=float(bool(ranked) and _says_plainly(understood, ranked[0])),
    )


def _held(understood: Understood, one: Candidate) -> bool:
    return not understood.absent and one.article.outlet in understood.outlets


def _says_plainly(understood: Understood, one: Candidate) -> bool:
    """Whether a sentence has what a short question asks for, and says all that it says itself.

    What a follow-up leans on need only stand around it.
    """
    asked, _, leant = understood.question.partition(" (")
    named = stems(" ".join(understood.outlets))
    own = {stem(word) for word in own_words(asked)} - named
    if not 0 < len(own) <= _SHORT or not one.fits or understood.absent:
        return False
    if understood.outlets and not _held(understood, one):
        return False
    said = stems(one.text)
    near = said | stems(f"{one.article.title} {one.found.passage.text}")
    return own <= said and {stem(word) for word in own_words(leant)} - named <= near


def _covered(rarity: Mapping[str, float], one: Candidate) -> float:
    core = sum(sorted(rarity.values(), reverse=True)[:_CORE])
    if not core:
        return 0.0
    around = f"{one.article.title} {one.found.passage.text}"
    share = coverage(rarity, one.text, around) * sum(rarity.values()) / core
    return min(1.0, share) * (1.0 if one.fits else _UNFIT)


def probability(given: Signs) -> float:
    """How likely the news answers, from 0 to 1."""
    total = BIAS + sum(getattr(WEIGHTS, name) * getattr(given, name) for name in _NAMES)
    return 1 / (1 + math.exp(-total))


_NAMES = tuple(Signs.__dataclass_fields__)
_TOLD = (
    "cosine of the question and the nearest passage or sentence",
    "share of its four rarest words in the best sentence, or by half around it",
    "share of its names in the passage of the best sentence",
    "the outlets it names are here",
    "an outlet it names is not here",
    "it is short, and the best sentence says all of it",
)


def explained() -> list[tuple[str, float, str]]:
    """The model's signs: the name of each, its weight, and what it is; the bias first."""
    bias = ("bias", BIAS, "before any sign")
    weighed = zip(_NAMES, _TOLD, strict=True)
    return [bias, *((name, float(getattr(WEIGHTS, name)), told) for name, told in weighed)]
