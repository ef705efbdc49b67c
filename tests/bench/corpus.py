"""Made-up news, an article at a time: its words, names, numbers and dates as frequent as in news.

Articles come in events: about four articles of several outlets tell one, with the same names, the
same figures and much the same rare words. Article n is the same in every process and every run.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from retrieval.news import Draft, Span
from tests.bench import lexicon
from tests.bench.events import LATEST, Event

TOLD, UNDATED, COPIED = 4, 0.03, 0.12
"""Articles of an event, on average; the share without a date; the share of last ones copied."""
_SENTENCES = 7
"""Of a passage: about 150 words."""
_COMMON, _TOPIC, _OWN = 0.43, 0.12, 0.10
"""Shares of the words: the commonest, the topic's, and the event's own; the rest are any words."""

Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it is stored: what was written, where its passages stand, what it copies."""

    draft: Draft
    spans: tuple[Span, ...]
    copied: int | None = None


def stories(passages: int, seed: int = 1) -> Iterator[Story]:
    """Articles with exactly so many passages in all."""
    number = 0
    while passages > 0:
        one = article(number, seed)
        spans = one.spans[:passages]
        yield Story(one.draft, spans, one.copied)
        passages -= len(spans)
        number += 1


def article(number: int, seed: int = 1) -> Story:
    """An article of its own words about its event, or a cut copy of the one before."""
    dice = random.Random(f"{seed} article {number}")
    event = Event(number // TOLD, seed)
    copied = number - 1 if number % TOLD == TOLD - 1 and dice.random() < COPIED else None
    told = _text(event, random.Random(f"{seed} text {number if copied is None else copied}"))
    kept = told[: max(2, len(told) - 1)] if copied is not None else told
    outlet = outlets()[int(len(outlets()) * dice.random() ** 1.5)]
    published = event.when + timedelta(hours=dice.random() * 60)
    text, spans = _laid_out(kept)
    draft = Draft(
        title=_title(event, dice),
        text=text,
        address=f"https://news.test/{number}",
        url=f"https://news.test/{number}",
        outlet=outlet,
        published=None if dice.random() < UNDATED else min(published, LATEST),
        language="en",
    )
    return Story(draft, spans, copied)


@cache
def outlets() -> tuple[str, ...]:
    """Some forty names of newspapers."""
    dice = random.Random(5)
    kinds = "Post Herald Echo Courier Wire Times Gazette Mail Tribune Observer".split()
    return tuple(dict.fromkeys(f"{lexicon.place(dice)} {kinds[n % 10]}" for n in range(42)))


def _title(event: Event, dice: random.Random) -> str:
    forms = (
        f"{event.firm} faces questions over {event.keys[2]} {event.keys[3]}",
        f"{event.place}: {event.count} {event.thing} lost, says {event.role}",
        f"{event.rival} promises {event.keys[0]} for {event.place}",
        f"What we know about the {event.keys[0]} {event.keys[1]} in {event.place}",
    )
    return dice.choice(forms)


def _text(event: Event, dice: random.Random) -> list[list[str]]:
    """Passages of sentences; the first tells a fact, and so do some of the others."""
    draws = np.random.default_rng(dice.getrandbits(64))
    count = int(draws.integers(3, 8))
    lengths = draws.integers(15, 31, count * _SENTENCES)
    running = iter(_drawn(event, int(lengths.sum()), draws))
    sentences = [_sentence([next(running) for _ in range(n)], dice) for n in lengths]
    told = dice.sample(event.facts, k=min(count, 3))
    parts = [sentences[n : n + _SENTENCES] for n in range(0, len(sentences), _SENTENCES)]
    for part, fact in zip(parts, told, strict=False):
        part[dice.randrange(2)] = fact
    return parts


def _drawn(event: Event, count: int, draws: np.random.Generator) -> list[str]:
    topic = lexicon.of_topic(event.topic)
    sources = [
        (np.array(lexicon.common()[0], object), _table(lexicon.common()[1])),
        (_content(), _any_word()),
        (np.array(topic, object), _table(lexicon.zipf(len(topic), 8))),
        (np.array(event.own, object), _table(np.ones(len(event.own)))),
    ]
    rest = 1 - _COMMON - _TOPIC - _OWN
    which = draws.choice(4, count, p=[_COMMON, rest, _TOPIC, _OWN])
    words = np.empty(count, object)
    for number, (source, shares) in enumerate(sources):
        at = which == number
        words[at] = source[np.searchsorted(shares, draws.random(int(at.sum())))]
    return list(words)


@cache
def _content() -> Words:
    return np.array(lexicon.content(), object)


@cache
def _any_word() -> NDArray[np.float64]:
    return _table(lexicon.zipf(lexicon.TYPES, 100))


def _table(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.cumsum(shares / shares.sum())[:-1]


def _sentence(words: list[str], dice: random.Random) -> str:
    """Capital, comma, figures now and then, full stop."""
    for _ in range(dice.randrange(3)):
        at = dice.randrange(1, len(words) - 1)
        words[at] = words[at].rstrip(",") + ","
    if dice.random() < 0.15:
        words[dice.randrange(1, len(words))] = f"{dice.randint(2, 99_999):,}"
    words[-1] = words[-1].rstrip(",")
    words[0] = words[0][:1].upper() + words[0][1:]
    return " ".join(words) + "."


def _laid_out(parts: list[list[str]]) -> tuple[str, tuple[Span, ...]]:
    """Paragraphs of three or four sentences; a passage is two of them."""
    text, spans = "", []
    for part in parts:
        half = len(part) // 2
        said = " ".join(part[:half]) + "\n\n" + " ".join(part[half:])
        spans.append(Span(len(text), len(text) + len(said)))
        text += said + "\n\n"
    return text.rstrip(), tuple(spans)
