"""The conductor: a question understood, retrieved, answered or refused."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from time import perf_counter

from retrieval import notes, relevance
from retrieval.answers import (
    Answer,
    AnswerSentence,
    Citation,
    Status,
    Turn,
    Understood,
)
from retrieval.archive import Archive
from retrieval.citing import cite
from retrieval.copies import with_copies
from retrieval.differing import differences
from retrieval.errors import ChatModelUnavailable, OverBudget
from retrieval.evidence import Evidence, gathered
from retrieval.generative import Written, written
from retrieval.held import closest, standing_by
from retrieval.judging import OnSentence
from retrieval.news import Article, Retrieved
from retrieval.question.courtesy import without_courtesy
from retrieval.question.follow_up import refers_back
from retrieval.question.query import understand
from retrieval.question.words import words
from retrieval.reranker import Reranker
from retrieval.rewrite import rewritten
from retrieval.writer import Writer

EXTRACTIVE = "extractive"
OnReading = Callable[[int, int], None]
"""Hears, before a model writes, how many passages of how many articles it reads."""
_ENGLISH = frozenset(
    "the what who whom whose which when where why how did does do is are were has have had of to "
    "and it he she they this that there tell".split()
)
"""Words by which a question is known to be in English; hardly any other language has them."""


class _Stopwatch:
    """Milliseconds by stage, from one mark to the next."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self._last = perf_counter()

    def mark(self, stage: str) -> None:
        now = perf_counter()
        self.timings[stage] = round((now - self._last) * 1000, 1)
        self._last = now


def answer(
    archive: Archive,
    question: str,
    libraries: Collection[str],
    *,
    history: Sequence[Turn] = (),
    asked_at: datetime | None = None,
    zone: tzinfo | None = None,
    chosen: Understood | None = None,
    refusal_point: float = relevance.POINT,
    reranker: Reranker | None = None,
    writer: Writer | None = None,
    on_sentence: OnSentence | None = None,
    on_reading: OnReading | None = None,
) -> Answer:
    """Answer from these libraries' news, or say that it is not there.

    `asked_at` carries the asker's time zone; without it the question is of now, in `zone` or in
    UTC, and all news may answer. `chosen` has the windows and outlets set by hand.
    `refusal_point` is the probability of relevance below which the answer is a refusal. The models
    are optional: one orders what was found, the writer makes follow-ups stand alone and writes;
    without it, or when it fails, the answer is made of the passages' own sentences.
    """
    watch = _Stopwatch()
    moment = asked_at or datetime.now(zone or UTC)
    understood = understand(
        question,
        archive.outlets(libraries),
        history,
        asked_at=moment,
        standing=_standing(question, history, writer, moment),
        chosen=chosen,
    )
    blank = Answer(
        question=question,
        status=Status.EMPTY_LIBRARY,
        mode=EXTRACTIVE,
        understood=understood,
        as_of=standing_by(archive, libraries, asked_at, understood.as_of),
        timings_ms=watch.timings,
    )
    if not archive.holds_passages(libraries):
        return blank
    watch.mark("understand")
    failures = archive.failures
    borne = gathered(
        archive,
        understood,
        question,
        libraries,
        asked_at=asked_at,
        now=moment,
        refusal_point=refusal_point,
        reranker=reranker,
        mark=watch.mark,
    )
    told = notes.of_question(archive, understood, libraries)
    blank = replace(
        blank,
        status=Status.NOT_IN_NEWS,
        passages=tuple(borne.found),
        closest=closest(borne.found),
        notes=(*_index_notes(archive, failures), *borne.notes, *told),
        likelihood=borne.likelihood,
    )
    if not borne.best:
        why = notes.of_refusal(archive, understood, libraries)
        return replace(blank, notes=(*blank.notes, *why))
    given = _answered(blank, borne, writer, moment, on_sentence, on_reading)
    watch.mark("write")
    return _finished(archive, given, libraries) if given.sentences else given


