"""A guild reads the bot in its language, and the news as it was written."""

import re

import pytest

from bot.answers.cards import plain
from bot.guild.privacy import NOTHING
from bot.words import words_in
from retrieval.answers import Difference, Report
from tests.bot.answers.test_cards import answered, cite
from tests.bot.catalogues import OTHERS, in_code

SHORTEST = 12
"""Letters of an English phrase that is looked for; shorter ones may stand in any language."""


def english_in(shown):
    """The phrases of ours that are shown in English."""
    whole = [
        one for phrase in in_code() for one in ((phrase,) if isinstance(phrase, str) else phrase)
    ]
    said = {max(re.split(r"\{\w*\}", one), key=len).strip() for one in whole}
    return [one for one in said if len(one) >= SHORTEST and one in shown]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("language", "sources"), [("de", "Quellen"), ("es", "Fuentes"), ("fr", "articles de")]
)
async def test_a_guild_is_answered_in_the_language_it_chose(start, news, shown, language, sources):
    """From the first line to the smallest; the news's own sentences stay as they are."""
    async with start() as place:
        place.env.bot.guild_settings.change(place.guild.id, language=language)
        await place.mention("How long did the strike of the dockers at Portmere last?")
        told = shown(place.channel.last_message)
    assert sources in told
    assert "voted on Tuesday to end their eleven-day strike" in told
    assert english_in(told) == []


@pytest.mark.asyncio
@pytest.mark.parametrize("language", OTHERS)
async def test_a_refusal_and_an_empty_library_are_too(start, shown, language):
    """As is whatever goes wrong."""
    async with start() as place:
        place.env.bot.guild_settings.change(place.guild.id, language=language)
        await place.mention("Who won the election?")
        assert english_in(shown(place.channel.last_message)) == []
        await place.mention("?")
        assert english_in(shown(place.channel.last_message)) == []


@pytest.mark.asyncio
async def test_what_one_person_sees_is_in_that_persons_language(start, news):
    """Whatever the guild chose for what all see; alice's Discord is English."""
    async with start() as place:
        place.env.bot.guild_settings.change(place.guild.id, language="de")
        result = await place.alice.slash(place.channel, "forget-me")
        assert result.ephemeral
        assert result.response.content == NOTHING


@pytest.mark.parametrize("language", OTHERS)
def test_figures_that_differ_copies_and_notes_are_said_in_the_language(language):
    """With what the chat model did, and what became of a source since."""
    citations = cite(1, also=("Echo", "Post")), cite(2, "a2", opinion=True, guessed=True)
    reports = (Report("12", 1), Report("9", 2, True))
    differ, corrected = (
        Difference("differ", "hurt", reports),
        Difference("corrected", "hurt", reports),
    )
    answer = answered(
        *citations,
        differences=(differ, corrected),
        mode="openai:gpt-5-mini",
        notes=("There is no news of Blue Post here.", "Some of this news carries no date."),
    )
    told = "\n".join(plain(answer, words=words_in(language)))
    assert "Blue Post" in told
    assert english_in(told) == []
