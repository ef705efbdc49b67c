"""The real program over real sockets: what a server chooses, direct messages, several shards."""

import asyncio

import pytest

from bot.answers.cards import EMPTY
from bot.client import SERVERS_ONLY
from bot.guild.panel import PREFIX
from tests.servers.discord_server import DiscordServer
from tests.servers.program import TOKEN, newsdesk_bot

pytestmark = [pytest.mark.asyncio, pytest.mark.process]

QUESTION = "By how much will tram fares in Ellsworth rise?"


async def answered(server, channel, who, question=QUESTION, **options):
    """What the bot says in the end to a question in a channel."""
    asked = await server.say(channel, who, question, **options)

    def done(message):
        return message.components or "…" not in message.content

    return server.text_of(await server.answer_to(asked, 60, until=done))


async def test_a_channel_chosen_on_the_panel_is_the_only_one_that_answers(tmp_path):
    """At once, for mentions; and the panel goes on working after a restart."""
    async with DiscordServer(TOKEN) as server:
        quiet = server.channel("quiet")
        async with newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            opened = await server.slash(quiet, server.admin, "settings")
            panel = await server.answer_to(opened, 60)
            assert "Where I answer" in server.text_of(panel)
            control = f"{PREFIX}channels"
            await server.click(panel, control, server.admin, [str(server.general.id)])
            await server.wait_for(lambda: "set channels" in program.output, 60)
            refused = await answered(server, quiet, server.reader)
            assert f"<#{server.general.id}>" in refused
            assert EMPTY in await answered(server, server.general, server.reader)
            assert await program.terminated() == 0
        async with newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            form = await server.click(panel, f"{PREFIX}timezone", server.admin)
            await server.submit(form, {"typed": "Auckland"})
            await server.wait_for(lambda: "Pacific/Auckland" in program.output, 60)
            assert f"<#{server.general.id}>" in await answered(server, quiet, server.reader)
        assert "Traceback" not in program.output


async def test_direct_messages_are_answered_where_the_operator_lets_them_in(tmp_path):
    """By mention-less message and by command, from the shared news alone."""
    async with DiscordServer(TOKEN) as server:
        alone = server.dm(server.reader)
        async with newsdesk_bot(tmp_path, server, DIRECT_MESSAGES="on") as program:
            await program.ready()
            told = await answered(server, alone, server.reader, mentions_bot=False)
            assert EMPTY in told
            asked = await server.slash(alone, server.reader, "ask", question=QUESTION)
            answer = await server.answer_to(asked, 60, until=lambda message: message.components)
            assert EMPTY in server.text_of(answer)
            forgot = await server.slash(alone, server.reader, "forget-me")
            said = await server.answer_to(forgot, 60, until=lambda message: message.content)
            assert "2 questions" in said.content
            assert "Traceback" not in program.output


async def test_else_a_direct_message_gets_one_sentence(tmp_path):
    """Which says where to ask."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await program.ready()
        told = await answered(server, server.dm(server.reader), server.reader, mentions_bot=False)
        assert told == SERVERS_ONLY
        assert "Traceback" not in program.output


@pytest.mark.parametrize("shards", ["2", "auto"])
async def test_every_server_is_answered_over_several_connections(tmp_path, shards):
    """As many as are set, or as Discord advises."""
    async with DiscordServer(TOKEN) as server:
        server.world.shards = 2
        guilds = [server.home]
        while len({(one.id >> 22) % 2 for one in guilds}) < 2:
            await asyncio.sleep(0.002)
            guilds.append(server.guild("Another"))
        async with newsdesk_bot(tmp_path, server, DISCORD_SHARDS=shards) as program:
            await server.wait_for(lambda: "Ready as" in program.output, 90)
            assert server.gateway.identifies == 2
            for guild in guilds:
                channel = next(iter(guild.channels.values()))
                assert EMPTY in await answered(server, channel, server.reader)
            assert await program.terminated() == 0
        assert "Traceback" not in program.output
