"""Where and of whom questions are answered: channels, roles, threads, direct messages."""

import logging
from itertools import count

import discord
import pytest

from bot.answers.hearing import reads_like_a_question

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"
WAGES = "By how much will the port authority raise wages?"


def choose(place, **chosen):
    """Change what the guild chose."""
    place.env.bot.guild_settings.change(place.guild.id, **chosen)


def ours(place, channel=None):
    """The bot's messages in a channel, oldest first."""
    found = (channel or place.channel).history()
    me = place.env.bot.user.id
    return [one for one in found if one.author.id == me and not one.is_system()]


async def test_elsewhere_than_in_the_chosen_channels_it_says_where(start, news):
    """Aloud once, privately to a command; staff are answered everywhere."""
    async with start() as place:
        other = place.guild.create_text_channel("questions")
        choose(place, channels=frozenset({other.id}))
        for _ in range(2):
            await place.mention(STRIKE)
        [told] = ours(place)
        assert f"<#{other.id}>" in told.content
        found = await place.alice.slash(place.channel, "ask", question=STRIKE)
        assert found.ephemeral
        assert f"<#{other.id}>" in found.response.content
        await place.mention(STRIKE, channel=other)
        await place.mention(STRIKE, place.boss)
        assert len(ours(place, other)) == 1
        assert len(ours(place)) == 2
        assert place.env.errors


async def test_a_thread_of_a_chosen_channel_is_one_too(start, news, shown):
    """Whoever opened it."""
    async with start() as place:
        choose(place, channels=frozenset({place.channel.id}))
        thread = await opened(place)
        await place.mention(STRIKE, channel=thread)
        assert "eleven-day strike" in shown(thread.last_message)


async def test_without_a_role_that_may_ask_nobody_is_answered(start, news, shown):
    """With it, they are."""
    async with start() as place:
        askers = place.guild.create_role("Askers")
        carol = place.guild.add_member(place.env.create_user("carol"), roles=[askers])
        choose(place, askers=frozenset({askers.id}))
        await place.mention(STRIKE)
        assert f"<@&{askers.id}>" in place.channel.last_message.content
        await place.mention(STRIKE, carol)
        assert "eleven-day strike" in shown(place.channel.last_message)


async def test_a_question_has_a_thread_of_its_own_where_the_guild_wants_that(start, news, shown):
    """Named by it; all that is asked in it is one conversation, answered there."""
    async with start() as place:
        choose(place, threads=True)
        question = await place.mention(STRIKE)
        [thread] = place.channel.threads
        assert thread.name == STRIKE
        assert not ours(place)
        assert "eleven-day strike" in shown(ours(place, thread)[0])
        await place.mention(WAGES, channel=thread)
        assert "4.5 percent" in shown(thread.last_message)
        assert len(place.channel.threads) == 1
        key = f"discord:thread:{question.id}"
        assert len(place.desk.transcript.history(key, place.library)) == 2


async def test_where_it_may_open_no_thread_it_answers_in_the_channel(start, news, shown, caplog):
    """The log says once why."""
    async with start() as place:
        choose(place, threads=True)
        bare = place.guild.create_text_channel(
            "bare",
            overwrites={
                place.env.bot.user: discord.PermissionOverwrite(create_public_threads=False)
            },
        )
        with caplog.at_level(logging.WARNING, "bot"):
            for _ in range(2):
                await place.mention(STRIKE, channel=bare)
        assert "eleven-day strike" in shown(bare.last_message)
        [line] = [one.getMessage() for one in caplog.records if "threads" in one.getMessage()]
        assert "Create Public Threads" in line


async def test_a_thread_that_stands_already_is_used(start, news, shown):
    """Somebody was quicker."""
    async with start() as place:
        choose(place, threads=True)
        bot, create = place.env.bot, discord.Message.create_thread
        tries = count()

        async def twice(message, **options):
            if not next(tries):
                await create(message, **options)
            return await create(message, **options)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(discord.Message, "create_thread", twice)
            await place.mention(STRIKE)
        [thread] = place.channel.threads
        assert "eleven-day strike" in shown(ours(place, thread)[0])
        assert bot.get_channel(thread.id)


async def test_what_is_asked_on_in_the_channel_stays_there(start, news):
    """A reply to an answer opens no thread beside it."""
    async with start() as place:
        await place.mention(STRIKE)
        choose(place, threads=True)
        await place.mention(WAGES, reply_to=place.channel.last_message)
        assert not place.channel.threads
        assert len(ours(place)) == 2


