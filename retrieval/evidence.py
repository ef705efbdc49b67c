"""What of the news answers a question: passages found, sentences chosen, and how likely they do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from retrieval import extractive, overview, relevance
from retrieval.answers import Understood
from retrieval.archive import Archive
from retrieval.copies import from_one_text
from retrieval.embeddings import Embedder, Vectors
from retrieval.extractive import Candidate
from retrieval.news import Retrieved
from retrieval.question.words import stems, telling
from retrieval.reranker import RERANKED, Reranker, rerank
from retrieval.search import Sought, apart, embedded, search
from retrieval.speakers import with_speakers

_RETRIEVED = 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found, and of it the sentences that answer, the best first, if it likely does.

    `passages` are those that `best` was chosen from, `found` all of them; `likelihood` is from 0
    to 1; `notes` tell how the passages were ordered.
    """

    best: Sequence[Candidate]
    passages: Sequence[Retrieved]
    likelihood: float
    found: Sequence[Retrieved] = ()
    notes: tuple[str, ...] = ()


def gathered(
    archive: Archive,
    understood: Understood,
    asked: str,
    libraries: Collection[str],
    *,
    asked_at: datetime | None,
    now: datetime,
    refusal_point: float,
    reranker: Reranker | None,
    mark: Callable[[str], None],
) -> Evidence:
    """Search for a question and weigh what is found; `asked` are the asker's own words.

    `mark` hears each stage when it is done. News later than `asked_at` does not count.
    """
    sought = embedded(archive.embedder, understood)
    mark("embed")
    found, notes = _found(archive, understood, sought, libraries, asked_at, reranker)
    mark("retrieve")
    if overview.asked_for(understood, now):
        told = overview.overview(archive, understood, libraries, now)
        weighed = Evidence(told, [one.found for one in told], float(bool(told)))
    else:
        rarity = _weighed(archive.words.rarity(telling(understood.question), libraries), asked)
        vector = sought[0].vector
        weighed = _chosen(understood, found, rarity, vector, refusal_point, archive.embedder)
    mark("answer")
    return replace(weighed, found=found, notes=notes)


def _found(
    archive: Archive,
    understood: Understood,
    sought: Sequence[Sought],
    libraries: Collection[str],
    asked_at: datetime | None,
    reranker: Reranker | None,
) -> tuple[Sequence[Retrieved], tuple[str, ...]]:
    """The best passages, and what to tell of how they were ordered."""
    if reranker is None or understood.latest:  # a cross-encoder knows no dates
        return search(archive, sought, libraries, count=_RETRIEVED, asked_at=asked_at), ()
    many = search(archive, sought, libraries, count=RERANKED, asked_at=asked_at)
    ordered = rerank(many, understood.question, reranker)
    return ordered.found[:_RETRIEVED], (ordered.note,) if ordered.note else ()


def _chosen(
    understood: Understood,
    found: Sequence[Retrieved],
    rarity: Mapping[str, float],
    vector: Vectors,
    refusal_point: float,
    embedder: Embedder,
) -> Evidence:
    """The sentences that answer; none when the news likely does not.

    What carries no date answers for a time only when nothing of that time does, and another outlet
    than those named only when none of them does.
    """
    likely = 0.0
    for some in apart(found, understood.windows):
        for own in _of_named(some, understood.outlets):
            ranked = extractive.candidates(understood, vector, own, rarity, embedder)
            signs = relevance.signs(ranked, own, rarity, understood)
            likely = max(likely, relevance.probability(signs)) if ranked else likely
            if ranked and likely >= refusal_point:
                chosen = with_speakers(from_one_text(extractive.choose(ranked)))
                return Evidence(chosen, own, likely)
    return Evidence([], [], likely)


def _of_named(found: Sequence[Retrieved], outlets: Collection[str]) -> list[Sequence[Retrieved]]:
    """What is asked first: the news of the outlets named, which tell their own story; then all."""
    own = [hit for hit in found if hit.article.outlet in outlets]
    return [own, found] if own else [found]


def _weighed(rarity: Mapping[str, float], asked: str) -> dict[str, float]:
    """The question's own words count whole; what a follow-up leans on counts half."""
    own = stems(asked)
    return {word: weight if word in own else weight / 2 for word, weight in rarity.items()}
