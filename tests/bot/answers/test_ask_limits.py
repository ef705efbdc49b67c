"""/ask with an outlet and a time set by hand, and what is proposed for them."""

from zoneinfo import ZoneInfo

import discord
import pytest

pytestmark = pytest.mark.asyncio

MANAGE = discord.Permissions(manage_guild=True)
STRIKE = "How long did the strike of the dockers at Portmere last?"
POST, WIRE = "The Harbour Post", "Ellsworth Wire"


async def proposed(place, option, typed, who=None):
    """The values proposed while something is typed into an option of /ask."""
    asker = who or place.alice
    found = await asker.autocomplete(place.channel, "ask", option, typed, question=STRIKE)
    return [choice["value"] for choice in found]


async def test_only_what_was_set_answers(start, news, shown):
    """And the card says what was understood."""
    async with start() as place:
        found = await place.alice.slash(
            place.channel, "ask", question=STRIKE, outlet="harbour post", since="3 August 2026"
        )
        assert "eleven-day strike" in shown(found.response)
        assert "published since 3 August 2026 · only The Harbour Post" in shown(found.response)
        other = await place.alice.slash(place.channel, "ask", question=STRIKE, outlet=WIRE)
        assert "eleven-day strike" not in shown(other.response)
        before = await place.alice.slash(
            place.channel, "ask", question=STRIKE, until="2 August 2026"
        )
        assert "eleven-day strike" not in shown(before.response)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"outlet": "Harbor Post"}, "did you mean The Harbour Post"),
        ({"since": "soonish"}, "“soonish” is not a time"),
        ({"since": "5 May 2026", "until": "3 May 2026"}, "No time is both"),
    ],
)
async def test_what_is_not_understood_is_said_to_the_asker_alone(start, news, given, told):
    """In one sentence; nothing is searched."""
    async with start() as place:
        found = await place.alice.slash(place.channel, "ask", question=STRIKE, **given)
        assert found.ephemeral
        assert told in found.response.content
        assert place.env.errors


async def test_days_are_those_of_the_guild(start, news, shown):
    """An article of 14:05 UTC on the 4th is of the 5th in Auckland."""
    async with start(timezone=ZoneInfo("UTC")) as place:
        guilds = place.env.bot.guild_settings
        guilds.change(place.guild.id, timezone="Pacific/Auckland")
        found = await place.alice.slash(
            place.channel, "ask", question=STRIKE, since="5 August 2026"
        )
        assert "eleven-day strike" in shown(found.response)


async def test_the_outlets_of_the_guild_and_the_shared_ones_are_proposed(
    start, news, news_of_strike
):
    """Those of another guild are not."""
    async with start() as place:
        other = place.env.create_guild("Elsewhere")
        text = f"{news_of_strike.title}\n\n{news_of_strike.text}".encode()
        boss = other.add_member(
            place.env.create_user("chief"),
            roles=[other.create_role("Chiefs", permissions=MANAGE)],
        )
        room = other.create_text_channel("general")
        await boss.slash(
            room, "ingest file", attachment=("strike.txt", text), outlet="Elsewhere Echo"
        )
        assert await proposed(place, "outlet", "") == [WIRE, POST]
        assert await proposed(place, "outlet", "har") == [POST]
        found = await boss.autocomplete(room, "ask", "outlet", "e", question=STRIKE)
        assert found[0]["value"] in {"Elsewhere Echo", WIRE}
        assert "Elsewhere Echo" in [one["value"] for one in found]


async def test_times_are_proposed_as_they_are_understood(start):
    """A few to begin with."""
    async with start() as place:
        assert "last week" in await proposed(place, "since", "")
        [one] = await place.alice.autocomplete(
            place.channel, "ask", "until", "3 May 2026", question=STRIKE
        )
        assert one["name"] == "3 May 2026 → until 3 May 2026"


async def test_nothing_is_proposed_to_who_may_not_ask(start, news):
    """Neither outlets nor times."""
    async with start() as place:
        askers = place.guild.create_role("Askers")
        place.env.bot.guild_settings.change(place.guild.id, askers=frozenset({askers.id}))
        assert await proposed(place, "outlet", "") == []
        assert await proposed(place, "since", "") == []
        assert await proposed(place, "outlet", "", place.boss) == [WIRE, POST]
