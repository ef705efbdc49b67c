"""A question in Discord, from the placeholder that stands for it to its answer."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.buttons import under
from bot.cards import card, plain
from bot.faults import explain
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
    with bot.working(reply):
        try:
            answer = await _written(reply, question, bot)
            await _show(reply, question, answer, bot)
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


async def _show(reply: Reply, question: Question, answer: Answer, bot: "NewsBot") -> None:
    channel = None if question.private else reply.channel_id
    posted = Posted(reply.message_id, channel, question.words.language, question.titled)
    answer_id = await asyncio.to_thread(
        bot.desk.transcript.remember,
        answer,
        library=bot.library(question.guild_id, question.person),
        conversation=question.conversation,
        posted=posted,
        person=str(question.person),
    )
    asked = question.text if question.titled else None
    buttons = under(answer_id, answer, question.words, private=question.private)
    await reply.show(card(answer, *buttons, asked=asked), plain(answer, asked=asked))
