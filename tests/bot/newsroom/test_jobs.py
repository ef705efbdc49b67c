"""What brings news in, cancelled; and what it leaves to read."""

import discord
import pytest

from bot.client import NewsBot
from bot.newsroom.jobs import OVER, CancelButton
from bot.newsroom.reports import FAILURES, outcome
from bot.words import IN_ENGLISH
from ingest.report import Outcome, Result, Summary
from tests.bot.conftest import STRIKE

pytestmark = pytest.mark.asyncio
FILE = ("strike.txt", f"{STRIKE.title}\n\n{STRIKE.text}\n".encode())


async def test_a_button_left_by_a_restart_says_that_it_is_over(start):
    """Nobody took it away when the bot was stopped; others than staff may not even ask."""
    async with start() as place:
        message = await place.env.bot.get_channel(place.channel.id).send(
            "Reading…", view=_left_alone()
        )
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        late = await place.boss.click(message, label="Cancel")
        assert (late.response.content, late.ephemeral) == (OVER, True)
        refused = await place.alice.click(message, label="Cancel")
        assert "Manage Server" in refused.response.content
        assert not place.env.errors


async def test_a_run_that_is_cancelled_leaves_no_button(start):
    """And says so, whatever it had still to read."""
    async with start() as place:
        ingest = place.desk.ingest

        def cancelled(*args, **options):
            [job] = place.env.bot.jobs._at_work.values()
            job.cancel()
            return ingest(*args, **options)

        place.desk.ingest = cancelled
        result = await place.boss.slash(place.channel, "ingest file", attachment=FILE)
        assert result.response.content.startswith("Cancelled; nothing had come in. 0 new")
        assert not result.response.components
        assert not place.env.bot.jobs._at_work


def _left_alone():
    view = discord.ui.View(timeout=None)
    view.add_item(CancelButton(123456789012345678, IN_ENGLISH))
    return view


async def test_a_hundred_failures_do_not_flood():
    """The first are named, the rest counted by reason, and none of them is a page long."""
    failed = [
        Result(f"https://a.example/{'x' * 900}{n}", Outcome.FAILED, reason=f"Reason {n % 2}.")
        for n in range(100)
    ]
    told = outcome(Summary(tuple(failed), {Outcome.FAILED: 100}))
    lines = "\n".join(told).splitlines()
    assert lines[0].startswith("Nothing came in. 0 new")
    assert len(told) == 1
    assert lines[1 + FAILURES :] == [
        "- and 90 more failed",
        "  - 45 × Reason 0.",
        "  - 45 × Reason 1.",
    ]


async def test_what_was_cancelled_tells_what_came_in():
    """It stays, with what is stored and not yet ready."""
    came = Summary((), {Outcome.NEW: 2}, stored=1)
    [told] = outcome(came, cancelled=True)
    assert told.startswith("Cancelled; what came in stays. 2 new")
    assert told.endswith("1 more is stored; it is made ready when the archive is next opened.")
