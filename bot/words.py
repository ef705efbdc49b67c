"""What the bot says by itself, in the reader's language; English stands where it is said.

Catalogues are gettext's, `bot/languages/de.po` and its like. A phrase is translated by
`words("…")`, or marked by `phrase("…")` where it is only kept; both are found by Babel.
An error may be raised with a phrase and what stands in it, which `bot.faults` translates.
"""

import gettext
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Self

ENGLISH = "en"
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
"""Those there is a catalogue of, and English; each by its own name."""

FOLDER = Path(__file__).parent / "languages"


class Phrase(str):
    """A phrase in English, which remembers what stands in it.

    That may be a phrase again, or something that is said in the words it is called with.
    """

    __slots__ = ("english", "given")

    english: str
    given: dict[str, object]

    def __new__(cls, english: str, given: dict[str, object]) -> Self:
        """Fill the places of a phrase."""
        made = super().__new__(cls, IN_ENGLISH(english, **given))
        made.english, made.given = english, given
        return made


class Words:
    """The bot's phrases in one language; what has no translation is said in English."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, english: str, /, **given: object) -> str:
        """A phrase, with what is `given` in the place of {its names}, phrases among it."""
        if isinstance(english, Phrase):
            given = {**english.given, **given}
            english = english.english
        said = self._catalogue.gettext(english) if english else ""
        return said.format(**{k: self._said(v) for k, v in given.items()}) if given else said

    def _said(self, given: object) -> object:
        if isinstance(given, Phrase):
            return self(given)
        return given(self) if callable(given) else given

    def count(self, one: str, many: str, number: int, /, **given: object) -> str:
        """A phrase about a number of things, which stands in the place of {n}."""
        said = self._catalogue.ngettext(one, many, number)
        return said.format(n=self.number(number), **given)

    def all_of(self, names: Sequence[str]) -> str:
        """Names in a row: "one, two and three"."""
        if len(names) < 2:
            return "".join(names)
        *first, last = names
        return self(phrase("{names} and {last}"), names=", ".join(first), last=last)

    def any_of(self, names: Sequence[str]) -> str:
        """Names to choose from: "one, two or three"."""
        if len(names) < 2:
            return "".join(names)
        *first, last = names
        return self(phrase("{names} or {last}"), names=", ".join(first), last=last)

    def number(self, number: float) -> str:
        """A number as it is written in the language: 12,500 or 12.500."""
        if self.language == ENGLISH:
            return f"{number:,}"
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.language))


IN_ENGLISH = Words(ENGLISH, gettext.NullTranslations())


def phrase(english: str, /, **given: object) -> Phrase:
    """A phrase to be translated where it is shown, with what is to stand in it."""
    return Phrase(english, given)


def language_of(locale: str | None) -> str:
    """The language of a locale such as "de" or "es-419", if there are words in it, or English."""
    language = (locale or ENGLISH).replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else ENGLISH


@cache
def words_in(language: str) -> Words:
    """The bot's words in one of LANGUAGES; raises KeyError for another."""
    if language == ENGLISH:
        return IN_ENGLISH
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    _ = LANGUAGES[language]
    with (FOLDER / f"{language}.po").open("rb") as written, io.BytesIO() as compiled:
        write_mo(compiled, read_po(written, locale=language))
        compiled.seek(0)
        return Words(language, gettext.GNUTranslations(compiled))
