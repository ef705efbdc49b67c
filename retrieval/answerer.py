"""The conductor: a question understood, retrieved, answered or refused."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from retrieval import extractive, relevance
from retrieval.archive import Archive
from retrieval.embeddings import Vectors
from retrieval.extractive import Candidate
from retrieval.links import text_link
from retrieval.news import (
    Answer,
    AnswerSentence,
    Article,
    AsOf,
    Citation,
    Headline,
    Holdings,
    Retrieved,
    Status,
    Turn,
)
from retrieval.query import understand
from retrieval.retriever import NewsRetriever
from retrieval.words import stems, telling

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
    refusal_point: float = relevance.POINT,
) -> Answer:
    """Answer from these libraries' news with the passages' own sentences, or say it is not there.

    `refusal_point` is the probability of relevance below which the answer is a refusal.
    """
    watch = _Stopwatch()
    holdings = archive.holdings(libraries, asked_at)
    blank = Answer(
        question=question,
        status=Status.EMPTY_LIBRARY,
        mode=EXTRACTIVE,
        understood=understand(question, archive.outlets(libraries), history),
        as_of=_as_of(holdings, asked_at),
        timings_ms=watch.timings,
    )
    if not holdings.passages:
        return blank
    failures = archive.failures
    vector = archive.embedder.embed([blank.understood.question])[0]
    watch.mark("embed")
    retriever = NewsRetriever(archive=archive, libraries=frozenset(libraries), asked_at=asked_at)
    found = retriever.retrieve(blank.understood, vector)
    watch.mark("retrieve")
    blank = replace(blank, passages=tuple(found), notes=_index_notes(archive, failures))
    chosen = _answering(archive, blank, libraries, vector, refusal_point)
    watch.mark("answer")
    if not chosen:
        return replace(blank, status=Status.NOT_IN_NEWS, closest=_closest(found))
    return replace(
        blank,
        status=Status.ANSWERED,
        sentences=tuple(AnswerSentence(one.text, (n,)) for n, one in enumerate(chosen, start=1)),
        citations=tuple(_citation(n, one) for n, one in enumerate(chosen, start=1)),
        notes=blank.notes + _notes(archive, chosen),
    )


def _answering(
    archive: Archive,
    blank: Answer,
    libraries: Collection[str],
    vector: Vectors,
    refusal_point: float,
) -> list[Candidate]:
    """The sentences that answer; none when the news found is likely not about the question."""
    question, found = blank.understood.question, blank.passages
    rarity = _weighed(archive.rarity(telling(question), libraries), blank.question)
    ranked = extractive.candidates(question, vector, found, rarity, archive.embedder)
    likely = relevance.probability(relevance.signs(ranked, found, rarity))
    return extractive.choose(ranked) if likely >= refusal_point else []


def _weighed(rarity: Mapping[str, float], asked: str) -> dict[str, float]:
    """The question's own words count whole; what a follow-up leans on counts half."""
    own = stems(asked)
    return {word: weight if word in own else weight / 2 for word, weight in rarity.items()}


def _as_of(holdings: Holdings, asked_at: datetime | None) -> AsOf:
    return AsOf(asked_at or datetime.now(UTC), holdings.articles, holdings.outlets, holdings.newest)


def _citation(n: int, one: Candidate) -> Citation:
    article = one.article
    return Citation(
        n=n,
        article_id=article.id,
        revision=article.revision,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        precision=article.precision,
        guessed=article.guessed,
        updated=article.updated,
        quote=one.text,
        start=one.start,
        end=one.end,
        link=text_link(article.url, article.text, one.start, one.end),
    )


def _closest(found: Sequence[Retrieved]) -> tuple[Headline, ...]:
    nearest = {hit.article.id: hit.article for hit in found}
    return tuple(
        Headline(a.id, a.title, a.outlet, a.url, a.published, a.precision, a.guessed)
        for a in list(nearest.values())[:_CLOSEST]
    )


def _index_notes(archive: Archive, failures_before: int) -> tuple[str, ...]:
    if archive.searchable and archive.failures == failures_before:
        return ()
    return ("Searched by words alone: the vector index is being mended.",)


def _notes(archive: Archive, chosen: Sequence[Candidate]) -> tuple[str, ...]:
    cited = list({one.article.id: one.article for one in chosen}.values())
    notes = []
    if any(article.published is None for article in cited):
        notes.append("Some of this news carries no date.")
    notes.extend(note for article in cited if (note := _carried(archive, article)))
    return tuple(notes)


def _carried(archive: Archive, article: Article) -> str:
    """Who else ran the same text; it is one source, however many ran it."""
    others = {copy.outlet for copy in archive.copies(article) if copy.outlet} - {article.outlet}
    if not others:
        return ""
    return f"The same text also ran in {', '.join(sorted(others))}: one source, not several."
