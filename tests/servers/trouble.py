"""What can go wrong with Discord while people ask, all of it within a minute."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import cycle

from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import Channel

MESSAGES, MESSAGE = "/channels/*/messages", "/channels/*/messages/*"
ORIGINAL, CALLBACK = "/webhooks/*/*/messages/*", "/interactions/*/*/callback"


@dataclass(slots=True)
class Trouble:
    """Faults one after another until a moment; `silenced` is where the bot could not write when."""

    server: DiscordServer
    rooms: list[Channel]
    dice: random.Random
    pause: tuple[float, float] = (0.3, 1.0)
    silenced: list[tuple[Channel, float, float]] = field(default_factory=list)
    happened: dict[str, int] = field(default_factory=dict)

    async def make(self, until: float) -> None:
        """Do one after another: a connection is lost, then requests go wrong in every way."""
        lost = cycle((self._invalid, self._cut, self._reconnect))
        kinds: list[Callable[[], Awaitable[None]]] = []
        while time.monotonic() < until:
            kinds = kinds or [*self._requests(), next(lost)]
            kind = kinds.pop()
            name = kind.__name__.lstrip("_")
            self.happened[name] = self.happened.get(name, 0) + 1
            await kind()
            await asyncio.sleep(self.dice.uniform(*self.pause))

    def was_silenced(self, room: Channel, begun: float, ended: float) -> bool:
        """Whether the bot could not write in a channel at some time between two moments."""
        return any(
            one is room and since < ended and begun < until for one, since, until in self.silenced
        )

    def _requests(self) -> list[Callable[[], Awaitable[None]]]:
        kinds: list[Callable[[], Awaitable[None]]] = [
            self._look_fails,
            self._post_fails,
            self._edit_fails,
            self._line_drops,
            self._done_but_not_told,
            self._slow_down,
            self._webhook_fails,
            self._no_answer,
            self._silence,
            self._late,
        ]
        self.dice.shuffle(kinds)
        return kinds

    async def _look_fails(self) -> None:
        self.server.fail_next("GET", MESSAGES, status=self.dice.choice((502, 503)), times=2)

    async def _post_fails(self) -> None:
        self.server.fail_next("POST", MESSAGES, status=self.dice.choice((502, 503)), times=2)

    async def _edit_fails(self) -> None:
        self.server.fail_next("PATCH", MESSAGE, status=self.dice.choice((502, 503)), times=3)

    async def _line_drops(self) -> None:
        self.server.fail_next("PATCH", MESSAGE, status=0)
        self.server.fail_next("POST", MESSAGES, status=0)

    async def _done_but_not_told(self) -> None:
        self.server.fail_next("POST", MESSAGES, status=503, performed=True)
        self.server.fail_next("PATCH", MESSAGE, status=502, performed=True)

    async def _slow_down(self) -> None:
        self.server.fail_next("PATCH", MESSAGE, status=429, retry_after=1.0)
        self.server.fail_next("POST", MESSAGES, status=429, retry_after=0.5)

    async def _webhook_fails(self) -> None:
        self.server.fail_next("PATCH", ORIGINAL, status=503, times=2)

    async def _no_answer(self) -> None:
        # Longer than the bot waits for one.
        for method, path in (("POST", MESSAGES), ("PATCH", MESSAGE)):
            self.server.fail_next(method, path, status=0, hangs=60.0)

    async def _cut(self) -> None:
        self.server.cut_sockets()

    async def _reconnect(self) -> None:
        self.server.ask_to_reconnect()

    async def _invalid(self) -> None:
        self.server.invalidate_session()

    async def _silence(self) -> None:
        room, begun = self.dice.choice(self.rooms), time.monotonic()
        self.server.deny_send(room, told=self.dice.random() < 0.5)
        await asyncio.sleep(1.5)
        self.server.allow_send(room)
        # What was refused a moment before counts as well.
        self.silenced.append((room, begun - 1, time.monotonic() + 1))

    async def _late(self) -> None:
        self.server.world.late = 4.0
        await asyncio.sleep(0.5)
        self.server.world.late = 0.0
