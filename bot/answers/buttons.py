"""The buttons under an answer; they work as long as it is kept, as they name it.

A button only says that it was pressed, as an event that bears its name: what comes of it is in
`bot.cogs`.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

import discord

from bot.lasting import Lasting
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.answers import Answer, Status

GONE = phrase("This answer was forgotten, and its sources with it.")


class Act(StrEnum):
    """What a button under an answer does, as its custom id and its event call it."""

    SOURCES = "quotes"
    SHARE = "share"
    NEWER = "newer"
    TIMELINE = "timeline"
    HELPFUL = "helpful"
    UNHELPFUL = "unhelpful"


_LABELS = {
    Act.SOURCES: phrase("Sources"),
    Act.SHARE: phrase("Share"),
    Act.NEWER: phrase("Newer only"),
    Act.TIMELINE: phrase("Timeline"),
}
_SIGNS = {Act.HELPFUL: "👍", Act.UNHELPFUL: "👎"}


class AnswerButton(
    Lasting[discord.ui.Button[discord.ui.LayoutView]],
    # The version leads, so that a later form can live beside the buttons already posted.
    template=rf"nd1:(?P<act>{'|'.join(Act)}):(?P<answer>[0-9]{{1,18}})",
):
    """A button that names what it does and the answer that it stands under."""

    def __init__(self, act: Act, answer_id: int, words: Words = IN_ENGLISH) -> None:
        super().__init__(
            discord.ui.Button(
                label=words(_LABELS[act]) if act in _LABELS else None,
                emoji=_SIGNS.get(act),
                style=discord.ButtonStyle.secondary,
                custom_id=f"nd1:{act}:{answer_id}",
            )
        )
        self.act = act
        self.answer_id = answer_id

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make it again from its name."""
        return cls(Act(match["act"]), int(match["answer"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say that it was pressed."""
        interaction.client.dispatch(f"{self.act}_pressed", interaction, self.answer_id)


def under(
    answer_id: int, answer: Answer, words: Words, *, private: bool
) -> list[discord.ui.Item[Any]]:
    """The buttons that make sense under an answer."""
    return [AnswerButton(act, answer_id, words) for act in acts(answer, private=private)]


def acts(answer: Answer, *, private: bool) -> list[Act]:
    """What can be done with an answer; of one that says there is no news yet, nothing."""
    if answer.status is Status.EMPTY_LIBRARY:
        return []
    votes = [Act.HELPFUL, Act.UNHELPFUL]
    if answer.status is Status.NOT_IN_NEWS:
        return votes
    sensible = {
        Act.SOURCES: bool(answer.citations),
        Act.SHARE: private,
        Act.NEWER: _has_newer(answer),
        Act.TIMELINE: bool(answer.citations),
    }
    return [act for act, sense in sensible.items() if sense] + votes


def _has_newer(answer: Answer) -> bool:
    """Whether anything newer than the sources stood in the library, as it was asked."""
    newest, held = newest_cited(answer), answer.as_of.newest
    # A question about what was known by some day wants nothing newer.
    return bool(newest and held and held > newest and answer.understood.as_of is None)


def newest_cited(answer: Answer) -> datetime | None:
    """When the newest of an answer's sources was published; None when none of them has a date."""
    return max((one.published for one in answer.citations if one.published), default=None)


def rows(
    buttons: tuple[discord.ui.Item[Any], ...],
) -> list[discord.ui.ActionRow[discord.ui.LayoutView]]:
    """The buttons in as many rows as they need, of which none is much shorter than another."""
    most = 5  # Discord's own limit
    count = -(-len(buttons) // most)
    size = -(-len(buttons) // max(count, 1))
    return [
        discord.ui.ActionRow(*buttons[start : start + size])
        for start in range(0, len(buttons), max(size, 1))
    ]
