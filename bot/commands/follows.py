"""What the bot posts by itself: list it, or have it stop."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from bot.commands.opening import in_archive
from bot.screen import screen
from bot.terminal import Line
from ingest.text import one_line
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.follows import Follow, Follows

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help="See what the bot posts by itself, or stop it.")

NOTHING = "Nothing is followed yet: people follow topics in Discord with /follow."
PROBLEMS = {"gone": "the channel is gone", "forbidden": "Discord forbids it"}


@app.command("list")
def list_follows(
    *,
    library: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only those of this library, such as guild-123."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """List the topics and digests that are posted, and where."""
    here = screen()
    found = _with(lambda follows: follows.of(library) if library else follows.all()) or []
    if as_json:
        print(json.dumps([_object(one) for one in found], ensure_ascii=False))
    elif not here.out.is_terminal:
        here.lines(Line(Text("\t".join(_fields(one)))) for one in found)
    else:
        here.show(_table(found) if found else Text(NOTHING, "yellow"))


@app.command("remove")
def remove_follow(
    follow: Annotated[int, typer.Argument(metavar="ID", help="As “newsdesk follows list” shows.")],
) -> None:
    """Have something posted no longer."""
    gone = _with(lambda follows: _removed(follows, follow))
    if gone is None:
        raise NewsdeskError(
            f"Nothing is followed as {follow}; “newsdesk follows list” shows what is."
        )
    screen().show(Text(f"{_what(gone)} is followed no longer."))


def _with(work: "Callable[[Follows], T]") -> T | None:
    from retrieval.follows import Follows

    return in_archive(lambda database: work(Follows(database)))


def _removed(follows: "Follows", id_: int) -> "Follow | None":
    held = next((one for one in follows.all() if one.id == id_), None)
    return follows.remove(id_, held.library) if held else None


def _table(found: "Sequence[Follow]") -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)
    table.add_column("Id", style="cyan", justify="right", no_wrap=True)
    table.add_column("What", ratio=2, overflow="fold")
    table.add_column("When", no_wrap=True)
    table.add_column("Library and channel", ratio=2, overflow="fold")
    for one in found:
        id_, what, when, library, channel, state = _fields(one)
        place = Text(f"{library}\n{channel}")
        if one.problem:
            place.append(f"\n{state}", "red")
        table.add_row(id_, Text(what), Text(when), place)
    return table


def _fields(follow: "Follow") -> tuple[str, ...]:
    when = f"daily {follow.at}" if follow.at else "as it comes"
    state = PROBLEMS.get(follow.problem, "ok")
    return (str(follow.id), _what(follow), when, follow.library, str(follow.channel), state)


def _what(follow: "Follow") -> str:
    topic = one_line(follow.topic)
    if follow.kind == "topic":
        return topic
    return f"digest: {topic}" if topic else "digest"


def _object(follow: "Follow") -> dict[str, object]:
    return {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in asdict(follow).items()
    }
