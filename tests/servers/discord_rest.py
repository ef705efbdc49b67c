"""The REST door: authorisation, routing, recording, injected faults and Discord's error form."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from tests.servers.discord_limits import Limits
from tests.servers.discord_state import ApiError, Json, Upload
from tests.servers.discord_world import World

PREFIX = "/api/v10"
# The token in an interaction's path is its authorisation, so it is not written down.
INTERACTION_PATH = re.compile(r"^/(?:webhooks|interactions)/\d+/([^/]+)")


@dataclass(slots=True)
class Request:
    """One REST request as it came, with the status it got (0: the connection was dropped)."""

    method: str
    path: str
    query: dict[str, str]
    body: Json | list[Json] | None
    files: tuple[Upload, ...]
    at: float
    status: int = 0


@dataclass(slots=True)
class Fault:
    """A failure that waits for its requests."""

    method: str
    pattern: re.Pattern[str]
    status: int
    times: int
    retry_after: float = 0.0
    performed: bool = False
    hangs: float = 0.0


@dataclass(frozen=True, slots=True)
class Call:
    """A request as a route sees it."""

    at: Mapping[str, str]
    query: Mapping[str, str]
    form: Json
    commands: list[Json]
    files: tuple[Upload, ...]

    def id(self, name: str) -> int:
        """Return an id from the path."""
        return int(self.at[name])


@dataclass(frozen=True, slots=True)
class Reply:
    """What a route answers: nothing (204), or a body."""

    body: object = None
    status: int = 200


Route = Callable[[Call], Reply]


def matcher(template: str) -> re.Pattern[str]:
    """Turn a path with {names} or stars into a pattern; neither crosses a slash."""
    escaped = re.escape(template).replace(r"\{", "{").replace(r"\}", "}").replace(r"\*", "[^/]+")
    return re.compile("^" + re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", escaped) + "$")


def as_json(body: object, status: int, headers: Mapping[str, str] | None = None) -> web.Response:
    """Answer with exactly `application/json`: with a charset discord.py keeps the text."""
    data = json.dumps(body).encode()
    return web.Response(
        body=data, status=status, content_type="application/json", headers=dict(headers or {})
    )


@dataclass(slots=True, eq=False)
class Rest:
    """All routes, all requests, all faults."""

    world: World
    routes: list[tuple[str, re.Pattern[str], Route]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)

    def add(self, routes: Mapping[str, Route]) -> None:
        """Take routes given as "METHOD /path/{name}"."""
        for line, route in routes.items():
            method, template = line.split(" ")
            self.routes.append((method, matcher(template), route))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = request.path.removeprefix(PREFIX)
        body, files = await _read(request)
        secret = INTERACTION_PATH.match(path)
        shown = path.replace(secret[1], "…") if secret else path
        record = Request(request.method, shown, dict(request.query), body, files, time.monotonic())
        self.requests.append(record)
        fault = self._fault(request.method, path)
        if fault is not None and not fault.performed:
            await asyncio.sleep(fault.hangs)
            return self._fail(request, record, fault, {})
        headers, wait = self.limits.take(request.method, path)
        if wait:
            late = Fault(request.method, matcher(path), 429, 0, wait)
            return self._fail(request, record, late, headers)
        response = await self._answer(request, path, body, files)
        if fault is not None:
            return self._fail(request, record, fault, headers)
        record.status = response.status
        response.headers.update(headers)
        return response

    async def _answer(
        self,
        request: web.Request,
        path: str,
        body: Json | list[Json] | None,
        files: tuple[Upload, ...],
    ) -> web.Response:
        free = INTERACTION_PATH.match(path)
        if not free and request.headers.get("Authorization") != f"Bot {self.world.token}":
            return as_json({"message": "401: Unauthorized", "code": 0}, 401)
        for method, pattern, route in self.routes:
            if method == request.method and (found := pattern.match(path)):
                form = body if isinstance(body, dict) else {}
                listed = body if isinstance(body, list) else []
                return _run(route, Call(found.groupdict(), request.query, form, listed, files))
        self.unknown.append(f"{request.method} {path}")
        return as_json({"message": "404: Not Found", "code": 0}, 404)

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.method == method and fault.pattern.match(path):
                fault.times -= 1
                return fault
        return None

    def _fail(
        self, request: web.Request, record: Request, fault: Fault, headers: Mapping[str, str]
    ) -> web.Response:
        record.status = fault.status
        if fault.status == 0:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.status == 429:
            # Without Via discord.py takes it for a ban and raises at once.
            body = {"message": "slow down", "retry_after": fault.retry_after, "global": False}
            return as_json(body, 429, {"Via": "1.1 test", **headers})
        return as_json({"message": "a fault for this test", "code": 0}, fault.status, headers)


def _run(route: Route, call: Call) -> web.Response:
    try:
        reply = route(call)
    except ApiError as refusal:
        return as_json(refusal.body, refusal.status)
    if reply.body is None:
        return web.Response(status=204)
    return as_json(reply.body, reply.status)


async def _read(request: web.Request) -> tuple[Json | list[Json] | None, tuple[Upload, ...]]:
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), ()
    body: Json = {}
    files: list[Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(Upload(part.filename or "file", content, kind))
    return body, tuple(files)
