"""The real program against a Discord-compatible server: the whole way, over real sockets."""

import asyncio
import signal

import pytest

from bot.client import WAITING
from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import Upload
from tests.servers.program import TOKEN, newsdesk_bot
from tests.servers.publisher import Publisher

pytestmark = [pytest.mark.asyncio, pytest.mark.process]

FARES = (
    b"Tram fares in Ellsworth to rise in October\n\n"
    b"Tram fares in Ellsworth will rise by twelve cents on 1 October, the city council decided. "
    b"Councillor Petra Lindqvist said that the money would pay for nine new trams.\n"
)
STRIKE = """<!doctype html><html lang="en"><head><title>Dockers end strike | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2026-08-04T09:30:00+00:00"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Dockers end strike</h1>
<p>Dockers at the port of Portmere voted on Tuesday to end their eleven-day strike.</p>
<p>The port authority agreed to raise wages by nine cents an hour from October.</p>
<p>Union leader Hanna Okafor called the deal fair, and ships will be unloaded again tonight.</p>
</article></body></html>"""
ASK_FARES = "By how much will tram fares in Ellsworth rise?"
ASK_STRIKE = "How long did the strike of the dockers at Portmere last?"


async def ask(server, who, question):
    """Mention the bot and return what it shows in the end."""
    asked = await server.say(server.general, who, question)
    answer = await server.answer_to(asked, 60, until=lambda message: message.components)
    return server.text_of(answer)


def is_report(message):
    """Whether a message tells the end of an ingest rather than its progress."""
    return message.content and not message.content.startswith("Reading")


async def ingest(server, kind, **options):
    """Bring news in as the server's admin and return the report."""
    asked = await server.slash(server.general, server.admin, f"ingest {kind}", **options)
    report = await server.answer_to(asked, 60, until=is_report)
    return report.content


async def test_news_comes_in_and_cited_answers_go_out(tmp_path):
    """Ingest a file and a page, ask by mention and by command, leave cleanly when told to."""
    with Publisher() as site:
        url = site.publish("/strike", STRIKE)
        async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            attachment = Upload("fares.txt", FARES)
            assert "1 new" in await ingest(
                server, "file", attachment=attachment, outlet="City Wire", date="2026-08-04"
            )
            assert "1 new" in await ingest(server, "url", address=url)

            fares = await ask(server, server.reader, ASK_FARES)
            assert "twelve cents" in fares
            assert "**City Wire** · 4 August 2026" in fares

            asked = await server.slash(server.general, server.reader, "ask", question=ASK_STRIKE)
            answer = await server.answer_to(asked, 60, until=lambda message: message.components)
            strike = server.text_of(answer)
            assert "eleven-day strike" in strike
            assert f"]](<{url}#:~:text=" in strike
            assert "**Harbour Post**" in strike

            pressed = await server.click(answer, "Sources", server.reader)
            quotes = await server.answer_to(pressed, 60)
            assert quotes.ephemeral
            assert "> **Dockers at the port of Portmere voted" in server.text_of(quotes)

            assert await program.terminated() == 0
        assert "Traceback" not in program.output
        assert TOKEN not in program.output


async def test_a_slow_ingest_shows_that_it_is_at_work(tmp_path):
    """The line comes while the page is waited for, and is not rewritten for nothing."""
    with Publisher() as site:
        url = site.publish("/slow", STRIKE, delay=4.0)
        async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            asked = await server.slash(
                server.general, server.admin, "ingest url", address=url, outlet="Harbour Post"
            )
            report = await server.answer_to(asked, 60, until=is_report)
            lines = [edit["content"] for edit in server.edits(report.id)]
            assert lines[0].startswith("Reading 1 of 1")
            assert len(lines) <= 4
            assert "1 new" in lines[-1]


async def test_a_question_in_hand_is_answered_before_it_leaves(tmp_path):
    """Told to stop while it searches, it shows the answer and then ends with 0."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await program.ready()
        await ingest(server, "file", attachment=Upload("fares.txt", FARES))
        asked = await server.say(server.general, server.reader, ASK_FARES)
        await server.answer_to(asked, 60)
        assert await program.terminated() == 0
        answer = await server.answer_to(asked, 1, until=lambda message: message.components)
        assert "twelve cents" in server.text_of(answer)


def pages(site):
    """What was asked of a site besides its rules for programs."""
    return [request for request in site.requests if request.path != "/robots.txt"]


async def test_slow_ingests_leave_questions_their_threads(tmp_path):
    """However many there are; those to come are told to wait."""
    with Publisher() as site:
        async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            await ingest(server, "file", attachment=Upload("fares.txt", FARES))
            for number in range(8):
                url = site.publish(f"/{number}", STRIKE, delay=60.0)
                await server.slash(server.general, server.admin, "ingest url", address=url)
            await server.wait_for(lambda: len(pages(site)) == 2, 60)
            answer = await asyncio.wait_for(ask(server, server.reader, ASK_FARES), 25)
            assert "twelve cents" in answer
            assert len(pages(site)) == 2
            shown = [message.content for message in server.messages(server.general)]
            assert shown.count(WAITING) == 6


async def test_a_page_that_hangs_does_not_hold_it_up(tmp_path):
    """Told to stop while it waits for one, it leaves soon, having said so."""
    with Publisher() as site:
        url = site.publish("/slow", STRIKE, delay=60.0)
        async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            asked = await server.slash(server.general, server.admin, "ingest url", address=url)
            await server.wait_for(lambda: pages(site), 60)
            program.signal(signal.SIGTERM)
            # The model may still be loading, and a thread cannot be told to stop.
            assert await program.ended(25) == 0
            report = await server.answer_to(asked, 1, until=is_report)
            assert report.content.startswith("I am being restarted")


async def test_told_twice_it_leaves_at_once(tmp_path):
    """Whatever is still at work."""
    with Publisher() as site:
        url = site.publish("/slow", STRIKE, delay=60.0)
        async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            await server.slash(server.general, server.admin, "ingest url", address=url)
            await server.wait_for(lambda: pages(site), 60)
            program.signal(signal.SIGTERM)
            await server.wait_for(lambda: "Told to stop" in program.output, 60)
            program.signal(signal.SIGTERM)
            assert await program.ended(15) == -signal.SIGTERM


async def test_a_cut_connection_is_taken_up_again(tmp_path):
    """What was asked while it was cut is answered, resumed or not."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await program.ready()
        assert "1 new" in await ingest(server, "file", attachment=Upload("fares.txt", FARES))
        await ask(server, server.reader, ASK_FARES)

        server.cut_sockets()
        assert "twelve cents" in await ask(server, server.editor, ASK_FARES)
        assert server.resumes == 1

        server.gateway_down()
        server.invalidate_session()
        asked = await server.say(server.general, server.admin, ASK_FARES)
        server.gateway_down(down=False)
        answer = await server.answer_to(asked, 60, until=lambda message: message.components)
        assert "twelve cents" in server.text_of(answer)
        assert await program.terminated() == 0
    assert "Traceback" not in program.output


