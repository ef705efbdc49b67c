"""Messages written, changed and deleted, with the events each of these sends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.servers.discord_rules import check_message, invalid, walk
from tests.servers.discord_state import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    ApiError,
    Channel,
    Json,
    Message,
    Upload,
    User,
    now,
)
from tests.servers.discord_world import World

MENTION = re.compile(r"<@!?(\d+)>")
KEPT_BY_SENDER = SUPPRESS_EMBEDS | EPHEMERAL | COMPONENTS_V2 | LOADING | 1 << 12
CHANGEABLE = SUPPRESS_EMBEDS | COMPONENTS_V2
MESSAGE_CONTENT = 1 << 15


def post(
    world: World,
    channel: Channel,
    author: User,
    form: Json,
    files: Sequence[Upload] = (),
    **extra: object,
) -> Message:
    """Write a message, if the rules allow it, and tell the bot."""
    nonce = str(form.get("nonce") or "")
    if nonce and form.get("enforce_nonce") and (channel.id, nonce) in world.nonces:
        return world.nonces[channel.id, nonce]
    wire: Json = {
        "id": str(world.snowflake()),
        "channel_id": str(channel.id),
        "type": 0,
        "author": author.wire(),
        "content": str(form.get("content") or "").strip(),
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_roles": [],
        "embeds": _embeds(form.get("embeds") or []),
        "components": form.get("components") or [],
        "attachments": [world.add_file(one) for one in files],
        "flags": int(form.get("flags") or 0) & KEPT_BY_SENDER,
    }
    message = Message(int(wire["id"]), channel, author, wire)
    _refer(message, form)
    wire |= extra
    _finish(message, form, world)
    if nonce:
        wire["nonce"] = nonce
        world.nonces[channel.id, nonce] = message
    channel.messages[message.id] = message
    if author is world.bot and message.replies_to is not None:
        world.answers.setdefault(message.replies_to, []).append(message)
    channel.archived = False
    announce(world, "MESSAGE_CREATE", message)
    return message


def edit(world: World, message: Message, form: Json, files: Sequence[Upload] = ()) -> Message:
    """Change a message in the fields given, if the result keeps the rules, and tell the bot."""
    before = message.wire
    wire = dict(before)
    for key, empty in (("content", ""), ("embeds", []), ("components", [])):
        if key in form:
            wire[key] = form[key] or empty
    wire["embeds"] = _embeds(wire["embeds"])
    flags = message.flags & ~LOADING
    if form.get("flags") is not None:
        flags = (flags & ~SUPPRESS_EMBEDS) | (
            int(form["flags"]) & (SUPPRESS_EMBEDS | COMPONENTS_V2)
        )
    wire["flags"] = flags | (message.flags & COMPONENTS_V2)
    if "attachments" in form:
        kept = {str(one.get("id")) for one in form["attachments"] or []}
        wire["attachments"] = [one for one in wire["attachments"] if one["id"] in kept]
    wire["attachments"] = wire["attachments"] + [world.add_file(one) for one in files]
    wire["edited_timestamp"] = now()
    message.wire = wire
    try:
        _finish(message, form, world)
    except ApiError:
        message.wire = before
        raise
    announce(world, "MESSAGE_UPDATE", message)
    return message


def delete(world: World, message: Message) -> None:
    """Take a message away and tell the bot."""
    message.deleted = True
    gone: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.channel.guild is not None:
        gone["guild_id"] = str(message.channel.guild.id)
    if not message.ephemeral:
        world.dispatch("MESSAGE_DELETE", gone, message.channel)


def announce(world: World, event: str, message: Message) -> None:
    """Send a message event; what only the asker sees is not sent."""
    if message.ephemeral:
        return
    data = dict(message.wire)
    guild = message.channel.guild
    if guild is not None:
        data |= {"guild_id": str(guild.id), "member": guild.member(message.author)}
    world.dispatch(event, data, message.channel)


def censored(data: Json, bot: User, channel: Channel) -> Json:
    """Return a message without its content, unless the bot may read it without the intent."""
    mentioned = any(one["id"] == str(bot.id) for one in data.get("mentions", ()))
    if data["author"]["id"] == str(bot.id) or mentioned or channel.guild is None:
        return data
    referred = data.get("referenced_message")
    hidden: Json = {"content": "", "embeds": [], "components": [], "attachments": []}
    if referred:
        hidden["referenced_message"] = censored(referred, bot, channel)
    return data | hidden


def _embeds(embeds: list[Json]) -> list[Json]:
    return [{"type": "rich"} | embed for embed in embeds]


def _refer(message: Message, form: Json) -> None:
    reference = form.get("message_reference")
    if not reference:
        return
    target = message.channel.messages.get(int(reference["message_id"]))
    if target is None or target.deleted:
        if reference.get("fail_if_not_exists", True):
            raise invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return
    message.wire["type"] = 19
    message.wire["message_reference"] = {
        "type": 0,
        "message_id": str(target.id),
        "channel_id": str(message.channel.id),
    }
    message.wire["referenced_message"] = {
        key: value for key, value in target.wire.items() if key != "referenced_message"
    }


def _finish(message: Message, form: Json, world: World) -> None:
    """Check the message as it now stands, resolve what it names, and keep the state."""
    wire = message.wire
    check_message(wire)
    urls = {f"attachment://{one['filename']}": one["url"] for one in wire["attachments"]}
    for number, part in enumerate(walk(wire["components"]), start=1):
        part.setdefault("id", number)
        if "file" in part:
            url = part["file"]["url"]
            part["file"] = part["file"] | {"url": urls.get(url, url)}
        for item in part.get("items") or ():
            url = item["media"]["url"]
            item["media"] = item["media"] | {"url": urls.get(url, url)}
    allowed = form.get("allowed_mentions")
    wire["mentions"] = [_mention(one, message) for one in _mentioned(message, allowed, world)]
    loud = allowed is None or "everyone" in (allowed.get("parse") or ())
    wire["mention_everyone"] = loud and bool(re.search(r"@(everyone|here)\b", wire["content"]))
    message.keep()


def _mention(user: User, message: Message) -> Json:
    guild = message.channel.guild
    return user.wire() | ({"member": guild.member(user)} if guild is not None else {})


def _mentioned(message: Message, allowed: Json | None, world: World) -> list[User]:
    named = {int(found) for found in MENTION.findall(message.wire["content"])}
    if allowed is not None and "users" not in (allowed.get("parse") or ()):
        named &= {int(one) for one in allowed.get("users") or ()}
    referred = message.wire.get("referenced_message")
    if referred and (allowed is None or allowed.get("replied_user")):
        named.add(int(referred["author"]["id"]))
    return [world.users[one] for one in sorted(named) if one in world.users]
