"""Printed lines, each with its place on a page, to a headline and whole paragraphs."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.text import one_line

_PAGE_NUMBER = re.compile(
    r"[-–—|\[\s]*(?:(?:page|seite|p\.)\s*)?\d{1,3}(?:\s*(?:of|von|/)\s*\d{1,3})?[-–—|\]\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EDGE = 3
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_BULLET, _NUMBERED = re.compile(r"[•▪●◦‣]\s"), re.compile(r"\d{1,2}[.)]\s")
# A hyphen at a line's end, which PDFium gives as a character of its own where it knows it is soft.
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\x02\ufffe]$")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_WORD, _LAST_WORD, _LONGEST_WORD = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+$"), 50
_LARGE, _WIDE_GAP, _SHORT = 1.2, 1.3, 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its page, and its place in points from the page's lower left corner."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How large its letters are."""
        return self.top - self.bottom


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Drop page numbers, and what stands at the top or foot of more than half of the pages."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    edges = [{*map(id, page[:_EDGE]), *map(id, page[-_EDGE:])} for page in pages]
    seen = Counter(
        pattern
        for page, edge in zip(pages, edges, strict=True)
        for pattern in {_pattern(line) for line in page if id(line) in edge}
    )
    most = max(len(pages) / 2, 1)
    return [
        line
        for page, edge in zip(pages, edges, strict=True)
        for line in page
        if id(line) not in edge
        or not (_PAGE_NUMBER.fullmatch(line.text) or seen[_pattern(line)] > most)
    ]


def _pattern(line: Line) -> tuple[str, int]:
    """Name what a line says, but for numbers, and how high it stands."""
    return _DIGITS.sub("#", one_line(line.text).casefold()), round(line.bottom)


def headline(lines: Sequence[Line]) -> list[Line]:
    """Find the largest print of the first page that is larger than the text and no mere name."""
    if not lines:
        return []
    body = statistics.median(line.height for line in lines)
    runs = [
        list(run)
        for _, run in groupby(
            (line for line in lines if line.page == lines[0].page),
            key=lambda line: round(line.height),
        )
    ]
    large = [
        run
        for run in runs
        if run[0].height >= _LARGE * body and 3 <= sum(len(line.text.split()) for line in run) <= 40
    ]
    return max(large, key=lambda run: run[0].height, default=[])


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join lines to the paragraphs they were set in, by the gaps between them."""
    if not lines:
        return []
    drops = [
        one.bottom - other.bottom
        for one, other in pairwise(lines)
        if one.page == other.page and one.bottom > other.bottom
    ]
    # A low one: where paragraphs are short, most gaps are those between them.
    usual = sorted(drops)[len(drops) // 5] if drops else 0.0
    # Not the very widest: a headline runs over all columns.
    wide = sorted(line.right - line.left for line in lines)[len(lines) * 9 // 10]
    found = [[lines[0]]]
    for one, other in pairwise(lines):
        if _parts(one, other, usual, wide):
            found.append([])
        found[-1].append(other)
    compounds = {word for line in lines for word in _COMPOUND.findall(line.text.casefold())}
    return [_joined([line.text for line in paragraph], compounds) for paragraph in found]


def _parts(one: Line, other: Line, usual: float, wide: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if _BULLET.match(other.text) or abs(one.height - other.height) > 0.15 * one.height:
        return True
    ended = bool(_SENTENCE_END.search(one.text))
    drop = one.bottom - other.bottom
    if one.page != other.page or drop <= 0:  # the next page or column
        return ended
    if drop > _WIDE_GAP * usual or (ended and _NUMBERED.match(other.text)):
        return True
    indented = other.left - one.left > 0.7 * one.height
    return ended and (indented or one.right - one.left < _SHORT * wide)


def _joined(lines: Sequence[str], compounds: set[str]) -> str:
    """Join a paragraph's lines, and the words that were broken at their ends."""
    text = lines[0]
    for line in lines[1:]:
        if not (_BROKEN.search(text) and line[:1].islower()):
            text = f"{text} {line}"
            continue
        text, first = text[:-1], _WORD.match(line)
        last = _LAST_WORD.search(text[-_LONGEST_WORD:])
        # A hyphen that the same words have elsewhere on the page is their own.
        whole = f"{last[0] if last else ''}-{first[0] if first else ''}".casefold()
        text = f"{text}-{line}" if whole in compounds else text + line
    return text
