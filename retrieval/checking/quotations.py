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
_EDGES = " \t\n.,;:!?'-"


def quotations(sentence: str) -> list[Span]:
    """What stands between quotation marks, without them; a mark without its other reaches to the
    sentence's end, or from its beginning."""
    return sorted(_quoted(sentence), key=lambda span: span.start)


def stands_in(quoted: str, text: str) -> bool:
    """Whether a text has these very words.

    Marks, spaces, dashes, the first letter's case and a stop at the end may differ; what the
    quotation marks as left out ("…", "[the mayor]") may be anything.
    """
    plain = _plain(text)
    place = 0
    for piece in _LEFT_OUT.split(quoted):
        wanted = _plain(piece).strip(_EDGES)
        if wanted:
            place = _find(wanted, plain, place)
            if place < 0:
                return False
    return True


def _quoted(sentence: str) -> Iterator[Span]:
    for left, right in _PAIRED[:1] + _PAIRED[2:]:
        yield from _between(sentence, left, right)
    marks = [match.start() for match in re.finditer('"', sentence)]
    if len(marks) % 2 == 0:
        pairs = zip(marks[::2], marks[1::2], strict=True)
        yield from (Span(one + 1, other) for one, other in pairs)
    elif len(marks) == 1:
        opens = marks[0] == 0 or sentence[marks[0] - 1].isspace()
        yield Span(marks[0] + 1, len(sentence)) if opens else Span(0, marks[0])
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
            elif sentence.find(left) < 0 or at < sentence.find(left):
                yield Span(0, at)
            start = None
    if start is not None:
        yield Span(start, len(sentence))


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
