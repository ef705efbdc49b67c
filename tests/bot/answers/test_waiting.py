"""What is shown while an answer is made: the place in the queue, what is read, and the end."""

import asyncio
import threading
import time
from itertools import pairwise

import pytest

from bot.answers import asking
from bot.answers.asking import NEXT, reading
from bot.answers.queueing import FULL, Queue
from bot.answers.streaming import PACE_SECONDS
from bot.desk import Desk
from bot.faults import TOO_SLOW
from bot.settings import Settings
from bot.words import IN_ENGLISH
from retrieval.answers import AnswerSentence

pytestmark = pytest.mark.asyncio

READING = "Reading 12 passages of 8 articles…"
STRIKE = "How long did the strike of the dockers at Portmere last?"


class Held(Desk):
    """A desk whose answers are held back until they are let go."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self.let_go = threading.Semaphore(0)
        self.asked = []
        self.told = []
        self.pause = 0.0

    def ask(self, question, libraries, *, on_sentence=None, on_reading=None, **more):
        self.asked.append(question)
        on_reading(12, 8)
        assert self.let_go.acquire(timeout=30)
        answer = super().ask(question, libraries, **more)
        on_sentence(AnswerSentence("The last thing said.", (1,)))
        time.sleep(self.pause)
        self.told.append(question)
        return answer


@pytest.fixture
def desk(archive, embedder, news):
    embedder.warm()
    with Held(Settings(allow_private=True), archive, embedder) as opened:
        yield opened


async def ask_at_once(server, count):
    """So many people ask, each their own question; gives these messages."""
    people = [server.member(f"Person {number}") for number in range(count)]
    asked = []
    for number, person in enumerate(people):
        asked.append(await server.say(server.general, person, f"{STRIKE} {number}"))
        await server.answer_to(asked[-1], 20)
    return asked


def is_card(message):
    return bool(message.components)


async def test_who_waits_reads_their_place_and_everyone_is_answered_once(desk, at_server):
    """Two at once, the others in the order they came; places move up, not too fast to take."""
    async with at_server(desk) as (server, _):
        asked = await ask_at_once(server, 5)
        last = await server.answer_to(asked[4], 20, until=lambda m: "number 3" in m.content)
        third = await server.answer_to(asked[2], 20, until=lambda m: m.content == NEXT)
        desk.let_go.release()
        await server.answer_to(asked[4], 20, until=lambda m: "number 2" in m.content)
        await server.answer_to(asked[2], 20, until=lambda m: m.content == READING)
        desk.let_go.release(4)
        answers = [await server.answer_to(one, 30, until=is_card) for one in asked]
        assert all("eleven-day strike" in server.text_of(one) for one in answers)
        assert [question[-1] for question in desk.asked] == list("01234")
        assert (answers[4].id, answers[2].id) == (last.id, third.id)
        own = [one for one in server.messages(server.general) if one.author is server.bot]
        assert len(own) == 5
        assert not [one for one in server.requests("PATCH") if one.status == 429]


async def test_a_full_queue_says_so(desk, at_server):
    """In one sentence, at once."""
    async with at_server(desk) as (server, bot):
        bot.slots = Queue(1, longest=1)
        asked = await ask_at_once(server, 3)
        await server.answer_to(asked[2], 20, until=lambda message: message.content == FULL)
        desk.let_go.release(2)
        for one in asked[:2]:
            await server.answer_to(one, 30, until=is_card)


async def test_what_takes_too_long_says_so_and_nothing_is_written_over_it(
    desk, at_server, monkeypatch
):
    """What is found later is dropped."""
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.5)
    async with at_server(desk) as (server, _):
        [asked] = await ask_at_once(server, 1)
        answer = await server.answer_to(asked, 20, until=lambda m: m.content == TOO_SLOW)
        desk.let_go.release()
        await server.wait_for(lambda: desk.told, 20)
        await asyncio.sleep(PACE_SECONDS + 0.3)
        assert answer.content == TOO_SLOW
        assert not answer.components


async def test_waiting_for_others_does_not_count_as_taking_long(desk, at_server, monkeypatch):
    """The time for an answer begins with its turn."""
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 1.5)
    async with at_server(desk) as (server, bot):
        bot.slots = Queue(1)
        asked = await ask_at_once(server, 3)
        await server.answer_to(asked[0], 20, until=lambda m: m.content == TOO_SLOW)
        assert len(desk.asked) == 1
        desk.let_go.release(3)
        for one in asked[1:]:
            await server.answer_to(one, 20, until=is_card)


async def test_what_was_given_up_keeps_its_turn_until_it_ends(desk, at_server, monkeypatch):
    """A thread cannot be stopped: with the next one, more would be at work than are let in."""
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.5)
    async with at_server(desk) as (server, bot):
        bot.slots = Queue(1)
        first, second = await ask_at_once(server, 2)
        await server.answer_to(first, 20, until=lambda m: m.content == TOO_SLOW)
        waiting = await server.answer_to(second, 20, until=lambda m: m.content == NEXT)
        await asyncio.sleep(1)
        assert (len(desk.asked), waiting.content) == (1, NEXT)
        desk.let_go.release(2)
        await server.answer_to(second, 20, until=is_card)


async def test_the_card_leaves_the_last_line_its_time(desk, at_server):
    """Edits of one message are never closer than Discord takes them."""
    async with at_server(desk) as (server, _):
        desk.pause = 0.3
        desk.let_go.release()
        [asked] = await ask_at_once(server, 1)
        answer = await server.answer_to(asked, 20, until=is_card)
        edits = [one.at for one in server.requests("PATCH") if one.path.endswith(f"/{answer.id}")]
        assert len(edits) >= 2
        assert min(later - earlier for earlier, later in pairwise(edits)) >= PACE_SECONDS - 0.05


async def test_what_a_model_reads_is_told_in_numbers():
    """Of passages and articles."""
    assert reading(12, 8, IN_ENGLISH) == READING
    assert reading(1, 1, IN_ENGLISH) == "Reading 1 article…"
