"""Answers that are shown while they are written, by the real bot, at a server that keeps time."""

import asyncio
import threading
import time
from itertools import pairwise

import pytest

from bot.answers.cards import WRITING, draft
from bot.answers.streaming import PACE_SECONDS
from bot.delivery.at_work import RESTARTING
from bot.desk import Desk
from bot.settings import Settings
from retrieval.answers import AnswerSentence, Asker
from tests.servers.model import ModelServer, Reply

STRIKE = "How long did the strike of the dockers at Portmere last?"
WRITTEN = [
    AnswerSentence("The dockers stayed out for eleven days.", (1,)),
    AnswerSentence("They voted on a Tuesday to go back.", (1,)),
    AnswerSentence("Wages rise by 4.5 percent.", (2,)),
    AnswerSentence("That begins in October.", (2,)),
    AnswerSentence("Their leader called it fair.", (3,)),
]
HOSTILE = "@everyone <@1> **read** [this](http://evil.example) or https://evil.example/now"


class Writing(Desk):
    """A desk at which somebody writes sentences before the answer is there."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self.write = lambda _say: None
        self.askers = []

    def ask(self, question, libraries, *, asker=None, on_sentence=None, **more):
        self.askers.append(asker)
        answer = super().ask(question, libraries, **more)
        self.write(on_sentence)
        return answer


def typing(sentences, every=0.4):
    """Write sentences one by one."""

    def write(say):
        for sentence in sentences:
            say(sentence)
            time.sleep(every)

    return write


@pytest.fixture
def desk(archive, embedder, news):
    embedder.warm()
    with Writing(Settings(allow_private=True), archive, embedder) as opened:
        yield opened


@pytest.fixture
def running(desk, at_server):
    return lambda: at_server(desk)


def is_card(message):
    return bool(message.components)


def showing(count):
    """A draft with so many sentences."""
    return lambda message: message.content.endswith(WRITING) and message.content.count("[") == count


def drafts(server, message):
    """What the message said while it was written, state by state."""
    texts = [state["content"] for state in server.edits(message.id)]
    return [text for text in texts if text.endswith(WRITING)]


def times(server, *, status=200, of=None):
    """When each draft came to the server, or each one `of` a message."""
    return [
        request.at
        for request in server.requests("PATCH")
        if request.status == status
        and (request.body.get("content") or "").endswith(WRITING)
        and (of is None or request.path.endswith(f"/{of.id}"))
    ]


def gaps(moments):
    return [later - earlier for earlier, later in pairwise(moments)]


async def asked(server, question=STRIKE):
    message = await server.say(server.general, server.reader, question)
    return await server.answer_to(message, 30, until=is_card)


@pytest.mark.asyncio
async def test_sentences_are_shown_as_they_come_and_the_card_in_the_end(desk, running):
    """One message: longer and longer drafts in their order, never too fast, then the card."""
    desk.write = typing(WRITTEN, every=0.7)
    async with running() as (server, _):
        answer = await asked(server)
        shown = drafts(server, answer)
        assert len(shown) >= 2
        assert shown[0] == f"{WRITTEN[0].text} [1]\n{WRITING}"
        assert all(
            later.startswith(earlier.removesuffix(f"\n{WRITING}"))
            for earlier, later in pairwise(shown)
        )
        assert min(gaps(times(server))) >= PACE_SECONDS
        assert server.edits(answer.id)[-1]["components"]
        assert answer.content == ""
        assert len([one for one in server.messages(server.general) if one.replies_to]) == 1


@pytest.mark.asyncio
async def test_the_first_is_shown_at_once_and_the_next_together(desk, running):
    """Who waits sees the beginning; what comes while Discord is left alone is one edit."""
    seen = [threading.Event(), threading.Event()]

    def write(say):
        say(WRITTEN[0])
        assert seen[0].wait(20)
        for sentence in WRITTEN[1:]:
            say(sentence)
        assert seen[1].wait(20)

    desk.write = write
    async with running() as (server, _):
        question = await server.say(server.general, server.reader, STRIKE)
        for count, event in zip((1, 5), seen, strict=True):
            await server.answer_to(question, 20, until=showing(count))
            event.set()
        answer = await server.answer_to(question, 20, until=is_card)
        assert len(drafts(server, answer)) == 2


@pytest.mark.asyncio
async def test_a_draft_pings_nobody_and_shows_no_link(desk, running):
    """Whatever is written in it."""
    desk.write = typing([AnswerSentence(HOSTILE, (1,))])
    async with running() as (server, _):
        answer = await asked(server)
        [text] = drafts(server, answer)
        assert "evil.example" in text
        assert "://" not in text.replace(r"\://", "")
        assert "](" not in text.replace(r"\](", "")
        assert "@everyone" not in text
        assert "<@" not in text.replace(r"\<@", "")
        assert "**" not in text.replace(r"\*", "")
        for state in server.edits(answer.id):
            assert not state["mention_everyone"]
            assert not state["mentions"]
            assert not state["embeds"]


@pytest.mark.asyncio
async def test_a_private_answer_is_shown_to_the_asker_as_it_is_written(desk, running):
    """Under the question, for nobody else, and replaced by the card."""
    desk.write = typing(WRITTEN[:3])
    async with running() as (server, _):
        question = await server.slash(
            server.general, server.reader, "ask", question=STRIKE, private=True
        )
        answer = await server.answer_to(question, 30, until=is_card)
        first, *_ = drafts(server, answer)
        assert first == f"**{STRIKE}**\n\n{WRITTEN[0].text} [1]\n{WRITING}"
        assert all(state["flags"] & 64 for state in server.edits(answer.id))


@pytest.mark.asyncio
@pytest.mark.parametrize("status", [400, 403, 503, 0])
async def test_a_draft_that_does_not_arrive_costs_no_answer(desk, running, status):
    """Drafts are a courtesy; after a failed one Discord is left alone for a while."""
    desk.write = typing(WRITTEN[:4])
    async with running() as (server, _):
        server.fail_next("PATCH", "/channels/*/messages/*", status=status)
        answer = await asked(server)
        assert not drafts(server, answer)
        assert len(times(server, status=status)) == 1
        assert "eleven-day strike" in server.text_of(answer)


@pytest.mark.asyncio
async def test_a_rate_limit_slows_the_drafts_down(desk, running):
    """What Discord held back for two seconds is followed by another two of silence."""
    desk.write = typing(WRITTEN * 2, every=0.5)
    async with running() as (server, _):
        server.fail_next("PATCH", "/channels/*/messages/*", status=429, retry_after=2.0)
        answer = await asked(server)
        [refused] = times(server, status=429)
        first, second = times(server)[:2]
        assert first - refused >= 2.0
        assert second - first >= 2.0
        assert is_card(answer)


@pytest.mark.asyncio
async def test_two_answers_share_what_discord_takes(desk, running):
    """Written at the same time, each is shown half as often, so that no card has to wait."""
    together = threading.Barrier(2)

    def write(say):
        together.wait(20)
        typing([AnswerSentence(f"Crane {n} stands still.", (1,)) for n in range(13)], 0.5)(say)
        together.wait(20)

    desk.write = write
    async with running() as (server, _):
        people = (server.reader, server.editor)
        questions = [await server.say(server.general, one, STRIKE) for one in people]
        for question in questions:
            answer = await server.answer_to(question, 30, until=is_card)
            later = gaps(times(server, of=answer))[1:]
            assert later
            assert min(later) >= 2 * PACE_SECONDS
        assert not times(server, status=429)


@pytest.mark.asyncio
async def test_the_card_waits_for_a_draft_under_way(desk, running):
    """A draft that is still on its way when the answer is there does not take its place."""
    shown, refused = threading.Event(), threading.Event()

    def write(say):
        say(WRITTEN[0])
        assert shown.wait(20)
        say(WRITTEN[1])
        assert refused.wait(20)

    desk.write = write
    async with running() as (server, _):
        question = await server.say(server.general, server.reader, STRIKE)
        await server.answer_to(question, 20, until=showing(1))
        server.fail_next("PATCH", "/channels/*/messages/*", status=429, retry_after=1.5)
        shown.set()
        await server.wait_for(lambda: times(server, status=429), 20)
        refused.set()
        answer = await server.answer_to(question, 20, until=is_card)
        await asyncio.sleep(1.6)
        assert len(times(server)) == 2
        assert server.requests("PATCH")[-1].body["components"]
        assert is_card(answer)


@pytest.mark.asyncio
async def test_a_sentence_that_comes_too_late_is_dropped(desk, running):
    """A thread that writes on after the answer is shown changes nothing."""
    kept = []
    desk.write = kept.append
    async with running() as (server, _):
        answer = await asked(server)
        await asyncio.to_thread(kept[0], WRITTEN[0])
        await asyncio.sleep(0.3)
        assert len(server.edits(answer.id)) == 1
    kept[0](WRITTEN[1])  # when the loop is closed too


@pytest.mark.asyncio
async def test_no_draft_takes_the_place_of_the_farewell(desk, running):
    """A bot that must leave says so, and no sentence is shown over it."""
    leaving = threading.Event()

    def write(say):
        say(WRITTEN[0])
        assert leaving.wait(20)

    desk.write = write
    async with running() as (server, bot):
        question = await server.say(server.general, server.reader, STRIKE)
        placeholder = await server.answer_to(question, 20, until=showing(1))
        [reply] = bot._at_work._open
        await reply.leave(RESTARTING)
        await reply.rewrite("too late")
        assert placeholder.content == RESTARTING
        leaving.set()
        await server.answer_to(question, 20, until=is_card)


@pytest.mark.asyncio
async def test_what_a_chat_model_writes_is_shown_once_it_is_checked(
    archive, embedder, news, at_server
):
    """The whole way: a model that streams, drafts of what its sources bear out, and the card."""
    embedder.warm()
    reply = Reply(
        "The strike of the dockers at Portmere lasted eleven days [1]. "
        "The mayor of Portmere, Otto Brandt, paid for it all [1]. "
        "Wages will rise by 4.5 percent from October [1].",
        pause=0.15,
    )
    with ModelServer() as model:
        model.will(reply)
        settings = Settings(
            chat_model="openai:test", chat_base_url=model.base_url, chat_key="k-for-tests"
        )
        with Desk(settings, archive, embedder) as desk:
            async with at_server(desk) as (server, _):
                answer = await asked(server)
                shown = drafts(server, answer)
                card = server.text_of(answer)
    assert len(shown) >= 2
    assert shown[0] == f"The strike of the dockers at Portmere lasted eleven days. [1]\n{WRITING}"
    assert "4.5 percent" in shown[-1]
    assert "Otto Brandt" not in "".join(shown) + card
    assert "eleven days. [[1]](<https://post.example/strike#" in card
    assert "-# Written by openai:test from these sources; each sentence checked." in card
    assert min(gaps(times(server))) >= PACE_SECONDS


@pytest.mark.asyncio
async def test_a_question_is_on_its_askers_account(desk, running):
    """The desk is told the server's library and who asked."""
    async with running() as (server, _):
        await asked(server)
        assert desk.askers == [Asker(f"guild-{server.home.id}", str(server.reader.id))]


