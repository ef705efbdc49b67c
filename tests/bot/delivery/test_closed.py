"""Questions in channels that are closed to the bot, and open again soon."""

import pytest

from bot.answers.turns import RATE
from bot.delivery import closed

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"


@pytest.mark.parametrize("told", [True, False])
async def test_what_was_asked_in_a_closed_channel_is_answered_once_it_is_open(
    desk, news, at_server, monkeypatch, told
):
    """Whether the bot knew beforehand or was refused; while it is closed nothing is sent there."""
    monkeypatch.setattr(closed, "REFUSED_SECONDS", 1.0)
    async with at_server(desk) as (server, bot):
        missed, ask = bot.get_cog("Missed"), bot.get_cog("Ask")
        channel = bot.get_channel(server.general.id)

        def is_closed():
            return ask.closed.has(channel, bot.loop.time())

        server.deny_send(server.general, told=told)
        await server.wait_for(lambda: not told or is_closed())
        question = await server.say(server.general, server.reader, STRIKE)
        await server.wait_for(lambda: desk.archive.mentions.unfinished() and is_closed())
        await server.wait_for(lambda: not bot.taken._at_work)
        assert await missed._unfinished() == []
        assert len([one for one in server.requests() if one.status == 403]) <= (0 if told else 2)

        server.allow_send(server.general)
        await server.wait_for(lambda: not is_closed())
        for _ in range(2):
            await missed._answer(await missed._unfinished())
        answer = await server.answer_to(question, 20, until=lambda message: message.components)
        assert "eleven-day strike" in server.text_of(answer)
        assert server.world.answers[question.id] == [answer]


async def test_no_more_is_kept_of_one_person_than_they_may_ask(desk, news, at_server):
    """Who asks on and on where nobody answers is not answered a hundred times later."""
    async with at_server(desk) as (server, _):
        server.deny_send(server.general)
        for _ in range(RATE + 2):
            await server.say(server.general, server.reader, STRIKE)
        other = await server.say(server.channel("other"), server.editor, STRIKE)
        await server.answer_to(other, 20, until=lambda message: message.components)
        assert 0 < len(desk.archive.mentions.unfinished()) <= RATE
