"""What of the news answers a question: passages found, sentences chosen, and how likely they do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from retrieval import extractive, overview, relevance
from retrieval.archive import Archive
from retrieval.copies import from_one_text
from retrieval.embeddings import Vectors
from retrieval.extractive import Candidate
from retrieval.news import Retrieved, Understood
from retrieval.question.words import stems, telling
from retrieval.reranker import RERANKED, Reranker, rerank
from retrieval.search import Sought, apart, search
from retrieval.speakers import with_speakers

_RETRIEVED = 10


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages, and what to tell of how they were ordered."""

    passages: Sequence[Retrieved]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences that answer, best first; the passages they were chosen from; and how likely.

    Without sentences the news likely does not answer. `likelihood` is from 0 to 1.
    """

    best: Sequence[Candidate]
    passages: Sequence[Retrieved]
    likelihood: float


def found(
    archive: Archive,
    understood: Understood,
    sought: Sequence[Sought],
    libraries: Collection[str],
    asked_at: datetime | None,
    reranker: Reranker | None,
) -> Found:
    """The passages that a question finds."""
    if reranker is None or understood.latest:  # a cross-encoder knows no dates
        return Found(search(archive, sought, libraries, count=_RETRIEVED, asked_at=asked_at))
    many = search(archive, sought, libraries, count=RERANKED, asked_at=asked_at)
    ordered = rerank(many, understood.question, reranker)
    return Found(ordered.found[:_RETRIEVED], (ordered.note,) if ordered.note else ())


def evidence(
    archive: Archive,
    understood: Understood,
    asked: str,
    passages: Sequence[Retrieved],
    libraries: Collection[str],
    vector: Vectors,
    refusal_point: float,
    asked_at: datetime,
) -> Evidence:
    """The sentences that answer, and how likely the news does; none when it likely does not.

    What carries no date answers for a time only when nothing of that time does.
    """
    question = understood.question
    if overview.asked_for(understood, asked_at):
        told = overview.overview(archive, understood, libraries, asked_at)
        return Evidence(told, [one.found for one in told], float(bool(told)))
    rarity = _weighed(archive.rarity(telling(question), libraries), asked)
    likely = 0.0
    for some in apart(passages, understood.windows):
        ranked = extractive.candidates(understood, vector, some, rarity, archive.embedder)
        signs = relevance.signs(ranked, some, rarity, understood)
        likely = max(likely, relevance.probability(signs)) if ranked else likely
        if ranked and likely >= refusal_point:
            chosen = with_speakers(from_one_text(extractive.choose(ranked)))
            return Evidence(chosen, some, likely)
    return Evidence([], [], likely)


def _weighed(rarity: Mapping[str, float], asked: str) -> dict[str, float]:
    """The question's own words count whole; what a follow-up leans on counts half."""
    own = stems(asked)
    return {word: weight if word in own else weight / 2 for word, weight in rarity.items()}
