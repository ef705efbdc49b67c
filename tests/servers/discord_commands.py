"""Application commands: their sync, and the data Discord makes of what a person typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.servers.discord_rest import Call, Reply, Route
from tests.servers.discord_rules import ADMINISTRATOR, USE_COMMANDS, invalid, permissions
from tests.servers.discord_state import ApiError, Channel, Json, Role, Upload, User
from tests.servers.discord_world import World

NAME = re.compile(r"^[-_'\w]{1,32}$")
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER = 1, 2, 3, 4, 5, 6
CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 7, 8, 9, 10, 11
SLASH = 1

Typed = str | int | float | bool | User | Role | Channel | Upload


class NotOffered(Exception):
    """Discord's own client would not let this person send this."""


@dataclass(frozen=True, slots=True)
class CommandRoutes:
    """The copy of the command tree that Discord keeps."""

    world: World

    def table(self) -> Mapping[str, Route]:
        """Return every route, for the global commands and for a guild's."""
        routes: dict[str, Route] = {}
        for base in ("/applications/{app}/commands", "/applications/{app}/guilds/{guild}/commands"):
            routes |= {
                f"GET {base}": lambda call: Reply(self.world.commands.get(_where(call), [])),
                f"PUT {base}": self.replace,
                f"POST {base}": self.add,
                f"GET {base}/{{command}}": lambda call: Reply(self._one(call)),
                f"DELETE {base}/{{command}}": self.remove,
            }
        return routes

    def replace(self, call: Call) -> Reply:
        """Take the whole tree."""
        self.world.syncs += 1
        known = {(one["type"], one["name"]): one for one in self._all(call)}
        fresh = [self._kept(one, call, known) for one in call.commands]
        if len([one for one in fresh if one["type"] == SLASH]) > 100:
            raise ApiError(400, 30032, "Maximum number of application commands reached (100).")
        self.world.commands[_where(call)] = fresh
        return Reply(fresh)

    def add(self, call: Call) -> Reply:
        """Take one command."""
        known = {(one["type"], one["name"]): one for one in self._all(call)}
        fresh = self._kept(call.form, call, known)
        known[fresh["type"], fresh["name"]] = fresh
        self.world.commands[_where(call)] = list(known.values())
        return Reply(fresh, 201)

    def remove(self, call: Call) -> Reply:
        """Forget one command."""
        self._all(call).remove(self._one(call))
        return Reply()

    def _all(self, call: Call) -> list[Json]:
        return self.world.commands.setdefault(_where(call), [])

    def _one(self, call: Call) -> Json:
        for command in self._all(call):
            if command["id"] == call.at["command"]:
                return command
        raise ApiError(404, 10063, "Unknown application command")

    def _kept(self, command: Json, call: Call, known: Mapping[tuple[int, str], Json]) -> Json:
        kind = int(command.get("type") or SLASH)
        if kind == SLASH:
            _check(command)
        old = known.get((kind, command["name"]))
        number = old["id"] if old else str(self.world.snowflake())
        made: Json = {"description": "", "default_member_permissions": None} | command
        made |= {"id": number, "application_id": str(self.world.bot.id), "type": kind}
        made["version"] = str(self.world.snowflake())
        if (guild := _where(call)) is not None:
            made["guild_id"] = str(guild)
        return made


def find(world: World, channel: Channel, user: User, name: str, kind: int = SLASH) -> Json:
    """Return a command that Discord would offer this person here."""
    guild = channel.guild
    places = [None] if guild is None else [guild.id, None]
    known = [one for place in places for one in world.commands.get(place, [])]
    for command in known:
        if command["name"] == name and command["type"] == kind:
            _check_offered(command, channel, user)
            return command
    raise NotOffered(f"no command {name!r}; known: {sorted(one['name'] for one in known)}")


def typed(
    world: World,
    channel: Channel,
    user: User,
    line: str,
    given: Mapping[str, Typed],
    focused: str | None = None,
) -> Json:
    """Return interaction data for "command group subcommand" and its options."""
    first, *words = line.removeprefix("/").split()
    command = find(world, channel, user, first)
    chain: list[Json] = []
    options: list[Json] = command.get("options") or []
    for word in words:
        step = next((one for one in options if one["name"] == word and one["type"] <= GROUP), None)
        if step is None:
            raise NotOffered(f"/{first} has no subcommand {word!r}")
        chain.append(step)
        options = step.get("options") or []
    if any(one["type"] <= GROUP for one in options):
        raise NotOffered(f"/{line} is a group: a subcommand is missing")
    resolved: Json = {}
    filled = _fill(world, options, given, resolved, focused)
    for step in reversed(chain):
        filled = [{"type": step["type"], "name": step["name"], "options": filled}]
    data: Json = {"id": command["id"], "name": first, "type": SLASH, "options": filled}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolved} if resolved else {})


