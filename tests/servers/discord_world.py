"""Everything the stand-in Discord knows, and the way its events leave it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.servers.discord_state import (
    DM,
    ApiError,
    Channel,
    Guild,
    Interaction,
    Json,
    Message,
    Upload,
    User,
)

DISCORD_EPOCH = 1_420_070_400_000


def _unheard(_event: str, _data: Json, _channel: Channel | None) -> None:
    """Stand in until a gateway listens."""


@dataclass(slots=True, eq=False)
class World:
    """All that is known, and the way events leave it."""

    token: str
    privileged: int = 0
    shards: int = 1
    late: float = 0.0  # how old an interaction is when the bot hears of it
    ack_within: float = 3.0
    token_life: float = 900.0
    base: str = ""
    dispatch: Callable[[str, Json, Channel | None], None] = _unheard
    last_id: int = 0
    bot: User = field(init=False)
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    files: dict[int, Upload] = field(default_factory=dict)
    commands: dict[int | None, list[Json]] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    nonces: dict[tuple[int, str], Message] = field(default_factory=dict)
    typings: list[int] = field(default_factory=list)
    answers: dict[int, list[Message]] = field(default_factory=dict)  # the bot's, by question
    syncs: int = 0

    def __post_init__(self) -> None:
        """Make the bot's own user, whose id is the application's too."""
        self.bot = self.add_user("Newsdesk", bot=True)

    def snowflake(self) -> int:
        """Return a new id that carries the time and is greater than every earlier one."""
        stamp = (int(time.time() * 1000) - DISCORD_EPOCH) << 22
        self.last_id = max(self.last_id + 1, stamp)
        return self.last_id

    def add_user(self, name: str, *, bot: bool = False) -> User:
        """Make a user."""
        user = User(self.snowflake(), name, bot)
        self.users[user.id] = user
        return user

    def dm(self, user: User) -> Channel:
        """Return the direct-message channel with a person, made on first use."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.snowflake(), user.name, DM, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def add_file(self, upload: Upload) -> Json:
        """Store a file on the CDN and return its attachment object."""
        key = self.snowflake()
        self.files[key] = upload
        url = f"{self.base}/attachments/{key}/{upload.name}"
        return {
            "id": str(key),
            "filename": upload.name,
            "size": len(upload.content),
            "url": url,
            "proxy_url": url,
            "content_type": upload.content_type,
        }

    def message(self, channel: Channel, message_id: int) -> Message:
        """Return a message that still exists, as Discord would: 10008 when it is gone."""
        message = channel.messages.get(message_id)
        if message is None or message.deleted:
            raise ApiError(404, 10008, "Unknown Message")
        return message

    def all_messages(self) -> Iterator[Message]:
        """Yield the messages of every channel."""
        for channel in self.channels.values():
            yield from channel.messages.values()
