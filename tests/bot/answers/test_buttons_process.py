"""What is under an answer, over real sockets: the program against a Discord-compatible server."""

import pytest

from tests.bot.test_process import ingest
from tests.servers.discord_rules import walk
from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import Upload
from tests.servers.program import TOKEN, newsdesk_bot

pytestmark = [pytest.mark.asyncio, pytest.mark.process]

FARES = (
    b"Tram fares in Ellsworth to rise in October\n\n"
    b"Tram fares in Ellsworth will rise by twelve cents on 1 October, the city council decided. "
    b"Councillor Petra Lindqvist said that the money would pay for nine new trams.\n"
)
PROTEST = (
    b"Riders protest against tram fares in Ellsworth\n\n"
    b"Hundreds of riders marched through Ellsworth on Sunday against dearer tram fares. "
    b"The city council will hear them next week.\n"
)
QUESTION = "By how much will tram fares in Ellsworth rise?"


def button(server, message, act):
    """The custom id of a button under a message, by what it does."""
    ids = [one["custom_id"] for one in server.buttons(message)]
    return next(one for one in ids if one.startswith(f"nd1:{act}:"))


async def test_an_answer_is_looked_into_shared_voted_on_and_told_as_a_story(tmp_path):
    """Asked in private; what others see of it is what its asker shared."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await program.ready()
        for name, text, date in (
            ("fares.txt", FARES, "2026-08-04"),
            ("protest.txt", PROTEST, "2026-08-09"),
        ):
            upload = Upload(name, text)
            await ingest(server, "file", attachment=upload, outlet="City Wire", date=date)
        here, reader = server.general, server.reader
        asked = await server.slash(here, reader, "ask", question=QUESTION, private=True)
        answer = await server.answer_to(asked, 60, until=lambda message: message.components)
        assert answer.ephemeral

        pressed = await server.click(answer, button(server, answer, "quotes"), reader)
        sources = await server.answer_to(pressed, 60)
        assert sources.ephemeral
        assert "> **Tram fares in Ellsworth will rise by twelve cents" in server.text_of(sources)
        assert "decided.** Councillor Petra Lindqvist said" in server.text_of(sources)

        pressed = await server.click(answer, button(server, answer, "share"), reader)
        told = await server.answer_to(pressed, 60)
        assert told.ephemeral
        [shared] = [one for one in server.messages(here) if "shared by Rhea" in server.text_of(one)]
        assert str(shared.id) in told.content
        assert "twelve cents" in server.text_of(shared)
        assert not shared.ephemeral
        assert shared.wire["mentions"] == []

        pressed = await server.click(shared, button(server, shared, "unhelpful"), server.editor)
        sent = await server.submit(pressed, {"kind": "missing", "text": "From which day?"})
        thanks = await server.answer_to(sent, 60)
        assert thanks.ephemeral
        assert thanks.content.startswith("Thank you")

        asked = await server.slash(here, reader, "timeline", topic="Ellsworth tram fares")
        story = await server.answer_to(asked, 60, until=lambda message: message.components)
        assert "riders marched" in server.text_of(story)
        [picture] = story.attachments
        [gallery] = [part for part in walk(story.components) if part["type"] == 12]
        assert gallery["items"][0]["media"]["url"] == picture["url"]
        assert "2 articles" in gallery["items"][0]["description"]
        assert await program.terminated() == 0
    assert "Traceback" not in program.output
