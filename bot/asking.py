"""A question in Discord, from the placeholder that stands for it to its answer."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.buttons import under
from bot.cards import card, plain
from bot.faults import explain
from bot.in_hand import Wish
from bot.replies import Reply
from bot.streaming import Draft
from bot.words import Words, phrase
from retrieval.news import Answer, Asker, Understood
from retrieval.transcript import Posted

if TYPE_CHECKING:
    from bot.client import NewsBot

PATIENCE_SECONDS = 300.0
SEARCHING = phrase("Searching the news…")
GETTING_READY = phrase("Getting ready; your question comes next…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it came from Discord.

    `person` and `guild_id` are who asks and where; `titled` when its answer shows the question too;
    `chosen` what was set by hand of it; `private` when only its asker sees the answer.
    """

    text: str
    person: int
    guild_id: int | None
    conversation: str
    words: Words
    titled: bool = False
    chosen: Understood | None = None
    private: bool = False


async def answer_in(reply: Reply, question: Question, bot: "NewsBot") -> None:
    """Answer a question in the place of a reply, or say there why that could not be done."""
    with bot.working(reply), bot.in_hand.of(question.person, question.guild_id) as wish:
        try:
            answer = await _written(reply, question, bot)
            answer_id = await _kept(reply, question, answer, bot, wish)
            library = bot.library(question.guild_id, question.person)
            await asyncio.to_thread(bot.desk.archive.statistics.record, library, answer)
            await _show(reply, question, answer, answer_id)
        except Exception as error:
            # The placeholder stands already, so the sentence goes in its place.
            await reply.write([explain(error, reply.message_id)])


async def _written(reply: Reply, question: Question, bot: "NewsBot") -> Answer:
    desk, library, words = bot.desk, bot.library(question.guild_id, question.person), question.words
    if not bot.warm:
        await reply.say(words(GETTING_READY))
        await bot.warmed()
        await reply.say(words(SEARCHING))
    history = await asyncio.to_thread(desk.transcript.history, question.conversation, library)
    title = question.text if question.titled else None
    async with (
        Draft(reply, title, others=bot.drafts) as draft,
        asyncio.timeout(PATIENCE_SECONDS),
        bot.slots,
    ):
        return await asyncio.to_thread(
            desk.ask,
            question.text,
            bot.libraries(question.guild_id, question.person),
            history=history,
            chosen=question.chosen,
            asker=Asker(library, str(question.person)),
            zone=bot.zone(question.guild_id),
            tokens=bot.guild_settings.of(question.guild_id).budget,
            on_sentence=draft.add,
        )


async def _kept(
    reply: Reply, question: Question, answer: Answer, bot: "NewsBot", wish: Wish
) -> int | None:
    """The id by which an answer is recalled; None when its asker wants to be forgotten."""
    if wish.forgotten:
        return None
    channel = None if question.private else reply.channel_id
    posted = Posted(reply.message_id, channel, question.words.language, question.titled)
    library, person = bot.library(question.guild_id, question.person), str(question.person)
    answer_id = await asyncio.to_thread(
        bot.desk.transcript.remember,
        answer,
        library=library,
        conversation=question.conversation,
        posted=posted,
        person=person,
    )
    if not wish.forgotten:
        return answer_id
    # The wish came while the answer was being written down.
    await asyncio.to_thread(bot.desk.archive.forget_person, person, library)
    return None


async def _show(reply: Reply, question: Question, answer: Answer, answer_id: int | None) -> None:
    asked = question.text if question.titled else None
    words, private = question.words, question.private
    # The buttons of an answer that is not kept would lead nowhere.
    buttons = [] if answer_id is None else under(answer_id, answer, words, private=private)
    await reply.show(card(answer, *buttons, asked=asked), plain(answer, asked=asked))
