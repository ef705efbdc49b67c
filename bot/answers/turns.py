"""Whose turn it is: one question at a time a person, and not too many in a minute."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from discord import app_commands

from bot.words import phrase
from retrieval.errors import NewsdeskError

RATE, GUILD_RATE = 6, 300
"""Of a person and a guild: fifty people who read each answer before they ask on are let in."""
PER_SECONDS = 60.0
REMEMBERED = 5000

BUSY = phrase("I am still working on your last question; ask again when its answer is there.")
A_LOT = phrase("That was a lot at once; ask again in {seconds} s.")
A_LOT_HERE = phrase("This server asks a lot at once; ask again in {seconds} s.")


class NotYourTurn(NewsdeskError):
    """The person asks again too soon; `told` when they have heard so already."""

    def __init__(self, message: str, *, told: bool = False) -> None:
        super().__init__(message)
        self.told = told


class Turns:
    """Who has a question at work, and how many each person and each guild asked of late."""

    def __init__(self) -> None:
        self._at_work: dict[int, asyncio.Event] = {}
        self._told: set[int] = set()
        self._cooldowns: dict[int, app_commands.Cooldown] = {}

    @contextmanager
    def turn(
        self, person: int, now: float, *, exempt: bool, guild: int | None = None
    ) -> Iterator[None]:
        """Hold the person's one turn; raises NotYourTurn when it is not theirs."""
        if person in self._at_work:
            raise self._refused(person, BUSY)
        if not exempt:
            self._count(person, guild, now)
        self._told.discard(person)
        mine = self._at_work[person] = asyncio.Event()
        try:
            yield
        finally:
            if self._at_work.get(person) is mine:
                self.over(person)

    def over(self, person: int) -> None:
        """Let the person ask on: they have their answer, whatever is left to do."""
        if at_work := self._at_work.pop(person, None):
            at_work.set()

    async def free(self, person: int) -> None:
        """Wait until the person has no question at work."""
        while at_work := self._at_work.get(person):
            await at_work.wait()

    def _count(self, person: int, guild: int | None, now: float) -> None:
        own = self._cooldown(person, RATE)
        if wait := own.get_retry_after(now):
            raise self._refused(person, _later(A_LOT, wait))
        here = self._cooldown(guild, GUILD_RATE) if guild else None
        if here and (held := here.update_rate_limit(now)):
            raise self._refused(person, _later(A_LOT_HERE, held))
        own.update_rate_limit(now)

    def _cooldown(self, who: int, rate: int) -> app_commands.Cooldown:
        # Discord gives no two things the same id.
        if len(self._cooldowns) > REMEMBERED:
            self._cooldowns.clear()
        return self._cooldowns.setdefault(who, app_commands.Cooldown(rate, PER_SECONDS))

    def _refused(self, person: int, message: str) -> NotYourTurn:
        told = person in self._told
        self._told.add(person)
        return NotYourTurn(message, told=told)


class Once:
    """What somebody was told somewhere, so as not to tell it again soon."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._told: dict[tuple[int, int], float] = {}

    def due(self, person: int, channel: int, now: float) -> bool:
        """Whether to tell the person in that channel; it then counts as told."""
        last = self._told.get((person, channel))
        if last is not None and now - last < self._seconds:
            return False
        if len(self._told) >= REMEMBERED:
            self._told.clear()
        self._told[person, channel] = now
        return True


def _later(sentence: str, wait: float) -> str:
    return phrase(sentence, seconds=max(1, round(wait)))
