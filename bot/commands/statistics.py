"""Show whose news is held, and how newsdesk is used."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from bot.commands.asking import Libraries
from bot.commands.opening import in_archive
from bot.screen import screen
from bot.terminal import NO_NEWS, Line
from ingest.text import one_line
from retrieval.news import SHARED

if TYPE_CHECKING:
    from bot.newsroom.figures import Used
    from retrieval.database import Database
    from retrieval.statistics import Source

NOTHING = "Nothing was asked or brought in yet."
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def stats(
    *,
    days: Annotated[
        int, typer.Option(metavar="N", min=1, max=366, help="The last so many days, today too.")
    ] = 30,
    library: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what belongs to this library.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how many questions were asked and answered, how fast, and at what cost."""
    here = screen()
    used = in_archive(lambda database: _used(database, days, library))
    if as_json:
        print(json.dumps(_object(used, days), ensure_ascii=False))
    elif used is None:
        here.complain(Text(NOTHING, "yellow"))
    else:
        from bot.newsroom.figures import lines
        from bot.newsroom.unhelpful import told

        here.lines(Line(Text(f"{line}.")) for line in lines(used))
        here.lines(Line(Text(f"Did not help: {told(one.reason)}")) for one in used.complaints)


def sources(
    *,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    as_json: AsJson = False,
) -> None:
    """Show the outlets of which there is news, how much of it, and how new it is."""
    here = screen()
    found = in_archive(lambda database: _sources(database, library)) or []
    if as_json:
        print(json.dumps({"sources": list(map(_source, found))}, ensure_ascii=False))
    elif not found:
        here.complain(Text(NO_NEWS, "yellow"))
    elif here.out.is_terminal:
        here.show(_table(found))
    else:
        here.lines(Line(Text("\t".join(_fields(one)))) for one in found)


def _used(database: "Database", days: int, library: str | None) -> "Used":
    from bot.newsroom.figures import COMPLAINTS, Used
    from retrieval.budget import Budget
    from retrieval.statistics import Statistics
    from retrieval.votes import Votes

    now = datetime.now(UTC)
    since = now - timedelta(days=days)
    first = now.date() - timedelta(days=days - 1)
    return Used(
        days,
        Statistics(database).asked(since, library),
        Budget(database).spent(library=library, since=first),
        Votes(database).complaints(since, library, COMPLAINTS),
    )


def _sources(database: "Database", libraries: Sequence[str]) -> "list[Source]":
    from retrieval.statistics import Statistics

    return Statistics(database).sources(libraries)


def _object(used: "Used | None", days: int) -> dict[str, object]:
    if used is None:
        return {"days": days}
    return {
        "days": days,
        **asdict(used.asked),
        "tokens": used.tokens,
        "cost": used.cost,
        "complaints": [one.reason for one in used.complaints],
    }


def _source(source: "Source") -> dict[str, object]:
    newest = source.newest.isoformat() if source.newest else None
    return {"outlet": source.outlet, "articles": source.articles, "newest": newest}


def _table(found: "Sequence[Source]") -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)
    table.add_column("Outlet", overflow="fold")
    table.add_column("Articles", justify="right", no_wrap=True)
    table.add_column("Newest (UTC)", no_wrap=True)
    for one in found:
        newest, count, outlet = _fields(one)[2], f"{one.articles:,}", one_line(one.outlet or "")
        table.add_row(Text(outlet) if outlet else Text("unknown", "dim"), count, newest)
    return table


def _fields(source: "Source") -> tuple[str, str, str]:
    newest = f"{source.newest:%Y-%m-%d}" if source.newest else "undated"
    return (one_line(source.outlet or ""), str(source.articles), newest)
