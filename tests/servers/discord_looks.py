"""What a test may see: messages as a reader sees them, every earlier state, every request."""

# ruff: noqa: ASYNC109 - the wait ends in an error that shows the last requests

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from tests.servers.discord_gateway import Gateway
from tests.servers.discord_rest import Request, Rest, matcher
from tests.servers.discord_rules import BUTTON, text_of, walk
from tests.servers.discord_state import Channel, Interaction, Json, Message
from tests.servers.discord_world import World

Found = TypeVar("Found")


class Looks:
    """The reading half of the server."""

    world: World
    gateway: Gateway
    rest: Rest

    text_of = staticmethod(text_of)

    @property
    def identifies(self) -> int:
        """How often a bot identified."""
        return self.gateway.identifies

    @property
    def resumes(self) -> int:
        """How often a bot resumed."""
        return self.gateway.resumes

    @property
    def syncs(self) -> int:
        """How often a bot sent its whole command tree."""
        return self.world.syncs

    @property
    def sessions(self) -> int:
        """How many gateway sessions are connected now."""
        return sum(1 for one in self.gateway.sessions.values() if one.line is not None)

    def requests(self, method: str = "*", path: str = "") -> list[Request]:
        """Return the requests made so far; stars in the path stand for one part each."""
        pattern = matcher(path) if path else None
        return [
            one
            for one in self.rest.requests
            if method in {"*", one.method} and (pattern is None or pattern.match(one.path))
        ]

    def messages(self, channel: Channel, *, deleted: bool = False) -> list[Message]:
        """Return a channel's messages, oldest first, those only the asker sees included."""
        return [one for one in channel.messages.values() if deleted or not one.deleted]

    def edits(self, message_id: int) -> list[Json]:
        """Return each state a message was changed to, in order."""
        for message in self.world.all_messages():
            if message.id == message_id:
                return message.versions[1:]
        raise LookupError(f"no message {message_id}")

    def threads(self, channel: Channel) -> list[Channel]:
        """Return the threads of a channel."""
        return [one for one in self.world.channels.values() if one.parent is channel]

    def buttons(self, message: Message) -> list[Json]:
        """Return the buttons of a message, in reading order."""
        return [one for one in walk(message.components) if one["type"] == BUTTON]

    async def wait_for(self, predicate: Callable[[], Found], timeout: float = 30.0) -> Found:
        """Wait until the predicate says something true, and return that."""
        end = time.monotonic() + timeout
        while not (found := predicate()):
            if time.monotonic() > end:
                raise TimeoutError(f"not within {timeout} s; last requests:\n{self.transcript()}")
            await asyncio.sleep(0.01)
        return found

    async def ready(self, timeout: float = 60.0) -> None:
        """Wait until a bot is connected, and long enough for its on_ready (2 s later)."""
        await self.wait_for(lambda: self.sessions, timeout)
        await asyncio.sleep(2.2)

    async def answer_to(
        self,
        asked: Message | Interaction,
        timeout: float = 60.0,
        *,
        until: Callable[[Message], object] | None = None,
        quiet: float = 0.7,
    ) -> Message:
        """Return the bot's answer once `until` holds or, without it, once it no longer changes."""

        def settled() -> Message | None:
            answer = self._answer(asked)
            if answer is None or answer.loading or answer.deleted:
                return None
            if until is not None:
                return answer if until(answer) else None
            return answer if time.monotonic() - answer.changed >= quiet else None

        answer = await self.wait_for(settled, timeout)
        assert answer is not None
        return answer

    def transcript(self, last: int = 15) -> str:
        """Return the last requests in words, without any token."""
        lines = [f"  {one.method} {one.path} -> {one.status}" for one in self.rest.requests[-last:]]
        return "\n".join(lines) or "  none"

    def _answer(self, asked: Message | Interaction) -> Message | None:
        if isinstance(asked, Interaction):
            return next((one for one in asked.replies if not one.deleted), None)
        own = [one for one in self.world.all_messages() if one.author is self.world.bot]
        direct = [one for one in own if one.replies_to == asked.id and not one.deleted]
        # A bot that answers in a thread on the question need not reply to it.
        inside = [one for one in own if one.channel.id == asked.id and not one.deleted]
        return next(iter(direct + inside), None)
