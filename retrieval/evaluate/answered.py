"""Whether an answer holds what is accepted, and whether its citations are exact."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.answerer import answer
from retrieval.answers import Answer, AnswerSentence, Citation
from retrieval.archive import Archive
from retrieval.embeddings import Embedder
from retrieval.evaluate import gold
from retrieval.evaluate.counted import counted
from retrieval.evaluate.gold import Question, holds
from retrieval.news import Retrieved
from retrieval.progress import OnProgress, silent
from retrieval.reranker import Reranker
from retrieval.sentences import sentences

_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """One question answered: where the accepted answer stands, and how exact the citations are."""

    contained: bool
    nearest: bool
    """In the three sentences of the same passages that are nearest to the question."""
    retrieved: bool
    """In any passage found: more no choice of sentences can reach."""
    quotes: tuple[bool, ...]
    """Of each citation, whether it quotes the revision that it names, word for word."""
    sentences: tuple[bool, ...]
    """Of each sentence, whether it stands in a passage that it cites."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions judged, and how many answerable ones have no answer that any passage holds."""

    judged: Sequence[Judged]
    left_out: int

    @property
    def quotes(self) -> list[bool]:
        """Of every citation, whether it is exact."""
        return [each for one in self.judged for each in one.quotes]

    @property
    def sentences(self) -> list[bool]:
        """Of every sentence, whether it stands in what it cites."""
        return [each for one in self.judged for each in one.sentences]


def answered(
    archive: Archive,
    questions: Sequence[Question],
    libraries: Collection[str],
    reranker: Reranker | None = None,
    on_progress: OnProgress = silent,
) -> Answers:
    """Answer each answerable question whose accepted answer stands in some passage."""
    answerable = [one for one in questions if one.answerable]
    found = [
        judged(archive, one, libraries, reranker)
        for one in counted(answerable, "answering", on_progress)
        if gold.answer_known(archive, one, libraries)
    ]
    return Answers(found, len(answerable) - len(found))


def judged(
    archive: Archive,
    question: Question,
    libraries: Collection[str],
    reranker: Reranker | None = None,
) -> Judged:
    """Answer a question, whatever the answer is worth, and look at what was said."""
    given = answer(
        archive,
        question.text,
        libraries,
        asked_at=question.asked_at,
        refusal_point=0.0,
        reranker=reranker,
    )
    told = question.told
    near = nearest(given.understood.question, given.passages, archive.embedder)
    return Judged(
        contained=any(holds(sentence.text, told) for sentence in given.sentences),
        nearest=any(holds(text, told) for text in near),
        retrieved=any(holds(one.passage.text, told) for one in given.passages),
        quotes=tuple(quoted(archive, one, libraries) for one in given.citations),
        sentences=tuple(_stands(one, given) for one in given.sentences),
    )


def quoted(archive: Archive, citation: Citation, libraries: Collection[str]) -> bool:
    """Whether the words of a citation are exactly where it says."""
    revisions = archive.revisions(citation.article_id, libraries)
    texts = [one.text for one in revisions if one.revision == citation.revision]
    return bool(citation.quote) and [citation.quote] == [
        text[citation.start : citation.end] for text in texts
    ]


def nearest(
    question: str, passages: Sequence[Retrieved], embedder: Embedder, count: int = _SENTENCES
) -> list[str]:
    """The sentences of these passages that are most similar to the question."""
    every = dict.fromkeys(
        one.passage.text[span.start : span.end]
        for one in passages
        for span in sentences(one.passage.text)
    )
    texts = list(every)
    asked, *vectors = embedder.embed([question, *texts])
    order = sorted(range(len(texts)), key=lambda place: -float(np.dot(asked, vectors[place])))
    return [texts[place] for place in order[:count]]


def _stands(sentence: AnswerSentence, given: Answer) -> bool:
    cited = [one for one in given.citations if one.n in sentence.citations]
    return any(sentence.text in one.quote for one in cited)
