"""Measure whether answers hold what is accepted, and whether their citations are exact."""

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
from bot.commands.evaluate_tables import ANSWER_HELD, figure, left_out, rounded, say, show
from bot.screen import Screen, screen
from bot.wording import plural
from retrieval.news import SHARED

if TYPE_CHECKING:
    from retrieval.evaluate.answered import Answers


def answers(
    file: Questions,
    *,
    articles: Articles = None,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    within: Within = None,
    as_json: AsJson = False,
) -> None:
    """Score how often the accepted answer is in the sentences given, and check every citation."""
    here, read = screen(), questions([file], within)
    with material(here, "newsdesk eval answers", articles, library) as desk:
        from retrieval.evaluate.answered import answered

        with watched(here) as advance:
            found = answered(desk.archive, read, library, desk.models.reranker, advance)
    if as_json:
        print(json.dumps(_as_object(found)))  # noqa: T201  # one line for a pipe
    else:
        _show(here, found)


def _shares(found: "Answers") -> dict[str, float | None]:
    from retrieval.evaluate.measures import share

    return {
        "contained": share(one.contained for one in found.judged),
        "nearest": share(one.nearest for one in found.judged),
        "retrieved": share(one.retrieved for one in found.judged),
        "exact_quotes": share(found.quotes),
        "sentences_in_quotes": share(found.sentences),
    }


def _show(here: Screen, found: "Answers") -> None:
    shares = _shares(found)
    named = {
        "accepted answer in the sentences given": "contained",
        "in the three sentences most similar to the question": "nearest",
        "in any passage found, the best possible": "retrieved",
    }
    exact = {
        "citations that quote their article exactly": "exact_quotes",
        "sentences that stand in what they cite": "sentences_in_quotes",
    }
    show(
        here,
        ("answers", "share"),
        [[name, figure(shares[key])] for name, key in named.items()],
        [[name, figure(shares[key])] for name, key in exact.items()],
    )
    counted = (
        f"{plural(len(found.judged), 'question')}, {plural(len(found.sentences), 'sentence')} "
        f"and {plural(len(found.quotes), 'citation')}"
    )
    say(here, [f"Over {counted}.", *left_out(found.left_out, ANSWER_HELD)])


def _as_object(found: "Answers") -> dict[str, Any]:
    return {
        **{name: rounded(one) for name, one in _shares(found).items()},
        "questions": len(found.judged),
        "sentences": len(found.sentences),
        "citations": len(found.quotes),
        "left_out": found.left_out,
    }
