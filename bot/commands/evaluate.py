"""Measure how well newsdesk does its parts, on data of the user's own."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from bot.commands import (
    evaluate_answers,
    evaluate_citations,
    evaluate_refusal,
    evaluate_retrieval,
)
from bot.screen import Screen, screen
from bot.terminal import Line
from bot.wording import plural
from ingest.text import one_line

if TYPE_CHECKING:
    from ingest.evaluate import Figure, Page, PageScore, Scores

app = typer.Typer(no_args_is_help=True, help="Measure how well newsdesk does, on your own data.")


app.command()(evaluate_retrieval.retrieval)
app.command()(evaluate_refusal.refusal)
app.command()(evaluate_answers.answers)
app.command()(evaluate_citations.citations)


@app.command()
def extraction(
    folder: Annotated[
        Path, typer.Argument(help="A folder with ground-truth.json and html/*.html.gz.")
    ],
    *,
    worst: Annotated[int, typer.Option(min=0, help="Also list this many of the worst pages.")] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures as one JSON object.")
    ] = False,
) -> None:
    """Score how well articles are found on pages, by the article-extraction-benchmark's measure."""
    from ingest import evaluate

    here, found = screen(), evaluate.pages(folder)
    scores = _score(here, found)
    if as_json:
        print(json.dumps(_as_object(scores, scores.worst(worst))))  # noqa: T201  # one line for a pipe
    else:
        here.lines(_lines(scores, scores.worst(worst)))


def _score(here: Screen, found: "Sequence[Page]") -> "Scores":
    from ingest import evaluate
    from ingest.page import extract

    pages, started = [], time.perf_counter()
    with here.progress() as bar:
        task = bar.add_task("reading pages", total=len(found), counts="")
        for page in evaluate.scored(found, lambda html, url: extract.article(html, url).text):
            pages.append(page)
            bar.advance(task)
    return evaluate.summed(pages, time.perf_counter() - started)


def _lines(scores: "Scores", worst: "Sequence[PageScore]") -> list[Line]:
    lines = [
        _measured("F1", scores.f1),
        _measured("precision", scores.precision),
        _measured("recall", scores.recall),
        Line(
            Text(
                f"{plural(len(scores.pages), 'page')}, {scores.empty} of them empty, "
                f"{scores.pages_per_second:.1f} pages/s"
            )
        ),
    ]
    if worst:
        lines += [Line(Text()), Line(Text("Worst:", "bold"))]
    for page in worst:
        text = Text(f"wrong {page.wrong:.3f}  missed {page.missed:.3f}  ")
        text.append(one_line(page.url or page.key), "dim")
        lines.append(Line(text, 2, Text(f"{page.f1:.3f}", "bold")))
    return lines


def _measured(name: str, figure: "Figure") -> Line:
    return Line(
        Text.assemble((f"{name:<10}", "bold"), f"{figure.value:.3f} ± {figure.deviation:.3f}")
    )


def _as_object(scores: "Scores", worst: "Sequence[PageScore]") -> dict[str, Any]:
    figures = {"f1": scores.f1, "precision": scores.precision, "recall": scores.recall}
    return {
        **{name: round(figure.value, 4) for name, figure in figures.items()},
        **{f"{name}_sd": round(figure.deviation, 4) for name, figure in figures.items()},
        "pages": len(scores.pages),
        "empty": scores.empty,
        "pages_per_second": round(scores.pages_per_second, 2),
        "worst": [
            {
                "key": page.key,
                "url": page.url,
                "f1": round(page.f1, 4),
                "wrong": round(page.wrong, 4),
                "missed": round(page.missed, 4),
            }
            for page in worst
        ],
    }
