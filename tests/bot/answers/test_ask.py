"""Questions in Discord: by mention, by reply and by /ask, over a real archive."""

import logging
from dataclasses import replace

import discord
import pytest

from bot.answers.cards import EMPTY
from bot.answers.turns import RATE
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.guild.helping import LEAD
from bot.wording import REFUSAL
from bot.words import IN_ENGLISH

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"
WAGES = "By how much will the port authority raise wages?"


def commands(place):
    """The names of the bot's commands, in order."""
    return sorted(command.name for command in place.env.bot.tree.get_commands())


async def test_a_mention_is_answered_with_a_card_under_the_question(start, news, shown):
    """One message of ours, a reply, that holds answer, source and quotes button."""
    async with start() as place:
        question = await place.mention(STRIKE)
        _, answer = place.channel.history()
        assert answer.reference.message_id == question.id
        assert "eleven-day strike" in shown(answer)
        assert "**The Harbour Post**" in shown(answer)
        assert "(<https://post.example/strike#:~:text=" in shown(answer)
        assert answer.content == ""
        assert answer.flags.components_v2


async def test_nobody_is_mentioned_by_an_answer(start, news):
    """Every message of the bot goes out with mentions off, the asker's included."""
    async with start() as place:
        await place.mention(STRIKE)
        sent = [request.json for request in place.requests("POST", "/messages")]
        assert sent
        assert all(not body["allowed_mentions"].get("parse") for body in sent)
        assert not any(body["allowed_mentions"].get("replied_user") for body in sent)


async def test_a_message_to_everyone_is_not_for_us(start, news):
    """Only the bot's own name calls it."""
    async with start() as place:
        await place.boss.send(place.channel, f"@everyone {STRIKE}")
        assert len(place.channel.history()) == 1


async def test_other_bots_and_webhooks_are_not_answered(start, news):
    """Two bots would talk to each other for ever."""
    async with start() as place:
        robot = place.guild.add_member(place.env.create_user("robot", bot=True))
        await place.mention(STRIKE, robot)
        hook = place.guild.create_webhook(place.channel)
        await hook.send(f"<@{place.env.bot.user.id}> {STRIKE}")
        assert len(place.channel.history()) == 2


async def test_an_empty_mention_gets_a_short_help(start):
    """A name alone is a question too: what can you do?"""
    async with start() as place:
        await place.mention("")
        assert place.channel.last_message.content.startswith(LEAD)


async def test_a_reply_to_an_answer_carries_its_conversation_on(start, news):
    """The earlier exchange is the history of the new question."""
    async with start() as place:
        question = await place.mention(STRIKE)
        answer = place.channel.last_message
        await place.mention(WAGES, reply_to=answer)
        conversation = f"discord:{place.channel.id}:{question.id}"
        turns = place.desk.transcript.history(conversation, place.library)
        assert len(turns) == 2
        follow_up = place.channel.last_message
        assert place.desk.transcript.conversation_of(follow_up.id, place.library) == conversation


async def test_a_new_mention_begins_a_new_conversation(start, news):
    """Two questions in one channel have nothing to do with each other."""
    async with start() as place:
        first = await place.mention(STRIKE)
        await place.mention(WAGES)
        turns = place.desk.transcript.history(
            f"discord:{place.channel.id}:{first.id}", place.library
        )
        assert len(turns) == 1


async def test_a_slash_question_shows_what_was_asked(start, news, shown):
    """Others in the channel see the question above its answer."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question=WAGES)
        assert not result.ephemeral
        assert shown(result.response).startswith(f"**{WAGES}**\n\n")
        assert "4.5 percent" in shown(result.response)


async def test_a_private_question_is_answered_to_the_asker_alone(start, news, shown):
    """It is ephemeral and its conversation is nobody else's."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question=WAGES, private=True)
        assert result.ephemeral
        assert "4.5 percent" in shown(result.response)
        conversation = place.desk.transcript.conversation_of(result.response.id, place.library)
        assert conversation.startswith("discord:private:")


