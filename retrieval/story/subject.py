"""A topic of a few words, as it is looked for in whole articles, and which of them have it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from unicodedata import normalize

import numpy as np

from retrieval.archive import Archive
from retrieval.embeddings import Embedder, Vectors
from retrieval.question.names import names
from retrieval.question.verbs import FORMS
from retrieval.question.words import STOP_WORDS, fold, stem, telling

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")
_LETTERS = re.compile(r"\w+(?:[.,]\d+)*")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
_WEIGHT = 0.1
"""What a word counts at least, though nothing or everything there is has it."""
_LEAST = 3
"""Letters that the forms of a word have in common, if it has as many."""
_EMPTY = frozenset("affair case coverage developments latest news story topic updates".split())
"""Words that say no more of a topic than that it is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A topic: its meaning, its telling words by their rarity, and its names of several words.

    `acronyms` are those of its words that are told from others by their capitals: "US", "WHO".
    `hints` are what its other words begin with in any form.
    """

    written: str
    vector: Vectors
    rarity: Mapping[str, float]
    phrases: tuple[str, ...]
    acronyms: Mapping[str, re.Pattern[str]]
    hints: tuple[str, ...]

    def share(self, had: Iterable[str]) -> float:
        """How much of the topic's telling words these are, from 0 to 1, rare ones most."""
        whole = sum(self.rarity.values())
        return sum(self.rarity[one] for one in set(had)) / whole if whole else 0.0

    def places(self, text: str) -> list[tuple[int, str]]:
        """Where a text has which of the topic's words, by their stems, in order."""
        kept = self.rarity.keys() - self.acronyms.keys()
        begun = _begun(_plain(text).lower(), self.hints)
        places = [(at, own) for at, word in begun if (own := stem(fold(word))) in kept]
        for own, shape in self.acronyms.items():
            places += [(match.start(), own) for match in shape.finditer(text)]
        return sorted(places)


def subject(archive: Archive, written: str, libraries: Collection[str]) -> Subject:
    """Read a topic as a reader typed it: nothing of it is a time or an outlet to search by."""
    acronyms = dict(_acronyms(written))
    said = [word for word in telling(written) if word not in _EMPTY] or telling(written)
    plain = [word for word in said if word not in acronyms]
    rarity = archive.words.rarity([*plain, *acronyms], libraries)
    rarity = {word: max(weight, _WEIGHT) for word, weight in rarity.items()}
    phrases = tuple(name for name in names(written) if " " in name)
    shapes = {stem(word): shape for word, shape in acronyms.items()}
    vector = _embedded(archive.embedder, written)
    hints = tuple(dict.fromkeys(chain.from_iterable(map(_begins, plain))))
    return Subject(written, vector, rarity, phrases, shapes, hints)


def occurring(topic: Subject, text: str) -> tuple[str, ...]:
    """The topic's names and words as they stand in a text, each once, in the topic's order."""
    found: dict[str, str] = {}
    within: set[str] = set()
    for name in topic.phrases:
        if match := in_full(name, text):
            found[name] = " ".join(match.group().split())
            within |= {stem(fold(word)) for word in name.split()}
    places = topic.places(text)
    for word in topic.rarity:
        at = next((place for place, own in places if own == word), None)
        if at is not None and word not in within:
            found[word] = _WORD.match(text, at)[0]  # type: ignore[index]  # a word stands there
    return tuple(dict.fromkeys(found.values()))


def in_full(name: str, text: str) -> re.Match[str] | None:
    """Where a name of several words first stands whole in a text, however it is spaced."""
    shape = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"\b{shape}\b", text, re.IGNORECASE)


def _begins(word: str) -> Iterator[str]:
    """What any form of a word begins with: its stem but for the last letter, which may change."""
    if word in FORMS:
        yield from (form[:_LEAST] for form in FORMS[word])
    else:
        own = stem(word)
        yield own[:-1] if len(own) > _LEAST else word[:_LEAST]


def _begun(text: str, hints: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The words of a text that begin so: found many times as fast as by looking at every word."""
    for hint in hints:
        at = text.find(hint)
        while at >= 0:
            if not (at and (text[at - 1].isalnum() or text[at - 1] == "_")):
                yield at, _LETTERS.match(text, at)[0]  # type: ignore[index]  # a hint has some
            at = text.find(hint, at + 1)


def _plain(text: str) -> str:
    """Latin letters without their accents, each in its place."""
    if text.isascii() or not _ACCENTED.search(text):
        return text
    return text.translate(_letters())


@cache
def _letters() -> dict[int, str]:
    accented = (chr(code) for code in range(0xC0, 0x250))
    return {ord(one): normalize("NFKD", one)[0] for one in accented}


def _acronyms(written: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Words in capitals that in small letters are others ("US", "IT"), with how they are met."""
    if written.isupper() and " " in written.strip():
        return  # who writes all of it in capitals says nothing by them
    for match in _ACRONYM.finditer(written):
        if fold(match.group()) in STOP_WORDS:
            letters = r"\.?".join(match.group())
            yield fold(match.group()), re.compile(rf"(?<![\w.]){letters}\b")


@lru_cache(maxsize=1_024)
def _embedded(embedder: Embedder, written: str) -> Vectors:
    """A topic is looked for again and again, and the model takes milliseconds for it each time."""
    (vector,) = embedder.embed([written])
    return np.asarray(vector, dtype=np.float32)
