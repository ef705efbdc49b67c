"""Topics that are followed: set up by staff, posted once a story, listed and stopped."""

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest
from simcord.backend.errors import SetupError

from bot.client import NewsBot
from bot.follow_setup import MOST
from bot.posts import MOST as AT_ONCE
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences

pytestmark = pytest.mark.asyncio

TOPIC = "strike of the dockers at Portmere"


def strike(number, outlet="The Harbour Post", **more):
    """News of the strike, each its own."""
    texts = (
        "Dockers at the port of Portmere began a strike on Monday over their wages.",
        "Talks on ending the strike of the dockers at Portmere broke down after nine hours.",
        "Fruit worth four million rots on ships that the strike of Portmere's dockers holds up.",
        "The mayor of Portmere offered to mediate in the dockers' strike at the port.",
    )
    text = f"{texts[number % len(texts)]} It was day {number + 1}, said Hanna Okafor of the union."
    address = f"https://{outlet.split()[-1].lower()}.example/{number}"
    return Draft(
        **{
            "title": f"Dockers' strike at Portmere: day {number + 1}",
            "text": text,
            "address": address,
            "url": address,
            "outlet": outlet,
            "published": datetime.now(UTC) - timedelta(minutes=5),
        }
        | more
    )


LIBRARY = Draft(
    title="Town library reopens after flood",
    text="The town library of Ellsworth reopened on Monday after repairs that took seven months.",
    address="https://wire.example/library",
    url="https://wire.example/library",
    outlet="Ellsworth Wire",
)


def put(place, draft, library=None, **more):
    return place.desk.archive.put(library or place.library, draft, sentences(draft.text), **more)


async def go_round(place, later=timedelta()):
    """One round, as if it were then."""
    bot = place.env.bot
    await bot.get_cog("Following").posting.round(datetime.now(UTC) + later)
    await place.env.settle()


async def follow(place, topic=TOPIC, who=None, **options):
    return await (who or place.boss).slash(place.channel, "follow", topic=topic, **options)


def posted(place, shown, channel=None):
    """What was posted by itself, as it is read."""
    return [shown(message) for message in (channel or place.channel).history()]


async def test_new_articles_are_posted_with_why_they_matched(start, shown):
    """Outlet, date, title, the words, and the topic; what is about something else is not."""
    async with start() as place:
        await follow(place)
        put(place, strike(0))
        put(place, LIBRARY)
        await go_round(place)
        [text] = posted(place, shown)
        print(text)
        assert "**[Dockers' strike at Portmere: day 1](<https://post.example/0#:~:text=" in text
        assert "**The Harbour Post** · <t:" in text
        assert "> **Dockers** at the port of **Portmere** began a **strike**" in text
        assert "matched: " in text
        assert f"a topic followed here: **{TOPIC}**" in text
        await go_round(place)
        assert len(posted(place, shown)) == 1