def test_a_draft_is_one_message_however_much_is_written():
    """It is cut after a sentence, and says that more comes."""
    sentences = [AnswerSentence(f"The harbour has {n} quays & <cranes>.", (n,)) for n in range(300)]
    text = draft(sentences, "How many quays?")
    assert len(text) < 2000
    assert text.startswith("**How many quays?**\n\nThe harbour has 0 quays")
    assert text.endswith(f"] …\n{WRITING}")


def test_a_draft_without_a_space_is_cut_all_the_same():
    """Nothing that is written makes Discord refuse it."""
    assert len(draft([AnswerSentence("[" * 5000, (1,))])) < 2000


@pytest.mark.asyncio
async def test_no_farewell_takes_the_place_of_the_answer(desk, running):
    """One that stands already as plain text, while what is left to do after it is done."""
    async with running() as (server, bot):
        counted = bot.desk.archive.statistics.record

        def record(*given):
            leaving = asyncio.run_coroutine_threadsafe(bot._at_work.take_leave(), bot.loop)
            leaving.result(20)
            counted(*given)

        bot.desk.archive.statistics.record = record
        server.fail_next("PATCH", "/channels/*/messages/*", status=400)
        answer = await asked(server)
        await server.wait_for(lambda: not bot._at_work._open, 20)
        assert "eleven-day strike" in answer.content
