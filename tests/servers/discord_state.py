"""The things of the stand-in Discord: people, roles, guilds, channels, messages, interactions."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

TEXT, DM, THREAD, FORUM = 0, 1, 11, 15
SUPPRESS_EMBEDS, EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 15


class ApiError(Exception):
    """A refusal in Discord's own form: status, code, message, and where in the form."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"code": code, "message": message}
        if errors:
            self.body["errors"] = errors


def now() -> str:
    """Return this moment as Discord writes it."""
    return datetime.now(UTC).isoformat()


@dataclass(slots=True, eq=False)
class User:
    """A person or the bot."""

    id: int
    name: str
    bot: bool = False

    def wire(self) -> Json:
        """Return the user object."""
        return {
            "id": str(self.id),
            "username": self.name.lower(),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
        }


@dataclass(slots=True, eq=False)
class Role:
    """A role of a guild with its permission bits."""

    id: int
    name: str
    permissions: int
    position: int

    def wire(self) -> Json:
        """Return the role object."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
        }


@dataclass(slots=True, eq=False)
class Guild:
    """A guild with its roles and its members' role ids."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, tuple[User, set[int]]] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    def member(self, user: User) -> Json:
        """Return the member object of a user, without the user in it."""
        roles = self.members[user.id][1] if user.id in self.members else set()
        return {
            "roles": [str(role) for role in sorted(roles)],
            "nick": None,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }

    def wire(self) -> Json:
        """Return the guild object as GUILD_CREATE carries it."""
        plain = [channel for channel in self.channels.values() if channel.type != THREAD]
        threads = [channel for channel in self.channels.values() if channel.type == THREAD]
        people = [user for user, _ in self.members.values()]
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner_id),
            "unavailable": False,
            "preferred_locale": "en-US",
            "features": [],
            "emojis": [],
            "stickers": [],
            "member_count": len(people),
            "roles": [role.wire() for role in self.roles.values()],
            "members": [self.member(user) | {"user": user.wire()} for user in people],
            "channels": [channel.wire() for channel in plain],
            "threads": [thread.wire() for thread in threads],
        }


@dataclass(slots=True, eq=False)
class Channel:
    """A text channel, a thread or a direct-message channel, with all its messages."""

    id: int
    name: str
    type: int = TEXT
    guild: Guild | None = None
    recipient: User | None = None
    parent: Channel | None = None
    owner_id: int = 0
    archived: bool = False
    locked: bool = False
    auto_archive: int = 1440
    overwrites: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)

    def wire(self) -> Json:
        """Return the channel object."""
        data: Json = {"id": str(self.id), "type": self.type, "flags": 0}
        # It stays when that message is deleted.
        data["last_message_id"] = str(max(self.messages)) if self.messages else None
        if self.type == DM and self.recipient is not None:
            return data | {"recipients": [self.recipient.wire()]}
        data |= {"name": self.name, "position": 0, "nsfw": False, "rate_limit_per_user": 0}
        data |= {"available_tags": [], "default_forum_layout": 0} if self.type == FORUM else {}
        if self.guild is not None:
            data["guild_id"] = str(self.guild.id)
        if self.parent is not None:
            return data | self._thread()
        data["parent_id"] = None
        data["permission_overwrites"] = [
            {"id": str(target), "type": kind, "allow": str(allow), "deny": str(deny)}
            for target, (kind, allow, deny) in self.overwrites.items()
        ]
        return data

    def _thread(self) -> Json:
        assert self.parent is not None
        return {
            "parent_id": str(self.parent.id),
            "owner_id": str(self.owner_id),
            "message_count": len(self.messages),
            "member_count": 2,
            "thread_metadata": {
                "archived": self.archived,
                "locked": self.locked,
                "auto_archive_duration": self.auto_archive,
                "archive_timestamp": "2024-01-01T00:00:00+00:00",
            },
        }


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands, with every earlier state."""

    id: int
    channel: Channel
    author: User
    wire: Json
    versions: list[Json] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)
    deleted: bool = False
    changed: float = 0.0

    @property
    def content(self) -> str:
        """The plain text of the message."""
        return str(self.wire["content"])

    @property
    def components(self) -> list[Json]:
        """The top-level components."""
        return list(self.wire["components"])

    @property
    def attachments(self) -> list[Json]:
        """The attachment objects."""
        return list(self.wire["attachments"])

    @property
    def flags(self) -> int:
        """The message flags."""
        return int(self.wire["flags"])

    @property
    def ephemeral(self) -> bool:
        """Whether only the asker sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still shows that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def replies_to(self) -> int | None:
        """The id of the message it answers."""
        reference = self.wire.get("message_reference")
        return int(reference["message_id"]) if reference else None

    def keep(self) -> None:
        """Write the present state down as a version."""
        self.versions.append(copy.deepcopy(self.wire))
        self.changed = time.monotonic()


@dataclass(slots=True, eq=False)
class Interaction:
    """A command, click, menu or form on its way to the bot, and what came back."""

    id: int
    token: str
    type: int
    channel: Channel
    user: User
    data: Json
    created: float
    target: Message | None = None
    answered: int | None = None
    original: Message | None = None
    replies: list[Message] = field(default_factory=list)
    choices: list[Json] | None = None
    modal: Json | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file a person attaches."""

    name: str
    content: bytes
    content_type: str = "text/plain; charset=utf-8"
