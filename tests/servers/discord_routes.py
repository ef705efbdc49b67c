"""The routes of a bot's token: login, lookups, messages, reactions, typing, threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.servers import discord_messages as messages
from tests.servers.discord_rest import Call, Reply, Route
from tests.servers.discord_rules import (
    ADD_REACTIONS,
    ATTACH_FILES,
    CREATE_THREADS,
    MANAGE_MESSAGES,
    READ_HISTORY,
    require,
    to_send,
)
from tests.servers.discord_state import (
    EPHEMERAL,
    LOADING,
    THREAD,
    ApiError,
    Channel,
    Guild,
    Json,
    Message,
)
from tests.servers.discord_world import World


@dataclass(frozen=True, slots=True)
class BotRoutes:
    """What a bot may ask with its token."""

    world: World

    def table(self) -> Mapping[str, Route]:
        """Return every route by method and path."""
        message = "/channels/{channel}/messages/{message}"
        return {
            "GET /users/@me": lambda _: Reply(self.world.bot.wire()),
            "GET /users/{user}": self.user,
            "POST /users/@me/channels": self.open_dm,
            "GET /oauth2/applications/@me": lambda _: Reply(self.application()),
            "GET /gateway/bot": lambda _: Reply(self.gateway()),
            "GET /guilds/{guild}": lambda call: Reply(self._guild(call).wire()),
            "GET /guilds/{guild}/members/{user}": self.member,
            "GET /guilds/{guild}/roles": lambda call: Reply(self._guild(call).wire()["roles"]),
            "GET /guilds/{guild}/channels": lambda call: Reply(
                self._guild(call).wire()["channels"]
            ),
            "GET /channels/{channel}": lambda call: Reply(self._channel(call).wire()),
            "PATCH /channels/{channel}": self.change_thread,
            "POST /channels/{channel}/messages": self.send,
            "GET /channels/{channel}/messages": self.history,
            f"GET {message}": self.read,
            f"PATCH {message}": self.edit,
            f"DELETE {message}": self.delete,
            "POST /channels/{channel}/typing": self.typing,
            f"PUT {message}/reactions/{{emoji}}/@me": self.react,
            f"DELETE {message}/reactions/{{emoji}}/@me": self.unreact,
            f"POST {message}/threads": self.thread_from,
            "POST /channels/{channel}/threads": self.thread,
            "PUT /channels/{channel}/thread-members/@me": lambda _: Reply(),
        }

    def application(self) -> Json:
        """Return the application object."""
        bot = self.world.bot
        data: Json = {"id": str(bot.id), "name": bot.name, "description": "", "icon": None}
        data |= {"bot_public": False, "bot_require_code_grant": False, "verify_key": "0" * 64}
        guild = next(iter(self.world.guilds.values()))
        return data | {"owner": self.world.users[guild.owner_id].wire(), "flags": 0}

    def gateway(self) -> Json:
        """Return where the gateway is, for sharded clients."""
        limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        url = self.world.base.replace("http", "ws", 1) + "/"
        return {"url": url, "shards": self.world.shards, "session_start_limit": limits}

    def user(self, call: Call) -> Reply:
        """Look a user up."""
        user = self.world.users.get(call.id("user"))
        if user is None:
            raise ApiError(404, 10013, "Unknown User")
        return Reply(user.wire())

    def member(self, call: Call) -> Reply:
        """Look a member up."""
        guild = self._guild(call)
        if call.id("user") not in guild.members:
            raise ApiError(404, 10007, "Unknown Member")
        user = guild.members[call.id("user")][0]
        return Reply(guild.member(user) | {"user": user.wire()})

    def open_dm(self, call: Call) -> Reply:
        """Open the direct-message channel with a person."""
        return Reply(self.world.dm(self.world.users[int(call.form["recipient_id"])]).wire())

    def send(self, call: Call) -> Reply:
        """Write a message as the bot."""
        channel = self._channel(call)
        require(channel, self.world.bot, to_send(channel), *([ATTACH_FILES] * bool(call.files)))
        if channel.locked:
            raise ApiError(400, 50083, "Thread is archived")
        if call.form.get("message_reference"):
            require(channel, self.world.bot, READ_HISTORY)
        form = call.form | {"flags": int(call.form.get("flags") or 0) & ~(EPHEMERAL | LOADING)}
        return Reply(messages.post(self.world, channel, self.world.bot, form, call.files).wire)

    def history(self, call: Call) -> Reply:
        """Read messages, newest first."""
        channel = self._channel(call)
        require(channel, self.world.bot, READ_HISTORY)
        shown = [m for m in channel.messages.values() if not m.deleted and not m.ephemeral]
        limit = int(call.query.get("limit", 50))
        if "after" in call.query:
            later = [m for m in shown if m.id > int(call.query["after"])]
            shown = later[:limit]
        if "before" in call.query:
            shown = [m for m in shown if m.id < int(call.query["before"])]
        if "around" in call.query:
            middle = int(call.query["around"])
            shown = sorted(sorted(shown, key=lambda m: abs(m.id - middle))[:limit], key=_age)
        return Reply([self._seen(m) for m in reversed(shown[-limit:])])

    def read(self, call: Call) -> Reply:
        """Read one message."""
        return Reply(self._seen(self._message(call)))

    def edit(self, call: Call) -> Reply:
        """Change one of the bot's messages."""
        message = self._message(call)
        require(message.channel, self.world.bot)
        if message.author is not self.world.bot and set(call.form) - {"flags"}:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        return Reply(messages.edit(self.world, message, call.form, call.files).wire)

    def delete(self, call: Call) -> Reply:
        """Delete a message."""
        message = self._message(call)
        if message.author is not self.world.bot:
            require(message.channel, self.world.bot, MANAGE_MESSAGES)
        messages.delete(self.world, message)
        return Reply()

    def typing(self, call: Call) -> Reply:
        """Show that the bot is typing."""
        channel = self._channel(call)
        require(channel, self.world.bot, to_send(channel))
        self.world.typings.append(channel.id)
        return Reply()

    def react(self, call: Call) -> Reply:
        """Add the bot's reaction."""
        message = self._message(call)
        require(message.channel, self.world.bot, ADD_REACTIONS, READ_HISTORY)
        if call.at["emoji"] not in message.reactions:
            message.reactions.append(call.at["emoji"])
        return Reply()

    def unreact(self, call: Call) -> Reply:
        """Take the bot's reaction away."""
        message = self._message(call)
        if call.at["emoji"] in message.reactions:
            message.reactions.remove(call.at["emoji"])
        return Reply()

    def thread_from(self, call: Call) -> Reply:
        """Start a thread on a message; it has the message's id."""
        message = self._message(call)
        if message.id in self.world.channels:
            raise ApiError(400, 160004, "A thread has already been created for this message")
        thread = self._thread(message.channel, message.id, call)
        message.wire["thread"] = thread.wire()
        message.wire["flags"] |= 1 << 5
        message.keep()
        messages.announce(self.world, "MESSAGE_UPDATE", message)
        return Reply(thread.wire(), 201)

    def thread(self, call: Call) -> Reply:
        """Start a thread of its own."""
        return Reply(self._thread(self._channel(call), self.world.snowflake(), call).wire(), 201)

    def change_thread(self, call: Call) -> Reply:
        """Rename, archive or lock a thread."""
        channel = self._channel(call)
        channel.name = call.form.get("name", channel.name)
        channel.archived = call.form.get("archived", channel.archived)
        channel.locked = call.form.get("locked", channel.locked)
        self.world.dispatch("THREAD_UPDATE", channel.wire(), channel)
        return Reply(channel.wire())

    def _thread(self, parent: Channel, thread_id: int, call: Call) -> Channel:
        bot = self.world.bot
        require(parent, bot, CREATE_THREADS)
        thread = Channel(
            thread_id, call.form["name"], THREAD, parent.guild, parent=parent, owner_id=bot.id
        )
        thread.auto_archive = int(call.form.get("auto_archive_duration") or 1440)
        self.world.channels[thread.id] = thread
        if parent.guild is not None:
            parent.guild.channels[thread.id] = thread
        self.world.dispatch("THREAD_CREATE", thread.wire() | {"newly_created": True}, thread)
        return thread

    def _guild(self, call: Call) -> Guild:
        if call.id("guild") not in self.world.guilds:
            raise ApiError(404, 10004, "Unknown Guild")
        return self.world.guilds[call.id("guild")]

    def _channel(self, call: Call) -> Channel:
        if call.id("channel") not in self.world.channels:
            raise ApiError(404, 10003, "Unknown Channel")
        channel = self.world.channels[call.id("channel")]
        require(channel, self.world.bot)
        return channel

    def _message(self, call: Call) -> Message:
        return self.world.message(self._channel(call), call.id("message"))

    def _seen(self, message: Message) -> Json:
        if self.world.privileged & messages.MESSAGE_CONTENT:
            return message.wire
        return messages.censored(message.wire, self.world.bot, message.channel)


def _age(message: Message) -> int:
    return message.id
