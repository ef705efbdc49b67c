"""The order in which messages go to Discord, where it holds a channel back."""

import asyncio

import aiohttp
import pytest

from bot.delivery import lanes, reaching
from bot.delivery.lanes import lane
from tests.servers import discord_limits

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"


async def test_who_asked_first_hears_first(desk, news, at_server, monkeypatch):
    """Also where those who come later find the channel free again."""
    monkeypatch.setattr(discord_limits, "SECONDS", 1.0)
    async with at_server(desk) as (server, _):
        asked = []
        for number in range(16):
            person = server.member(f"Person {number}")
            asked.append(await server.say(server.general, person, STRIKE))
            await asyncio.sleep(0.1)
        await server.wait_for(lambda: len(server.world.answers) == len(asked), 20)
        for question in asked:
            await server.answer_to(question, 20, until=lambda message: message.components)
        replies = [one.id for question in asked for one in server.world.answers[question.id]]
        overtaken = [abs(sorted(replies).index(one) - at) for at, one in enumerate(replies)]
        assert len(overtaken) == len(asked)
        assert max(overtaken) < lanes.AT_ONCE
        assert 429 not in {request.status for request in server.requests()}


@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_requests_that_hang_hold_nobody_up_for_long(
    desk, news, at_server, monkeypatch, method
):
    """As many as a channel lets in; and each is made again, once."""
    monkeypatch.setattr(reaching, "SILENCE", aiohttp.ClientTimeout(sock_read=0.5))
    path = "/channels/*/messages" + ("/*" if method == "PATCH" else "")
    async with at_server(desk) as (server, _):
        server.fail_next(method, path, status=0, times=lanes.AT_ONCE, hangs=60)
        people = [server.member(f"Person {number}") for number in range(lanes.AT_ONCE + 1)]
        asked = [await server.say(server.general, person, STRIKE) for person in people]
        for question in asked:
            await server.answer_to(question, 20, until=lambda message: message.components)
            assert len(server.world.answers[question.id]) == 1


async def test_a_lane_lasts_as_long_as_somebody_is_in_it():
    """Each channel has one for posts and one for edits."""
    async with lane(1, "posts") as _, lane(1, "edits"), lane(2, "posts"):
        held = lane(1, "posts")
        assert held is lane(1, "posts")
        assert held is not lane(1, "edits")
        assert len(lanes._LANES) == 3
    del held
    assert not lanes._LANES
