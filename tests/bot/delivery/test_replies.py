"""What goes out to Discord when Discord is away, or holds the bot back."""

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.delivery import reaching
from bot.delivery.reaching import TRIES, persistently

pytestmark = pytest.mark.asyncio


def response(status):
    """What an answer of Discord's is to its library."""
    answer: Any = SimpleNamespace(status=status, reason="as the test says")
    return answer


def failing(*errors):
    """A request that ends in each of these, one after the other, and then works."""
    left = list(errors)

    async def call():
        if left:
            raise left.pop(0)
        return "sent"

    return call


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(reaching, "FIRST_WAIT", 0)


async def test_a_long_rate_limit_is_waited_out():
    """discord.py gives up on one of over a minute; an answer does not."""
    assert await persistently(failing(discord.RateLimited(0.01))) == "sent"


async def test_discord_may_be_away_for_a_while():
    """Whichever way it says so."""
    away = discord.DiscordServerError(response(503), "away")
    lost, cut = aiohttp.ServerDisconnectedError(), ConnectionResetError(104, "reset by peer")
    assert await persistently(failing(away, lost, cut)) == "sent"


async def test_there_is_an_end_to_it():
    """The last failure comes out, for who knows what to do about it."""
    away = [discord.DiscordServerError(response(503), "away")] * TRIES
    with pytest.raises(discord.DiscordServerError):
        await persistently(failing(*away))


async def test_a_refusal_is_not_argued_with():
    """Asking again for what is forbidden ends in a ban."""
    with pytest.raises(discord.Forbidden):
        await persistently(failing(discord.Forbidden(response(403), "no")))
