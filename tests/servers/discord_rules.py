"""Discord's rules: who may do what, how long things may be, and how components nest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.servers.discord_state import (
    COMPONENTS_V2,
    DM,
    LOADING,
    THREAD,
    ApiError,
    Channel,
    Json,
    Message,
    User,
)

ADMINISTRATOR, MANAGE_GUILD, ADD_REACTIONS = 1 << 3, 1 << 5, 1 << 6
VIEW_CHANNEL, SEND_MESSAGES, MANAGE_MESSAGES = 1 << 10, 1 << 11, 1 << 13
EMBED_LINKS, ATTACH_FILES, READ_HISTORY = 1 << 14, 1 << 15, 1 << 16
USE_COMMANDS, CREATE_THREADS, SEND_IN_THREADS = 1 << 31, 1 << 35, 1 << 38
ORDINARY = (
    ADD_REACTIONS | VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_HISTORY
) | (USE_COMMANDS | CREATE_THREADS | SEND_IN_THREADS)
EVERYTHING = (1 << 53) - 1

BUTTON, TEXT_DISPLAY = 2, 10
V2_ONLY = {9, 10, 11, 12, 13, 14, 17}


def permissions(channel: Channel, user: User) -> int:
    """Return what a user may do in a channel."""
    guild = channel.guild
    if guild is None:
        return ORDINARY
    roles = guild.members[user.id][1] if user.id in guild.members else set()
    held = guild.roles[guild.id].permissions
    for role in roles:
        held |= guild.roles[role].permissions
    if user.id == guild.owner_id or held & ADMINISTRATOR:
        return EVERYTHING
    overwrites = (channel.parent or channel).overwrites
    for target in (guild.id, *sorted(roles), user.id):
        _, allow, deny = overwrites.get(target, (0, 0, 0))
        held = (held & ~deny) | allow
    return held


def require(channel: Channel, user: User, *needed: int) -> None:
    """Refuse as Discord does when a permission is lacking."""
    if channel.type == DM:
        return
    held = permissions(channel, user)
    if not held & VIEW_CHANNEL:
        raise ApiError(403, 50001, "Missing Access")
    if any(not held & permission for permission in needed):
        raise ApiError(403, 50013, "Missing Permissions")


def to_send(channel: Channel) -> int:
    """Return the permission that sending here takes."""
    return SEND_IN_THREADS if channel.type == THREAD else SEND_MESSAGES


def invalid(where: str, code: str, message: str) -> ApiError:
    """Return the refusal of a form, with the field named."""
    errors: Json = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(where.split(".")):
        errors = {part: errors}
    return ApiError(400, 50035, "Invalid Form Body", errors)


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """Yield every component, the nested ones too, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        yield from walk(part for key in ("accessory", "component") if (part := component.get(key)))


def text_of(message: Message | Json) -> str:
    """Return all the text a reader sees: content, embeds and text displays."""
    wire = message.wire if isinstance(message, Message) else message
    parts = [wire.get("content") or ""]
    for embed in wire.get("embeds") or ():
        parts += [embed.get("title") or "", embed.get("description") or ""]
        parts += [f"{one['name']}\n{one['value']}" for one in embed.get("fields") or ()]
    shown = walk(wire.get("components") or ())
    parts += [part["content"] for part in shown if part["type"] == TEXT_DISPLAY]
    return "\n".join(part for part in parts if part)


def check_message(wire: Json) -> None:
    """Refuse a message that breaks a limit, looking at it as it would stand."""
    parts = list(walk(wire["components"]))
    if wire["flags"] & COMPONENTS_V2:
        _check_v2(wire, parts)
    else:
        _check_plain(wire, parts)
    _check_parts(parts)
    names = {f"attachment://{one['filename']}" for one in wire["attachments"]}
    for part in parts:
        media = [part.get("file"), *(item.get("media") for item in part.get("items") or ())]
        for url in (str(one["url"]) for one in media if one):
            if url.startswith("attachment://") and url not in names:
                raise invalid("components", "INVALID_ATTACHMENT", f"{url} is not attached")


def _check_v2(wire: Json, parts: list[Json]) -> None:
    for key in ("content", "embeds"):
        if wire[key]:
            raise invalid(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "Not with V2")
    if len(parts) > 40:
        raise invalid("components", "BASE_TYPE_MAX_LENGTH", f"{len(parts)} components, at most 40")
    if sum(len(part["content"]) for part in parts if part["type"] == TEXT_DISPLAY) > 4000:
        raise invalid("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Over 4000")
    if not parts and not wire["flags"] & LOADING:
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_plain(wire: Json, parts: list[Json]) -> None:
    if len(wire["content"]) > 2000:
        raise invalid("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.")
    if any(part["type"] in V2_ONLY for part in parts):
        raise invalid("components", "UNION_TYPE_CHOICES", "Needs the components V2 flag")
    if len(wire["components"]) > 5:
        raise invalid("components", "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.")
    _check_embeds(wire["embeds"])
    said = any(wire[key] for key in ("content", "embeds", "components", "attachments"))
    if not said and not wire["flags"] & LOADING:
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_embeds(embeds: list[Json]) -> None:
    total = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        for key, limit in (("title", 256), ("description", 4096)):
            total += len(embed.get(key) or "")
            if len(embed.get(key) or "") > limit:
                raise invalid(f"embeds.{key}", "BASE_TYPE_MAX_LENGTH", f"At most {limit}")
        for one in fields:
            total += len(one["name"]) + len(one["value"])
            if len(one["name"]) > 256 or len(one["value"]) > 1024:
                raise invalid("embeds.fields", "BASE_TYPE_MAX_LENGTH", "At most 256 and 1024")
        if len(fields) > 25:
            raise invalid("embeds.fields", "BASE_TYPE_MAX_LENGTH", "At most 25 fields")
        total += len((embed.get("footer") or {}).get("text") or "")
        total += len((embed.get("author") or {}).get("name") or "")
    if len(embeds) > 10 or total > 6000:
        raise invalid("embeds", "MAX_EMBED_SIZE_EXCEEDED", "At most 10 embeds, 6000 characters")


def _check_parts(parts: list[Json]) -> None:
    seen: set[str] = set()
    for part in parts:
        custom_id = part.get("custom_id")
        if custom_id is not None:
            if not 1 <= len(custom_id) <= 100:
                raise invalid("components.custom_id", "BASE_TYPE_BAD_LENGTH", "1 to 100")
            if custom_id in seen:
                raise invalid("components", "COMPONENT_CUSTOM_ID_DUPLICATED", custom_id)
            seen.add(custom_id)
        if part["type"] == BUTTON:
            _check_button(part)
        if part["type"] == 1 and len(part["components"]) > 5:
            raise invalid("components", "BASE_TYPE_MAX_LENGTH", "At most 5 buttons in a row")
        if part["type"] == TEXT_DISPLAY and not part["content"]:
            raise invalid("components.content", "BASE_TYPE_REQUIRED", "This field is required")


def _check_button(part: Json) -> None:
    if len(part.get("label") or "") > 80:
        raise invalid("components.label", "BASE_TYPE_MAX_LENGTH", "At most 80")
    if not part.get("label") and not part.get("emoji"):
        raise invalid("components", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "Label or emoji")
    if part["style"] == 5:
        url = str(part.get("url") or "")
        if len(url) > 512 or not url.startswith(("http://", "https://", "discord://")):
            raise invalid("components.url", "URL_TYPE_INVALID_URL", "Not a well formed URL")
    elif not part.get("custom_id"):
        raise invalid("components", "COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
