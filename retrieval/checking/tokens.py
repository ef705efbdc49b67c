"""A text's words with where they stand, and what each is compared by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.question.words import STOP_WORDS, fold, stem

_HOST = re.compile(r"(?:www\.)?([a-z\d-]+)\.(?:com|org|net|info|news|tv|co\.[a-z]{2}|[a-z]{2})")
_WORD = re.compile(
    r"(?:www\.)?[a-z\d-]{2,40}\.(?:com|org|net|info|news|tv|co\.uk|co\.nz)\b|"
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&][^\W_]+)*"
)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_OPENING = re.compile(r"[.!?:…\n]|[“‘«„\"(\[][^\w]*$")

FUNCTION_WORDS = (
    STOP_WORDS - {"new", "last", "less", "more", "use", "used", "second"}
) | frozenset(
    "about around nearly almost roughly approximately some across per via upon onto within toward "
    "towards including among amid though although however meanwhile also too very quite just even "
    "still yet really actually without unless whether that which who em im ive dont didnt isnt "
    "arent wasnt werent hasnt havent hadnt cant couldnt wont wouldnt shouldnt doesnt".split()
)
"""Words that hold a sentence together and say nothing of what it is about."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as it stands, folded without "'s" and points, and its stem.

    `opens` is set where a capital letter is due anyway; `glued` where only a space or a hyphen
    stands between it and the word before.
    """

    text: str
    start: int
    end: int
    key: str
    stem: str
    opens: bool
    glued: bool

    @property
    def capital(self) -> bool:
        """Whether it has a capital letter."""
        return self.text != self.text.lower() or _HOST.fullmatch(self.text) is not None

    @property
    def content(self) -> bool:
        """Whether it says what a sentence is about."""
        return self.key not in FUNCTION_WORDS or (self.text.isupper() and len(self.text) > 1)


def tokens(text: str) -> list[Token]:
    """The words of a text in order; hyphens part them, an apostrophe within does not."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    last, possessive = 0, False
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        host = _HOST.fullmatch(match.group())
        plain = host.group(1) if host else _POSSESSIVE.sub("", match.group())
        key = fold(plain.replace(".", "").replace("’", "").replace("'", ""))
        opens = last == 0 or _OPENING.search(between) is not None
        glued = last > 0 and not possessive and between in {" ", "-", "\u00a0", "\u2011"}
        yield Token(match.group(), match.start(), match.end(), key, stem(key), opens, glued)
        last, possessive = match.end(), len(plain) < len(match.group())
