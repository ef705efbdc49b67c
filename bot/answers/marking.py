"""What a card says once its sources were corrected or went: pure."""

import discord

from bot.answers.buttons import under
from bot.answers.cards import card
from bot.markup import safe
from bot.words import Words, phrase, words_in
from retrieval.aftermath import Fate, Outdated
from retrieval.answers import Citation

_SAID = {
    Fate.WITHDRAWN: phrase(
        "**Withdrawn since:** an article that this answer rests on is no longer there:"
    ),
    Fate.CORRECTED: phrase(
        "**Corrected since:** words that this answer rests on were changed later:"
    ),
}


def marked(one: Outdated, byline: str = "") -> discord.ui.LayoutView | None:
    """The answer's card with what became of its sources; None when a card cannot hold it."""
    words = words_in(one.posted.language)
    buttons = under(one.answer_id, one.answer, words, private=False)
    asked = one.answer.question if one.posted.titled else None
    return card(one.answer, *buttons, asked=asked, mark=sentence(one), by=byline, words=words)


def above(message: discord.Message) -> str:
    """The line above a posted card, which names who shared it; empty without one."""
    first = message.components[0] if message.components else None
    return first.content if isinstance(first, discord.TextDisplay) else ""


def sentence(one: Outdated) -> str:
    """What became of them, the worst first, by the numbers and outlets it befell."""
    words = words_in(one.posted.language)
    befell = ((words(said), one.with_fate(fate)) for fate, said in _SAID.items())
    told = [f"{said} {_which(citations, words)}." for said, citations in befell if citations]
    return " ".join([*told, words("Ask again for the news as it stands.")])


def _which(citations: tuple[Citation, ...], words: Words) -> str:
    return ", ".join(dict.fromkeys(_named(one, words) for one in citations))


def _named(citation: Citation, words: Words) -> str:
    outlet = safe(citation.outlet) if citation.outlet else words("outlet unknown")
    return f"[{citation.n}] {outlet}"
