"""What is typed or pressed on the panel of a guild's choices, read and checked."""

import re
from collections.abc import Sequence
from typing import Any

from bot import zones
from bot.guild.panel import AUTOMATIC
from bot.words import LANGUAGES, phrase
from retrieval.errors import NewsdeskError

NO_CONTENT = phrase(
    "Whoever runs me has to set MESSAGE_CONTENT=on first, and switch Message Content Intent on in "
    "Discord’s developer portal."
)
MOST_NAMED = 5
LONGEST_NUMBER = 12
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[\s.,’'_](?=\d{3}(?!\d))")


class ChoiceImpossible(NewsdeskError):
    """A guild cannot have what was chosen."""


def picked(name: str, values: Sequence[str]) -> dict[str, Any]:
    """The change that a menu of the panel asks for."""
    if name == "language":
        [language] = values
        if language not in {AUTOMATIC, *LANGUAGES}:
            raise ChoiceImpossible(phrase("That language is not among those I speak."))
        return {"language": None if language == AUTOMATIC else language}
    return {name: frozenset(int(one) for one in values)}


def switched(name: str, *, on: bool, message_content: bool) -> dict[str, Any]:
    """The change that a switch of the panel asks for."""
    if name == "unmentioned" and on and not message_content:
        raise ChoiceImpossible(NO_CONTENT)
    return {name: on}


def zone_typed(typed: str) -> dict[str, Any]:
    """The change that a typed time zone or city asks for; nothing typed is the operator's."""
    if not typed.strip():
        return {"timezone": None}
    found, wanted = zones.matching(typed), "_".join(typed.casefold().split())
    cities = [one for one in found if wanted in {one.casefold(), one.casefold().split("/")[-1]}]
    meant = cities or found
    if not meant:
        raise ChoiceImpossible(
            phrase("I know no time zone of that name; type a large city, such as Berlin.")
        )
    if len(meant) > 1:
        named = ", ".join(meant[:MOST_NAMED]) + (", …" if len(meant) > MOST_NAMED else "")
        raise ChoiceImpossible(phrase("Which one do you mean: {zones}?", zones=named))
    return {"timezone": meant[0]}


def budget_typed(typed: str, most: int | None) -> dict[str, Any]:
    """The change that a typed number of tokens asks for; nothing typed is the operator's."""
    if not typed.strip():
        return {"budget": None}
    digits = _BETWEEN_THOUSANDS.sub("", typed.strip())
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        raise ChoiceImpossible(
            phrase("Write a number of tokens such as 50000, or nothing for what is set for me.")
        )
    if most is not None and int(digits) > most:
        raise ChoiceImpossible(
            phrase("Whoever runs me allows {most} tokens a day at most.", most=f"{most:,}")
        )
    return {"budget": int(digits)}