def _where(call: Call) -> int | None:
    return int(call.at["guild"]) if "guild" in call.at else None


def _check(command: Json) -> None:
    if not NAME.match(command["name"]) or command["name"] != command["name"].lower():
        raise invalid("name", "APPLICATION_COMMAND_INVALID_NAME", f"{command['name']} is invalid")
    if not 1 <= len(command.get("description") or "") <= 100:
        raise invalid("description", "BASE_TYPE_BAD_LENGTH", "Must be 1 to 100 in length.")
    options = command.get("options") or []
    if len(options) > 25 or any(len(one.get("choices") or []) > 25 for one in options):
        raise invalid("options", "BASE_TYPE_MAX_LENGTH", "At most 25 options, 25 choices each")
    for option in options:
        _check(option)


def _check_offered(command: Json, channel: Channel, user: User) -> None:
    name, contexts = command["name"], command.get("contexts")
    here = 0 if channel.guild is not None else 1
    if contexts is not None and here not in contexts:
        raise NotOffered(f"/{name} is not offered in this kind of channel")
    if channel.guild is None:
        return
    held, needed = permissions(channel, user), command.get("default_member_permissions")
    if not held & USE_COMMANDS:
        raise NotOffered(f"{user.name} may not use commands here")
    if needed is None or held & ADMINISTRATOR:
        return
    # "0" means administrators only.
    if int(needed) == 0 or held & int(needed) != int(needed):
        raise NotOffered(f"/{name} is not offered to {user.name}")


def _fill(
    world: World,
    options: list[Json],
    given: Mapping[str, Typed],
    resolved: Json,
    focused: str | None,
) -> list[Json]:
    known = {one["name"]: one for one in options}
    if strange := set(given) - set(known):
        raise NotOffered(f"no option {sorted(strange)}; known: {sorted(known)}")
    missing = [one["name"] for one in options if one.get("required") and one["name"] not in given]
    if missing and focused is None:
        raise NotOffered(f"required: {missing}")
    filled: list[Json] = []
    for name, value in given.items():
        option = known[name]
        if name == focused:
            if not option.get("autocomplete"):
                raise NotOffered(f"{name} has no autocomplete")
            filled.append({"type": option["type"], "name": name, "value": value, "focused": True})
            continue
        sent = _value(world, option, value, resolved)
        filled.append({"type": option["type"], "name": name, "value": sent})
    return filled


def _value(world: World, option: Json, value: Typed, resolved: Json) -> str | int | float | bool:
    kind, name = option["type"], option["name"]
    if isinstance(value, Upload) and kind == ATTACHMENT:
        attachment = world.add_file(value)
        resolved.setdefault("attachments", {})[attachment["id"]] = attachment
        return str(attachment["id"])
    if isinstance(value, User) and kind in {USER, MENTIONABLE}:
        resolved.setdefault("users", {})[str(value.id)] = value.wire()
        return str(value.id)
    if isinstance(value, Role) and kind in {ROLE, MENTIONABLE}:
        resolved.setdefault("roles", {})[str(value.id)] = value.wire()
        return str(value.id)
    if isinstance(value, Channel) and kind == CHANNEL:
        resolved.setdefault("channels", {})[str(value.id)] = value.wire() | {"permissions": "0"}
        return str(value.id)
    wanted = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: float}.get(kind)
    if wanted is not type(value) or not isinstance(value, str | int | float):
        raise NotOffered(f"{name} cannot take {value!r}")
    _check_value(option, value)
    return value


def _check_value(option: Json, value: str | float) -> None:
    name, choices = option["name"], option.get("choices")
    if choices and value not in [one["value"] for one in choices]:
        raise NotOffered(f"{name} must be one of {[one['value'] for one in choices]}")
    size = len(value) if isinstance(value, str) else value
    key = "length" if isinstance(value, str) else "value"
    low, high = option.get(f"min_{key}"), option.get(f"max_{key}")
    if (low is not None and size < low) or (high is not None and size > high):
        raise NotOffered(f"{name} must be between {low} and {high}")
