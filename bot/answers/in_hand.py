"""Answers that are being made, so that one whose asker is forgotten meanwhile is not kept."""

from collections.abc import Iterator
from contextlib import contextmanager


class Wish:
    """Whether the asker of one answer has said since that they want to be forgotten."""

    def __init__(self, person: int, guild_id: int | None) -> None:
        self.person = person
        self.guild_id = guild_id
        self.forgotten = False


class InHand:
    """The answers that are being made; a guild of None is direct messages."""

    def __init__(self) -> None:
        self._wishes: set[Wish] = set()

    @contextmanager
    def of(self, person: int, guild_id: int | None) -> Iterator[Wish]:
        """Know of an answer from its beginning until it is kept or has failed."""
        wish = Wish(person, guild_id)
        self._wishes.add(wish)
        try:
            yield wish
        finally:
            self._wishes.discard(wish)

    def forget(self, person: int, guild_id: int | None, *, everywhere: bool = False) -> int:
        """Have none of the answers kept that a person awaits in a guild; gives how many."""
        theirs = [wish for wish in self._wishes if wish.person == person]
        awaited = [wish for wish in theirs if everywhere or wish.guild_id == guild_id]
        for wish in awaited:
            wish.forgotten = True
        return len(awaited)
