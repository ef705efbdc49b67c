"""What each guild chose for itself, kept in the archive and held in memory."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import tzinfo
from threading import Lock
from typing import Any, Self

import discord

from bot import zones
from bot.desk import Desk

NOTE = "guild:"
"""Under what, and the server's number, its choices are noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSettings:
    """A guild's choices; the defaults are those of a guild that made none.

    `channels` are where questions are answered and `askers` the roles that may ask, both everything
    while empty; `ingesters` are roles that may ingest besides those of the operator. `language` and
    `timezone` are None for the asker's and the operator's; `budget` is tokens a day, None for the
    operator's. With `unmentioned`, every message in `channels` is a question.
    """

    channels: frozenset[int] = frozenset()
    askers: frozenset[int] = frozenset()
    ingesters: frozenset[int] = frozenset()
    threads: bool = False
    language: str | None = None
    timezone: str | None = None
    budget: int | None = None
    unmentioned: bool = False

    @property
    def zone(self) -> tzinfo | None:
        """The guild's own time zone, if it chose one."""
        return zones.named(self.timezone) if self.timezone else None

    def answers_in(self, channel: int, parent: int | None = None) -> bool:
        """Whether questions are answered in a channel, or in a thread of its `parent`."""
        return not self.channels or not self.channels.isdisjoint({channel, parent})

    def may_ask(self, person: discord.Member | discord.User) -> bool:
        """Whether a member has a role that may ask."""
        if not self.askers:
            return True
        roles = person.roles if isinstance(person, discord.Member) else []
        return any(role.id in self.askers for role in roles)

    def to_json(self) -> str:
        """As it is kept."""
        plain = asdict(self)
        return json.dumps(
            {k: sorted(v) if isinstance(v, frozenset) else v for k, v in plain.items()}
        )

    @classmethod
    def from_json(cls, kept: str) -> Self:
        """As it was kept; what an older or newer newsdesk called otherwise is left out."""
        known = {k: v for k, v in json.loads(kept).items() if k in cls.__dataclass_fields__}
        fields: dict[str, Any] = {
            k: frozenset(v) if isinstance(v, list) else v for k, v in known.items()
        }
        return cls(**fields)


class Guilds:
    """The settings of all guilds: read at once from memory, written through to the archive."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._held: dict[int, GuildSettings] = {}

    def load(self) -> None:
        """Read what is kept."""
        kept = self._desk.archive.notes(NOTE)
        self._held = {int(key): GuildSettings.from_json(value) for key, value in kept.items()}

    def of(self, guild_id: int | None) -> GuildSettings:
        """What a guild chose; the defaults for one that chose nothing, or for no guild."""
        return self._held.get(guild_id or 0, GuildSettings())

    def change(self, guild_id: int, **changed: Any) -> GuildSettings:  # noqa: ANN401, as the fields
        """Keep some choices of a guild; gives all of them."""
        with self._lock:
            chosen = replace(self.of(guild_id), **changed)
            self._desk.set_note(f"{NOTE}{guild_id}", chosen.to_json())
            self._held[guild_id] = chosen
            return chosen
