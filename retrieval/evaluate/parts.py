"""The search put together part by part, to measure what each of them adds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from retrieval.archive import Archive
from retrieval.evaluate.gold import Question
from retrieval.question.query import understand
from retrieval.reranker import RERANKED, Reranker, rerank
from retrieval.search import Sought, embedded, search
from retrieval.weights import WEIGHTS, Weights

_COUNT = 10


@dataclass(frozen=True, slots=True)
class Part:
    """The search with one thing more than the part before it."""

    name: str
    weights: Weights
    timed: bool = False
    sided: bool = False
    reranked: bool = False


def parts(*, reranked: bool, whole: Weights = WEIGHTS) -> list[Part]:
    """The parts, each with those before it; the last is the whole search."""
    text_alone = (0.0, 0.0, 0.0, whole.fields[-1])
    dense = replace(
        whole,
        lexical=0.0,
        outlet=0.0,
        window=0.0,
        recency=0.0,
        latest=0.0,
        fields=text_alone,
        again=0.0,
        retold=0.0,
        mixed=0.0,
    )
    lexical = replace(dense, lexical=whole.lexical)
    fields = replace(lexical, fields=whole.fields)
    outlets = replace(fields, outlet=whole.outlet)
    timed = replace(whole, again=0.0, retold=0.0, mixed=0.0)
    built = [
        Part("dense alone", dense),
        Part("+ words of the text", lexical),
        Part("+ title, outlet, date", fields),
        Part("+ outlets named", outlets),
        Part("+ time", timed, timed=True),
        Part("+ sides compared", timed, timed=True, sided=True),
        Part("+ stories mixed", whole, timed=True, sided=True),
    ]
    return [*built, replace(built[-1], name="+ reranker", reranked=True)] if reranked else built


def asked(archive: Archive, question: Question, libraries: Collection[str]) -> list[Sought]:
    """A question understood and embedded, once for all the parts."""
    outlets = archive.outlets(libraries)
    understood = understand(question.text, outlets, asked_at=question.asked_at)
    return embedded(archive.embedder, understood)


def found(
    archive: Archive,
    sought: Sequence[Sought],
    question: Question,
    libraries: Collection[str],
    part: Part,
    reranker: Reranker | None = None,
) -> list[str]:
    """The texts of the best passages by a part of the search."""
    reread = part.reranked and not sought[0].understood.latest  # as when questions are answered
    hits = search(
        archive,
        _known_to(part, sought),
        libraries,
        count=RERANKED if reread else _COUNT,
        asked_at=question.asked_at if part.timed else None,
        weights=part.weights,
    )
    best = rerank(hits, sought[0].understood.question, reranker).found if reread else hits
    return [one.passage.text for one in best[:_COUNT]]


def _known_to(part: Part, sought: Sequence[Sought]) -> list[Sought]:
    chosen = sought if part.sided else sought[:1]
    return list(chosen) if part.timed else [_timeless(one) for one in chosen]


def _timeless(sought: Sought) -> Sought:
    understood = replace(sought.understood, windows=(), as_of=None, latest=False)
    return replace(sought, understood=understood)