def _standing(
    question: str, history: Sequence[Turn], writer: Writer | None, asked_at: datetime
) -> str | None:
    """A follow-up as the model makes it stand alone; None for a question that does already.

    The rules know English follow-ups; of other languages the model is asked.
    """
    if writer is None or not history:
        return None
    if refers_back(without_courtesy(question)):
        return rewritten(question, history, writer, asked_at)
    if not _ENGLISH.isdisjoint(words(question)):
        return None
    made = rewritten(question, history, writer, asked_at)
    return None if made is None or words(made) == words(question) else made


def _answered(
    blank: Answer,
    borne: Evidence,
    writer: Writer | None,
    asked_at: datetime,
    on_sentence: OnSentence | None,
    on_reading: OnReading | None,
) -> Answer:
    """The answer as a model writes it, or in the passages' own sentences."""
    if writer is None:
        return _extracted(blank, borne)
    try:
        found = _for_the_model(borne)
        if on_reading:
            on_reading(len(found), len({hit.article.id for hit in found}))
        made = written(blank.question, blank.understood, found, writer, asked_at, on_sentence)
    except (ChatModelUnavailable, OverBudget) as error:
        told = _extracted(blank, borne, f"{error} {notes.OWN_WORDS}")
        return replace(told, usage=getattr(error, "usage", None))
    if made.absent:
        return replace(blank, mode=writer.name, usage=made.usage)
    if not any(one.supported for one in made.sentences):
        why = notes.NOT_BORNE_OUT if made.cut or made.sentences else notes.NOTHING_WRITTEN
        told = _extracted(blank, borne, f"{why} {notes.OWN_WORDS}")
        return replace(told, usage=made.usage)
    return _in_prose(blank, made, writer)


def _for_the_model(borne: Evidence) -> Sequence[Retrieved]:
    """The passages for the model: those that the best sentences stand in first."""
    first = {one.found.passage.id: one.found for one in borne.best}
    return [*first.values(), *(hit for hit in borne.passages if hit.passage.id not in first)]


def _extracted(blank: Answer, borne: Evidence, *told: str) -> Answer:
    sentences, citations = cite(borne.best)
    return _given(blank, sentences, citations, told)


def _in_prose(blank: Answer, made: Written, writer: Writer) -> Answer:
    told = tuple(notes.of_writing(made.cut, made.missing))
    given = _given(blank, made.sentences, made.citations, told)
    return replace(given, mode=writer.name, usage=made.usage)


def _given(
    blank: Answer,
    sentences: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    told: Sequence[str],
) -> Answer:
    return replace(
        blank,
        status=Status.ANSWERED,
        sentences=tuple(sentences),
        citations=tuple(citations),
        closest=(),
        notes=(*blank.notes, *told),
    )


def _finished(archive: Archive, given: Answer, libraries: Collection[str]) -> Answer:
    """The answer with what else is reported of the same thing, and who ran the same text."""
    earlier = _earlier(archive, given, libraries)
    differing, cited = differences(
        given.understood, given.sentences, given.citations, given.passages, earlier
    )
    citations = with_copies(archive, cited, given.understood, libraries)
    found = archive.articles_by_id({one.article_id for one in citations}, libraries)
    told = notes.of_sources(list(found.values()), given.understood)
    return replace(given, citations=citations, differences=differing, notes=(*given.notes, *told))


def _earlier(
    archive: Archive, given: Answer, libraries: Collection[str]
) -> dict[str, Sequence[Article]]:
    """Former revisions of the articles that were found, which may have had other figures."""
    revised = {hit.article.id: hit.article.revision for hit in given.passages}
    return {
        id_: [one for one in archive.revisions(id_, libraries) if one.revision < now]
        for id_, now in revised.items()
        if now > 1
    }


def _index_notes(archive: Archive, failures_before: int) -> tuple[str, ...]:
    if archive.searchable and archive.failures == failures_before:
        return ()
    return (notes.WORDS_ALONE,)
