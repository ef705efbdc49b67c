"""Measure whether what the news answers is answered, and what it does not is refused."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.asking import Libraries
from bot.commands.evaluate_material import Articles, AsJson, Within, material, questions, watched
from bot.commands.evaluate_tables import HELD, figure, left_out, rounded, say, show
from bot.screen import Screen, screen
from retrieval.news import SHARED

if TYPE_CHECKING:
    from retrieval.evaluate.gold import Question
    from retrieval.evaluate.refused import Refused

FOUND = "“Answer found”: those whose evidence or answer is in a passage that the search found."
POINTS = tuple(tenth / 10 for tenth in range(1, 10))


def refusal(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            help="Questions as JSONL, answerable or not: question asked_at answerable answers.",
            show_default=False,
        ),
    ] = None,
    *,
    articles: Articles = None,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    within: Within = None,
    signs: Annotated[
        bool, typer.Option("--signs", help="List what is weighed and by how much.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score how well questions that the news answers are told from those it does not."""
    if not files and not signs:
        raise typer.BadParameter("give a file of questions, or --signs")
    here, told = screen(), dict[str, Any]()
    if files:
        found, in_force = _refused(here, questions(files, within), articles, library)
        told |= _as_object(found, in_force)
        if not as_json:
            _show(here, found, in_force)
    if signs:
        told["signs"] = _signs()
        if not as_json:
            show(here, ("sign", "weight"), [_row(one) for one in told["signs"]])
    if as_json:
        print(json.dumps(told))  # noqa: T201  # one line for a pipe


def _refused(
    here: Screen, read: "list[Question]", articles: Path | None, libraries: list[str]
) -> "tuple[Refused, float]":
    """What was refused, and the point in force."""
    with material(here, "newsdesk eval refusal", articles, libraries) as desk:
        from retrieval import relevance
        from retrieval.evaluate.refused import refused

        with watched(here) as advance:
            found = refused(desk.archive, read, libraries, desk.models.reranker, advance)
        chosen = desk.settings.refusal
    return found, relevance.POINT if chosen is None else chosen


def _show(here: Screen, found: "Refused", in_force: float) -> None:
    every, met = found.likelihoods, found.when_found

    def row(name: str, point: float) -> list[str]:
        answerable, unanswerable = every.refused(point)
        return [name, *map(figure, (answerable, met.refused(point)[0], unanswerable))]

    heads = ("refused", "answerable", "answer found", "unanswerable")
    counts = (every.answerable, met.answerable, every.unanswerable)
    show(
        here,
        heads,
        [["questions", *(f"{len(count):,}" for count in counts)]],
        [row(f"below {in_force:g}, in force", in_force)],
        [row(f"below {point:.1f}", point) for point in POINTS],
        [["area under ROC", figure(every.area), figure(met.area), ""]],
    )
    say(here, [FOUND, *left_out(found.left_out, HELD)])


def _signs() -> list[dict[str, Any]]:
    from retrieval import relevance

    return [
        {"sign": name, "weight": weight, "what": what}
        for name, weight, what in relevance.explained()
    ]


def _row(sign: dict[str, Any]) -> list[str]:
    return [f"{sign['sign']}: {sign['what']}", f"{sign['weight']:+.1f}"]


def _as_object(found: "Refused", in_force: float) -> dict[str, Any]:
    every, met = found.likelihoods, found.when_found

    def told(point: float) -> dict[str, float | None]:
        answerable, unanswerable = every.refused(point)
        return {
            "point": point,
            "answerable_refused": rounded(answerable),
            "answer_found_refused": rounded(met.refused(point)[0]),
            "unanswerable_refused": rounded(unanswerable),
        }

    return {
        "area_under_roc": rounded(every.area),
        "area_under_roc_answer_found": rounded(met.area),
        **told(in_force),
        "answerable": len(every.answerable),
        "answer_found": len(met.answerable),
        "unanswerable": len(every.unanswerable),
        "left_out": found.left_out,
        "points": [told(point) for point in POINTS],
    }