async def test_what_the_news_does_not_say_is_refused(start, news, shown):
    """With a sentence, and no citation."""
    async with start() as place:
        await place.mention("Who won the chess championship in Reykjavik?")
        assert REFUSAL in shown(place.channel.last_message)
        assert "Sources" not in shown(place.channel.last_message)


async def test_an_empty_library_says_how_to_fill_it(start, shown):
    """The first question of a new server gets the way on."""
    async with start() as place:
        await place.mention(STRIKE)
        assert shown(place.channel.last_message) == EMPTY


async def test_a_card_that_discord_refuses_goes_out_plain(start, news):
    """The answer is not lost for the sake of its looks, nor are its buttons."""
    async with start() as place:
        place.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=50035)
        await place.mention(STRIKE)
        answer = place.channel.last_message
        assert "eleven-day strike" in answer.content
        assert not answer.flags.components_v2
        assert answer.components


async def test_an_answer_is_sent_again_when_discord_was_away(start, news, shown):
    """One 503 costs a moment, not the answer."""
    async with start() as place:
        place.env.inject_error("PATCH", "/channels/*/messages/*", status=503)
        await place.mention(STRIKE)
        assert "eleven-day strike" in shown(place.channel.last_message)


async def test_without_permission_to_post_the_log_says_which_and_where(start, news, caplog):
    """One warning, however often it is asked; nothing is sent to Discord."""
    async with start() as place:
        muted = place.guild.create_text_channel(
            "quiet",
            overwrites={place.env.bot.user: discord.PermissionOverwrite(send_messages=False)},
        )
        with caplog.at_level(logging.WARNING, "bot"):
            await place.mention(STRIKE, channel=muted)
            await place.mention(STRIKE, channel=muted)
        [line] = [record.message for record in caplog.records]
        assert "Send Messages" in line
        assert "quiet" in line
        assert not place.requests("POST", f"/channels/{muted.id}/messages")


async def test_one_guild_does_not_read_the_news_of_another(start, news_of_strike, shown):
    """What a guild ingests is answered there alone."""
    async with start() as place:
        other = place.env.create_guild("Elsewhere")
        channel = other.create_text_channel("general")
        bob = other.add_member(place.env.create_user("bob"))
        file = ("strike.txt", f"{news_of_strike.title}\n\n{news_of_strike.text}".encode())
        await place.boss.slash(place.channel, "ingest file", attachment=file)
        await place.mention(STRIKE)
        await bob.slash(channel, "ask", question=STRIKE)
        assert "eleven-day strike" in shown(place.channel.last_message)
        assert shown(channel.last_message).endswith(EMPTY)


async def test_too_many_questions_in_a_minute_are_put_off(start, news):
    """Once said, politely and privately; who manages the server is not held up."""
    async with start() as place:
        for _ in range(6):
            await place.alice.slash(place.channel, "ask", question=WAGES)
        refused = await place.alice.slash(place.channel, "ask", question=WAGES)
        assert refused.ephemeral
        assert "That was a lot at once" in refused.response.content
        for _ in range(8):
            result = await place.boss.slash(place.channel, "ask", question=WAGES)
        assert not result.ephemeral
        assert place.env.errors


async def test_what_goes_wrong_inside_is_one_sentence_with_a_reference(start, news, caplog):
    """The reader sees no exception; the log has it under the reference shown."""
    async with start() as place:
        place.desk.ask = None
        with caplog.at_level(logging.ERROR, "bot"):
            await place.mention(STRIKE)
        answer = place.channel.last_message
        assert answer.content.startswith("Something went wrong on my side")
        [record] = caplog.records
        assert str(answer.id) in record.getMessage()
        assert record.exc_info


async def test_the_commands_are_sent_to_discord_only_when_they_changed(start):
    """A restart with the same commands sends nothing."""
    async with start() as place:
        sent = place.requests("PUT", "/commands")
        assert names(sent) == [commands(place)]
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        assert len(place.requests("PUT", "/commands")) == len(sent) == 1


async def test_help_and_refusals_are_counted_as_questions_are(start):
    """Who sends nothing but a name, or far too much, is not answered without end."""
    async with start() as place:
        for words in ("", "x" * 600) * 5:
            await place.mention(words)
        assert len(place.requests("POST", "/messages")) == RATE + 1


