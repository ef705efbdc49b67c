"""What is no question of the news gets a friendly line, for which nothing is searched."""

from datetime import UTC, datetime

import pytest

from bot.guild.helping import LEAD
from bot.small_talk import said_back
from bot.words import words_in
from tests.bot.catalogues import OTHERS
from tests.bot.test_languages import english_in

pytestmark = pytest.mark.asyncio


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def counted(place):
    """How many questions were counted."""
    return place.desk.archive.statistics.asked(LONG_AGO).questions


async def test_a_greeting_is_answered_with_how_to_ask(start, news):
    """One message in place, which is no refusal."""
    async with start() as place:
        question = await place.mention("hello!")
        _, said = place.channel.history()
        assert said.reference.message_id == question.id
        assert said.content.startswith("Hello! I answer questions about the news")
        assert LEAD in said.content


async def test_thanks_are_taken_and_the_conversation_goes_on(start, news, shown):
    """What is asked after them leans on the answer before them."""
    async with start() as place:
        await place.mention("How long did the strike of the dockers at Portmere last?")
        answer = place.channel.last_message
        await place.mention("thanks a lot", reply_to=answer)
        assert place.channel.last_message.content == "You are welcome! Just ask on."
        await place.mention("And who called it fair?", reply_to=answer)
        assert "Hanna Okafor" in shown(place.channel.last_message)


async def test_a_courtesy_opens_no_thread(start, news):
    """Where each question gets one."""
    async with start() as place:
        place.env.bot.guild_settings.change(place.guild.id, threads=True)
        await place.mention("Was kannst du?")
        assert len(place.channel.history()) == 2


async def test_a_courtesy_by_command_is_answered_and_counts_nowhere(start, news):
    """Neither among the questions nor among the refusals."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question="what can you do?")
        assert LEAD in result.response.content
        assert counted(place) == 0


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("text", ["hola", "danke", "au revoir", "who are you?"])
async def test_it_is_said_in_the_language_of_the_place(language, text):
    """Whatever the language of the courtesy."""
    said = said_back(text, "", words_in(language))
    assert said
    assert english_in(said) == []
