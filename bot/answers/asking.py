"""A question in Discord, from the placeholder that stands for it to its answer."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import discord

from bot.answers.buttons import under
from bot.answers.cards import cards, plain
from bot.answers.in_hand import Wish
from bot.answers.streaming import Draft
from bot.answers.subject import leaned_on
from bot.delivery.reaching import unreached
from bot.delivery.replies import Reply
from bot.faults import explain
from bot.guild.helping import DIRECT_LEAD, LEAD
from bot.small_talk import said_back
from bot.words import Words, phrase
from retrieval.answers import Answer, Asker, Turn, Understood
from retrieval.transcript import Posted

if TYPE_CHECKING:
    from bot.client import NewsBot

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE_SECONDS = 300.0
SEARCHING = phrase("Searching the news…")
GETTING_READY = phrase("Getting ready; your question comes next…")
NEXT = phrase("Other questions are being answered; yours comes next…")
PLACE = phrase("You are number {place} in the queue…")
MORE = phrase("`/help` tells what else I can do.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it came from Discord.

    `person` and `guild_id` are who asks and where; `titled` when its answer shows the question too;
    `chosen` what was set by hand of it; `private` when only its asker sees the answer; `about` is
    what somebody wrote that it may lean on.
    """

    text: str
    person: int
    guild_id: int | None
    conversation: str
    words: Words
    titled: bool = False
    chosen: Understood | None = None
    private: bool = False
    about: str = ""


def small_talk(text: str, guild_id: int | None, words: Words) -> str | None:
    """A friendly line for who greets or thanks, or asks what can be asked; None for a question."""
    lead = words(DIRECT_LEAD if guild_id is None else LEAD)
    return said_back(text, f"{lead}\n{words(MORE)}", words)


async def answer_in(reply: Reply, question: Question, bot: "NewsBot") -> None:
    """Answer a question in the place of a reply, or say there why that could not be done."""
    async with bot.working(reply, question.words):
        with bot.in_hand.of(question.person, question.guild_id) as wish:
            await _answer(reply, question, bot, wish)


async def _answer(reply: Reply, question: Question, bot: "NewsBot", wish: Wish) -> None:
    try:
        answer = await _written(reply, question, bot)
        answer_id = await _kept(reply, question, answer, bot, wish)
        await _show(reply, question, answer, answer_id)
    except Exception as error:
        if reply.kept and unreached(error):
            # There is no writing to it now: whoever took the question on decides.
            raise
        # The placeholder stands already, so the sentence goes in its place.
        await reply.write([explain(error, reply.message_id, words=question.words)])
    else:
        bot.turns.over(question.person)
        await _count(question, answer, bot)


async def _count(question: Question, answer: Answer, bot: "NewsBot") -> None:
    library = bot.library(question.guild_id, question.person)
    try:
        await asyncio.to_thread(bot.desk.archive.statistics.record, library, answer)
    except Exception:
        # The answer stands already.
        log.exception("An answer was not counted.")


async def _written(reply: Reply, question: Question, bot: "NewsBot") -> Answer:
    title = question.text if question.titled else None
    async with Draft(reply, title, words=question.words, others=bot.drafts) as draft:
        history = await _leaned_on(reply, question, bot)
        return await in_turn(draft, question.words, bot, _ask, question, history, draft, bot)


async def _leaned_on(reply: Reply, question: Question, bot: "NewsBot") -> list[Turn]:
    library, kept = bot.library(question.guild_id, question.person), bot.desk.transcript
    history = await asyncio.to_thread(
        kept.history, question.conversation, library, but=reply.message_id
    )
    return [*history, leaned_on(question.about)] if question.about else history


async def in_turn(
    draft: Draft,
    words: Words,
    bot: "NewsBot",
    work: Callable[P, T],
    *given: P.args,
    **more: P.kwargs,
) -> T:
    """Wait, and show it, until those who asked before are answered, then do work in a thread.

    Raises TimeoutError when it takes too long. A thread cannot be stopped, so its turn is not over
    before it ends by itself: else more and more would be at work at once.
    """
    await _turn(draft, words, bot)
    working = asyncio.create_task(asyncio.to_thread(work, *given, **more))
    bot.slots.give_back_after(working)
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await asyncio.shield(working)


async def _turn(draft: Draft, words: Words, bot: "NewsBot") -> None:
    """Take a turn once the model is loaded and those who asked before are answered."""
    waited = not bot.warm

    def moved(place: int) -> None:
        nonlocal waited
        waited = True
        draft.say(words(NEXT) if place == 1 else words(PLACE, place=words.number(place)))

    if waited:
        draft.say(words(GETTING_READY))
        await bot.warmed()
    await bot.slots.take(moved)
    if waited:
        draft.say(words(SEARCHING))


def _ask(question: Question, history: list[Turn], draft: Draft, bot: "NewsBot") -> Answer:
    guild_id, library = question.guild_id, bot.library(question.guild_id, question.person)
    return bot.desk.ask(
        question.text,
        bot.libraries(guild_id, question.person),
        history=history,
        chosen=question.chosen,
        asker=Asker(library, str(question.person)),
        zone=bot.zone(guild_id),
        tokens=bot.guild_settings.of(guild_id).budget,
        on_sentence=draft.add,
        on_reading=lambda passages, articles: draft.say(
            reading(passages, articles, question.words)
        ),
    )


def reading(passages: int, articles: int, words: Words) -> str:
    """The line on what a model reads before it writes."""
    return words.count(
        "Reading {n} article…",
        "Reading {passages} passages of {n} articles…",
        articles,
        passages=words.number(passages),
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

    def buttons() -> list[discord.ui.Item[Any]]:
        # The buttons of an answer that is not kept would lead nowhere.
        if answer_id is None:
            return []
        # In direct messages there is nobody to share it with.
        return under(answer_id, answer, words, private=private and question.guild_id is not None)

    first, *more = cards(answer, *buttons(), asked=asked, words=words)
    pages = plain(answer, asked=asked, words=words)
    await reply.show(first, pages, more=more, buttons=buttons())
