"""The form that asks why an answer did not help, and how staff see what was filled in there."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.markup import link, safe
from bot.newsroom import unhelpful
from bot.words import IN_ENGLISH, Words
from retrieval.votes import Complaint

WHY = r"nd1:why:(?P<answer>[0-9]{1,18})"
"""The custom id of the form; what is sent names the answer, and needs nothing held in memory."""

_LONGEST = 500


def reasons_form(answer_id: int, words: Words = IN_ENGLISH) -> discord.ui.Modal:
    """The form, empty; neither field has to be filled in."""
    options = [
        discord.RadioGroupOption(label=words(said), value=name)
        for name, said in unhelpful.REASONS.items()
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
    return unhelpful.kept(str(filled.get("kind") or ""), str(filled.get("text") or ""))


def complaints_text(
    complaints: Sequence[Complaint], guild_id: int | None, words: Words = IN_ENGLISH
) -> str:
    """What readers of a guild missed of late, with the answers that all can see; of nobody by name.

    Empty when nobody said anything.
    """
    if not complaints:
        return ""
    told = (f"- {_complaint(one, guild_id, words)}" for one in complaints)
    return "\n".join((f"**{words('Why answers did not help, the latest first')}**", *told))


def _complaint(one: Complaint, guild_id: int | None, words: Words) -> str:
    said = unhelpful.told(one.reason, words, safe=safe)
    if one.channel is None:
        return said
    address = f"https://discord.com/channels/{guild_id}/{one.channel}/{one.message}"
    return f"{said} · {link(words('the answer'), address)}"


def _filled(components: object) -> Iterator[tuple[str, Any]]:
    """The fields of a form by custom id, with what is in them."""
    for part in components if isinstance(components, list) else []:
        field = part.get("component", part)
        if "custom_id" in field:
            yield field["custom_id"], field.get("value")
