"""The commands in Discord's own menus, in the language of whoever opens them."""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.words import ENGLISH, Words, language_of, words_in

LONGEST_NAME = 32
LONGEST_DESCRIPTION = 100
_LONGEST = {Location.command_name: LONGEST_NAME}


class CommandWords(app_commands.Translator):
    """Gives Discord the descriptions, options and choices of commands from the catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """A text in the language of a locale; None leaves it in English."""
        language = language_of(str(locale))
        if language == ENGLISH or _typed(context):
            return None
        told = translated(string.message, context.location, words_in(language))
        return None if told == string.message else told


def _typed(context: app_commands.TranslationContextTypes) -> bool:
    """Whether a text is a command's name: it is the same for all.

    People of one server tell each other what to type, and answers name commands. The name of a
    menu's entry is only read.
    """
    if context.location is Location.group_name:
        return True
    named = context.location is Location.command_name
    return named and not isinstance(context.data, app_commands.ContextMenu)


def translated(english: str, location: Location, words: Words) -> str:
    """The text as Discord takes it at its place."""
    if location is Location.parameter_name:
        # A parameter of Python's may say "per_day"; the catalogue has "per day".
        name = words(english.replace("_", " ").replace("-", " "))
        return "-".join(name.lower().split())[:LONGEST_NAME]
    return words(english)[: _LONGEST.get(location, LONGEST_DESCRIPTION)]
