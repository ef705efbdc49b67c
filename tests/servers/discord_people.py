"""What people do on the stand-in Discord: write, use commands, press buttons, fill in forms."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence

from tests.servers import discord_messages
from tests.servers.discord_commands import NotOffered, Typed, find, typed
from tests.servers.discord_interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from tests.servers.discord_looks import Looks
from tests.servers.discord_place import Place
from tests.servers.discord_rules import permissions, walk
from tests.servers.discord_state import Channel, Interaction, Json, Message, Upload, User

MESSAGE_MENU = 3
USER_PICK, ROLE_PICK, MENTIONABLE_PICK, CHANNEL_PICK = 5, 6, 7, 8
PICKED = {USER_PICK, ROLE_PICK, MENTIONABLE_PICK, CHANNEL_PICK}
Filled = str | bool | None | Sequence[str]
FILLED: dict[int, Filled] = {3: [], 4: "", 21: None, 22: [], 23: False}
"""What a form's parts say when they are left alone: a choice, text, radio, boxes and a box."""


class People(Place, Looks):
    """The people at their keyboards."""

    async def say(
        self,
        channel: Channel,
        author: User,
        text: str,
        mentions_bot: bool = True,
        reply_to: Message | None = None,
        attachments: Sequence[Upload] = (),
        *,
        ping: bool = True,
    ) -> Message:
        """Let a person write a message; a reply pings its author unless ping is off."""
        mention = f"<@{self.bot.id}>"
        content = text if not mentions_bot or mention in text else f"{mention} {text}"
        parse = ["users", "roles", "everyone"]
        form: Json = {
            "content": content,
            "allowed_mentions": {"parse": parse, "replied_user": ping},
        }
        if reply_to is not None:
            form["message_reference"] = {"message_id": str(reply_to.id)}
        return discord_messages.post(self.world, channel, author, form, attachments)

    async def delete(self, message: Message) -> None:
        """Let somebody delete a message."""
        discord_messages.delete(self.world, message)

    async def slash(
        self, channel: Channel, author: User, command: str, /, **options: Typed
    ) -> Interaction:
        """Let a person send "ingest url" with its options, as Discord's client would allow it."""
        data = typed(self.world, channel, author, command, options)
        return self._interact(COMMAND, channel, author, data)

    async def autocomplete(
        self,
        channel: Channel,
        author: User,
        command: str,
        focused: str,
        text: str,
        /,
        **options: Typed,
    ) -> list[Json]:
        """Let a person type into an option, and return the choices offered."""
        given = options | {focused: text}
        data = typed(self.world, channel, author, command, given, focused)
        asked = self._interact(AUTOCOMPLETE, channel, author, data)
        await self.wait_for(lambda: asked.choices is not None, self.world.ack_within)
        return asked.choices or []

    async def menu(self, author: User, name: str, message: Message) -> Interaction:
        """Let a person choose a message command from a message's menu."""
        command = find(self.world, message.channel, author, name, MESSAGE_MENU)
        data: Json = {"id": command["id"], "name": name, "type": MESSAGE_MENU}
        data["target_id"] = str(message.id)
        data["resolved"] = {"messages": {str(message.id): message.wire}}
        return self._interact(COMMAND, message.channel, author, data)

    async def click(
        self, message: Message, custom_id: str, author: User, values: Sequence[str] = ()
    ) -> Interaction:
        """Let a person press a button, or choose values in a menu, by its custom id or label."""
        for part in walk(message.components):
            if custom_id in {part.get("custom_id"), part.get("label")} and "custom_id" in part:
                if part.get("disabled"):
                    raise NotOffered(f"{custom_id!r} is disabled")
                data: Json = {"custom_id": part["custom_id"], "component_type": part["type"]}
                data |= {"id": part["id"]} | ({"values": list(values)} if values else {})
                if part["type"] in PICKED:
                    data["values"] = list(values)
                    data["resolved"] = self._picked(message.channel, part["type"], values)
                return self._interact(COMPONENT, message.channel, author, data, message)
        raise NotOffered(f"no {custom_id!r} on the message")

    async def submit(self, asked: Interaction, fields: Mapping[str, Filled]) -> Interaction:
        """Let the asker fill in the form that came back, by custom id."""
        form = await self.wait_for(lambda: asked.modal)
        assert form is not None
        rows: list[Json] = []
        for number, part in enumerate(walk(form["components"]), start=1):
            if part["type"] in FILLED:
                said = fields.get(part["custom_id"], FILLED[part["type"]])
                key = "values" if isinstance(FILLED[part["type"]], list) else "value"
                row: Json = {"type": part["type"], "id": number, "custom_id": part["custom_id"]}
                rows.append({"type": 18, "component": row | {key: said}})
        data: Json = {"custom_id": form["custom_id"], "components": rows}
        return self._interact(MODAL, asked.channel, asked.user, data, asked.target)

    def _picked(self, channel: Channel, kind: int, values: Sequence[str]) -> Json:
        guild, found = channel.guild, [int(one) for one in values]
        assert guild is not None
        resolved: Json = {"users": {}, "members": {}, "roles": {}, "channels": {}}
        for one in found:
            if kind == CHANNEL_PICK:
                wire = guild.channels[one].wire()
                resolved["channels"][str(one)] = wire | {"permissions": "0"}
            elif one in guild.roles:
                resolved["roles"][str(one)] = guild.roles[one].wire()
            else:
                user = guild.members[one][0]
                resolved["users"][str(one)] = user.wire()
                resolved["members"][str(one)] = guild.member(user) | {"permissions": "0"}
        return {key: value for key, value in resolved.items() if value}

    def _interact(
        self, kind: int, channel: Channel, user: User, data: Json, target: Message | None = None
    ) -> Interaction:
        number, token = self.world.snowflake(), secrets.token_urlsafe(24)
        made = time.monotonic() - self.world.late
        asked = Interaction(number, token, kind, channel, user, data, made, target)
        self.world.interactions[token] = asked
        event = {
            "id": str(number),
            "application_id": str(self.bot.id),
            "type": kind,
            "token": token,
            "version": 1,
            "data": data,
            "attachment_size_limit": 10 << 20,
            "locale": "en-GB",
            "channel_id": str(channel.id),
            "channel": channel.wire(),
            "entitlements": [],
            "app_permissions": str(permissions(channel, self.bot)),
            "context": 0 if channel.guild else 1,
            "authorizing_integration_owners": {},
        } | self._asker(channel, user)
        if target is not None:
            event["message"] = target.wire
        self.world.dispatch("INTERACTION_CREATE", event, channel)
        return asked

    def _asker(self, channel: Channel, user: User) -> Json:
        guild = channel.guild
        if guild is None:
            return {"user": user.wire()}
        about = guild.member(user) | {"user": user.wire()}
        return {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "authorizing_integration_owners": {"0": str(guild.id)},
            "member": about | {"permissions": str(permissions(channel, user))},
        }
