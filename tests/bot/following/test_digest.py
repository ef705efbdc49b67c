"""Digests in Discord: asked for, and posted every day."""

from datetime import UTC, datetime, timedelta

import pytest

from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences

pytestmark = pytest.mark.asyncio

STORIES = (
    ("Dockers strike at Portmere", "Dockers at the port of Portmere began a strike on Monday."),
    ("Library reopens", "The town library of Ellsworth reopened after repairs of seven months."),
    ("Turtle found", "A leatherback turtle as long as a boat was found on Wexley beach."),
)


def draft(number, outlet, hours):
    title, text = STORIES[number]
    url = f"https://{outlet.split()[-1].lower()}.example/{number}"
    return Draft(
        title=title,
        text=f"{text} That was said by {outlet}.",
        address=url,
        url=url,
        outlet=outlet,
        published=datetime.now(UTC) - timedelta(hours=hours),
    )


@pytest.fixture
def stories(archive):
    """One that two outlets tell, one of an outlet alone, and one of three days ago."""
    told = ((0, "Harbour Post", 2), (0, "City Wire", 3), (1, "Ellsworth Wire", 4))
    for number, outlet, hours in (*told, (2, "Wexley Echo", 72)):
        one = draft(number, outlet, hours)
        archive.put(SHARED, one, sentences(one.text))


async def now(place, who=None, **options):
    return await (who or place.alice).slash(place.channel, "digest now", **options)


async def go_round(place, later):
    await place.env.bot.get_cog("Following").posting.round(datetime.now(UTC) + later)
    await place.env.settle()


async def test_a_digest_tells_the_last_day(start, stories, shown):
    """The most covered first, each story in a cited line, with who tells it below."""
    async with start() as place:
        result = await now(place)
        assert not result.ephemeral
        text = shown(result.response)
        lines = text.splitlines()
        assert lines[0] == "**The news in short**"
        assert " · 3 articles" in lines[1]
        assert lines[2].startswith(
            "Dockers at the port of Portmere began a strike on Monday. [[1]]"
        )
        assert lines[3].startswith("-# **")
        assert " · also in **" in lines[3]
        assert lines[4].startswith("The town library of Ellsworth reopened")
        assert lines[5].startswith("-# **Ellsworth Wire** · <t:")
        assert "-# As of <t:" in text
        assert "turtle" not in text


async def test_a_digest_may_be_of_a_topic_since_a_day_and_private(start, stories, shown):
    """As the options say."""
    async with start() as place:
        result = await now(place, topic="leatherback turtle", since="last week", private=True)
        assert result.ephemeral
        text = shown(result.response)
        assert text.startswith("**leatherback turtle**\n")
        assert "found on Wexley beach" in text
        assert "Dockers" not in text


async def test_a_stretch_of_time_without_news_gets_one_small_line(start, stories, shown):
    """With the time it was looked for in."""
    async with start() as place:
        result = await now(place, topic="volcano on Tenerife")
        assert shown(result.response).startswith("-# No news of “volcano on Tenerife” from <t:")


async def test_a_time_that_makes_no_sense_gets_a_private_sentence(start, stories):
    """What is no time, what is to come, and what is too long ago."""
    async with start() as place:
        for since, said in (
            ("soonish", "is not a time"),
            ("2020-01-01", "31 days at most"),
            (f"{datetime.now(UTC).year + 1}-12-01", "still to come"),
        ):
            result = await now(place, since=since)
            assert result.ephemeral
            assert said in result.response.content
        assert place.env.errors


async def test_only_times_that_a_digest_reaches_are_proposed(start):
    """What it would refuse, it does not offer."""
    async with start() as place:
        asked = (place.channel, "digest now", "since")
        usual = [one["value"] for one in await place.alice.autocomplete(*asked, "")]
        assert "yesterday" in usual
        assert "this year" not in usual
        assert not await place.alice.autocomplete(*asked, "2020-01-01")
        assert not await place.alice.autocomplete(*asked, "tomorrow")


async def test_only_who_may_ask_gets_a_digest(start, stories):
    """Where the guild chose roles or channels."""
    async with start() as place:
        elsewhere = place.guild.create_text_channel("elsewhere")
        place.env.bot.guild_settings.change(place.guild.id, channels=frozenset({elsewhere.id}))
        refused = await now(place)
        assert refused.ephemeral
        assert f"<#{elsewhere.id}>" in refused.response.content
        assert place.env.errors


async def test_a_digest_is_posted_every_day(start, stories, shown):
    """Once at its time, of the news since the one before; by staff alone."""
    async with start() as place:
        at = (datetime.now(UTC) + timedelta(minutes=30)).strftime("%H:%M")
        options = {"at": at, "channel": place.channel}
        refused = await place.alice.slash(place.channel, "digest daily", **options)
        assert "Manage Server" in refused.response.content
        answer = await place.boss.slash(place.channel, "digest daily", **options)
        assert answer.ephemeral
        assert f"I post **Digest: all the news** in <#{place.channel.id}>" in shown(answer.response)
        assert place.env.errors

        await go_round(place, timedelta(minutes=29))
        assert place.channel.history() == []
        await go_round(place, timedelta(minutes=31))
        await go_round(place, timedelta(minutes=32))
        [digest] = place.channel.history()
        assert shown(digest).startswith("**The news in short**")
        assert "Dockers" in shown(digest)

        await go_round(place, timedelta(days=1, minutes=31))
        nothing = place.channel.last_message
        assert shown(nothing).startswith("-# No news from <t:")


async def test_times_are_proposed_to_staff(start):
    """Others see the group, for the digest they may ask for."""
    async with start() as place:
        asked = (place.channel, "digest daily", "at", "8")
        offered = await place.boss.autocomplete(*asked)
        assert [one["value"] for one in offered] == ["08:00", "20:00"]
        assert await place.alice.autocomplete(*asked) == []
