"""Figures in rows: a table for a person, tab-separated lines for a pipe."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from bot.screen import Screen
from bot.terminal import Line
from bot.wording import plural
from ingest.text import one_line

Row = Sequence[str]

HELD = "holds its evidence or answer"
ANSWER_HELD = "holds an answer in words other than yes or no"


def show(here: Screen, heads: Row, *groups: Sequence[Row]) -> None:
    """Print rows under their heads, a line between the groups; the first column is a name."""
    if not here.out.is_terminal:
        rows = [heads, *(row for group in groups for row in group)]
        here.lines(Line(Text("\t".join(map(one_line, row)))) for row in rows)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column(heads[0], overflow="fold")
    for head in heads[1:]:
        table.add_column(head, justify="right", no_wrap=True)
    for group in groups:
        for row in group:
            table.add_row(*(Text(one_line(cell)) for cell in row))
        table.add_section()
    here.show(table)


def say(here: Screen, lines: Iterable[str]) -> None:
    """Print what the figures are over."""
    here.lines(Line(Text(one_line(line), "dim")) for line in lines)


def left_out(count: int, why: str) -> list[str]:
    """How many questions do not count, since no article known when they were asked has it."""
    if not count:
        return []
    return [f"Left out: {plural(count, 'question')}; no article known when asked {why}."]


def figure(value: float | None) -> str:
    """A share, or a dash where there is nothing to take one of."""
    return "–" if value is None else f"{value:.3f}"


def rounded(value: float | None) -> float | None:
    """The same for a program."""
    return None if value is None else round(value, 4)
