"""Measure whether the search finds what answers, and what each of its parts adds."""

import json
from typing import TYPE_CHECKING, Any

from bot.commands.asking import Libraries
from bot.commands.evaluate_material import (
    Articles,
    AsJson,
    Questions,
    Within,
    material,
    questions,
    watched,
)
from bot.commands.evaluate_tables import HELD, figure, left_out, rounded, say, show
from bot.screen import Screen, screen
from bot.wording import plural
from retrieval.news import SHARED

if TYPE_CHECKING:
    from retrieval.evaluate.measures import Scores
    from retrieval.evaluate.searched import Rankings, Searched

MEASURES = {
    "Hits@1": "hits_at_1",
    "Hits@4": "hits_at_4",
    "Hits@10": "hits_at_10",
    "MAP@10": "map_at_10",
    "MRR@10": "mrr_at_10",
}


def retrieval(
    file: Questions,
    *,
    articles: Articles = None,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    within: Within = None,
    as_json: AsJson = False,
) -> None:
    """Score what the search finds, part by part, by the MultiHop-RAG benchmark's measures."""
    here, read = screen(), questions([file], within)
    with material(here, "newsdesk eval retrieval", articles, library) as desk:
        from retrieval.evaluate.searched import searched

        with watched(here) as advance:
            found = searched(desk.archive, read, library, desk.models.reranker, advance)
    if as_json:
        print(json.dumps(_as_object(found)))  # noqa: T201  # one line for a pipe
    else:
        _show(here, found)


def _show(here: Screen, found: "Searched") -> None:
    from retrieval.evaluate.measures import scores
    from retrieval.evaluate.peers import INSTALL

    if found.kinds:
        groups = [found.parts, found.peers]
        rows = [[_row(name, scores(one)) for name, one in group.items()] for group in groups]
        show(here, ("search", *MEASURES), *rows)
        *_, whole = found.parts.values()
        kinds = found.of_kinds(whole)
        if len(kinds) > 1:
            named = [(f"{kind} ({one.questions:,})", one) for kind, one in kinds.items()]
            show(here, ("type of question", *MEASURES), [_row(name, one) for name, one in named])
    over = [f"Over {plural(len(found.kinds), 'question')} that the articles can answer."]
    if found.stand_ins:
        over.append(
            f"For {found.stand_ins:,} of them an accepted answer stands in for the evidence, "
            "which no article holds."
        )
    over += left_out(found.left_out, HELD)
    over.append(
        "EnsembleRetriever is LangChain's BM25 and dense search over the same passages; its "
        "Chroma retriever gives what “dense alone” does."
        if found.peers
        else f"To compare with LangChain's retrievers: {INSTALL}"
    )
    say(here, over)


def _row(name: str, given: "Scores | None") -> list[str]:
    return [name, *(figure(getattr(given, field, None)) for field in MEASURES.values())]


def _as_object(found: "Searched") -> dict[str, Any]:
    return {
        "questions": len(found.kinds),
        "answers_for_evidence": found.stand_ins,
        "left_out": found.left_out,
        "parts": _told(found, found.parts),
        "peers": _told(found, found.peers),
    }


def _told(found: "Searched", rankings: "Rankings") -> list[dict[str, Any]]:
    from retrieval.evaluate.measures import scores

    return [
        {
            "name": name,
            **_figures(scores(one)),
            "types": {kind: _figures(own) for kind, own in found.of_kinds(one).items()},
        }
        for name, one in rankings.items()
    ]


def _figures(given: "Scores | None") -> dict[str, float | None]:
    return {field: rounded(getattr(given, field, None)) for field in MEASURES.values()}
