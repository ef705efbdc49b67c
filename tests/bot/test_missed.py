"""Questions that came while the bot could not take them are answered later, each of them once."""

import asyncio
import json

import aiohttp
import pytest

from bot.client import NewsBot
from bot.cogs.missed import NOTE

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"
WAGES = "By how much will the port authority raise wages?"


async def restart(place):
    """Start the bot anew over the same desk, and let it read what it missed."""
    await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
    await asyncio.sleep(0.5)


def replies_to(place, question):
    """The bot's messages under a question."""
    return [
        message
        for message in place.channel.history()
        if message.reference and message.reference.message_id == question.id
    ]


async def test_what_is_asked_while_it_leaves_is_answered_after_the_restart(start, news, shown):
    """Also where it was never asked before."""
    async with start() as place:
        place.env.bot.stopping.set()
        question = await place.mention(WAGES)
        assert not replies_to(place, question)
        await restart(place)
        [answer] = replies_to(place, question)
        assert "4.5 percent" in shown(answer)


async def test_one_persons_missed_questions_are_answered_one_after_the_other(start, news, shown):
    """None is refused for the sake of the one before it."""
    async with start() as place:
        await place.mention(STRIKE)
        place.env.bot.stopping.set()
        missed = [await place.mention(words) for words in (WAGES, STRIKE, WAGES)]
        await restart(place)
        for question in missed:
            [answer] = replies_to(place, question)
            assert "Sources" in shown(answer)


async def test_an_old_message_does_not_bring_back_newer_ones(start, news):
    """The newest question counts, whatever comes in after it."""
    async with start() as place:
        old, new = await place.mention(STRIKE), await place.mention(WAGES)
        channel = place.env.bot.get_channel(place.channel.id)
        async for message in channel.history():
            if message.id == old.id:
                place.env.bot.dispatch("message", message)
        await asyncio.sleep(0.1)
        assert json.loads(place.desk.note(NOTE)) == {str(place.channel.id): new.id}
        await restart(place)
        assert len(replies_to(place, new)) == 1


async def test_a_channel_that_cannot_be_read_does_not_stop_the_others(start, news):
    """A lost connection in one leaves the next to be looked at."""
    async with start() as place:
        other = place.guild.create_text_channel("two")
        await place.mention(STRIKE)
        await place.mention(STRIKE, channel=other)
        missed, looked_at = place.env.bot.get_cog("Missed"), []

        async def fail(channel, _seen):
            looked_at.append(channel.id)
            raise aiohttp.ServerDisconnectedError

        missed._catch_up = fail
        await missed.on_ready()
        assert looked_at == [place.channel.id, other.id]
