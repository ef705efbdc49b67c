"""The real program, killed, cut off and told to leave in the middle of its answers."""

import asyncio

import pytest

from bot.answers.cards import EMPTY
from bot.cogs.missed import TOO_LATE
from bot.delivery.at_work import RETURNING
from tests.bot.test_process import ASK_FARES, FARES, ingest
from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import Upload
from tests.servers.model import ModelServer, Reply
from tests.servers.program import TOKEN, newsdesk_bot

pytestmark = [pytest.mark.asyncio, pytest.mark.process]

EDITS, COMMANDS = "/channels/*/messages/*", "/webhooks/*/*/messages/*"


async def begin(server, program):
    """Wait for the program and give it something to tell."""
    await program.ready()
    await ingest(server, "file", attachment=Upload("fares.txt", FARES))


async def card_for(server, question, within=150):
    """The one answer to a question, once it is there."""
    answer = await server.answer_to(question, within, until=lambda message: message.components)
    assert "twelve cents" in server.text_of(answer)
    assert server.world.answers[question.id] == [answer]
    return answer


async def test_killed_in_the_middle_it_answers_after_the_restart(tmp_path):
    """In the reply that stands, each question once."""
    async with DiscordServer(TOKEN) as server:
        async with newsdesk_bot(tmp_path, server) as program:
            await begin(server, program)
            server.fail_next("PATCH", EDITS, status=503, times=1000)
            people = [server.reader, server.editor, server.admin]
            asked = [await server.say(server.general, who, ASK_FARES) for who in people]
            replies = [await server.answer_to(one, 60) for one in asked]
            await program.kill()
        server.rest.faults.clear()
        async with newsdesk_bot(tmp_path, server) as program:
            for question, reply in zip(asked, replies, strict=True):
                assert await card_for(server, question) is reply
            assert await program.terminated() == 0
        assert "Traceback" not in program.output


async def test_killed_in_a_command_it_says_so_after_the_restart(tmp_path):
    """Nothing keeps what a command asked, so its asker has to ask again."""
    async with DiscordServer(TOKEN) as server:
        async with newsdesk_bot(tmp_path, server) as program:
            await begin(server, program)
            server.fail_next("PATCH", COMMANDS, status=503, times=1000)
            asked = await server.slash(server.general, server.reader, "ask", question=ASK_FARES)
            await server.wait_for(lambda: asked.original, 60)
            await server.wait_for(lambda: server.requests("PATCH", COMMANDS)[-1].status == 503, 60)
            await program.kill()
        server.rest.faults.clear()
        async with newsdesk_bot(tmp_path, server) as program:
            await server.answer_to(asked, 150, until=lambda message: message.content == TOO_LATE)
            assert await program.terminated() == 0


async def test_answers_that_take_too_long_for_a_clean_stop_come_afterwards(tmp_path):
    """Those being written and those that wait for their turn say so, and keep their place."""
    with ModelServer() as model:
        model.will(*[Reply(hangs=True)] * 4)
        settings = {
            "CHAT_MODEL": "openai:gpt-test",
            "CHAT_BASE_URL": model.base_url,
            "OPENAI_API_KEY": "sk-test",
            "CHAT_SECONDS": "30",
        }
        async with DiscordServer(TOKEN) as server:
            thread = server.thread(server.general, "Trams", server.reader)
            async with newsdesk_bot(tmp_path, server, **settings) as program:
                await begin(server, program)
                people = [server.reader, server.editor, server.admin, server.owner]
                rooms = [server.general, thread, server.general, server.channel("other")]
                asked = [
                    await server.say(room, who, ASK_FARES)
                    for room, who in zip(rooms, people, strict=True)
                ]
                await server.wait_for(lambda: len(server.world.answers) == len(asked), 60)
                await server.wait_for(lambda: len(model.requests) == 2, 60)
                assert await program.terminated() == 0
                left = [server.world.answers[one.id][0].content for one in asked]
                # What is done at the last moment is shown all the same, as a card.
                assert {line for line in left if line} == {RETURNING}
            async with newsdesk_bot(tmp_path, server) as program:
                for question in asked:
                    await card_for(server, question)
                assert await program.terminated() == 0


async def test_after_an_outage_every_kind_of_place_is_looked_into(tmp_path):
    """A busy channel, one where nobody ever asked, a thread, a forum's post and direct messages."""
    async with DiscordServer(TOKEN) as server:
        thread = server.thread(server.general, "Trams", server.reader)
        post = server.thread(server.forum("questions"), "Fares?", server.editor)
        direct = server.dm(server.owner)
        async with newsdesk_bot(tmp_path, server, DIRECT_MESSAGES="1") as program:
            await begin(server, program)
            first = await server.say(direct, server.owner, "hello?", mentions_bot=False)
            await server.answer_to(first, 60)
            await program.kill()
        people = [server.member(f"Asker {number}") for number in range(3)]
        rooms = [server.general, server.channel("new"), thread, post]
        asked = [
            await server.say(room, who, ASK_FARES)
            for room, who in zip(rooms, [*people, server.editor], strict=True)
        ]
        for number in range(120):
            await server.say(server.general, server.reader, f"chat {number}", mentions_bot=False)
        alone = await server.say(direct, server.owner, ASK_FARES, mentions_bot=False)
        async with newsdesk_bot(tmp_path, server, DIRECT_MESSAGES="1") as program:
            for question in asked:
                await card_for(server, question)
            answer = await server.answer_to(alone, 60)
            assert answer.channel is direct
            quiet = f"/channels/{server.channel('quiet').id}/messages"
            assert not server.requests("GET", quiet)
            assert await program.terminated() == 0


