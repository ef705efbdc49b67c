"""The library from Discord, the real program over real sockets: pasted, cancelled, paged."""

import pytest

from bot.newsroom.jobs import CANCELLING
from tests.bot.test_process import STRIKE, is_report
from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import Upload
from tests.servers.program import TOKEN, newsdesk_bot
from tests.servers.publisher import Publisher

pytestmark = [pytest.mark.asyncio, pytest.mark.process]

TEXT = (
    "Tram fares in Ellsworth will rise by twelve cents on 1 October, the city council decided. "
    "Councillor Petra Lindqvist said that the money would pay for nine new trams."
)


async def test_a_text_is_pasted_and_a_mistake_given_back(tmp_path):
    """The form is the first answer to the command; a wrong date costs no word of it."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await program.ready()
        form = await server.slash(server.general, server.admin, "ingest text")
        typed = {"title": "Tram fares to rise", "text": TEXT, "date": "soon"}
        sent = await server.submit(form, typed)
        back = await server.answer_to(sent, 60)
        assert back.ephemeral
        assert "is not a date" in back.content
        assert [one["filename"] for one in back.attachments] == ["your-text.txt"]
        again = await server.click(back, "Open the form again", server.admin)
        mended = await server.submit(again, typed | {"date": "2026-08-04"})
        report = await server.answer_to(mended, 60, until=is_report)
        assert "1 new" in report.content
        assert "Tram fares to rise" in report.content


async def test_staff_cancel_what_takes_long(tmp_path):
    """It ends between two articles; what came in stays, and who may not cancel does not."""
    with Publisher() as site:
        first = site.publish("/first", STRIKE)
        slow = [site.publish(f"/slow-{n}", STRIKE, delay=30.0) for n in range(3)]
        async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            addresses = " ".join([first, *slow])
            asked = await server.slash(
                server.general, server.admin, "ingest url", address=addresses
            )
            shown = await server.answer_to(
                asked, 60, until=lambda message: "1 new" in message.content and message.components
            )
            refused = await server.click(shown, "Cancel", server.reader)
            assert "Manage Server" in (await server.answer_to(refused, 60)).content
            await server.click(shown, "Cancel", server.admin)
            await server.wait_for(lambda: shown.content.startswith("Cancelled;"), 25)
            assert "1 new" in shown.content
            assert not shown.components
            assert CANCELLING in [edit["content"] for edit in server.edits(shown.id)]
            assert await program.terminated() == 0
        assert "Traceback" not in program.output


async def test_pages_of_articles_turn_after_a_restart(tmp_path):
    """By the names of their buttons; the menu shows an article of them."""
    records = "".join(
        f'{{"title": "Tram line {n} to open", "text": "Line {n}. {TEXT}"}}\n' for n in range(12)
    )
    async with DiscordServer(TOKEN) as server:
        async with newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            asked = await server.slash(
                server.general,
                server.admin,
                "ingest file",
                attachment=Upload("lines.jsonl", records.encode()),
            )
            await server.answer_to(asked, 60, until=is_report)
            found = await server.slash(
                server.general, server.reader, "articles search", words="tram lines"
            )
            page = await server.answer_to(found, 60, until=lambda message: message.components)
            assert page.ephemeral
            assert "Page 1 of 2" in server.text_of(page)
            assert await program.terminated() == 0
        async with newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            await server.click(page, "▶", server.reader)
            await server.wait_for(lambda: "Page 2 of 2" in server.text_of(page), 60)
            menu = next(part["custom_id"] for part in _parts(page.components) if part["type"] == 3)
            options = next(part for part in _parts(page.components) if part["type"] == 3)["options"]
            chosen = await server.click(page, menu, server.reader, [options[0]["value"]])
            shown = await server.answer_to(chosen, 60, until=lambda message: message.components)
            assert options[0]["label"] in server.text_of(shown)
            assert await program.terminated() == 0


def _parts(components):
    for part in components:
        yield part
        yield from _parts(part.get("components", []))
