"""The gateway: sockets, sessions, events with intents, and replay after a lost connection."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.servers.discord_messages import MESSAGE_CONTENT, censored
from tests.servers.discord_state import Channel, Guild, Json
from tests.servers.discord_world import World

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
STRUCTURE = ("GUILD_", "CHANNEL_", "THREAD_")


@dataclass(slots=True, eq=False)
class Session:
    """What a bot asked for, and every event sent to it."""

    id: str
    intents: int
    shard: tuple[int, int] = (0, 1)
    sent: list[str] = field(default_factory=list)
    line: Line | None = None

    def covers(self, guild_id: int | None) -> bool:
        """Whether a guild's events come to this shard; what is of no guild comes to the first."""
        number, count = self.shard
        return number == ((guild_id or 0) >> 22) % count

    def push(self, event: str, data: Json) -> None:
        """Send an event now, or keep it for the resume."""
        frame = {"op": 0, "s": len(self.sent) + 1, "t": event, "d": data}
        self.sent.append(json.dumps(frame))
        if self.line is not None:
            self.line.outbox.put_nowait(self.sent[-1])


@dataclass(slots=True, eq=False)
class Line:
    """One open socket and what waits to be written to it; a number closes it with that code."""

    socket: web.WebSocketResponse
    request: web.Request
    outbox: asyncio.Queue[str | int] = field(default_factory=asyncio.Queue)
    session: Session | None = None

    def send(self, op: int, data: object = None) -> None:
        """Queue a frame that is not an event."""
        self.outbox.put_nowait(json.dumps({"op": op, "s": None, "t": None, "d": data}))

    def cut(self) -> None:
        """Drop the connection without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()

    async def write(self) -> None:
        """Write what is queued until the socket goes."""
        with suppress(ConnectionError):
            while not isinstance(frame := await self.outbox.get(), int):
                await self.socket.send_str(frame)
            await self.socket.close(code=frame)


class Gateway:
    """The sessions of the world's bot."""

    def __init__(self, world: World, heartbeat_interval: int) -> None:
        self.world = world
        self.heartbeat_interval = heartbeat_interval
        self.sessions: dict[str, Session] = {}
        self.lines: set[Line] = set()
        self.down = False
        self.identifies = self.resumes = self.heartbeats = 0
        self.presences: list[Json] = []
        world.dispatch = self.dispatch

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one socket from hello to its end."""
        if self.down:
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        line = Line(socket, request)
        self.lines.add(line)
        writer = asyncio.create_task(line.write())
        line.send(10, {"heartbeat_interval": self.heartbeat_interval})
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._receive(line, json.loads(frame.data))
        finally:
            writer.cancel()
            self._leave(line)
        return socket

    def dispatch(self, event: str, data: Json, channel: Channel | None) -> None:
        """Send an event to every session whose intents and shard cover it."""
        guild_id = _guild_of(event, data, channel)
        for session in self.sessions.values():
            seen = self._as_seen(session, event, data, channel)
            if seen is not None and session.covers(guild_id):
                session.push(event, seen)

    def forget(self) -> None:
        """End every session with op 9: what happens until the bot identifies again is lost."""
        lines = [session.line for session in self.sessions.values() if session.line]
        self.sessions.clear()
        for line in lines:
            line.session = None
            line.send(9, data=False)

    def cut(self) -> None:
        """Drop every connection; the sessions stay and may be resumed."""
        for line in list(self.lines):
            if line.session is not None:
                line.session.line = None
            line.cut()

    def _as_seen(
        self, session: Session, event: str, data: Json, channel: Channel | None
    ) -> Json | None:
        if event.startswith(STRUCTURE):
            return data if session.intents & GUILDS else None
        if not event.startswith("MESSAGE_") or channel is None:
            return data
        wanted = DIRECT_MESSAGES if channel.guild is None else GUILD_MESSAGES
        if not session.intents & wanted:
            return None
        open_to_all = session.intents & MESSAGE_CONTENT or "author" not in data
        return data if open_to_all else censored(data, self.world.bot, channel)

    def _receive(self, line: Line, frame: Json) -> None:
        steps: dict[int, Callable[[Line, Json], None]] = {
            1: self._heartbeat,
            2: self._identify,
            3: lambda _, data: self.presences.append(data),
            4: lambda *_: None,
            6: self._resume,
            8: self._members,
        }
        step = steps.get(frame["op"])
        if step is None:
            line.outbox.put_nowait(4001)
        elif line.session is None and frame["op"] not in {1, 2, 6}:
            line.outbox.put_nowait(4003)
        else:
            step(line, frame.get("d") or {})

    def _heartbeat(self, line: Line, _: Json) -> None:
        self.heartbeats += 1
        line.send(11)

    def _identify(self, line: Line, data: Json) -> None:
        self.identifies += 1
        intents = int(data["intents"])
        if code := self._objection(line, data["token"], intents):
            line.outbox.put_nowait(code)
            return
        number, count = data.get("shard") or (0, 1)
        session = Session(secrets.token_hex(16), intents, (number, count), line=line)
        self.sessions[session.id] = session
        line.session = session
        session.push("READY", self._ready(session, data))
        for guild in self.world.guilds.values():
            if intents & GUILDS and session.covers(guild.id):
                session.push("GUILD_CREATE", guild.wire())

    def _objection(self, line: Line, token: str, intents: int) -> int:
        if token != self.world.token:
            return 4004
        if intents & PRIVILEGED & ~self.world.privileged:
            return 4014
        return 4005 if line.session is not None else 0

    def _ready(self, session: Session, data: Json) -> Json:
        world = self.world
        ready: Json = {
            "v": 10,
            "user": world.bot.wire(),
            "guilds": [
                {"id": str(one), "unavailable": True} for one in world.guilds if session.covers(one)
            ],
            "session_id": session.id,
            "resume_gateway_url": world.base.replace("http", "ws", 1) + "/",
            "application": {"id": str(world.bot.id), "flags": 0},
            "private_channels": [],
        }
        return ready | ({"shard": data["shard"]} if "shard" in data else {})

    def _resume(self, line: Line, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self.world.token:
            line.outbox.put_nowait(4004)
            return
        seen = int(data["seq"] or 0)
        if session is None or seen > len(session.sent):
            line.send(9, data=False)
            return
        self.resumes += 1
        line.session = session
        for missed in session.sent[seen:]:
            line.outbox.put_nowait(missed)
        session.line = line
        session.push("RESUMED", {})

    def _members(self, line: Line, data: Json) -> None:
        guild = self.world.guilds[int(data["guild_id"])]
        wanted = {int(one) for one in data.get("user_ids") or guild.members}
        people = [_full(guild, one) for one in guild.members if one in wanted]
        chunk: Json = {"guild_id": str(guild.id), "members": people, "not_found": []}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        if line.session is not None:
            line.session.push("GUILD_MEMBERS_CHUNK", chunk)

    def _leave(self, line: Line) -> None:
        self.lines.discard(line)
        session = line.session
        if session is None or session.line not in {line, None}:
            return
        session.line = None
        # A bot that closes properly gives its session up; anything else may resume.
        if line.socket.close_code in {1000, 1001}:
            self.sessions.pop(session.id, None)


def _guild_of(event: str, data: Json, channel: Channel | None) -> int | None:
    if channel is not None:
        return channel.guild.id if channel.guild is not None else None
    named = data.get("guild_id") or (data["id"] if event.startswith("GUILD_") else None)
    return int(named) if named else None


def _full(guild: Guild, user_id: int) -> Json:
    user = guild.members[user_id][0]
    return guild.member(user) | {"user": user.wire()}