@pytest.mark.parametrize("status", [400, 429])
async def test_it_answers_though_discord_does_not_take_its_commands(tmp_path, status):
    """As when they were sent too often on one day; the next start tries again."""
    async with DiscordServer(TOKEN) as server:
        path = "/applications/*/commands"
        server.fail_next("PUT", path, status=status, retry_after=3600.0)
        for syncs in (0, 1):
            async with newsdesk_bot(tmp_path, server) as program:
                await server.wait_for(lambda: "Ready as" in program.output, 90)
                asked = await server.say(server.general, server.reader, ASK_FARES)
                await server.answer_to(asked, 60, until=lambda one: EMPTY in server.text_of(one))
                assert server.syncs == syncs
                assert await program.terminated() == 0
        assert "Traceback" not in program.output


async def test_one_connection_of_several_that_begins_anew_is_caught_up_with(tmp_path):
    """What was asked in its servers meanwhile is answered, though the others never left."""
    async with DiscordServer(TOKEN) as server:
        server.world.shards = 2
        other = server.guild("Another")
        while (other.id >> 22) % 2 == (server.home.id >> 22) % 2:
            await asyncio.sleep(0.002)
            other = server.guild("Another")
        async with newsdesk_bot(tmp_path, server, DISCORD_SHARDS="2") as program:
            await server.wait_for(lambda: "Ready as" in program.output, 90)
            first = await server.say(server.general, server.reader, ASK_FARES)
            await server.answer_to(first, 60, until=lambda one: EMPTY in server.text_of(one))
            server.gateway_down()
            forget(server, other)
            [channel] = other.channels.values()
            asked = await server.say(channel, server.reader, ASK_FARES)
            server.gateway_down(down=False)
            answer = await server.answer_to(
                asked, 60, until=lambda one: EMPTY in server.text_of(one)
            )
            assert server.world.answers[asked.id] == [answer]
            assert server.gateway.identifies == 3
            assert await program.terminated() == 0
        assert "Traceback" not in program.output


def forget(server, guild):
    """End the session that hears of one guild, as Discord does when it moves a connection."""
    [session] = [one for one in server.gateway.sessions.values() if one.covers(guild.id)]
    del server.gateway.sessions[session.id]
    line, session.line = session.line, None
    line.session = None
    line.send(9, data=False)


async def test_what_discord_sends_wrong_ends_no_more_than_the_connection(tmp_path):
    """A new client comes in, and what was asked meanwhile is answered."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await begin(server, program)
        server.world.dispatch("MESSAGE_CREATE", {"id": "no number"}, server.general)
        asked = await server.say(server.general, server.reader, ASK_FARES)
        await card_for(server, asked)
        assert "The bot stopped unexpectedly" in program.output
        assert server.identifies == 2
        assert await program.terminated() == 0


async def test_a_command_that_comes_late_is_one_line_in_the_log(tmp_path):
    """Discord gives up on it after three seconds, so there is nobody to tell."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await begin(server, program)
        server.world.late = 4.0
        asked = await server.slash(server.general, server.reader, "ask", question=ASK_FARES)
        await server.wait_for(lambda: "came too late" in program.output, 60)
        assert asked.answered is None
        assert program.output.count("came too late") == 1
        assert "Traceback" not in program.output


async def test_an_answer_goes_through_the_channel_when_its_token_is_over(tmp_path):
    """Discord says so by its own clock, in the middle of the work."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await begin(server, program)
        server.world.token_life = 0.0
        asked = await server.slash(server.general, server.reader, "ask", question=ASK_FARES)
        answer = await server.answer_to(asked, 60, until=lambda message: message.components)
        assert "twelve cents" in server.text_of(answer)
        assert "Traceback" not in program.output


async def test_a_deleted_placeholder_is_not_posted_anew(tmp_path):
    """Who may delete it does not want it there; the program goes on."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await begin(server, program)
        server.fail_next("PATCH", EDITS, status=503, times=2)
        asked = await server.say(server.general, server.reader, ASK_FARES)
        await server.delete(await server.answer_to(asked, 60))
        await server.wait_for(lambda: "Somebody deleted the answer" in program.output, 60)
        assert len(server.world.answers[asked.id]) == 1
        await card_for(server, await server.say(server.general, server.editor, ASK_FARES))
        assert "Traceback" not in program.output


async def test_a_deleted_question_is_answered_all_the_same(tmp_path):
    """Others may have read it; what stands under it is finished."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await begin(server, program)
        server.fail_next("PATCH", EDITS, status=503, times=1)
        asked = await server.say(server.general, server.reader, ASK_FARES)
        await server.wait_for(lambda: server.world.answers.get(asked.id), 60)
        await server.delete(asked)
        await card_for(server, asked)


async def test_a_channel_that_is_closed_to_it_costs_one_line(tmp_path):
    """It stops writing there, without asking again and again, and goes on elsewhere."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await begin(server, program)
        server.deny_send(server.general, told=False)
        for who in (server.reader, server.editor, server.admin):
            await server.say(server.general, who, ASK_FARES)
        elsewhere = await server.say(server.channel("other"), server.owner, ASK_FARES)
        await card_for(server, elsewhere)
        assert program.output.count("I cannot answer in general") == 1
        refused = [one for one in server.requests("POST") if one.status == 403]
        assert len(refused) == 3
        assert "Traceback" not in program.output
