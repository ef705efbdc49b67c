"""People who ask, wait for the answer, read it and ask again, each for what they alone want."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tests.bench.facts import Fact
from tests.servers.discord_rules import text_of
from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import Channel, Interaction, Message, User

Way = Literal["mention", "reply", "command", "private"]
WAYS: tuple[Way, ...] = ("mention", "mention", "mention", "reply", "reply", "command", "private")
REFUSALS = ("That was a lot", "This server asks a lot", "I am still working", "Too many questions")
LOOK_SECONDS = 0.02


@dataclass(slots=True, eq=False)
class Exchange:
    """A question, and what a person sees of its answer; times are seconds after it was asked."""

    fact: Fact
    way: Way
    channel: Channel
    asked: Message | Interaction
    begun: float
    taken_back: bool = False
    first: float | None = None
    final: float | None = None
    said: str = ""

    @property
    def right(self) -> bool:
        """Whether the answer has the fact asked for."""
        return self.fact.told_in(self.said)

    @property
    def unheard(self) -> bool:
        """Whether it is a command that was not taken on within three seconds: Discord says so."""
        return isinstance(self.asked, Interaction) and self.asked.answered is None

    @property
    def refused(self) -> bool:
        """Whether the bot said that it was not this person's turn."""
        return self.said.startswith(REFUSALS)

    def answers(self, server: DiscordServer) -> list[Message]:
        """The bot's messages to the question that stand."""
        if isinstance(self.asked, Interaction):
            found = [self.asked.original] if self.asked.original else []
        else:
            found = list(server.world.answers.get(self.asked.id, []))
            # Under a question that is gone nothing can be seen to be its answer but by its nonce.
            named = server.world.nonces.get((self.channel.id, str(self.asked.id)))
            found += [named] if named and named not in found else []
        return [one for one in found if not one.deleted]

    def look(self, server: DiscordServer) -> bool:
        """See what stands there now; True once it is the answer."""
        for message in self.answers(server)[:1]:
            self.first = self.first or time.monotonic() - self.begun
            if is_final(message):
                self.final = message.changed - self.begun
                self.said = text_of(message)
        return self.final is not None


def is_final(message: Message) -> bool:
    """Whether a message is an answer or a sentence, and no line on how far the work is."""
    if message.loading:
        return False
    return bool(message.components) or not message.content.endswith(("…", "back."))


@dataclass(slots=True, eq=False)
class Asker:
    """A person in a channel, with the facts that they ask for in turn."""

    user: User
    channel: Channel
    facts: Iterator[Fact]
    dice: random.Random
    reads: tuple[float, float]
    patience: float
    takes_back: float = 0.0
    asked: list[Exchange] = field(default_factory=list)

    async def ask_on(self, server: DiscordServer, until: float) -> None:
        """Ask, wait and read until a moment of the monotonic clock."""
        await asyncio.sleep(self.dice.uniform(0, self.reads[1]))
        while time.monotonic() < until:
            await self._ask(server)
            await asyncio.sleep(self.dice.uniform(*self.reads))

    async def _ask(self, server: DiscordServer) -> None:
        exchange = await self._say(server, next(self.facts), self.dice.choice(WAYS))
        self.asked.append(exchange)
        end = exchange.begun + self.patience
        if isinstance(exchange.asked, Message) and self.dice.random() < self.takes_back:
            await asyncio.sleep(self.dice.uniform(0, 0.3))
            exchange.taken_back = True
            await server.delete(exchange.asked)
        # Fifty look at one server: each change would wake them all.
        while not exchange.look(server) and time.monotonic() < end:
            await asyncio.sleep(LOOK_SECONDS)
            if exchange.unheard and time.monotonic() - exchange.begun > server.world.ack_within:
                return

    async def _say(self, server: DiscordServer, fact: Fact, way: Way) -> Exchange:
        before = self._last_answer(server)
        if way == "reply" and before is None:
            way = "mention"
        begun = time.monotonic()
        asked: Message | Interaction
        if way in {"command", "private"}:
            asked = await server.slash(
                self.channel, self.user, "ask", question=fact.question, private=way == "private"
            )
        else:
            replied = before if way == "reply" else None
            asked = await server.say(self.channel, self.user, fact.question, reply_to=replied)
        return Exchange(fact, way, self.channel, asked, begun)

    def _last_answer(self, server: DiscordServer) -> Message | None:
        for exchange in reversed(self.asked):
            for message in exchange.answers(server):
                if not message.ephemeral:
                    return message
        return None


def crowd(
    server: DiscordServer,
    facts: Sequence[Fact],
    count: int,
    *,
    guilds: int,
    channels: int,
    reads: tuple[float, float],
    patience: float,
    takes_back: float = 0.0,
) -> list[Asker]:
    """So many people, spread over guilds and channels, none of whom asks what another does."""
    rooms = [room for number in range(guilds) for room in _rooms(server, number, channels)]
    shares = [facts[number::count] for number in range(count)]
    return [
        Asker(
            user=server.member(f"Asker {number}", rooms[number % len(rooms)].guild),
            channel=rooms[number % len(rooms)],
            facts=_round_and_round(shares[number]),
            dice=random.Random(number),
            reads=reads,
            patience=patience,
            takes_back=takes_back,
        )
        for number in range(count)
    ]


def _rooms(server: DiscordServer, number: int, channels: int) -> list[Channel]:
    guild = server.guild(f"Crowd {number}")
    more = [server.channel(f"room-{one}", guild) for one in range(channels - 1)]
    return [*guild.channels.values()][:1] + more


def _round_and_round(facts: Sequence[Fact]) -> Iterator[Fact]:
    while True:
        yield from facts
