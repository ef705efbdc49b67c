"""Citation markers as chat models write them, read tolerantly; and the plain words around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.sentences import sentences
from retrieval.unseen import seen

_NUMBERS = r"\d{1,3}(?:\s{0,3}(?:,|;|&|-|–|and)\s{0,3}\d{1,3}){0,20}"
_MARKER = re.compile(
    r"(?:\[{1,2}|[【［])\s{0,3}(?:(?:\^|#|passages?|sources?|citations?|n\s?=)\s{0,3})?"
    rf"(?P<numbers>{_NUMBERS})\s{{0,3}}(?:†[^\]】］\n]{{0,60}})?(?:\]{{1,2}}|[】］])"
    r"(?:\([^()\s]{0,500}\))?",  # an address typed behind it is dropped: ours come from the archive
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_LONGEST_RANGE = 10
_LONGEST = 2_000
"""Characters after which what has no end is no sentence: each piece has all of it read again."""
_BEGUN = re.compile(r"[\[【［][^\]】］\n]{0,80}\Z|\]\([^()\s]{0,500}\Z")
"""A marker or link at the end of what has come so far, which may go on."""

_FENCE = re.compile(r"^[^\S\n]{0,8}(?:```|~~~).*$", re.MULTILINE)
_LINE_START = re.compile(r"^\s{0,8}(?:#{1,6}\s+|>\s?|[-*+•]\s+|\d{1,2}[.)]\s+)", re.MULTILINE)
_IMAGE_OR_LINK = re.compile(r"!?\[(?P<label>[^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
_ADDRESS = re.compile(
    r"<?(?:\b[a-z][a-z0-9+.-]{1,15}:)?//[^\s<>\"”]{0,2000}[^\s<>\"”.,;:!?]>?"
    r"|\b(?:www\.|(?:mailto|data|javascript):|(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}/)"
    r"[^\s<>\"”]{0,2000}[^\s<>\"”.,;:!?]",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*{1,3}|`{1,3}|~~|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
_TAG = re.compile(r"<[^<>\n]{0,200}>")
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;:!?](?:\s|\Z))")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its markers, and the numbers they named, each once."""

    text: str
    numbers: tuple[int, ...]


class Heard:
    """What a model has said so far, taken apart into whole sentences as they come."""

    def __init__(self) -> None:
        self._rest = ""

    def add(self, piece: str) -> list[Marked]:
        """The sentences that this piece made whole: those behind which another one stands."""
        self._rest += piece
        if len(self._rest) > _LONGEST:
            return self.rest()
        begun = _BEGUN.search(self._rest, max(0, len(self._rest) - 600))
        cut = _last_begun(self._rest[: begun.start()] if begun else self._rest)
        told, self._rest = self._rest[:cut], self._rest[cut:]
        return read(told)

    def rest(self) -> list[Marked]:
        """What is left when nothing more comes."""
        told, self._rest = self._rest, ""
        return read(told)


def read(text: str) -> list[Marked]:
    """Every sentence of a text with its markers, of whichever kind; those without words are none.

    Read are [1], [1, 2], [1-3], [1][2], [[1]], [1](address), [^1], [source 1], 【1】, 【1†…】 and
    ［1］, before a full stop and behind it.
    """
    bare, markers = _apart(text)
    spans = sentences(bare)
    found = []
    for place, span in enumerate(spans):
        begins = span.start if place else -1
        ends = spans[place + 1].start if place + 1 < len(spans) else len(bare)
        # A marker right before a sentence belongs to the one that it follows.
        numbers = [n for at, _, written in markers if begins < at <= ends for n in written]
        found.append(Marked(plain(bare[span.start : span.end]), tuple(dict.fromkeys(numbers))))
    return [one for one in found if any(map(str.isalnum, one.text))]


def plain(text: str) -> str:
    """The words alone: no Markdown, no links, no addresses, no characters that cannot be seen."""
    shown = _FENCE.sub("", seen(text))
    labelled = _IMAGE_OR_LINK.sub(lambda found: found["label"], shown)
    bare = _TAG.sub(" ", _ADDRESS.sub(" ", labelled))
    words = _EMPHASIS.sub("", _LINE_START.sub("", bare))
    return _SPACE_BEFORE_STOP.sub(r"\1", " ".join(words.split()))


def _apart(text: str) -> tuple[str, list[tuple[int, int, list[int]]]]:
    """The text without its markers, and for each its place there, its length and its numbers."""
    kept: list[str] = []
    markers: list[tuple[int, int, list[int]]] = []
    last = length = 0
    for found in _MARKER.finditer(text):
        kept.append(text[last : found.start()])
        length += found.start() - last
        last = found.end()
        markers.append((length, found.end() - found.start(), list(_numbers(found["numbers"]))))
    kept.append(text[last:])
    return "".join(kept), markers


def _numbers(written: str) -> Iterator[int]:
    for found in _RANGE.finditer(written):
        first, last = int(found[1]), int(found[2])
        if first <= last < first + _LONGEST_RANGE:
            yield from range(first, last + 1)
    yield from map(int, re.findall(r"\d+", written))


def _last_begun(text: str) -> int:
    """Where the last sentence of a text begins, if so much of it is there that it is surely one."""
    bare, markers = _apart(text)
    spans = sentences(bare)
    # Of "in the U.S. A…" it shows only with the whole word whether a sentence ends there.
    if len(spans) < 2 or not any(map(str.isspace, bare[spans[-1].start :])):
        return 0
    start = spans[-1].start
    return start + sum(length for at, length, _ in markers if at <= start)
