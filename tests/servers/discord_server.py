"""A small Discord on loopback, for tests that run a real client or the real bot against it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from aiohttp import web

from tests.servers.discord_commands import CommandRoutes
from tests.servers.discord_gateway import Gateway
from tests.servers.discord_interactions import InteractionRoutes
from tests.servers.discord_people import People
from tests.servers.discord_rest import PREFIX, Fault, Rest, matcher
from tests.servers.discord_routes import BotRoutes
from tests.servers.discord_world import World


class DiscordServer(People):
    """The server and the faults it can have; opened with `async with`."""

    def __init__(
        self, token: str = "test-token", *, privileged: int = 0, heartbeat_interval: int = 41_250
    ) -> None:
        super().__init__(World(token, privileged))
        self.gateway = Gateway(self.world, heartbeat_interval)
        self.rest = Rest(self.world)
        for routes in (BotRoutes, CommandRoutes, InteractionRoutes):
            self.rest.add(routes(self.world).table())

    @property
    def base(self) -> str:
        """The address to point a bot at, without /api/v10."""
        return self.world.base

    async def __aenter__(self) -> Self:
        """Listen on a free port of loopback."""
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/", self.gateway.serve)
        app.router.add_get("/attachments/{id}/{name}", self._attachment)
        app.router.add_route("*", PREFIX + "/{path:.*}", self.rest.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.world.base = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Drop every connection and stop."""
        self.cut_sockets()
        await self._runner.cleanup()

    def cut_sockets(self) -> None:
        """Drop every gateway connection abruptly; the sessions may be resumed."""
        self.gateway.cut()

    def gateway_down(self, down: bool = True) -> None:
        """Refuse new gateway connections until told otherwise."""
        self.gateway.down = down

    def invalidate_session(self) -> None:
        """End every session: what happens until the bot identifies again is lost to it."""
        self.gateway.forget()

    def ask_to_reconnect(self) -> None:
        """Send op 7, as Discord does before it moves a connection."""
        for line in self.gateway.lines:
            line.send(7)

    def fail_next(
        self,
        method: str,
        path: str,
        *,
        status: int = 503,
        times: int = 1,
        retry_after: float = 0.2,
        performed: bool = False,
        hangs: float = 0.0,
    ) -> None:
        """Fail the next requests, after so many seconds of silence when it `hangs`.

        Status 0 drops the connection; performed does what was asked all the same.
        """
        self.rest.faults.append(
            Fault(method, matcher(path), status, times, retry_after, performed, hangs)
        )

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        upload = self.world.files.get(int(request.match_info["id"]))
        if upload is None:
            return web.Response(status=404)
        return web.Response(body=upload.content, headers={"Content-Type": upload.content_type})
