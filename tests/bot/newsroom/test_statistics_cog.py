"""Whose news is held and how the bot is used, in Discord."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.client import NewsBot
from bot.newsroom.figures import Used, lines
from retrieval.budget import Spent
from retrieval.news import SHARED
from retrieval.sentences import sentences
from retrieval.statistics import Asked
from tests.bot.conftest import STRIKE

pytestmark = pytest.mark.asyncio
QUESTION = "How long did the strike of the dockers at Portmere last?"


@pytest.mark.usefixtures("news")
async def test_outlets_are_counted_over_the_shared_and_the_own_library(start, shown):
    """Those with most first, each with its newest; of other servers nothing."""
    async with start() as place:
        for library, address in ((place.library, "b"), ("guild-7", "c")):
            draft = replace(STRIKE, text=f"{STRIKE.text} {address}.", address=address, url=None)
            place.desk.archive.put(library, draft, sentences(draft.text))
        asked = await place.alice.slash(place.channel, "sources")
        assert asked.ephemeral
        assert shown(asked.response) == (
            "**3 articles by 2 outlets**\n"
            "- **The Harbour Post** · 2 articles · the newest of 4 August 2026\n"
            "- **Ellsworth Wire** · 1 article · the newest of 3 August 2026"
        )


async def test_the_outlets_have_pages_that_outlive_a_restart(start, shown):
    """Twenty on each."""
    async with start() as place:
        for number in range(21):
            draft = replace(
                STRIKE,
                text=f"{STRIKE.text} {number}.",
                address=f"a{number}",
                url=None,
                outlet=f"Outlet {number:02}",
            )
            place.desk.archive.put(SHARED, draft, sentences(draft.text))
        asked = await place.alice.slash(place.channel, "sources")
        assert "Page 1 of 2" in shown(asked.response)
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        await place.alice.click(asked.response, label="▶")
        text = shown(asked.response)
        assert "Page 2 of 2" in text
        assert "Outlet 20" in text


@pytest.mark.usefixtures("news")
async def test_what_was_asked_here_is_counted_for_staff(start):
    """Answered and refused apart, privately; what other servers asked is not in it."""
    async with start() as place:
        await place.mention(QUESTION)
        await place.alice.slash(place.channel, "ask", question=QUESTION, private=True)
        await place.mention("Who won the chess olympiad in Samarkand?", place.boss)
        told = await place.boss.slash(place.channel, "stats", days=7)
        assert told.ephemeral
        text = re.sub(r"[\d.]+ s\b", "N s", told.response.content)
        assert text == (
            "**The last 7 days**\n"
            "- 3 questions: 2 answered, 1 not in the news\n"
            "- Nobody said whether an answer helped\n"
            "- Half of the answers took at most N s, nineteen in twenty N s\n"
            "- 0 articles came in"
        )
        other = place.desk.archive.statistics.asked(datetime(2000, 1, 1, tzinfo=UTC), "guild-7")
        assert other == Asked()


@pytest.mark.usefixtures("news")
async def test_staff_see_why_answers_did_not_help(start):
    """In the readers' words, which are shown as they are, beside the answer that all can see."""
    async with start() as place:
        await place.mention(QUESTION)
        answer = place.channel.last_message
        await place.alice.slash(place.channel, "ask", question=QUESTION, private=True)
        give = place.desk.archive.votes.give
        give(1, "8", place.library, helpful=False, reason="old: **It** is over, <@5>")
        give(2, "8", place.library, helpful=False, reason="beside")
        told = await place.boss.slash(place.channel, "stats")
        address = f"https://discord.com/channels/{place.guild.id}/{place.channel.id}/{answer.id}"
        assert told.response.content.endswith(
            "**Why answers did not help, the latest first**\n"
            "- It does not answer the question\n"
            "- It is out of date: “\\*\\*It\\*\\* is over, \\<@5>”"
            f" · [the answer](<{address}>)"
        )


async def test_only_staff_see_how_it_is_used(start):
    """Whatever the server shows."""
    async with start() as place:
        command = place.env.backend.find_command("stats", place.guild.id, type=1)
        place.guild.set_command_permissions(int(command["id"]), {place.alice: True})
        refused = await place.alice.slash(place.channel, "stats")
        assert refused.ephemeral
        assert "Manage Server" in refused.response.content
        assert place.env.errors


async def test_the_use_is_told_in_words():
    """Singular and plural, votes, tokens and their cost where they are known."""
    asked = Asked(1, 0, 0, 1, 1, 2, 450.0, 12_340.0, 1)
    spent = [Spent(date(2026, 8, 4), SHARED, "model", 2, 1000, 500, 0.0123)]
    assert lines(Used(1, asked, spent)) == [
        "1 question: 0 answered, 0 not in the news, 1 without any news",
        "1 answer helped, 2 did not",
        "Half of the answers took at most 0.5 s, nineteen in twenty 12.3 s",
        "1 article came in",
        "The chat model took 1,500 tokens, for 0.01 US dollars",
    ]
    unpriced = lines(Used(30, Asked(), [replace(spent[0], cost=None)]))
    assert unpriced == [
        "Nothing was asked",
        "0 articles came in",
        "The chat model took 1,500 tokens",
    ]
