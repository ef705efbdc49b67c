"""Questions that came while the bot could not take them are answered later, each of them once."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from discord.utils import utcnow

from bot.answers.turns import RATE
from bot.client import NewsBot
from bot.cogs import missed
from bot.cogs.missed import NOTE, TOO_LATE
from bot.delivery import catching_up
from retrieval.articles import stamp

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"
WAGES = "By how much will the port authority raise wages?"


async def restart(place):
    """Start the bot anew over the same desk, and let it read what it missed."""
    bot = NewsBot(place.desk, place.desk.settings)
    await place.env.restart_bot(bot)
    cog: Any = bot.get_cog("Missed")
    await asyncio.wait_for(cog.caught_up.wait(), 30)


def replies_to(place, question, channel=None):
    """The bot's messages under a question."""
    return [
        message
        for message in (channel or place.channel).history()
        if message.reference and message.reference.message_id == question.id
    ]


def standing(place, reply):
    """A message as it stands now."""
    return next(message for message in place.channel.history() if message.id == reply.id)


def begun(place, question, reply=None, tries=1):
    """Let a message be taken on and not answered, as a crash would leave it."""
    mentions = place.desk.archive.mentions
    for _ in range(tries):
        mentions.take(question.id, place.channel.id)
    if reply is not None:
        mentions.stands(question.id, reply.id, place.channel.id)


async def asked_in_vain(place, words):
    """A question that is not taken on, and the placeholder that a crash left of it."""
    place.env.bot.stopping.set()
    question = await place.mention(words)
    channel = place.env.bot.get_channel(place.channel.id)
    return question, await channel.send("Searching the news…")


async def test_what_is_asked_while_it_leaves_is_answered_after_the_restart(start, news, shown):
    """Also where it was never asked before."""
    async with start() as place:
        place.env.bot.stopping.set()
        question = await place.mention(WAGES)
        assert not replies_to(place, question)
        await restart(place)
        [answer] = replies_to(place, question)
        assert "4.5 percent" in shown(answer)
        await restart(place)
        assert len(replies_to(place, question)) == 1


async def test_a_new_bot_looks_at_nothing_older_than_itself(start, news):
    """There is no telling whether that was meant for it."""
    async with start() as place:
        place.env.bot.stopping.set()
        question = await place.mention(WAGES)
        place.desk.set_note(NOTE, "")
        await restart(place)
        assert not replies_to(place, question)


async def test_one_persons_missed_questions_are_answered_one_after_the_other(start, news, shown):
    """None is refused for the sake of the one before it."""
    async with start() as place:
        await place.mention(STRIKE)
        place.env.bot.stopping.set()
        questions = [await place.mention(words) for words in (WAGES, STRIKE, WAGES)]
        await restart(place)
        for question in questions:
            [answer] = replies_to(place, question)
            assert "Sources" in shown(answer)


async def test_a_message_that_comes_twice_is_answered_once(start, news):
    """Live, and read as a missed one, at the same time."""
    async with start() as place:
        place.env.bot.stopping.set()
        question = await place.mention(WAGES)
        channel = place.env.bot.get_channel(place.channel.id)
        message = await channel.fetch_message(question.id)
        place.env.bot.stopping.clear()
        ask = place.env.bot.get_cog("Ask")
        await asyncio.gather(*(ask.on_message(message) for _ in range(3)))
        await ask.on_message(message)
        assert len(replies_to(place, question)) == 1


async def test_what_a_crash_left_is_finished_in_the_reply_that_stands(start, news, shown):
    """Not in a second one."""
    async with start() as place:
        question, reply = await asked_in_vain(place, WAGES)
        begun(place, question, reply)
        await restart(place)
        assert not replies_to(place, question)
        assert "4.5 percent" in shown(standing(place, reply))
        assert place.desk.archive.mentions.unfinished() == []


@pytest.mark.parametrize("private", [False, True])
async def test_what_a_crash_would_leave_of_a_command_is_known(start, news, monkeypatch, private):
    """Of any that others see at work: a card that never comes has to say so after the restart."""
    async with start() as place:
        mentions, seen = place.desk.archive.mentions, []
        cog = place.env.bot.get_cog("Digests")
        digest = cog._digest

        def look(*given):
            seen.extend(mentions.unfinished())
            return digest(*given)

        monkeypatch.setattr(cog, "_digest", look)
        result = await place.alice.slash(place.channel, "digest now", private=private)
        assert [one.reply for one in seen] == ([] if private else [result.response.id])
        assert mentions.unfinished() == []


