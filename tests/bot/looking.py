"""What a terminal of some width shows."""

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
