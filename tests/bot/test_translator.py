"""Discord shows the commands in the language of whoever opens them."""

import gettext
import re

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.translator import CommandWords, translated
from bot.tree import Tree
from bot.words import Words, words_in

LOCALES = ["de", "fr", "es-ES", "es-419"]
NAME = re.compile(r"[-_'\w]{1,32}")


def parts(command):
    """A command as it is sent, and all that stands in it."""
    yield command
    for option in command.get("options", []):
        yield from parts(option)
    yield from command.get("choices", [])


@pytest_asyncio.fixture
async def sent(start):
    """All commands, as Discord gets them."""
    async with start() as place:
        tree = place.env.bot.tree
        assert isinstance(tree.translator, CommandWords)
        return [
            await command.get_translated_payload(tree, tree.translator)
            for kind in discord.AppCommandType
            for command in tree.get_commands(type=kind)
        ]


@pytest.mark.asyncio
async def test_descriptions_and_options_keep_to_the_rules_in_every_language(sent):
    """Names in small letters without spaces, 32 signs at most, and no two alike; 100 for words."""
    told = [part for command in sent for part in parts(command)]
    assert any(part.get("description_localizations", {}).get("fr") for part in told)
    for part in told:
        for locale, words in part.get("description_localizations", {}).items():
            assert locale in LOCALES
            assert 1 <= len(words) <= 100
        options = part.get("options", [])
        for locale in LOCALES:
            names = [one.get("name_localizations", {}).get(locale, one["name"]) for one in options]
            assert all(NAME.fullmatch(name) and name == name.lower() for name in names)
            assert len(set(names)) == len(names)


@pytest.mark.asyncio
async def test_descriptions_are_whole_in_every_language(sent):
    """None is cut to fit."""
    for part in (part for command in sent for part in parts(command) if "description" in part):
        for locale in LOCALES:
            whole = words_in(locale[:2])(part["description"])
            assert part.get("description_localizations", {}).get(locale, whole) == whole


@pytest.mark.asyncio
async def test_a_command_that_is_typed_has_one_name_for_all(sent):
    """Those in the menus of messages and people are only read, and so translated."""
    for command in sent:
        menu = command["type"] != discord.AppCommandType.chat_input.value
        assert bool(command.get("name_localizations")) == menu


def test_an_option_is_named_as_discord_demands():
    """Whatever its translation looks like."""
    place = app_commands.TranslationContextLocation.parameter_name

    class Long(Words):
        def __call__(self, english, /, **given):
            return f"Der Große {english} mit einem sehr langen Namen"

    name = translated("per_day", place, Long("de", gettext.NullTranslations()))
    assert name == "der-große-per-day-mit-einem-sehr"
    assert NAME.fullmatch(name)


@pytest.mark.asyncio
async def test_a_translation_that_changed_alone_is_sent_anew(start, monkeypatch):
    """For it belongs to what Discord keeps of a command."""
    async with start() as place:
        tree = place.env.bot.tree
        assert isinstance(tree, Tree)
        before = await tree._digest(None)
        assert await tree._digest(None) == before

        async def otherwise(self, string, locale, context):
            return "autre" if locale is discord.Locale.french else None

        monkeypatch.setattr(CommandWords, "translate", otherwise)
        assert await tree._digest(None) != before
