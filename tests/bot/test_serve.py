"""Client after client in one process, as outages make them."""

import asyncio
import threading

import discord
import pytest

from bot import serve
from tests.servers.discord_server import DiscordServer
from tests.servers.program import TOKEN

pytestmark = pytest.mark.asyncio


async def test_ten_clients_leave_nothing_running(desk, monkeypatch):
    """No task, no thread of their own and no connection stays when the next one comes."""
    monkeypatch.setattr(serve, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(serve, "LONGEST_WAIT", 0.01)
    # Put back at the end, as are the addresses that are pointed elsewhere.
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    gateway = discord.gateway.DiscordWebSocket
    monkeypatch.setattr(gateway, "DEFAULT_GATEWAY", gateway.DEFAULT_GATEWAY)
    async with DiscordServer(TOKEN) as server:
        serve._point_at(server.base)
        stop, others = asyncio.Event(), asyncio.all_tasks()
        run = asyncio.create_task(serve._keep_running(desk, desk.settings, TOKEN, stop))
        for number in range(1, 11):
            await server.wait_for(lambda: server.identifies == number and server.sessions, 30)  # noqa: B023
            # A payload that no parser takes ends the client.
            server.world.dispatch("MESSAGE_CREATE", {"id": "no number"}, server.general)
        await server.wait_for(lambda: server.identifies == 11 and server.sessions, 30)
        stop.set()
        await asyncio.wait_for(run, 30)
        await asyncio.sleep(0.1)
        assert not server.sessions
        # The server's own tasks for its open sockets end with them.
        left = asyncio.all_tasks() - others
        assert [task for task in left if "RequestHandler" not in repr(task)] == []
    names = [thread.name for thread in threading.enumerate() if "keep-alive" in thread.name]
    assert names == []
