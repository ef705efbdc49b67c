"""Every phrase that the bot says, and what its catalogues make of them."""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import discord
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

import bot
from bot.client import NewsBot
from bot.words import ENGLISH, FOLDER, LANGUAGES

KEYWORDS = {"words": 1, "phrase": 1, "count": 2}
"""What is called with phrases, and with how many."""
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
_PLACE = re.compile(r"\{\w*\}")

Phrase = str | tuple[str, ...]


def in_code() -> set[Phrase]:
    """The phrases marked in the code; those of a number as one and many."""
    files = Path(bot.__file__).parent.rglob("*.py")
    return {phrase for file in files for phrase in _marked(file.read_text("utf-8"))}


def _marked(code: str) -> Iterator[Phrase]:
    # Babel's own reader looks into no f-string, and knows no other name of the words.
    read = ast.parse(code)
    keywords = KEYWORDS | dict.fromkeys(_aliases(read), 1)
    for node in ast.walk(read):
        if isinstance(node, ast.Call):
            many = keywords.get(_called(node), 0)
            written = [_written(one) for one in node.args[:many]]
            if len(written) == many:
                yield from (one[0] if many == 1 else one for one in product(*written) if many)


def _called(node: ast.Call) -> str:
    """The name of what is called; that of what gave it when it was only just given."""
    if isinstance(node.func, ast.Call):
        return _called(node.func)
    return str(getattr(node.func, "id", getattr(node.func, "attr", ""))).lstrip("_")


def _aliases(read: ast.AST) -> Iterator[str]:
    """What the words are called where they have another name."""
    for node in ast.walk(read):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as given):
                if _called(given) in {"words", "words_in"}:
                    yield name


def _written(node: ast.expr) -> list[str]:
    """The literal words of an argument, of both branches when it chooses."""
    if isinstance(node, ast.IfExp):
        return [*_written(node.body), *_written(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


async def in_commands(client: NewsBot) -> dict[str, Location]:
    """What is translated of the commands, as it is looked up, and where it stands."""
    heard = _Heard()
    for kind in discord.AppCommandType:
        for command in client.tree.get_commands(type=kind):
            await command.get_translated_payload(client.tree, heard)
    return heard.found


class _Heard(app_commands.Translator):
    """Hears what there is to translate."""

    def __init__(self) -> None:
        self.found: dict[str, Location] = {}

    async def translate(self, string, locale, context):
        place = context.location
        menu = isinstance(context.data, app_commands.ContextMenu)
        if place is Location.parameter_name:
            self.found[string.message.replace("_", " ").replace("-", " ")] = place
        elif place not in {Location.command_name, Location.group_name} or menu:
            self.found[string.message] = place


def catalogue(language: str) -> Catalog:
    """The catalogue of a language."""
    with (FOLDER / f"{language}.po").open("rb") as written:
        return read_po(written, locale=language)


def faults(language: str, wanted: set[Phrase]) -> Iterator[str]:
    """What a catalogue lacks, has wrong, or has for nothing."""
    held = {_key(message.id): message for message in catalogue(language) if message.id}
    for phrase in sorted(wanted - held.keys(), key=str):
        yield f"{language} lacks {phrase!r}"
    for phrase in sorted(held.keys() - wanted, key=str):
        yield f"{language} has what nobody says: {phrase!r}"
    for phrase, message in held.items():
        said = _forms(message.string)
        if message.fuzzy or not said or not all(said):
            yield f"{language} has no finished {phrase!r}"
        elif not _placed(phrase, said):
            yield f"{language} has other places in {phrase!r}"


def _key(phrase: Iterable[str]) -> Phrase:
    return phrase if isinstance(phrase, str) else tuple(phrase)


def _forms(phrase: Iterable[str] | None) -> tuple[str, ...]:
    return (phrase,) if isinstance(phrase, str) else tuple(phrase or ())


def _placed(phrase: Phrase, said: tuple[str, ...]) -> bool:
    """Whether the same places are to be filled; the singular may do without its number."""
    wanted = _places(_forms(phrase)[-1])
    return _places(said[-1]) == wanted and all(_places(one) <= wanted for one in said)


def _places(phrase: str) -> set[str]:
    return set(_PLACE.findall(phrase))
