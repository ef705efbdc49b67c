"""The place: guilds, channels, roles and people, and how a test adds to them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.servers.discord_rules import MANAGE_GUILD, ORDINARY, SEND_IN_THREADS, SEND_MESSAGES
from tests.servers.discord_state import FORUM, THREAD, Channel, Guild, Role, User
from tests.servers.discord_world import World


class Place:
    """One guild (`home`) with a text channel (`general`) and four people, to begin with.

    `owner` may do all, `admin` may manage the server, `editor` has the role Editors and
    `reader` has nothing special.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.owner = world.add_user("Owner")
        self.home = self.guild("Newsroom")
        self.general = next(iter(self.home.channels.values()))
        self.editors = self.role(self.home, "Editors")
        self.admin = self.member("Ada", roles=[self.role(self.home, "Admins", MANAGE_GUILD)])
        self.editor = self.member("Edda", roles=[self.editors])
        self.reader = self.member("Rhea")

    @property
    def bot(self) -> User:
        """The bot's own user."""
        return self.world.bot

    def guild(self, name: str) -> Guild:
        """Make a guild that the bot is in, with a text channel; a connected bot joins it."""
        guild = Guild(self.world.snowflake(), name, self.owner.id)
        guild.roles[guild.id] = Role(guild.id, "@everyone", ORDINARY, 0)
        self.world.guilds[guild.id] = guild
        bot_role = self.role(guild, "Newsdesk")
        guild.members[self.bot.id] = (self.bot, {bot_role.id})
        guild.members[self.owner.id] = (self.owner, set())
        self.channel("general", guild)
        self.world.dispatch("GUILD_CREATE", guild.wire(), None)
        return guild

    def channel(self, name: str, guild: Guild | None = None) -> Channel:
        """Make a text channel, in `home` unless told otherwise."""
        return self._open(Channel(self.world.snowflake(), name, guild=guild or self.home))

    def forum(self, name: str, guild: Guild | None = None) -> Channel:
        """Make a forum, in `home` unless told otherwise; its posts are threads."""
        return self._open(Channel(self.world.snowflake(), name, FORUM, guild or self.home))

    def thread(self, parent: Channel, name: str, author: User) -> Channel:
        """Let a person open a thread in a channel, or a post in a forum."""
        thread = Channel(
            self.world.snowflake(), name, THREAD, parent.guild, parent=parent, owner_id=author.id
        )
        return self._open(thread, "THREAD_CREATE")

    def _open(self, channel: Channel, event: str = "CHANNEL_CREATE") -> Channel:
        assert channel.guild is not None
        channel.guild.channels[channel.id] = self.world.channels[channel.id] = channel
        self.world.dispatch(event, channel.wire(), channel)
        return channel

    def role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        """Make a role."""
        role = Role(self.world.snowflake(), name, permissions, len(guild.roles))
        guild.roles[role.id] = role
        data = {"guild_id": str(guild.id), "role": role.wire()}
        self.world.dispatch("GUILD_ROLE_CREATE", data, None)
        return role

    def member(self, name: str, guild: Guild | None = None, roles: Sequence[Role] = ()) -> User:
        """Make a person and let them into a guild."""
        user = self.world.add_user(name)
        (guild or self.home).members[user.id] = (user, {role.id for role in roles})
        return user

    def dm(self, user: User) -> Channel:
        """Return the direct-message channel between the bot and a person."""
        return self.world.dm(user)

    def deny_send(self, channel: Channel, *, told: bool = True) -> None:
        """Forbid the bot to send here; with told=False it learns of it only by the refusal."""
        self._overwrite(channel, SEND_MESSAGES | SEND_IN_THREADS, told=told)

    def allow_send(self, channel: Channel, *, told: bool = True) -> None:
        """Take a denial back."""
        self._overwrite(channel, 0, told=told)

    def _overwrite(self, channel: Channel, deny: int, *, told: bool) -> None:
        channel.overwrites[self.bot.id] = (1, 0, deny)
        if told:
            self.world.dispatch("CHANNEL_UPDATE", channel.wire(), channel)
