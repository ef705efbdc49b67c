"""How long steps tell what they are at."""

from collections.abc import Callable

OnProgress = Callable[[str, int, int], None]
"""Told what is being done, how much of it, and out of how many; raising in it stops the step."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Take progress and show nothing."""
