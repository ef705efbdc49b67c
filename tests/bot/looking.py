"""What a terminal of some width shows."""

import re
from io import StringIO

from rich.console import Console, RenderableType

from bot.screen import Screen
from bot.terminal import Line


def seen(*shown: RenderableType | Line, width: int = 80) -> str:
    """The characters that a terminal shows, without colours."""
    written = StringIO()
    out = Console(
        file=written,
        force_terminal=True,
        color_system=None,
        width=width,
        highlight=False,
        markup=False,
        _environ={},
    )
    Screen(out, out).show(*shown)
    return written.getvalue()


_CODE = re.compile(
    r"\x1b\[(?P<number>\d*)(?P<act>[AK])|\x1b\[[\d;?]*[a-zA-Z]|\x1b\].*?\x1b\\|(?P<sign>.)",
    re.DOTALL,
)


def scrolled(written: str, height: int = 24) -> list[str]:
    """The lines a terminal shows in the end, those scrolled out at its top included.

    Knows what rich sends: colours and links, which it leaves out, carriage return, a line up, and
    a line erased. A cursor does not go up into what has scrolled away.
    """
    lines, row, column = [""], 0, 0
    for found in _CODE.finditer(written):
        sign = found["sign"]
        if found["act"] == "A":
            row = max(row - int(found["number"] or 1), len(lines) - height, 0)
        elif found["act"] == "K":
            lines[row] = lines[row][:column] if found["number"] != "2" else ""
        elif sign == "\r":
            column = 0
        elif sign == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif sign:
            line = lines[row].ljust(column)
            lines[row] = line[:column] + sign + line[column + 1 :]
            column += 1
    return [line.rstrip() for line in lines]
