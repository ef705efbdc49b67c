"""What the bot says is said in the reader's language, and nothing of it is forgotten."""

import pytest

from bot.faults import explain
from bot.words import IN_ENGLISH, LANGUAGES, language_of, phrase, words_in
from retrieval.errors import NewsdeskError
from tests.bot.catalogues import OTHERS, faults, in_code, in_commands


@pytest.mark.asyncio
async def test_every_phrase_is_translated_and_none_for_nothing(start):
    """In each language, with the same places to be filled."""
    async with start() as place:
        commands = await in_commands(place.env.bot)
    found = [one for language in OTHERS for one in faults(language, in_code() | commands.keys())]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_and_counts_are_of_the_language(language):
    """Also the figures in them; in French nothing is one thing."""
    words = words_in(language)
    assert words.count("{n} article", "{n} articles", 12_500) != "12,500 articles"
    none = {"de": "0 Artikel", "fr": "0 article", "es": "0 artículos"}
    assert words.count("{n} article", "{n} articles", 0) == none[language]


def test_what_has_no_translation_is_said_in_english():
    """Rather than not at all."""
    assert words_in("de")("Purple {thing}.", thing="sky") == "Purple sky."


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de", "de"), ("es-ES", "es"), ("es-419", "es"), ("fr", "fr"), ("en-GB", "en"), ("ja", "en")],
)
def test_a_locale_of_discord_has_its_language(locale, language):
    """English for those that there are no words in."""
    assert language_of(locale) == language
    assert language in LANGUAGES


def test_a_phrase_remembers_what_stands_in_it():
    """So that it may be raised in English and shown in another language."""
    made = phrase("{names} and {last}", names="Echo", last=phrase("undated"))
    assert made == "Echo and undated"
    assert words_in("de")(made) == "Echo und ohne Datum"
    assert explain(NewsdeskError(made), 1, words=words_in("fr")) == "Echo et sans date"
    assert explain(NewsdeskError(made), 1) == "Echo and undated"


def test_what_stands_in_a_phrase_is_never_read_as_one():
    """Braces in a name are only braces."""
    assert IN_ENGLISH("{names} and {last}", names="{last}", last="x") == "{last} and x"
    assert IN_ENGLISH.all_of(["a", "b", "c"]) == "a, b and c"
    assert words_in("es").any_of(["a", "b"]) == "a o b"
