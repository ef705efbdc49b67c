"""A sentence as it is compared: its content words and its parts, in order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.checking.amounts import Number
from retrieval.checking.dates import When, dates
from retrieval.checking.names import Name, certain, home_keys, is_headline, names
from retrieval.checking.numbers import numbers
from retrieval.checking.tokens import Token, tokens
from retrieval.news import Span

_LOOKALIKES = {ord("ſ"): "s", ord("ı"): "i", ord("İ"): "I", ord("K"): "K"}
"""Letters that a pattern takes for another whatever their case, though no table has them."""

NAME, NUMBER, DATE = "@", "#", "~"
"""What each kind of part looks like when its value is not looked at."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A content word, or a word of a part, with the place it has in the text.

    `key` is what only the same word or value has; `mask` is the kind of part, "" for a word.
    """

    key: str
    mask: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A name, number or date: its value, and its units by index (the end exclusive)."""

    mask: str
    value: Name | Number | When
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read; `places` tells where each key and each mask stands among the units."""

    span: Span
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    units: tuple[Unit, ...]
    parts: tuple[Part, ...]
    places: Mapping[str, tuple[int, ...]]


def known_names(text: str) -> frozenset[str]:
    """The keys of words that are names for certain in this text."""
    every = tokens(text)
    if is_headline(every):
        return frozenset()
    return frozenset(certain(every, home_keys(every)))


def read(text: str, spans: Sequence[Span], known: Collection[str]) -> list[Reading]:
    """Read a text's sentences; `known` are words that are names for certain."""
    text = text.translate(_LOOKALIKES)
    every = tokens(text)
    keys = home_keys(every)
    times = dates(text)
    counts = _counts(text, times)
    readings, at = [], 0
    for span in spans:
        first = at
        while at < len(every) and every[at].start < span.end:
            at += 1
        inside = slice(first, at)
        readings.append(
            _reading(
                span,
                every[inside],
                keys[inside],
                known,
                [when for when in times if span.start <= when.start < span.end],
                [number for number in counts if span.start <= number.start < span.end],
            )
        )
    return readings


def _counts(text: str, times: Sequence[When]) -> list[Number]:
    """The numbers that are part of no date and no name; those that may be one's are soft."""
    return [
        replace(number, soft=True) if _begins_name(text, number) else number
        for number in numbers(text)
        if not any(when.start < number.end and number.start < when.end for when in times)
        and not _named(text, number)
    ]


def _begins_name(text: str, number: Number) -> bool:
    """Whether a number word may be one of a name that begins a sentence: "Ten Hag said"."""
    after = text[number.end : number.end + 2]
    return text[number.start].isupper() and after[:1] == " " and after[1:].isupper()


def _named(text: str, number: Number) -> bool:
    """Whether a number word is part of a name: "the Third Reich", "Erik ten Hag"."""
    before = text[max(0, number.start - 2) : number.start]
    within = before[-1:] == " " and before[:1] not in {".", "!", "?", ":", "\n", ""}
    return within and _begins_name(text, number)


def _reading(
    span: Span,
    words: list[Token],
    keys: list[str],
    known: Collection[str],
    times: list[When],
    counts: list[Number],
) -> Reading:
    named = names(words, keys, known, headline=is_headline(words))
    values: list[tuple[int, int, str, Name | Number | When]] = [
        *((when.start, when.end, DATE, when) for when in times),
        *((number.start, number.end, NUMBER, number) for number in counts),
    ]
    taken = [(start, end) for start, end, _, _ in values]
    values += [
        (words[name.first].start, words[name.last - 1].end, NAME, name)
        for name in named
        if not any(
            start < words[name.last - 1].end and words[name.first].start < end
            for start, end in taken
        )
    ]
    values.sort(key=lambda value: value[0])
    units, parts = _units(words, keys, values)
    return Reading(span, tuple(words), tuple(keys), tuple(units), tuple(parts), _places_of(units))


def _places_of(units: Sequence[Unit]) -> dict[str, tuple[int, ...]]:
    """Where each unit stands, by its key, and by its mask too if it has one."""
    places: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        places.setdefault(unit.key, []).append(at)
        if unit.mask:
            places.setdefault(unit.mask, []).append(at)
    return {key: tuple(found) for key, found in places.items()}


def _units(
    words: list[Token], keys: list[str], values: list[tuple[int, int, str, Name | Number | When]]
) -> tuple[list[Unit], list[Part]]:
    units: list[Unit] = []
    parts: list[Part] = []
    at = 0
    for start, end, mask, value in [*values, (10**9, 10**9, "", None)]:
        while at < len(words) and words[at].start < start:
            if words[at].content and words[at].end <= start:
                units.append(_plain(words[at], keys[at]))
            at += 1
        if value is None:
            break
        first = len(units)
        if isinstance(value, Name):
            units += [
                Unit(keys[n], NAME, words[n].start, words[n].end)
                for n in range(value.first, value.last)
            ]
        else:
            units.append(Unit(value.key, mask, start, end))
        while at < len(words) and words[at].start < end:
            at += 1
        parts.append(Part(mask, value, start, end, first, len(units)))
    return units, parts


def _plain(token: Token, key: str) -> Unit:
    return Unit(key if key.startswith("=") else token.stem, "", token.start, token.end)
