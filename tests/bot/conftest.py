"""A real desk with two articles, and the bot over it in a simulated Discord."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest
import simcord
import yarl

from bot.client import NewsBot
from bot.desk import Desk
from bot.settings import Settings
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences
from tests.servers.discord_server import DiscordServer

TOKEN = "a-token-for-tests"

STRIKE = Draft(
    title="Dockers end strike at Portmere",
    text=(
        "Dockers at the port of Portmere voted on Tuesday to end their eleven-day strike. "
        "The port authority agreed to raise wages by 4.5 percent from October. "
        "Union leader Hanna Okafor called the deal fair."
    ),
    address="https://post.example/strike",
    url="https://post.example/strike",
    outlet="The Harbour Post",
    published=datetime(2026, 8, 4, 14, 5, tzinfo=UTC),
)
LIBRARY = Draft(
    title="Town library reopens after flood",
    text=(
        "The town library of Ellsworth reopened on Monday after repairs that took seven months. "
        "Flood water had ruined nine thousand books in January."
    ),
    address="https://wire.example/library",
    url="https://wire.example/library",
    outlet="Ellsworth Wire",
    published=datetime(2026, 8, 3, tzinfo=UTC),
    precision="day",
)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """What Discord did not take is tried again at once."""
    monkeypatch.setattr("bot.delivery.reaching.FIRST_WAIT", 0.001)


@pytest.fixture
def desk(archive, embedder):
    """An open desk over an empty archive, its model loaded."""
    embedder.warm()
    with Desk(Settings(allow_private=True, host_delay=0), archive, embedder) as opened:
        yield opened


@pytest.fixture
def news_of_strike():
    """An article that no library holds yet."""
    return STRIKE


@pytest.fixture
def news(archive):
    """Two articles in the library that every guild reads."""
    return [archive.put(SHARED, draft, sentences(draft.text)) for draft in (STRIKE, LIBRARY)]


class Place:
    """A guild with a channel, an ordinary member and one who manages it."""

    def __init__(self, env, desk):
        self.env = env
        self.desk = desk
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("news")
        self.alice = self.guild.add_member(env.create_user("alice"))
        managers = self.guild.create_role(
            "Managers", permissions=discord.Permissions(manage_guild=True)
        )
        self.boss = self.guild.add_member(env.create_user("boss"), roles=[managers])

    @property
    def library(self):
        return f"guild-{self.guild.id}"

    async def mention(self, words, who=None, **options):
        """Send a message that mentions the bot; returns the message."""
        sender = who or self.alice
        channel = options.pop("channel", self.channel)
        return await sender.send(channel, f"<@{self.env.bot.user.id}> {words}", **options)

    def requests(self, method, ending):
        """What the bot asked of Discord, by method and end of the path."""
        return [
            request
            for request in self.env.http_requests
            if request.method == method and request.path.endswith(ending)
        ]


@pytest.fixture
def settings():
    """The settings of the bot; a test module may have its own."""
    return Settings(allow_private=True, host_delay=0)


@pytest.fixture
def start(desk, settings):
    """Give a simulated Discord with the bot in it, to be opened by `async with`."""

    def opened(**changes):
        desk.settings = replace(settings, **changes)
        return _Opened(desk)

    return opened


class _Opened:
    def __init__(self, desk):
        self._desk = desk
        self._run = simcord.run(NewsBot(desk, desk.settings), settle_timeout=30)

    async def __aenter__(self):
        env = await self._run.__aenter__()
        return Place(env, self._desk)

    async def __aexit__(self, *failure):
        return await self._run.__aexit__(*failure)


def texts(components):
    """The texts of a posted card, top to bottom."""
    found = []
    for component in components:
        part = component if isinstance(component, dict) else component.to_dict()
        if part["type"] == 10:
            found.append(part["content"])
        found.extend(texts(part.get("components", [])))
    return found


@pytest.fixture
def shown():
    """All that a reader sees of a message, card or plain."""

    def read(message):
        return "\n".join(filter(None, [message.content, *texts(message.components)]))

    return read


@pytest.fixture
def at_server(monkeypatch):
    """A bot of a desk at a server of its own, ready, over real sockets and in real time."""

    @asynccontextmanager
    async def opened(desk):
        async with DiscordServer(TOKEN) as server, NewsBot(desk, desk.settings) as bot:
            monkeypatch.setattr(discord.http.Route, "BASE", f"{server.base}/api/v10")
            gateway = yarl.URL(server.base.replace("http", "ws", 1) + "/")
            monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
            bot._connection.guild_ready_timeout = 0.1
            run = asyncio.create_task(bot.start(TOKEN))
            await server.wait_for(bot.is_ready, 60)
            await bot.warmed()
            yield server, bot
            await bot.close()
            await run

    return opened
