"""The headline of a flattened page, found by its being said twice."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.prose import byline
from ingest.prose.furniture import is_furniture, is_sentence, opens_tail
from ingest.text import folded

_TOP, _DEEPEST = 12, 80
_NEAR, _SAID_TWICE = 20, 6
_LONGEST, _WIDEST = 30, 400
_BREADCRUMBS, _SOME_PROSE = 5, 2
_SEPARATORS = re.compile(r"\s*[>›»/|·]\s*|\s+")
_SITE = re.compile(r"\s+[|–—-]\s+(.{2,40})")
_ENDS_PROSE = re.compile(r"[.…:;,][\"”’»)]*$")


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline, what stood around it, and the line below which the article begins."""

    title: str
    section: str | None = None
    outlet: str | None = None
    line: int = -1


def find(lines: Sequence[str]) -> Headline:
    """Find the headline among the first lines; an empty title when no line looks like one."""
    for first in range(min(_TOP, len(lines))):
        for second in range(first + 1, min(_DEEPEST, len(lines))):
            if found := _said_twice(lines[first], lines[second], adjacent=second == first + 1):
                # Where prose lies between the two, the second is an echo in the article's text.
                echo = sum(map(is_sentence, lines[first:second])) > _SOME_PROSE
                line = first if echo else second
                return Headline(found.title, found.section, found.outlet, line)
    return _first_like_one(lines)


def _said_twice(one: str, other: str, *, adjacent: bool) -> Headline | None:
    """Compare two lines: equal, or the longer one with a breadcrumb before or a site behind."""
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    words = len(short.split())
    if not (2 if adjacent else 4) <= words <= _LONGEST or is_furniture(short) or opens_tail(short):
        return None
    # Prose repeats itself too, as quotes and refrains.
    if len(long) > _WIDEST or (is_sentence(short) and not adjacent):
        return None
    if folded(long) == folded(short):
        return Headline(short)
    if long.endswith(short) and 0 < len(long[: -len(short)].split()) <= _BREADCRUMBS:
        before = long[: -len(short)]
        return Headline(short, section=_section(before)) if before.endswith(" ") else None
    if long.startswith(short) and (match := _SITE.fullmatch(long, len(short))):
        return Headline(short, outlet=match[1])
    return None


def _section(breadcrumb: str) -> str | None:
    """Take the breadcrumb's words, without the way home."""
    words = [word for word in _SEPARATORS.split(breadcrumb) if re.search(r"\w", word)]
    return " ".join(words[1:] if words and words[0].lower() == "home" else words) or None


def _first_like_one(lines: Sequence[str]) -> Headline:
    for number, line in enumerate(lines[:_TOP]):
        if is_furniture(line) or byline.read(line) is not None or opens_tail(line):
            continue
        # Above a byline a headline may be shorter.
        signed = byline.read(lines[number + 1]) is not None if number + 1 < len(lines) else False
        if (2 if signed else 4) <= len(line.split()) <= 22 and not _ENDS_PROSE.search(line):
            return Headline(line, line=number)
    return Headline("")


def above(lines: Sequence[str], start: int) -> Headline:
    """Find the headline over an article that begins at a line, on a page with menus above it.

    Of the lines just above, the longest that is no prose is it, all the more when said twice.
    """
    said = Counter(map(folded, lines))
    best, found = 0, Headline("", line=start - 1)
    for number in range(max(0, start - _NEAR), start):
        line = lines[number]
        words = len(line.split())
        if not 4 <= words <= 22 or _ENDS_PROSE.search(line) or is_furniture(line):
            continue
        if byline.read(line) is not None or opens_tail(line):
            continue
        worth = words + (_SAID_TWICE if said[folded(line)] > 1 else 0)
        if worth > best:
            best, found = worth, Headline(line, line=number)
    return found
