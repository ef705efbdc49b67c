"""How likely the news seems to answer each question, whether it does or not."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from retrieval.answerer import answer
from retrieval.archive import Archive
from retrieval.evaluate.counted import counted
from retrieval.evaluate.gold import Question, known
from retrieval.evaluate.measures import Likelihoods
from retrieval.progress import OnProgress, silent
from retrieval.reranker import Reranker


@dataclass(frozen=True, slots=True)
class Refused:
    """The likelihoods of the questions that count, and how many answerable ones do not."""

    likelihoods: Likelihoods
    when_found: Likelihoods
    """Of the answerable, those alone whose answer is in a passage that the search found."""
    left_out: int


def refused(
    archive: Archive,
    questions: Sequence[Question],
    libraries: Collection[str],
    reranker: Reranker | None = None,
    on_progress: OnProgress = silent,
) -> Refused:
    """The likelihood of each question that counts.

    An answerable question counts when some article known by then holds its answer.
    """
    answerable, found, unanswerable = list[float](), list[float](), list[float]()
    left_out = 0
    for one in counted(questions, "asking", on_progress):
        gold = known(archive, one, libraries) if one.answerable else None
        if one.answerable and not gold:
            left_out += 1
            continue
        # Beyond every likelihood, so that all that may answer is looked at.
        given = answer(
            archive,
            one.text,
            libraries,
            asked_at=one.asked_at,
            refusal_point=math.inf,
            reranker=reranker,
        )
        likely = given.likelihood or 0.0
        (answerable if gold else unanswerable).append(likely)
        if gold and any(gold.ranking([hit.passage.text for hit in given.passages]).held):
            found.append(likely)
    return Refused(
        Likelihoods(answerable, unanswerable), Likelihoods(found, unanswerable), left_out
    )
