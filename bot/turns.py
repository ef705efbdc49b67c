"""Whose turn it is: one question at a time a person, and not too many in a minute."""

from collections.abc import Iterator
from contextlib import contextmanager

from discord import app_commands

from retrieval.errors import NewsdeskError

RATE = 6
PER_SECONDS = 60.0
REMEMBERED = 5000

BUSY = "I am still working on your last question; ask again when its answer is there."


class NotYourTurn(NewsdeskError):
    """The person asks again too soon; `told` when they have heard so already."""

    def __init__(self, message: str, *, told: bool = False) -> None:
        super().__init__(message)
        self.told = told


class Turns:
    """Who has a question at work, and how many each asked of late."""

    def __init__(self) -> None:
        self._at_work: set[int] = set()
        self._told: set[int] = set()
        self._cooldowns: dict[int, app_commands.Cooldown] = {}

    @contextmanager
    def turn(self, person: int, now: float, *, exempt: bool) -> Iterator[None]:
        """Hold the person's one turn; raises NotYourTurn when it is not theirs."""
        if person in self._at_work:
            raise self._refused(person, BUSY)
        wait = None if exempt else self._cooldown(person).update_rate_limit(now)
        if wait:
            seconds = f"{wait:.0f} seconds" if wait >= 1.5 else "a second"
            raise self._refused(person, f"That was a lot at once; ask again in {seconds}.")
        self._told.discard(person)
        self._at_work.add(person)
        try:
            yield
        finally:
            self._at_work.discard(person)

    def _cooldown(self, person: int) -> app_commands.Cooldown:
        if len(self._cooldowns) > REMEMBERED:
            self._cooldowns.clear()
        return self._cooldowns.setdefault(person, app_commands.Cooldown(RATE, PER_SECONDS))

    def _refused(self, person: int, message: str) -> NotYourTurn:
        told = person in self._told
        self._told.add(person)
        return NotYourTurn(message, told=told)
