"""Forms that were open across a restart, or until they were known no more."""

import pytest

from bot.client import NewsBot
from bot.cogs.forms import LOST
from bot.newsroom.pasting import FILE, KEPT
from tests.bot.answers.test_about import CLAIM, form
from tests.bot.newsroom.test_pasting import TEXT, TYPED

pytestmark = pytest.mark.asyncio


async def restart(place):
    """Start the bot anew over the same desk."""
    await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))


async def test_a_question_sent_after_a_restart_comes_back(start, news):
    """Privately, quoted so that nothing in it does anything."""
    async with start() as place:
        said = await place.boss.send(place.channel, CLAIM)
        opened = await form(place, said)
        await restart(place)
        sent = await place.alice.submit_modal(opened, {"question": "Is that **so**?"})
        assert sent.ephemeral
        assert sent.response.content == f"{LOST}\n> Is that \\*\\*so\\*\\*?"


async def test_a_long_text_comes_back_in_a_file(start):
    """All that was typed; nothing came in."""
    async with start() as place:
        opened = await place.boss.slash(place.channel, "ingest text")
        await restart(place)
        sent = await place.boss.submit_modal(opened, TYPED | {"text": TEXT * 2})
        assert sent.response.content == f"{LOST} {KEPT}"
        assert [one.filename for one in sent.response.attachments] == [FILE]
        assert place.desk.archive.articles([place.library]) == []


async def test_a_form_that_is_known_is_answered_once(start, news, shown):
    """By what it is for."""
    async with start() as place:
        said = await place.boss.send(place.channel, CLAIM)
        sent = await place.alice.submit_modal(await form(place, said), {"question": ""})
        assert LOST not in sent.response.content
        assert not sent.followups
