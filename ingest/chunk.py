"""An article's text to its passages: whole sentences, paragraph by paragraph, by offsets."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.news import Span
from retrieval.sentences import sentences

Count = Callable[[Sequence[str]], list[int]]

_TARGET = 200
_FEW = 60
# A run without a space longer than this is no word; it may be cut anywhere.
_WORD = re.compile(r"\S{1,64}\s*")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a piece of an overlong one."""

    start: int
    end: int
    tokens: int
    opens_paragraph: bool


def passages(title: str, text: str, count: Count, limit: int) -> list[Span]:
    """Pack a text's sentences into passages that fit the model together with the title line."""
    spans = sentences(text)
    empty, heading, *sizes = count(
        ["", f"{title}\n", *(text[span.start : span.end] for span in spans)]
    )
    # A title may not crowd out the text; one so long is cut by the model with the passage's end.
    room = max(limit - heading, limit // 2)
    units = _units(text, spans, [size - empty for size in sizes], room, count)
    target = min(_TARGET, room)
    ranges = _joined_end(_packed(units, target), units, room)
    return [_span(units, first, last, room) for first, last in ranges]


def _units(
    text: str, spans: Sequence[Span], sizes: Sequence[int], room: int, count: Count
) -> list[_Unit]:
    units: list[_Unit] = []
    end = 0
    for span, size in zip(spans, sizes, strict=True):
        opens = "\n" in text[end : span.start]
        end = span.end
        if size <= room:
            units.append(_Unit(span.start, span.end, size, opens))
        else:
            units.extend(_pieces(text, span, opens, room, count))
    return units


def _pieces(text: str, span: Span, opens: bool, room: int, count: Count) -> list[_Unit]:
    """Cut a sentence that is longer than a passage at spaces."""
    words = list(_WORD.finditer(text, span.start, span.end))
    empty, *sizes = count(["", *(word[0] for word in words)])
    pieces: list[_Unit] = []
    start, tokens = span.start, 0
    for word, size in zip(words, sizes, strict=True):
        if tokens and tokens + size - empty > room:
            end = start + len(text[start : word.start()].rstrip())
            pieces.append(_Unit(start, end, tokens, opens and not pieces))
            start, tokens = word.start(), 0
        tokens += size - empty
    return [*pieces, _Unit(start, span.end, tokens, opens and not pieces)]


def _packed(units: Sequence[_Unit], target: int) -> list[tuple[int, int]]:
    """Fill passages up to the target, breaking between paragraphs once one is half full."""
    ranges: list[tuple[int, int]] = []
    first, filled = 0, 0
    for number, unit in enumerate(units):
        breaks = unit.opens_paragraph and filled >= target / 2
        coming = _paragraph_tokens(units, number) if breaks else unit.tokens
        if filled and filled + coming > target:
            ranges.append((first, number))
            first, filled = number, 0
        filled += unit.tokens
    return [*ranges, (first, len(units))] if units else []


def _paragraph_tokens(units: Sequence[_Unit], number: int) -> int:
    """Weigh the whole paragraph that begins at a unit."""
    total = units[number].tokens
    for unit in units[number + 1 :]:
        if unit.opens_paragraph:
            break
        total += unit.tokens
    return total


def _joined_end(
    ranges: list[tuple[int, int]], units: Sequence[_Unit], room: int
) -> list[tuple[int, int]]:
    """Put a last passage of a few words to the one before it, where they fit together."""
    if len(ranges) < 2:
        return ranges
    (first, middle), (_, last) = ranges[-2:]
    if _tokens(units, middle, last) > _FEW or _tokens(units, first, last) > room:
        return ranges
    return [*ranges[:-2], (first, last)]


def _span(units: Sequence[_Unit], first: int, last: int, room: int) -> Span:
    """Begin with the sentence before, where it fits, so that no answer is cut in two."""
    if first and _tokens(units, first - 1, last) <= room:
        first -= 1
    return Span(units[first].start, units[last - 1].end)


def _tokens(units: Sequence[_Unit], first: int, last: int) -> int:
    return sum(unit.tokens for unit in units[first:last])
