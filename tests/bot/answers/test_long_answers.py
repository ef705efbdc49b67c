"""Answers that hold more than a card can: in several cards, or as plain text."""

from dataclasses import replace

import pytest

from bot.answers.cards import CARD_LIMIT, cards
from bot.desk import Desk
from bot.markup import LINK
from bot.settings import Settings
from retrieval.answers import AnswerSentence
from tests.bot.conftest import texts

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"


class Telling(Desk):
    """A desk whose answers can be made longer."""

    longer = ()

    def ask(self, question, libraries, **more):
        answer = super().ask(question, libraries, **more)
        return replace(answer, sentences=(*answer.sentences, *self.longer))


@pytest.fixture
def desk(archive, embedder, news):
    embedder.warm()
    with Telling(Settings(allow_private=True), archive, embedder) as opened:
        yield opened


LONG = tuple(
    AnswerSentence(f"Crane {n} of the harbour at Portmere stands still today & nobody minds.", (1,))
    for n in range(110)
)


async def test_an_answer_too_long_for_a_card_stands_in_several(start, shown):
    """Each whole in itself, in order, with the buttons under the last."""
    async with start() as place:
        place.desk.longer = LONG
        await place.mention(STRIKE)
        first, *more = [one for one in place.channel.history() if one.author.bot]
        assert len(shown(first)) + sum(map(len, map(shown, more))) > 9000
        assert len(more) >= 2
        said = " ".join(map(shown, (first, *more)))
        assert [f"Crane {n} of" in said for n in range(110)] == [True] * 110
        assert not buttons(first)
        assert buttons(more[-1])
        assert all(one.reference.message_id == first.id for one in more)


async def test_an_answer_too_long_for_a_card_is_whole_as_plain_text_too(start, shown):
    """Where Discord takes no card; the buttons stand under the last page."""
    async with start() as place:
        place.desk.longer = LONG
        place.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=50035)
        await place.mention(STRIKE)
        pages = [one for one in place.channel.history() if one.author.bot]
        assert sum(len(one.content) for one in pages) > 9000
        assert buttons(pages[-1])
        assert not any(map(buttons, pages[:-1]))


async def test_a_reply_to_a_later_part_carries_the_conversation_on(start):
    """As one to the first does."""
    async with start() as place:
        place.desk.longer = LONG
        question = await place.mention(STRIKE)
        place.desk.longer = ()
        last = place.channel.last_message
        await place.mention("By how much will wages rise?", reply_to=last)
        key = f"discord:{place.channel.id}:{question.id}"
        assert len(place.desk.transcript.history(key, place.library)) == 2


async def test_the_rest_of_a_private_answer_is_never_public(start, monkeypatch):
    """Also when it comes too late to be shown to its asker alone."""
    async with start() as place:
        place.desk.longer = LONG
        monkeypatch.setattr("discord.Interaction.is_expired", lambda _: True)
        result = await place.alice.slash(place.channel, "ask", question=STRIKE, private=True)
        assert result.ephemeral
        assert [one for one in place.channel.history() if not one.flags.ephemeral] == []


async def test_no_link_is_cut(start):
    """Every part has whole links, and none is longer than a card."""
    async with start() as place:
        answer = place.desk.ask(STRIKE, ["shared"])
        for view in cards(replace(answer, sentences=LONG)):
            parts = texts([one.to_component_dict() for one in view.children])
            assert sum(map(len, parts)) <= CARD_LIMIT
            for part in parts:
                assert part.count("](<") == len(LINK.findall(part))


def buttons(message):
    """The buttons of a message, whatever its form."""
    found, parts = [], list(message.components)
    while parts:
        part = parts.pop()
        found += [part] if part.type.value == 2 else []
        parts += getattr(part, "children", [])
    return found
