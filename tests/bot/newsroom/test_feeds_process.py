"""Feeds followed by the real program: read by themselves, and left at once when it is to stop."""

import signal

import pytest

from retrieval.archive import Archive
from retrieval.news import SHARED
from tests.bot.test_process import ASK_STRIKE, STRIKE, ask
from tests.servers.discord_server import DiscordServer
from tests.servers.program import TOKEN, newsdesk_bot
from tests.servers.publisher import Publisher

pytestmark = [pytest.mark.asyncio, pytest.mark.process]

RSS = "application/rss+xml"


def publish(site):
    link = site.publish("/strike", STRIKE)
    return site.publish(
        "/feed",
        "<rss version='2.0'><channel><title>Harbour Post</title><item><title>Dockers end strike"
        f"</title><link>{link}</link><guid>1</guid></item></channel></rss>",
        content_type=RSS,
    )


async def test_feeds_are_read_by_the_running_program(tmp_path, embedder):
    """Without being asked; and while one of them hangs, it leaves as soon as it is told to."""
    with Publisher() as site, Publisher() as slow:
        with Archive.open(tmp_path / "data", embedder, holder="a test") as archive:
            archive.feeds.add(SHARED, publish(site), "")
        async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            await server.wait_for(lambda: "brought 1 new article" in program.output, 60)
            assert "eleven-day strike" in await ask(server, server.reader, ASK_STRIKE)
            hanging = slow.publish("/feed", "", delay=60.0)
            await server.slash(server.general, server.admin, "feeds add", address=hanging)
            await server.wait_for(lambda: slow.asked("/feed"), 60)
            program.signal(signal.SIGTERM)
            assert await program.ended(25) == 0