@pytest.mark.parametrize("why", ["deleted", "too often", "too late"])
async def test_what_cannot_be_finished_says_so(start, news, shown, why):
    """The question is gone, brought us down again and again, or is of long ago."""
    async with start() as place:
        question, reply = await asked_in_vain(place, WAGES)
        begun(place, question, reply, missed.MOST_TRIES if why == "too often" else 1)
        if why == "deleted":
            await place.alice.delete(question)
        if why == "too late":
            with place.desk.archive.mentions._database.write() as write:
                before = stamp(datetime.now(UTC) - 2 * missed.LOOK_BACK)
                write.execute("UPDATE mentions SET taken_at = ?", (before,))
        await restart(place)
        assert shown(standing(place, reply)) == TOO_LATE
        assert not replies_to(place, question)
        assert place.desk.archive.mentions.unfinished() == []


async def test_an_answer_that_discord_would_not_take_goes_out_later(
    start, news, shown, monkeypatch
):
    """Without a restart, in the reply that stands."""
    monkeypatch.setattr("bot.delivery.reaching.FIRST_WAIT", 0)
    async with start() as place:
        place.env.inject_error("PATCH", "/channels/*/messages/*", status=503, times=30)
        question = await place.mention(WAGES)
        [reply] = replies_to(place, question)
        assert "4.5 percent" not in shown(reply)
        place.env.backend.faults.clear()
        cog = place.env.bot.get_cog("Missed")
        await cog._answer(await cog._unfinished())
        [reply] = replies_to(place, question)
        assert "4.5 percent" in shown(reply)


async def test_a_question_tried_again_waits_for_its_askers_newer_one(start, news, shown):
    """It is not refused for that one's sake, nor counted again."""
    async with start() as place:
        bot = place.env.bot
        question, reply = await asked_in_vain(place, WAGES)
        begun(place, question, reply)
        bot.stopping.clear()
        cog, now = bot.get_cog("Missed"), bot.loop.time()
        for _ in range(RATE - 1):
            with bot.turns.turn(place.alice.id, now, exempt=False):
                pass
        with bot.turns.turn(place.alice.id, now, exempt=False):
            again = asyncio.create_task(cog._answer(await cog._unfinished()))
            await asyncio.sleep(0.2)
            assert not again.done()
        await again
        assert not replies_to(place, question)
        assert "4.5 percent" in shown(standing(place, reply))


async def test_a_connection_lost_while_it_reads_is_noticed(start, monkeypatch):
    """From then on nothing is heard, so that moment is not noted as one until which all was."""
    async with start() as place:
        cog: Any = place.env.bot.get_cog("Missed")
        long_ago = (utcnow() - timedelta(minutes=30)).isoformat()
        place.desk.set_note(NOTE, long_ago)

        async def lose(_since):
            await cog.on_disconnect()
            return []

        monkeypatch.setattr(cog, "_missed", lose)
        await cog.on_ready()
        assert place.desk.note(NOTE) == long_ago
        await cog.on_resumed()
        await cog._note()
        assert place.desk.note(NOTE) != long_ago


async def test_a_channel_is_read_though_discord_fails_at_first(start, news, shown, monkeypatch):
    """Else what was asked there would be lost."""
    monkeypatch.setattr("bot.delivery.reaching.FIRST_WAIT", 0)
    async with start() as place:
        place.env.bot.stopping.set()
        question = await place.mention(WAGES)
        place.env.inject_error("GET", "/channels/*/messages", status=503, times=2)
        await restart(place)
        [answer] = replies_to(place, question)
        assert "4.5 percent" in shown(answer)


async def test_a_channel_that_cannot_be_read_is_read_later(start, news, monkeypatch):
    """A connection lost in one, time and again, leaves the others to be looked at."""
    monkeypatch.setattr("bot.delivery.reaching.FIRST_WAIT", 0)
    read, well = catching_up.missed_in, asyncio.Event()

    async def fail(room, after):
        if room.name == "two" and not well.is_set():
            raise aiohttp.ServerDisconnectedError
        return await read(room, after)

    # The cog takes it from there when it is loaded.
    monkeypatch.setattr(catching_up, "missed_in", fail)
    async with start() as place:
        other = place.guild.create_text_channel("two")
        place.env.bot.stopping.set()
        question = await place.mention(STRIKE)
        unread = await place.mention(STRIKE, channel=other)
        await restart(place)
        assert len(replies_to(place, question)) == 1
        assert not replies_to(place, unread, other)
        well.set()
        cog: Any = place.env.bot.get_cog("Missed")
        for _ in range(2):
            await cog._answer(await cog._read())
        assert len(replies_to(place, unread, other)) == 1
        assert not cog._unread


async def test_what_was_taken_on_is_forgotten_after_some_days(archive):
    """It is kept only as long as it may come again."""
    archive.mentions.take(1, 2)
    assert archive.mentions.expire(utcnow() - timedelta(days=1)) == 0
    assert archive.mentions.expire(utcnow() + timedelta(days=1)) == 1
    assert archive.mentions.unfinished() == []
