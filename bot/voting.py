"""The form that asks why an answer did not help, and what was filled in there."""

from collections.abc import Iterator
from typing import Any

import discord

from bot.words import IN_ENGLISH, Words, phrase
from retrieval.votes import REASON

WHY = r"nd1:why:(?P<answer>[0-9]{1,18})"
"""The custom id of the form; what is sent names the answer, and needs nothing held in memory."""

REASONS = {
    "wrong": phrase("Something in it is wrong"),
    "sources": phrase("Its sources do not say that"),
    "beside": phrase("It does not answer the question"),
    "missing": phrase("Something important is missing"),
    "old": phrase("It is out of date"),
}
_LONGEST = 500


def reasons_form(answer_id: int, words: Words = IN_ENGLISH) -> discord.ui.Modal:
    """The form, empty; neither field has to be filled in."""
    options = [
        discord.RadioGroupOption(label=words(said), value=name) for name, said in REASONS.items()
    ]
    kind: discord.ui.RadioGroup[discord.ui.Modal] = discord.ui.RadioGroup(
        custom_id="kind", required=False, options=options
    )
    text: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id="text",
        style=discord.TextStyle.paragraph,
        required=False,
        max_length=_LONGEST,
    )
    form = discord.ui.Modal(title=words("What was wrong?"), custom_id=f"nd1:why:{answer_id}")
    form.add_item(discord.ui.Label(text=words("The reason"), component=kind))
    form.add_item(discord.ui.Label(text=words("In your words"), component=text))
    # Its name tells all that is needed of it; discord.py would hold on to it for ever.
    form.stop()
    return form


def said_why(components: object) -> str | None:
    """The reason sent with a form, "old: the vote was yesterday"; None when nothing was told."""
    filled = dict(_filled(components))
    kind = str(filled.get("kind") or "")
    text = " ".join(str(filled.get("text") or "").split())
    parts = [part for part in (kind if kind in REASONS else "", text) if part]
    return ": ".join(parts)[:REASON] or None


def _filled(components: object) -> Iterator[tuple[str, Any]]:
    """The fields of a form by custom id, with what is in them."""
    for part in components if isinstance(components, list) else []:
        field = part.get("component", part)
        if "custom_id" in field:
            yield field["custom_id"], field.get("value")
