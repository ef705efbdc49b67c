"""Flattened text to the article in it: furniture out, headline, section, byline and date found."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest import byline, headline
from ingest.byline import Byline
from ingest.furniture import is_furniture, is_sentence, opens_tail
from ingest.text import folded, joined, one_line
from retrieval.news import Draft

_NEAR_HEADLINE, _LAST_LINES = 8, 3
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:\d{4}(?:[-–]\d{4})?)?\s*(?:by )?(?P<name>[^,.|\d]{2,40})"
    r"(?:,\s*(?P<paper>[^,.|\d]{2,40})\.)?",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(r"\b(?:newspapers|media|group|publishing|holdings|press)$", re.IGNORECASE)
_COMPANY = re.compile(
    r"\s+(?:ltd|limited|inc|llc|plc|gmbh|ag|corp|co|all rights reserved)\b.*$", re.IGNORECASE
)
# Whose copyright stands under other outlets' pages.
_AGENCIES = frozenset(
    "reuters|thomson reuters|ap|associated press|afp|dpa|pa media|getty images".split("|")
)
_WORDS_OF_AN_ITEM = 8
_DIRTY, _LONG_PAGE = 0.7, 20
_WRAPPED = (45, 100)


def article(text: str) -> Draft:
    """Find the article in a text copied from a page; what is not certainly furniture stays."""
    lines = [line for line in map(one_line, _unwrapped(text)) if line]
    found = headline.find(lines)
    told = byline.merged(line for line in _bylines(lines, found.line) if line)
    body = _densest(list(_body(lines, found)))
    return dated(
        Draft(
            title=found.title,
            text=joined(body),
            outlet=found.outlet or told.outlet or _copyright_holder(lines),
            authors=told.authors,
            section=found.section,
        ),
        told,
    )


def dated(draft: Draft, told: Byline) -> Draft:
    """Put a byline's dates on a draft; the day of an update, told alone, is a guess."""
    published = told.published or told.updated
    if published is None:
        return draft
    return replace(
        draft,
        published=published.at,
        precision=published.precision if told.published else "day",
        guessed=not (told.published and told.stated),
        updated=told.updated.at if told.updated else None,
    )


def _body(lines: Sequence[str], found: headline.Headline) -> Iterator[str]:
    """Give the lines that are not furniture, byline, headline or a list of links."""
    title = folded(found.title)
    bylines = _bylines(lines, found.line)
    in_tail, at_top = False, True
    for number, line in enumerate(lines):
        above = number <= found.line
        if above and not is_sentence(line):
            continue
        # Below the first prose a line like the headline is the article's own.
        if (above or at_top) and folded(line) == title:
            continue
        if is_furniture(line) or bylines[number] is not None:
            continue
        at_top = at_top and not is_sentence(line)
        in_tail = not is_sentence(line) and (in_tail or opens_tail(line))
        if not in_tail:
            yield line


def _bylines(lines: Sequence[str], start: int) -> list[Byline | None]:
    """Read the bylines; they stand about the headline or at the very end."""
    last = len(lines) - _LAST_LINES
    return [
        byline.read(line) if abs(number - start) <= _NEAR_HEADLINE or number >= last else None
        for number, line in enumerate(lines)
    ]


def _copyright_holder(lines: Sequence[str]) -> str | None:
    """Read the outlet from the copyright line: the paper, if its publisher is named before it."""
    match = next(filter(None, map(_COPYRIGHT.match, lines[-_LAST_LINES:])), None)
    if match is None:
        return None
    name = _COMPANY.sub("", match["name"].strip())
    if match["paper"] and _PUBLISHER.search(name):
        name = match["paper"]
    return name if name[:1].isupper() and name.lower() not in _AGENCIES else None


def _densest(lines: list[str]) -> list[str]:
    """In a page that is mostly no prose, keep the stretch with the most of it.

    A text that is mostly prose is left whole: there the step could only lose lines.
    """
    prose = sum(len(line) for line in lines if len(line.split()) >= _WORDS_OF_AN_ITEM)
    if len(lines) < _LONG_PAGE or prose >= _DIRTY * sum(map(len, lines)):
        return lines
    scores = [len(line.split()) if is_sentence(line) else -6 for line in lines]
    best, start, total, chosen = 0, 0, 0, (0, len(lines))
    for number, score in enumerate(scores):
        if total <= 0:
            start, total = number, 0
        total += score
        if total > best:
            best, chosen = total, (start, number + 1)
    return lines[chosen[0] : chosen[1]]


def _unwrapped(text: str) -> list[str]:
    """Join lines broken at a fixed width, as in mails and agency copy, to their paragraphs."""
    blocks = [
        block.split("\n") for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    ]
    inner = [len(line) for block in blocks for line in block[:-1]]
    short, long = _WRAPPED
    width = max(inner, default=0)
    if len(inner) < 3 or width > long or statistics.median(inner) < max(short, width * 0.8):
        return text.splitlines()
    return [
        line
        for block in blocks
        for line in ([" ".join(block)] if min(map(len, block[:-1]), default=0) >= short else block)
    ]
