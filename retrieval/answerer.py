"""The conductor: a question understood, retrieved, answered or refused."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from time import perf_counter
from typing import TYPE_CHECKING

from retrieval import evidence, notes, relevance
from retrieval.archive import Archive
from retrieval.citing import cite
from retrieval.news import Answer, AsOf, Headline, Retrieved, Status, Turn, Understood
from retrieval.question.query import refers_back, understand
from retrieval.reranker import Reranker
from retrieval.search import embedded

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

EXTRACTIVE = "extractive"
_CLOSEST = 3
"""Headlines named in a refusal."""


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
    chat_model: "BaseChatModel | None" = None,
) -> Answer:
    """Answer from these libraries' news with the passages' own sentences, or say it is not there.

    `asked_at` carries the asker's time zone; without it the question is of now, in `zone` or in
    UTC, and all news may answer. `chosen` has the windows and outlets set by hand.
    `refusal_point` is the probability of relevance below which the answer is a refusal. The
    models are optional: one orders what was found, the other makes follow-ups stand alone.
    """
    watch = _Stopwatch()
    moment = asked_at or datetime.now(zone or UTC)
    understood = understand(
        question,
        archive.outlets(libraries),
        history,
        asked_at=moment,
        standing=_standing(question, history, chat_model, moment),
        chosen=chosen,
    )
    blank = Answer(
        question=question,
        status=Status.EMPTY_LIBRARY,
        mode=EXTRACTIVE,
        understood=understood,
        as_of=_as_of(archive, libraries, asked_at, understood.as_of),
        timings_ms=watch.timings,
    )
    if not archive.holds_passages(libraries):
        return blank
    watch.mark("understand")
    failures = archive.failures
    sought = embedded(archive.embedder, blank.understood)
    watch.mark("embed")
    found = evidence.found(archive, understood, sought, libraries, asked_at, reranker)
    watch.mark("retrieve")
    blank = replace(
        blank,
        passages=tuple(found.passages),
        notes=(
            *_index_notes(archive, failures),
            *found.notes,
            *notes.of_question(archive, blank.understood, libraries),
        ),
    )
    borne = evidence.evidence(
        archive,
        understood,
        question,
        found.passages,
        libraries,
        sought[0].vector,
        refusal_point,
        moment,
    )
    blank = replace(blank, likelihood=borne.likelihood)
    watch.mark("answer")
    if not borne.best:
        return replace(blank, status=Status.NOT_IN_NEWS, closest=_closest(found.passages))
    sentences, citations = cite(borne.best)
    cited = list({one.article.id: one.article for one in borne.best}.values())
    return replace(
        blank,
        status=Status.ANSWERED,
        sentences=tuple(sentences),
        citations=tuple(citations),
        notes=(*blank.notes, *notes.of_sources(archive, cited, blank.understood)),
    )


def _standing(
    question: str,
    history: Sequence[Turn],
    chat_model: "BaseChatModel | None",
    asked_at: datetime,
) -> str | None:
    answered = any(turn.answer for turn in history)
    if chat_model is None or not answered or not refers_back(question):
        return None
    from retrieval.rewrite import rewritten

    return rewritten(question, history, chat_model, asked_at)


def _as_of(
    archive: Archive,
    libraries: Collection[str],
    asked_at: datetime | None,
    known_before: datetime | None,
) -> AsOf:
    limits = [asked_at] if asked_at else []
    if known_before:
        limits.append(known_before - timedelta(microseconds=1))
    articles, outlets, newest = archive.extent(libraries, min(limits, default=None))
    return AsOf(asked_at or datetime.now(UTC), articles, outlets, newest)


def _closest(found: Sequence[Retrieved]) -> tuple[Headline, ...]:
    nearest = {hit.article.id: hit.article for hit in found}
    return tuple(
        Headline(a.id, a.title, a.outlet, a.url, a.published, a.precision, a.guessed)
        for a in list(nearest.values())[:_CLOSEST]
    )


def _index_notes(archive: Archive, failures_before: int) -> tuple[str, ...]:
    if archive.searchable and archive.failures == failures_before:
        return ()
    return (notes.WORDS_ALONE,)
