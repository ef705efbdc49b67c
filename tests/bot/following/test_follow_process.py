"""What is followed, with the real program: set up and posted in Discord, each article once."""

from datetime import UTC, datetime

import pytest

from tests.bot.test_process import FARES, ingest
from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import Upload
from tests.servers.program import TOKEN, newsdesk_bot

pytestmark = [pytest.mark.asyncio, pytest.mark.process]

TRAMS = (
    b"Nine new trams ordered for Ellsworth\n\n"
    b"The city of Ellsworth ordered nine new trams from a maker in Tarnholt on Friday.\n"
)


def posts(server, channel):
    """What the bot posted by itself, as it is read."""
    cards = [one for one in channel.messages.values() if one.author.id == server.bot.id]
    return [server.text_of(one) for one in cards if "followed here" in server.text_of(one)]


async def bring_in(server, name, content):
    today = datetime.now(UTC).date().isoformat()
    return await ingest(
        server, "file", attachment=Upload(name, content), outlet="City Wire", date=today
    )


async def test_a_followed_topic_is_posted_once(tmp_path):
    """Also when Discord took a post and did not say so, and after a restart."""
    async with DiscordServer(TOKEN) as server:
        board = server.channel("board")
        async with newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            asked = await server.slash(
                server.general, server.admin, "follow", topic="Ellsworth trams", channel=board
            )
            answer = await server.answer_to(asked, 60, until=lambda message: message.components)
            assert answer.ephemeral
            assert f"in <#{board.id}> from now on: as they come." in server.text_of(answer)

            path = f"/channels/{board.id}/messages"
            server.fail_next("POST", path, status=503, performed=True)
            assert "1 new" in await bring_in(server, "fares.txt", FARES)
            await server.wait_for(lambda: posts(server, board), 60)
            [post] = posts(server, board)
            assert "Tram fares in Ellsworth to rise in October" in post
            assert "**City Wire**" in post
            assert await program.terminated() == 0
        async with newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            assert "1 new" in await bring_in(server, "trams.txt", TRAMS)
            await server.wait_for(lambda: len(posts(server, board)) > 1, 60)
            first, second = posts(server, board)
            assert "Nine new trams" not in first
            assert "Nine new trams" in second
            assert await program.terminated() == 0
        assert "Traceback" not in program.output
