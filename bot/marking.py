"""What a card says once its sources were corrected or went: pure."""

import discord

from bot.buttons import under
from bot.cards import card, signed
from bot.markup import safe
from bot.words import Words, words_in
from retrieval.aftermath import Fate, Outdated
from retrieval.news import Citation


def marked(one: Outdated, byline: str = "") -> discord.ui.LayoutView | None:
    """The answer's card with what became of its sources; None when a card cannot hold it."""
    words = words_in(one.posted.language)
    buttons = under(one.answer_id, one.answer, words, private=False)
    asked = one.answer.question if one.posted.titled else None
    shown = card(one.answer, *buttons, asked=asked, words=words, mark=sentence(one))
    return signed(shown, byline) if shown and byline else shown


def above(message: discord.Message) -> str:
    """The line above a posted card, which names who shared it; empty without one."""
    first = message.components[0] if message.components else None
    return first.content if isinstance(first, discord.TextDisplay) else ""


def sentence(one: Outdated) -> str:
    """What became of them: one sentence that names the numbers and the outlets."""
    words = words_in(one.posted.language)
    which = ", ".join(dict.fromkeys(_named(citation, words) for citation in one.citations))
    if one.fate is Fate.WITHDRAWN:
        return words(
            "**Withdrawn since:** an article that this answer rests on is no longer there: "
            "{which}. Ask again for the news as it stands.",
            which=which,
        )
    return words(
        "**Corrected since:** words that this answer rests on were changed later: {which}. "
        "Ask again for the news as it stands.",
        which=which,
    )


def _named(citation: Citation, words: Words) -> str:
    outlet = safe(citation.outlet) if citation.outlet else words("outlet unknown")
    return f"[{citation.n}] {outlet}"
