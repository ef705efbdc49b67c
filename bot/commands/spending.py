"""Show what the chat model took for written answers, day by day."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from bot.commands.opening import in_archive
from bot.screen import screen
from bot.terminal import Line
from ingest.text import one_line
from retrieval.budget import Budget, Spent

NOTHING = "The chat model took nothing in that time."
NAMED = ("Day (UTC)", "Library", "Model")
COUNTS = ("Calls", "Tokens read", "Tokens written", "US dollars")
COUNTED = ("calls", "tokens_in", "tokens_out", "cost")

Counts = tuple[int, int, int, float | None]
"""Calls, tokens read, tokens written, and their cost in US dollars or None when unknown."""


def spending(
    *,
    days: Annotated[
        int, typer.Option(metavar="N", min=1, max=3650, help="The last so many days, today too.")
    ] = 7,
    library: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what was asked in this library.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how many tokens the chat model took, and what they cost."""
    here, found = screen(), _spent(days, library)
    if as_json:
        print(json.dumps(_object(found), ensure_ascii=False))
    elif not found:
        here.complain(Text(NOTHING, "yellow"))
    elif here.out.is_terminal:
        here.show(_table(found))
    else:
        here.lines(map(_line, found))


def _spent(days: int, library: str | None) -> list[Spent]:
    first = datetime.now(UTC).date() - timedelta(days=days - 1)
    found = in_archive(lambda database: Budget(database).spent(library=library, since=first))
    return found or []


def _object(found: Sequence[Spent]) -> dict[str, object]:
    rows = [asdict(row) | {"day": row.day.isoformat()} for row in found]
    return {"spending": rows, "total": dict(zip(COUNTED, _total(found), strict=True))}


def _total(found: Sequence[Spent]) -> Counts:
    known = [row.cost for row in found if row.cost is not None]
    return (
        sum(row.calls for row in found),
        sum(row.tokens_in for row in found),
        sum(row.tokens_out for row in found),
        sum(known) if known else None,
    )


def _table(found: Sequence[Spent]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_footer=True)
    for heading, total in zip(NAMED, ("In all", "", ""), strict=True):
        table.add_column(heading, Text(total))
    for heading, total in zip(COUNTS, _shown(_total(found)), strict=True):
        table.add_column(heading, Text(total), justify="right")
    for row in found:
        table.add_row(*map(Text, (*_named(row), *_shown(_total([row])))))
    return table


def _line(row: Spent) -> Line:
    """The same for a pipe: numbers as a program reads them."""
    *tokens, cost = _total([row])
    dollars = "" if cost is None else f"{cost:.4f}"
    return Line(Text("\t".join((*_named(row), *map(str, tokens), dollars))))


def _named(row: Spent) -> tuple[str, str, str]:
    return (row.day.isoformat(), one_line(row.library), one_line(row.model))


def _shown(counts: Counts) -> tuple[str, ...]:
    *tokens, cost = counts
    return (*(f"{number:,}" for number in tokens), "unknown" if cost is None else f"{cost:,.4f}")