async def test_a_restart_takes_up_what_was_asked_meanwhile(tmp_path):
    """The new process answers it, old buttons work, and the commands are not sent again."""
    async with DiscordServer(TOKEN) as server:
        async with newsdesk_bot(tmp_path, server) as program:
            await program.ready()
            await ingest(server, "file", attachment=Upload("fares.txt", FARES))
            asked = await server.say(server.general, server.reader, ASK_FARES)
            old = await server.answer_to(asked, 60, until=lambda message: message.components)
            assert await program.terminated() == 0
        missed = await server.say(server.general, server.editor, ASK_FARES)
        async with newsdesk_bot(tmp_path, server) as program:
            answer = await server.answer_to(missed, 90, until=lambda message: message.components)
            assert "twelve cents" in server.text_of(answer)
            pressed = await server.click(old, "Sources", server.reader)
            quotes = await server.answer_to(pressed, 60)
            assert "> **Tram fares" in server.text_of(quotes)
            assert server.syncs == 1
            assert len([one for one in server.messages(server.general) if one.replies_to]) == 2
            assert await program.terminated() == 0


async def test_an_answer_survives_discords_hiccups(tmp_path):
    """A 503 and a dropped connection, on the very edit that brings the answer."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await program.ready()
        await ingest(server, "file", attachment=Upload("fares.txt", FARES))
        server.fail_next("PATCH", "/channels/*/messages/*", status=503)
        assert "twelve cents" in await ask(server, server.reader, ASK_FARES)
        server.fail_next("PATCH", "/channels/*/messages/*", status=0)
        assert "twelve cents" in await ask(server, server.reader, ASK_FARES)


async def test_several_people_ask_at_once(tmp_path):
    """Each gets the answer under their own question."""
    async with DiscordServer(TOKEN) as server, newsdesk_bot(tmp_path, server) as program:
        await program.ready()
        await ingest(server, "file", attachment=Upload("fares.txt", FARES))
        people = [server.reader, server.editor, server.admin, server.owner]
        answers = await asyncio.gather(*(ask(server, who, ASK_FARES) for who in people))
        assert all("twelve cents" in answer for answer in answers)


async def test_the_bot_comes_in_when_discord_is_away_at_first(tmp_path):
    """It keeps trying, with a new client each time, and can be stopped meanwhile."""
    async with DiscordServer(TOKEN) as server:
        server.gateway_down()
        async with newsdesk_bot(tmp_path, server) as program:
            await server.wait_for(lambda: "Trying again in" in program.output, 60)
            server.gateway_down(down=False)
            await program.ready()
            assert await program.terminated() == 0
        server.gateway_down()
        async with newsdesk_bot(tmp_path, server) as program:
            before = program.output.count("Trying again in")
            await server.wait_for(lambda: program.output.count("Trying again in") > before, 60)
            assert await program.terminated() == 0
    assert "Traceback" not in program.output


async def test_a_wrong_token_ends_it_with_one_sentence(tmp_path):
    """Exit status 1, what to do, no traceback and no token."""
    async with DiscordServer("another token") as server, newsdesk_bot(tmp_path, server) as program:
        assert await program.ended(60) == 1
    assert "Discord does not accept DISCORD_TOKEN" in program.output
    assert "Traceback" not in program.output
    assert TOKEN not in program.output


async def test_a_refused_intent_ends_it_with_one_sentence(tmp_path):
    """Exit status 1, and where to look."""
    async with DiscordServer(TOKEN) as server:
        server.gateway._objection = lambda line, token, intents: 4014
        async with newsdesk_bot(tmp_path, server) as program:
            assert await program.ended(60) == 1
    assert "Privileged Gateway Intents" in program.output
    assert "Traceback" not in program.output


async def test_the_token_goes_to_no_server_but_discord_or_this_machine(tmp_path):
    """The address for tests must be on loopback."""
    async with newsdesk_bot(tmp_path, NEWSDESK_DISCORD_API="http://discord.example") as program:
        assert await program.ended(60) == 1
    assert "NEWSDESK_DISCORD_API" in program.output
    assert "Traceback" not in program.output
