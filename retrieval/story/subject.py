"""A topic of a few words, as it is looked for in whole articles, and which of them have it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.archive import Archive
from retrieval.embeddings import Embedder, Vectors
from retrieval.news import Article
from retrieval.question.names import names
from retrieval.question.words import STOP_WORDS, fold, stem, stems, telling

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
_BEGINS = 3
"""Letters that all forms of a word have in common, nearly always."""
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

    def share(self, text: str) -> float:
        """How much of the topic's telling words a text has, from 0 to 1, rare ones most."""
        whole = sum(self.rarity.values())
        own = self.had(text)
        return sum(self.rarity[one] for one in own) / whole if whole else 0.0

    def is_hinted(self, article: Article) -> bool:
        """Whether an article may have one of the words: quick, and hardly ever no for yes."""
        text = f"{article.title}\n{article.text}"
        plain = fold(text)
        return any(hint in plain for hint in self.hints) or any(
            shape.search(text) for shape in self.acronyms.values()
        )

    def had(self, text: str) -> set[str]:
        """Which of the topic's words a text has, as their stems."""
        plain = self.rarity.keys() - self.acronyms.keys()
        had = plain & stems(text) if plain else set()
        return had | {one for one, shape in self.acronyms.items() if shape.search(text)}


def subject(archive: Archive, written: str, libraries: Collection[str]) -> Subject:
    """Read a topic as a reader typed it: nothing of it is a time or an outlet to search by."""
    acronyms = dict(_acronyms(written))
    said = [word for word in telling(written) if word not in _EMPTY] or telling(written)
    plain = [word for word in said if word not in acronyms]
    rarity = dict(archive.rarity([*plain, *acronyms], libraries))
    phrases = tuple(name for name in names(written) if " " in name)
    shapes = {stem(word): shape for word, shape in acronyms.items()}
    hints = tuple(dict.fromkeys(word[:_BEGINS] for word in plain))
    vector = _embedded(archive.embedder, written)
    return Subject(written, vector, rarity, phrases, shapes, hints)


def occurring(topic: Subject, text: str) -> tuple[str, ...]:
    """The topic's names and words as they stand in a text, each once, in the topic's order."""
    found: dict[str, str] = {}
    whole = {stem(word) for name in topic.phrases for word in map(fold, name.split())}
    for name in topic.phrases:
        shape = r"\s+".join(map(re.escape, name.split()))
        if match := re.search(rf"\b{shape}\b", text, re.IGNORECASE):
            found[name] = " ".join(match.group().split())
    named = whole if len(found) == len(topic.phrases) else set()
    for word in topic.rarity:
        if word not in named and (shown := _as_written(topic, word, text)):
            found.setdefault(word, shown)
    return tuple(dict.fromkeys(found.values()))


def _as_written(topic: Subject, word: str, text: str) -> str | None:
    if word in topic.acronyms:
        match = topic.acronyms[word].search(text)
        return match.group() if match else None
    words = (match.group() for match in _WORD.finditer(text))
    return next((each for each in words if stem(fold(each)) == word), None)


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
