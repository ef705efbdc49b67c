"""/privacy and /forget-me, what the buttons then say, and what is forgotten by itself."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.buttons import GONE
from bot.desk import Desk
from bot.guild.privacy import (
    AWAITED,
    NO_MODEL,
    NOTHING,
    NOTHING_ANYWHERE,
    SPENT,
    forgotten,
    privacy,
)
from bot.poller import Poller
from bot.settings import Settings
from retrieval.forgetting import Forgotten
from tests.bot.conftest import texts
from tests.retrieval.test_transcript import said

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"
WAGES = "By how much will the port authority raise wages?"


def kept(desk, library):
    """How many answers are kept of a library's people."""
    return desk.archive.transcript._database.one(
        "SELECT count(*) AS n FROM answers WHERE library = ? AND person IS NOT NULL", library
    )["n"]


async def test_a_person_makes_the_bot_forget_what_was_asked(start, news):
    """By mention and by /ask, in public and in private; who asked else is not touched."""
    async with start() as place:
        await place.mention(STRIKE)
        await place.alice.slash(place.channel, "ask", question=WAGES, private=True)
        theirs = await place.mention(WAGES, place.boss)
        result = await place.alice.slash(place.channel, "forget-me")
        assert result.ephemeral
        assert result.response.content == forgotten(Forgotten(answers=2))
        assert "2 questions" in result.response.content
        assert kept(place.desk, place.library) == 1
        conversation = f"discord:{place.channel.id}:{theirs.id}"
        assert len(place.desk.transcript.history(conversation, place.library)) == 1


async def test_who_asked_nothing_is_told_so(start, news):
    """There may be nothing to forget, also the second time."""
    async with start() as place:
        await place.mention(STRIKE, place.boss)
        result = await place.alice.slash(place.channel, "forget-me")
        assert result.response.content == NOTHING
        result = await place.alice.slash(place.channel, "forget-me", everywhere=True)
        assert result.response.content == NOTHING_ANYWHERE
        assert kept(place.desk, place.library) == 1


async def test_a_server_forgets_nothing_of_another(start, news):
    """The same person's questions elsewhere stay."""
    async with start() as place:
        await place.mention(STRIKE)
        elsewhere = place.desk.transcript.remember(
            said("Who?"), library="guild-1", conversation="c", person=str(place.alice.id)
        )
        await place.alice.slash(place.channel, "forget-me")
        assert kept(place.desk, place.library) == 0
        assert place.desk.transcript.recall(elsewhere, "guild-1") is not None


async def test_the_buttons_of_a_forgotten_answer_say_so(start, news):
    """One sentence, to who pressed it."""
    async with start() as place:
        await place.mention(STRIKE)
        answer = place.channel.last_message
        await place.alice.slash(place.channel, "forget-me")
        result = await place.boss.click(answer, label="Sources")
        assert result.ephemeral
        assert result.response.content == GONE


async def test_a_reply_to_a_forgotten_answer_begins_anew(start, news):
    """What it leaned on is gone, so it is asked as it stands."""
    async with start() as place:
        await place.mention(STRIKE)
        answer = place.channel.last_message
        await place.alice.slash(place.channel, "forget-me")
        again = await place.mention(WAGES, reply_to=answer)
        assert (
            len(
                place.desk.transcript.history(
                    f"discord:{place.channel.id}:{again.id}", place.library
                )
            )
            == 1
        )


async def test_who_wants_it_is_forgotten_everywhere(start, news):
    """In other servers too, where they say so."""
    async with start() as place:
        await place.mention(STRIKE)
        place.desk.transcript.remember(
            said("Who?"), library="guild-1", conversation="c", person=str(place.alice.id)
        )
        result = await place.alice.slash(place.channel, "forget-me", everywhere=True)
        assert "2 questions" in result.response.content
        assert kept(place.desk, "guild-1") == kept(place.desk, place.library) == 0


