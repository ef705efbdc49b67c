"""Questions about what somebody wrote: from the menu of a message, and by reply."""

from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.answers.subject import NO_WORDS
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences

pytestmark = pytest.mark.asyncio

CLAIM = "I heard that the port authority raises wages by 4.5 percent from October."
MENU = "Ask about this"


async def form(place, message, who=None):
    """The form that the menu of a message opens."""
    return await (who or place.alice).context_menu(place.channel, MENU, message)


def under(place, message):
    """The bot's messages that reply to another one."""
    return [
        one
        for one in place.channel.history()
        if one.reference
        and one.reference.message_id == message.id
        and one.author.id == place.env.bot.user.id
    ]


async def test_a_message_is_checked_against_the_news_under_it(start, news, shown):
    """With nothing typed; who asked is shown privately where."""
    async with start() as place:
        said = await place.boss.send(place.channel, CLAIM)
        found = await place.alice.submit_modal(await form(place, said), {"question": ""})
        [answer] = under(place, said)
        assert "What does the news say about this: I heard that" in shown(answer)
        assert "raise wages by 4.5 percent from October" in shown(answer)
        assert found.ephemeral
        assert str(answer.id) in found.response.content


async def test_a_question_about_a_message_leans_on_it(start, news, shown):
    """Its names are those of the message."""
    async with start() as place:
        said = await place.boss.send(place.channel, "Hanna Okafor is content with Portmere.")
        await place.alice.submit_modal(
            await form(place, said), {"question": "What did she call the deal?"}
        )
        [answer] = under(place, said)
        assert "called the deal fair" in shown(answer)


async def test_the_answer_can_be_for_the_asker_alone(start, news, shown):
    """Nothing appears in the channel."""
    async with start() as place:
        said = await place.boss.send(place.channel, CLAIM)
        asked = await form(place, said)
        found = await place.alice.submit_modal(asked, {"question": "", "private": True})
        assert found.ephemeral
        assert "raise wages by 4.5 percent" in shown(found.response)
        assert not under(place, said)


async def test_two_may_ask_about_the_same_message(start, news, shown):
    """Each has an answer of their own."""
    async with start() as place:
        said = await place.boss.send(place.channel, CLAIM)
        for who in (place.alice, place.boss):
            await who.submit_modal(await form(place, said, who), {"question": ""})
        assert len(under(place, said)) == 2


async def test_about_an_answer_of_ours_it_is_asked_on(start, news):
    """In the conversation that the answer belongs to."""
    async with start() as place:
        question = await place.mention("How long did the strike of the dockers at Portmere last?")
        answer = place.channel.last_message
        await place.alice.submit_modal(
            await form(place, answer), {"question": "By how much will wages rise?"}
        )
        key = f"discord:{place.channel.id}:{question.id}"
        assert len(place.desk.transcript.history(key, place.library)) == 2


async def test_a_message_without_words_needs_a_question(start, news, shown):
    """Said privately; with a question it is answered."""
    async with start() as place:
        said = await place.boss.send(place.channel, "https://a.example/x")
        found = await place.alice.submit_modal(await form(place, said), {"question": ""})
        assert found.ephemeral
        assert found.response.content == NO_WORDS
        asked = {"question": "By how much will the port authority raise wages?"}
        await place.alice.submit_modal(await form(place, said), asked)
        assert "4.5 percent" in shown(under(place, said)[0])
        assert place.env.errors


async def test_who_may_not_ask_gets_no_form(start, news):
    """But a sentence that says where questions are answered."""
    async with start() as place:
        other = place.guild.create_text_channel("questions")
        chosen = frozenset({other.id})
        place.env.bot.guild_settings.change(place.guild.id, channels=chosen)
        said = await place.boss.send(place.channel, CLAIM)
        found = await form(place, said)
        assert found.modal is None
        assert found.ephemeral
        assert f"<#{other.id}>" in found.response.content
        assert place.env.errors


async def test_where_the_bot_may_not_write_discord_lets_it_answer(start, news, shown):
    """In place of the form, for all to see."""
    async with start() as place:
        silent = discord.PermissionOverwrite(send_messages=False)
        muted = place.guild.create_text_channel("quiet", overwrites={place.env.bot.user: silent})
        said = await place.boss.send(muted, CLAIM)
        asked = await place.alice.context_menu(muted, MENU, said)
        found = await place.alice.submit_modal(asked, {"question": ""})
        assert not found.ephemeral
        assert "4.5 percent" in shown(found.response)


async def test_a_mention_in_reply_to_somebody_asks_about_what_they_wrote(start, news, shown):
    """Which Discord tells where message content is on."""
    async with start(message_content=True) as place:
        said = await place.boss.send(place.channel, CLAIM)
        await place.mention("is that true?", reply_to=said)
        answer = place.channel.last_message
        assert "What does the news say about this" in shown(answer)
        assert "4.5 percent" in shown(answer)
        await place.mention("", reply_to=said)
        assert "4.5 percent" in shown(place.channel.last_message)


async def test_a_reply_to_a_reply_to_an_answer_carries_the_conversation_on(start, news):
    """Also where the reply between them was not for us."""
    async with start() as place:
        question = await place.mention("How long did the strike of the dockers at Portmere last?")
        robot = place.guild.add_member(place.env.create_user("robot", bot=True))
        between = await robot.send(place.channel, "Noted.", reply_to=place.channel.last_message)
        await place.mention("By how much will wages rise?", reply_to=between)
        key = f"discord:{place.channel.id}:{question.id}"
        assert len(place.desk.transcript.history(key, place.library)) == 2


async def test_a_reply_to_a_question_carries_its_conversation_on(start, news):
    """It need not be a reply to the answer."""
    async with start() as place:
        question = await place.mention("How long did the strike of the dockers at Portmere last?")
        await place.mention("By how much will wages rise?", reply_to=question)
        key = f"discord:{place.channel.id}:{question.id}"
        assert len(place.desk.transcript.history(key, place.library)) == 2


async def test_a_reply_to_an_article_that_was_posted_asks_about_it(start, archive, shown):
    """Its title says whom a question means."""
    async with start() as place:
        await place.boss.slash(place.channel, "follow", topic="Portmere")
        drafted = Draft(
            title="Fire in Portmere's cannery",
            text="A fire ruined the old sardine cannery of Portmere at night. Nobody was hurt.",
            address="https://post.example/fire",
            url="https://post.example/fire",
            published=datetime.now(UTC) - timedelta(minutes=5),
        )
        archive.put(SHARED, drafted, sentences(drafted.text))
        await place.env.bot.get_cog("Following").posting.round(datetime.now(UTC))
        await place.env.settle()
        posted = place.channel.last_message
        await place.mention("is that true?", reply_to=posted)
        asked = shown(place.channel.last_message)
        assert "What does the news say about this: Fire in Portmere's cannery" in asked


async def test_a_form_that_was_open_while_the_guild_chose_anew_is_refused(start, news):
    """As the command would be."""
    async with start() as place:
        said = await place.boss.send(place.channel, CLAIM)
        asked = await form(place, said)
        chosen = frozenset({place.guild.create_text_channel("questions").id})
        place.env.bot.guild_settings.change(place.guild.id, channels=chosen)
        found = await place.alice.submit_modal(asked, {"question": ""})
        assert found.ephemeral
        assert not under(place, said)
        assert place.env.errors
