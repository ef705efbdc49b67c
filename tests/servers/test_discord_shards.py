"""The stand-in Discord, seen by a real client in several shards, and the rest of what it tells."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import discord
import pytest

from tests.servers.discord_server import DiscordServer
from tests.servers.test_discord_server import INTENTS, TOKEN, pointed_at, running


class Listener(discord.AutoShardedClient):
    """A sharded client that keeps what it hears."""

    def __init__(self, **options: int) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.2, **options)  # type: ignore[arg-type]  # shard_count
        self.heard: list[tuple[int, str]] = []
        self.readied = asyncio.Event()

    async def on_ready(self) -> None:
        self.readied.set()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append((message.guild.shard_id if message.guild else 0, message.content))


@pytest.mark.asyncio
@pytest.mark.parametrize("options", [{"shard_count": 2}, {}])
async def test_each_shard_hears_of_its_own_guilds(options: dict[str, int]) -> None:
    """Told how many, or asking; direct messages come to the first, and nothing comes twice."""
    async with DiscordServer(TOKEN) as server, pointed_at(server):
        server.world.shards = 2
        guilds = [server.home]
        while len({(one.id >> 22) % 2 for one in guilds}) < 2:
            await asyncio.sleep(0.002)
            guilds.append(server.guild("Another"))
        async with Listener(**options) as client:
            run = asyncio.create_task(client.start(TOKEN))
            await asyncio.wait_for(client.readied.wait(), 15)
            for guild in guilds:
                channel = next(iter(guild.channels.values()))
                await server.say(channel, server.reader, f"in {guild.id}")
            await server.say(server.dm(server.reader), server.reader, "alone", mentions_bot=False)
            await server.wait_for(lambda: len(client.heard) == len(guilds) + 1)
            heard = {shard for shard, text in client.heard if "in" in text}
            assert heard == {0, 1}
            assert (0, "alone") in client.heard
            await client.close()
            with suppress(asyncio.CancelledError):
                await run
    assert not server.rest.unknown


@pytest.mark.asyncio
async def test_channels_tell_of_their_newest_message_and_forums_have_posts() -> None:
    """In the guild's own payload, so that quiet channels need not be read."""
    async with DiscordServer(TOKEN) as server:
        forum = server.forum("questions")
        post = server.thread(forum, "Trams", server.reader)
        said = await server.say(post, server.reader, "Will fares rise?")
        async with running(server) as bot:
            thread = bot.get_channel(post.id)
            assert isinstance(thread, discord.Thread)
            assert isinstance(thread.parent, discord.ForumChannel)
            assert thread.last_message_id == said.id
            quiet = bot.get_channel(server.general.id)
            assert isinstance(quiet, discord.TextChannel)
            assert quiet.last_message_id is None
