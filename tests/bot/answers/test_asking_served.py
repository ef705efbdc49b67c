"""Threads for questions and the menu of a message, by the real bot at a server over sockets."""

import asyncio

import pytest

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"
WAGES = "By how much will the port authority raise wages?"
CLAIM = "They say the port authority raises wages by 4.5 percent from October."


@pytest.fixture
def served(desk, news, at_server):
    return lambda: at_server(desk)


def is_card(message):
    return bool(message.components)


def ours(server, channel):
    return [one for one in server.messages(channel) if one.author is server.bot]


async def test_a_question_is_answered_in_a_thread_of_its_own(served):
    """And what is asked on in it, there."""
    async with served() as (server, bot):
        bot.guild_settings.change(server.home.id, threads=True)
        question = await server.say(server.general, server.reader, STRIKE)
        answer = await server.answer_to(question, 20, until=is_card)
        [thread] = server.threads(server.general)
        assert (thread.id, thread.name, thread.auto_archive) == (question.id, STRIKE, 1440)
        assert "eleven-day strike" in server.text_of(answer)
        more = await server.say(thread, server.reader, WAGES)
        answer = await server.answer_to(more, 20, until=is_card)
        assert answer.channel is thread
        assert not ours(server, server.general)
        assert len(server.threads(server.general)) == 1


async def test_an_answer_that_is_soon_there_costs_a_message_and_an_edit(served):
    """Discord takes five of each in five seconds: nothing on the way is worth another."""
    async with served() as (server, _):
        question = await server.say(server.general, server.reader, STRIKE)
        await server.answer_to(question, 20, until=is_card)
        made = [request.path for request in server.requests() if "/messages" in request.path]
        assert [path.count("/") for path in made] == [3, 4]


async def test_a_thread_made_meanwhile_is_used(served):
    """The first request was done, though its answer was lost."""
    async with served() as (server, bot):
        bot.guild_settings.change(server.home.id, threads=True)
        path = "/channels/*/messages/*/threads"
        server.fail_next("POST", path, status=503, performed=True)
        question = await server.say(server.general, server.reader, STRIKE)
        answer = await server.answer_to(question, 20, until=is_card)
        assert answer.channel.id == question.id
        assert [one.status for one in server.requests("POST", path)] == [503, 400]


async def test_an_archived_thread_is_answered_in(served):
    """Which opens it again; a locked one is left alone."""
    async with served() as (server, bot):
        bot.guild_settings.change(server.home.id, threads=True)
        question = await server.say(server.general, server.reader, STRIKE)
        await server.answer_to(question, 20, until=is_card)
        [thread] = server.threads(server.general)
        thread.archived = True
        more = await server.say(thread, server.reader, WAGES)
        await server.answer_to(more, 20, until=is_card)
        thread.locked = True
        server.world.dispatch("THREAD_UPDATE", thread.wire(), thread)
        before = len(ours(server, thread))
        await server.say(thread, server.reader, WAGES)
        await asyncio.sleep(0.5)
        assert len(ours(server, thread)) == before


async def test_a_post_of_a_forum_is_answered_in(served):
    """Without a thread in the thread; a chosen forum stands for its posts."""
    async with served() as (server, bot):
        forum = server.forum("questions")
        chosen = frozenset({forum.id})
        bot.guild_settings.change(server.home.id, threads=True, channels=chosen)
        post = server.thread(forum, "The port", server.reader)
        question = await server.say(post, server.reader, STRIKE)
        answer = await server.answer_to(question, 20, until=is_card)
        assert answer.channel is post
        assert "eleven-day strike" in server.text_of(answer)


async def test_a_message_is_asked_about_from_its_menu(served):
    """The form comes at once, the answer under the message, and its place to the asker."""
    async with served() as (server, _):
        said = await server.say(server.general, server.editor, CLAIM, mentions_bot=False)
        asked = await server.menu(server.reader, "Ask about this", said)
        sent = await server.submit(asked, {"question": "", "private": False})
        answer = await server.answer_to(said, 20, until=is_card)
        assert "What does the news say about this: They say" in server.text_of(answer)
        assert "raise wages by 4.5 percent" in server.text_of(answer)
        told = await server.answer_to(sent, 20)
        assert told.ephemeral
        assert str(answer.id) in told.content


async def test_the_answer_about_a_message_is_private_when_the_asker_says_so(served):
    """Nothing is posted under it."""
    async with served() as (server, _):
        said = await server.say(server.general, server.editor, CLAIM, mentions_bot=False)
        asked = await server.menu(server.reader, "Ask about this", said)
        sent = await server.submit(asked, {"question": WAGES, "private": True})
        answer = await server.answer_to(sent, 20, until=is_card)
        assert answer.ephemeral
        assert "4.5 percent" in server.text_of(answer)
        assert not [one for one in ours(server, server.general) if not one.ephemeral]


async def test_outlets_and_times_are_proposed_while_they_are_typed(served):
    """From memory, within what Discord waits."""
    async with served() as (server, _):
        found = await server.autocomplete(
            server.general, server.reader, "ask", "outlet", "harb", question=STRIKE
        )
        assert [one["value"] for one in found] == ["The Harbour Post"]
        found = await server.autocomplete(
            server.general, server.reader, "ask", "since", "last w", question=STRIKE
        )
        assert [one["value"] for one in found] == ["last week"]