async def test_without_message_content_a_mention_is_due_everywhere(start, news):
    """Also in a thread of ours."""
    async with start() as place:
        choose(place, threads=True, unmentioned=True, channels=frozenset({place.channel.id}))
        await place.mention(STRIKE)
        [thread] = place.channel.threads
        await place.alice.send(thread, WAGES)
        await place.alice.send(place.channel, WAGES)
        assert len(ours(place, thread)) == 1
        assert not ours(place)


async def test_with_it_what_reads_like_a_question_is_answered_in_the_chosen_channels(
    start, news, shown
):
    """And nothing else there, nor anything elsewhere."""
    async with start(message_content=True) as place:
        other = place.guild.create_text_channel("other")
        choose(place, unmentioned=True, channels=frozenset({place.channel.id}))
        await place.alice.send(place.channel, "Good morning everybody")
        await place.alice.send(place.channel, f"<@{place.boss.id}> {WAGES}")
        await place.alice.send(other, WAGES)
        hook = place.guild.create_webhook(place.channel)
        await hook.send(WAGES)
        assert not ours(place)
        assert not ours(place, other)
        await place.alice.send(place.channel, WAGES)
        assert "4.5 percent" in shown(place.channel.last_message)


async def test_with_it_no_channel_chosen_means_none(start, news):
    """It does not join every talk of a server."""
    async with start(message_content=True) as place:
        choose(place, unmentioned=True)
        await place.alice.send(place.channel, WAGES)
        assert not ours(place)


async def test_with_it_a_thread_of_ours_is_a_talk(start, news, shown):
    """All that is said to nobody else."""
    async with start(message_content=True) as place:
        choose(place, threads=True)
        await place.mention(STRIKE)
        [thread] = place.channel.threads
        await place.alice.send(thread, "and the wages of the port authority")
        assert "4.5 percent" in shown(thread.last_message)
        said = await place.alice.send(thread, f"<@{place.boss.id}> look at that")
        await place.boss.send(thread, "I do", reply_to=said)
        assert len(ours(place, thread)) == 2


async def test_who_may_not_ask_is_not_told_so_for_talking(start, news):
    """A question that was not put to us is left alone."""
    async with start(message_content=True) as place:
        askers = place.guild.create_role("Askers")
        choose(
            place,
            unmentioned=True,
            channels=frozenset({place.channel.id}),
            askers=frozenset({askers.id}),
        )
        await place.alice.send(place.channel, WAGES)
        assert not ours(place)


async def test_direct_messages_are_answered_from_shared_news(start, news, shown):
    """Without a mention; all of them are one conversation."""
    async with start(direct_messages=True) as place:
        await place.alice.send_dm(STRIKE)
        await place.alice.send_dm(WAGES)
        room = place.alice.user.dm_channel
        assert "4.5 percent" in shown(room.last_message)
        library = f"dm-{place.alice.id}"
        turns = place.desk.transcript.history(f"discord:dm:{room.id}", library)
        assert len(turns) == 2


async def test_direct_messages_hear_where_to_ask_while_they_are_off(start, news):
    """Once an hour."""
    async with start() as place:
        for _ in range(2):
            await place.alice.send_dm(STRIKE)
        room = place.alice.user.dm_channel
        [told] = [one for one in room.history() if one.author.id == place.env.bot.user.id]
        assert "in a channel" in told.content


async def opened(place):
    """A thread that a person has in the channel."""
    said = await place.boss.send(place.channel, "Let us talk.")
    message = place.env.bot.get_channel(place.channel.id).get_partial_message(said.id)
    with place.env.time_context():
        await message.create_thread(name="Talk")
    return place.channel.threads[-1]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (WAGES, True),
        ("who runs the port now", True),
        ("Wann endete der Streik", True),
        ("¿Cuándo terminó la huelga", True),
        ("(is that so?)", True),
        ("What?", False),
        ("What a day!", False),
        ("How are you?", False),
        ("was machst du?", False),
        ("I wonder what they say.", False),
        ("", False),
    ],
)
async def test_a_question_is_known_by_its_mark_or_its_first_word(text, asks):
    """In the languages that are spoken here; one word is none."""
    assert reads_like_a_question(text) is asks