async def test_an_answer_that_is_being_made_is_not_kept_afterwards(start, news, monkeypatch):
    """It comes, as it was asked for, but without buttons, and nothing of it is remembered."""
    async with start() as place:
        asking, may_end = threading.Event(), threading.Event()
        ask = place.desk.ask

        def slowly(*given, **chosen):
            answer = ask(*given, **chosen)
            asking.set()
            assert may_end.wait(20)
            return answer

        monkeypatch.setattr(place.desk, "ask", slowly)
        # Past the simulator's waiting for the bot to be idle, which it is not meanwhile.
        held = asyncio.create_task(place.mention(STRIKE))
        await asyncio.to_thread(asking.wait, 20)
        assert place.env.bot.in_hand.forget(place.alice.id, None) == 0
        assert place.env.bot.in_hand.forget(place.alice.id, place.guild.id) == 1
        may_end.set()
        await held
        answer = place.channel.last_message
        assert "eleven-day strike" in "".join(texts(answer.components))
        assert "custom_id" not in str([part.to_dict() for part in answer.components])
        assert kept(place.desk, place.library) == 0


async def test_who_waits_for_an_answer_is_told_that_it_is_not_kept():
    """Though nothing else was there to forget."""
    assert forgotten(Forgotten(), awaited=1).startswith(AWAITED)
    assert SPENT in forgotten(Forgotten(votes=1), spent=True)
    assert "1 vote." in forgotten(Forgotten(votes=1))


async def test_everybody_can_read_what_is_kept(start):
    """For them alone, with the days that the operator set, in one message."""
    async with start(history_days=9) as place:
        result = await place.alice.slash(place.channel, "privacy")
        assert result.ephemeral
        assert "for 9 days" in result.response.content
        assert NO_MODEL in result.response.content
        assert "/forget-me" in result.response.content
        assert not result.followups


async def test_a_chat_model_is_named_with_the_place_where_it_is():
    """A provider, or the host that was set."""
    told = privacy(Settings(chat_model="openai:gpt-5-mini"))
    assert "`gpt-5-mini` (openai)" in told
    assert NO_MODEL not in told
    near = Settings(chat_model="openai:qwen3", chat_base_url="http://models.example:8080/v1")
    assert "`qwen3` (models.example)" in privacy(near)


def aged(database, answer_id, days):
    """Make an answer so many days old."""
    asked_at = datetime.now(UTC) - timedelta(days=days)
    with database.write() as write:
        write.execute(
            "UPDATE answers SET asked_at = ? WHERE id = ?", (asked_at.isoformat(), answer_id)
        )


async def test_old_answers_are_forgotten_when_the_desk_opens(tmp_path):
    """After HISTORY_DAYS, and not before."""
    settings = Settings(data=tmp_path, history_days=7)
    with Desk.open(settings, holder="a test") as desk:
        ids = [
            desk.transcript.remember(said("Who?"), library="guild-1", conversation="c")
            for _ in range(2)
        ]
        for answer_id, days in zip(ids, (8, 6), strict=True):
            aged(desk.archive.transcript._database, answer_id, days)
    with Desk.open(settings, holder="a test") as desk:
        assert desk.transcript.recall(ids[0], "guild-1") is None
        assert desk.transcript.recall(ids[1], "guild-1") == said("Who?")


async def test_old_answers_are_forgotten_while_the_bot_runs(start):
    """Once a day, beside the rounds of the feeds."""
    async with start(history_days=7) as place:
        old = place.desk.transcript.remember(said("Who?"), library=place.library, conversation="c")
        aged(place.desk.archive.transcript._database, old, 8)
        poller = Poller(place.env.bot)
        await asyncio.to_thread(poller._round, frozenset())
        assert place.desk.transcript.recall(old, place.library) is None
        late = place.desk.transcript.remember(said("Who?"), library=place.library, conversation="c")
        aged(place.desk.archive.transcript._database, late, 8)
        await asyncio.to_thread(poller._round, frozenset())
        assert place.desk.transcript.recall(late, place.library) is not None
        assert poller._forgot_on is not None
        poller._forgot_on -= timedelta(days=1)
        await asyncio.to_thread(poller._round, frozenset())
        assert place.desk.transcript.recall(late, place.library) is None
