"""The words a sentence puts between quotation marks, and whether a text has them exactly."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from retrieval.news import Span

_PAIRED = (("“", "”"), ("„", "“"), ("«", "»"))
_SINGLE = re.compile(r"(?<!\w)[‘](?=\w)(?P<inside>[^‘’]*(?:(?<=\w)’(?=\w)[^‘’]*)*)’(?!\w)")
_GLYPHS = str.maketrans(
    dict.fromkeys('“”„«»"‟″', "") | dict.fromkeys("‘’‚‛`´ʼ", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\[\]]{0,80}\]|\. \. \.")
_ATTRIBUTION = re.compile(r"(?:According to|As) [^,“”\"]{1,80}, ")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
"""A letter that was made large or small, as in "[T]he"."""
_PLACES = 20
_EDGES = " \t\n.,;:!?'-"


def quotations(sentence: str) -> list[Span]:
    """What stands between quotation marks, without them.

    A mark without its other reaches to the sentence's end, or from its beginning.
    """
    return sorted(_quoted(sentence), key=lambda span: span.start)


def stands_in(quoted: str, text: str) -> bool:
    """Whether a text has these very words.

    Marks, spaces, dashes, the first letter's case and a stop at the end may differ; what the
    quotation marks as left out ("…", "[the mayor]") may be anything.
    """
    plain = _plain(text)
    place = 0
    for piece in _LEFT_OUT.split(_LETTER.sub(r"\1", quoted)):
        wanted = _plain(piece).strip(_EDGES)
        if wanted:
            place = _find(wanted, plain, place)
            if place < 0:
                return False
    return True


def where(quoted: str, text: str) -> list[tuple[int, int]] | None:
    """Where a text has these words, as rough offsets; None where it has them not."""
    if not stands_in(quoted, text):
        return None
    pieces = [
        piece
        for piece in _LEFT_OUT.split(_LETTER.sub(r"\1", quoted))
        if len(piece.strip(_EDGES)) > 1
    ]
    plain, first = _plain(text), _plain(max(pieces, key=len, default="")).strip(_EDGES)
    stretch = len(text) / max(1, len(plain))
    found: list[tuple[int, int]] = []
    at = -1
    while (at := plain.lower().find(first.lower(), at + 1)) >= 0 and len(found) < _PLACES:
        found.append((int(at * stretch), int((at + len(first)) * stretch)))
    return found


def _quoted(sentence: str) -> Iterator[Span]:
    for left, right in _PAIRED[:1] + _PAIRED[2:]:
        yield from _between(sentence, left, right)
    marks = [match.start() for match in re.finditer('"', sentence)]
    if len(marks) % 2 == 0:
        pairs = zip(marks[::2], marks[1::2], strict=True)
        yield from (Span(one + 1, other) for one, other in pairs)
    elif len(marks) == 1:
        opens = marks[0] == 0 or sentence[marks[0] - 1].isspace()
        yield (
            Span(marks[0] + 1, len(sentence))
            if opens
            else Span(min(marks[0], _after_attribution(sentence)), marks[0])
        )
    for match in _SINGLE.finditer(sentence):
        if " " in match["inside"]:
            yield Span(*match.span("inside"))


def _between(sentence: str, left: str, right: str) -> Iterator[Span]:
    start: int | None = None
    for at, character in enumerate(sentence):
        if character == left:
            start = at + 1
        elif character == right:
            if start is not None:
                yield Span(start, at)
            elif not 0 <= sentence.find(left) < at:
                yield Span(_after_attribution(sentence), at)
            start = None
    if start is not None:
        yield Span(start, len(sentence))


def _after_attribution(sentence: str) -> int:
    """Where the words of a quotation begun earlier may begin: after "According to …, "."""
    said = _ATTRIBUTION.match(sentence)
    return said.end() if said else 0


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_GLYPHS)
    return " ".join(composed.split())


def _find(wanted: str, text: str, place: int) -> int:
    """Where the words end in the text, or -1; whole words only."""
    for form in dict.fromkeys((wanted, wanted[:1].swapcase() + wanted[1:])):
        at = text.find(form, place)
        while at >= 0:
            after = at + len(form)
            if not text[after : after + 1].isalnum() and not text[max(0, at - 1) : at].isalnum():
                return after
            at = text.find(form, at + 1)
    return -1
