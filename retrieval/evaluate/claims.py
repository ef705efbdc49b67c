"""Sentences to check, each with the passages it is checked against, and what is known of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Literal

from retrieval.evaluate.pieces import replaced, stretch
from retrieval.news import Span
from retrieval.verify import Source

_OPENERS = frozenset(
    "a an the this that these those he she it they we his her its their there in on at by for from "
    "with after before during since while when as under over about more most many some several all "
    "one two three four five six seven eight nine ten both each every another other such no "
    "because nearly last that's that’s it's it’s just also if what how there's there’s".split()
)
"""Words that have no capital within a sentence."""

_PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|[Yy]ou|[Yy]our)\b")

Group = Literal["true", "damaged", "move", "headline"]
"""What is asked of a claim: to pass, to be flagged, to have its citation moved, or nothing sure."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence as an answer might have it, the passages shown, and what a check should find.

    `cited` and `right` are indexes into `sources`: what the sentence cites, and what carries it.
    `change` tells what was done to which words of `original`.
    """

    sentence: str
    cited: tuple[int, ...]
    sources: tuple[Source, ...]
    group: Group
    kind: str
    right: frozenset[int] = frozenset()
    original: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """An article to make claims of; its passages are given, or cut from its text."""

    text: str
    title: str = ""
    outlet: str | None = None
    published: datetime | None = None
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A sentence of an article, the one after it in its passage, and the passages around.

    `sources` begin with the passage that has it; `beside` is how many of the same article follow.
    `lead` is the article's first passage; `outside` are passages of other articles, not among them.
    """

    sentence: str
    following: str
    text: Text
    sources: tuple[Source, ...]
    beside: int
    lead: str = ""
    outside: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The day the article came out."""
        return self.text.published.date() if self.text.published else None

    @property
    def here(self) -> str:
        """The passage that has the sentence."""
        return self.sources[0].text

    @property
    def around(self) -> list[str]:
        """Other passages of the same article."""
        return [one.text for one in self.sources[1 : 1 + self.beside]]

    @property
    def elsewhere(self) -> list[str]:
        """Passages of other articles."""
        return [one.text for one in self.sources[1 + self.beside :]]

    def at(self, where: str) -> Sequence[str]:
        """The passages at some distance: "the passage", "the article", "another" or "nowhere"."""
        if where == "the passage":
            return [self.here]
        if where == "nowhere":
            return self.outside
        return self.around if where == "the article" else self.elsewhere


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence made of another one, and what was done."""

    sentence: str
    change: str


Make = Callable[[Taken, Random], Changed | None]
"""Makes another sentence of one, where it allows that."""


def changed(sentence: str, span: Span, words: str) -> Changed:
    """A sentence with other words in one place, and a note of it; its first letter stays great."""
    old = sentence[span.start : span.end]
    new = words[:1].upper() + words[1:] if span.start == 0 else words
    return Changed(replaced(sentence, span, new), f"“{old}” became “{words}”")


def exchanged(sentence: str, here: Span, there: Span) -> Changed:
    """A sentence with the words of two places, the earlier first, each where the other stood."""
    first, second = stretch(sentence, here), stretch(sentence, there)
    wrong = replaced(replaced(sentence, there, first), here, second)
    return Changed(wrong[:1].upper() + wrong[1:], f"“{first}” and “{second}” exchanged")


def personal(sentence: str) -> bool:
    """Whether someone speaks of "I", "we" or "you", who would be another in other words."""
    return _PERSONAL.search(sentence) is not None


def lowered(sentence: str) -> str:
    """A sentence as it goes on after other words."""
    first = sentence.split(maxsplit=1)[0]
    return sentence[:1].lower() + sentence[1:] if first.lower() in _OPENERS else sentence
