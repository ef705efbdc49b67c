"""Cards of answers whose sources were corrected or went afterwards."""

from dataclasses import replace

import pytest

from bot.answers.cards import CARD_LIMIT
from bot.answers.marking import above, marked
from bot.cogs.marks import ARCHIVED
from bot.delivery.reaching import TRIES
from retrieval.news import SHARED
from retrieval.sentences import sentences
from tests.bot.conftest import STRIKE as ARTICLE
from tests.bot.following.test_follow import mute

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"


def revise(desk, old, new):
    """Read the article again, with other words in it."""
    changed = replace(ARTICLE, text=ARTICLE.text.replace(old, new))
    return desk.archive.put(SHARED, changed, sentences(changed.text))


async def looked(place):
    """One round of looking back."""
    await place.env.bot.get_cog("Marks").look()


async def test_a_corrected_source_marks_the_card(start, news, shown):
    """The answer stays, under a line that says which of its sources changed."""
    async with start() as place:
        await place.mention(STRIKE)
        answer = place.channel.last_message
        before = shown(answer)
        revise(place.desk, "eleven-day", "nine-day")
        await looked(place)
        after = shown(place.channel.last_message)
        assert place.channel.last_message.id == answer.id
        assert "**Corrected since:**" in after
        assert "[1] The Harbour Post" in after
        assert before in after


async def test_a_removed_article_marks_the_card_withdrawn(start, news, shown):
    """Also in an answer to a command, and its buttons stay."""
    async with start() as place:
        await place.alice.slash(place.channel, "ask", question=STRIKE)
        place.desk.archive.remove(news[0].id, [SHARED])
        await looked(place)
        assert "**Withdrawn since:**" in shown(place.channel.last_message)


async def test_a_change_elsewhere_leaves_the_card_alone(start, news):
    """No edit is made for words that no answer rests on."""
    async with start() as place:
        await place.mention(STRIKE)
        edits = len(place.requests("PATCH", str(place.channel.last_message.id)))
        revise(place.desk, "called the deal fair", "called the deal good")
        await looked(place)
        assert len(place.requests("PATCH", str(place.channel.last_message.id))) == edits


async def test_a_deleted_answer_is_given_up(start, news):
    """It is not tried again and again."""
    async with start() as place:
        await place.mention(STRIKE)
        await place.channel.last_message.delete()
        revise(place.desk, "eleven-day", "nine-day")
        await looked(place)
        asked = len(place.env.http_requests)
        await looked(place)
        assert len(place.env.http_requests) == asked


async def test_what_discord_did_not_take_is_marked_later(start, news, shown):
    """An outage delays a mark and does not lose it."""
    async with start() as place:
        await place.mention(STRIKE)
        revise(place.desk, "eleven-day", "nine-day")
        place.env.inject_error("PATCH", "/channels/*/messages/*", status=503, times=TRIES)
        await looked(place)
        assert "Corrected" not in shown(place.channel.last_message)
        await looked(place)
        assert "Corrected" in shown(place.channel.last_message)


async def test_a_card_in_a_channel_that_is_hidden_for_now_is_marked_later(start, news, shown):
    """Nothing is asked of Discord meanwhile."""
    async with start() as place:
        await place.mention(STRIKE)
        revise(place.desk, "eleven-day", "nine-day")
        mute(place, view_channel=True)
        asked = len(place.env.http_requests)
        await looked(place)
        assert len(place.env.http_requests) == asked
        mute(place)
        await looked(place)
        assert "Corrected" in shown(place.channel.last_message)


async def test_what_discord_will_never_take_is_given_up(start, news, shown):
    """It is not sent every minute for a month."""
    async with start() as place:
        await place.mention(STRIKE)
        revise(place.desk, "eleven-day", "nine-day")
        place.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=50035)
        await looked(place)
        asked = len(place.env.http_requests)
        await looked(place)
        assert len(place.env.http_requests) == asked


async def test_a_thread_that_was_closed_for_silence_is_opened_to_mark_in_it(start, news, shown):
    """By itself it takes no edits any more."""
    async with start() as place:
        place.env.bot.guild_settings.change(place.guild.id, threads=True)
        await place.mention(STRIKE)
        [thread] = place.channel.threads
        revise(place.desk, "eleven-day", "nine-day")
        path = f"/channels/{thread.id}/messages/*"
        place.env.inject_error("PATCH", path, status=400, code=ARCHIVED)
        await looked(place)
        assert "**Corrected since:**" in shown(thread.last_message)
        assert place.requests("PATCH", f"/channels/{thread.id}")


async def test_a_full_card_with_a_byline_is_marked_by_a_reply(start, news, shown):
    """What stands above it counts, too, for what a card can hold."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question=STRIKE, private=True)
        await place.alice.click(result.response, label="Share")
        card = place.channel.last_message
        revise(place.desk, "eleven-day", "nine-day")
        [one] = place.desk.archive.aftermath.outdated()
        [told] = one.answer.sentences
        view = marked(one)
        assert view is not None
        held = view.content_length()
        fuller = replace(told, text=f"{told.text} {'x' * (CARD_LIMIT - held - 20)}")
        full = replace(one, answer=replace(one.answer, sentences=(fuller,)))
        assert marked(full)
        assert marked(full, above(card)) is None


async def test_a_shared_answer_keeps_its_byline(start, news, shown):
    """Who shared it stands above the card, also once that is marked."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question=STRIKE, private=True)
        await place.alice.click(result.response, label="Share")
        byline = shown(place.channel.last_message).splitlines()[0]
        assert "alice" in byline
        revise(place.desk, "eleven-day", "nine-day")
        await looked(place)
        after = shown(place.channel.last_message)
        assert after.startswith(byline)
        assert "**Corrected since:**" in after