async def test_a_failure_before_the_answer_leaves_no_placeholder(start, news, shown):
    """The person reads that it went wrong, and nothing stays at work for ever."""
    async with start() as place:
        await place.mention(STRIKE)

        def fail(*_):
            raise OSError("disk I/O error")

        place.desk.transcript.conversation_of = fail
        await place.mention(WAGES, reply_to=place.channel.last_message)
        assert "Something went wrong on my side" in shown(place.channel.last_message)


async def test_a_question_without_a_word_is_refused_privately(start, news):
    """No answer is looked for, and the channel does not see it."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question="  ?! ")
        assert result.ephemeral
        assert result.response.content == "Ask a question in words."
        assert place.env.errors
        await place.mention("?!")
        assert place.channel.last_message.content == "Ask a question in words."


async def test_a_rate_limit_does_not_keep_the_bot_from_leaving(start):
    """What cannot be told any more is left untold."""
    async with start() as place:
        bot = place.env.bot
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.client.GRACE_SECONDS", 0)
            async with bot.working(Reply(_Limited(), 1), IN_ENGLISH):
                await bot.close()
        assert bot.is_closed()


class _Limited:
    def get_partial_message(self, _id):
        return self

    async def edit(self, **_changes):
        raise discord.RateLimited(90.0)


async def test_a_test_guild_has_its_own_copy_of_the_commands_while_it_is_one(start):
    """In that guild alone, and taken away when the setting goes."""
    async with start(dev_guild=4242) as place:
        assert place.requests("PUT", "/guilds/4242/commands")
        settings = place.desk.settings
        object.__setattr__(settings, "dev_guild", None)
        await place.env.restart_bot(NewsBot(place.desk, settings))
        assert place.requests("PUT", "/guilds/4242/commands")[-1].json == []


def names(requests):
    """The commands that each request sent."""
    return [sorted(command["name"] for command in request.json) for request in requests]


async def test_no_guild_shows_a_command_twice(start):
    """Everybody's copy goes when the test guild gets its own, and comes back afterwards."""
    async with start() as place:
        everywhere = f"/applications/{place.env.bot.application_id}/commands"
        for dev_guild in (place.guild.id, None):
            settings = replace(place.desk.settings, dev_guild=dev_guild)
            await place.env.restart_bot(NewsBot(place.desk, settings))
        assert names(place.requests("PUT", everywhere)) == [
            commands(place),
            [],
            commands(place),
        ]
        in_guild = place.requests("PUT", f"/guilds/{place.guild.id}/commands")
        assert names(in_guild) == [commands(place), []]


async def test_a_test_guild_that_sent_the_bot_away_does_not_hold_up_the_others(start):
    """Its commands cannot be cleared, and need not be."""
    async with start(dev_guild=4242) as place:
        place.env.inject_error(
            "PUT", "/applications/*/guilds/4242/commands", status=403, code=50001
        )
        settings = replace(place.desk.settings, dev_guild=None)
        await place.env.restart_bot(NewsBot(place.desk, settings))
        everywhere = f"/applications/{place.env.bot.application_id}/commands"
        assert names(place.requests("PUT", everywhere))[-1] == commands(place)


async def test_an_outdated_command_is_renewed_by_the_next_start(start):
    """Discord's copy is not believed any more."""
    async with start() as place:
        await place.env.bot.tree.forget(None)
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        assert len(place.requests("PUT", "/commands")) == 2


async def test_in_a_thread_all_questions_are_one_conversation(start, news):
    """A thread is a talk, with or without replies."""
    async with start() as place:
        await place.mention(STRIKE)
        posted = place.env.bot.get_channel(place.channel.id).get_partial_message(
            place.channel.last_message.id
        )
        with place.env.time_context():
            await posted.create_thread(name="The strike")
        [thread] = place.channel.threads
        await place.mention(STRIKE, channel=thread)
        await place.mention(WAGES, channel=thread)
        assert len(place.desk.transcript.history(f"discord:thread:{thread.id}", place.library)) == 2
