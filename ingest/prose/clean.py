"""Flattened text to the article in it: furniture out, headline, section, byline and date found."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from ingest.page import paywall
from ingest.page.dating import believed
from ingest.prose import byline, headline, region
from ingest.prose.byline import Byline
from ingest.prose.furniture import is_furniture, is_sentence, opens_tail
from ingest.text import folded, joined, one_line
from retrieval.news import Draft

_NEAR_HEADLINE, _LAST_LINES = 8, 3
_STANDFIRST = 1
"""Sentences that may stand between a headline and its byline."""
_MENU_ABOVE = 12
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
_WRAPPED = (45, 100)


def article(text: str, *, now: datetime | None = None) -> Draft:
    """Find the article in a text copied from a page; what is not certainly furniture stays.

    Dates after `now`, by default the clock's, are refused.
    """
    whole = [line for line in map(one_line, _unwrapped(text)) if line]
    lines = region.without_comments(whole)
    stretch = region.densest(lines)
    found = headline.find(lines)
    # On a page with menus the first lines are theirs, unless one is said again at the article.
    if found.line < stretch.start - _MENU_ABOVE:
        found = headline.above(lines, stretch.start)
    signed = _bylines(lines, found.line)
    told = byline.merged(line for line in signed if line)
    body, is_part = paywall.parted(list(_body(lines, found, stretch, signed)))
    draft = Draft(
        title=found.title,
        text=joined(body),
        outlet=found.outlet or told.outlet or _copyright_holder(whole),
        authors=told.authors,
        section=found.section,
        extent="part" if is_part else "full",
    )
    return dated(draft, told, now=now)


def dated(draft: Draft, told: Byline, *, now: datetime | None = None) -> Draft:
    """Put a byline's dates on a draft; the day of an update, told alone, is a guess.

    A date to come is refused: it is a misprint, or not this article's.
    """
    given, changed = believed(told.published, now=now), believed(told.updated, now=now)
    published = given or changed
    if published is None:
        return draft
    return replace(
        draft,
        published=published.at,
        precision=published.precision if given else "day",
        guessed=not (given and told.stated),
        updated=changed.at if changed else None,
    )


def _body(
    lines: Sequence[str],
    found: headline.Headline,
    stretch: range,
    signed: Sequence[Byline | None],
) -> Iterator[str]:
    """Give the lines that are not furniture, byline, headline or a list of links."""
    title = folded(found.title)
    in_tail, at_top = False, True
    for number in stretch:
        line = lines[number]
        above = number <= found.line
        if above and not is_sentence(line):
            continue
        # Below the first prose a line like the headline is the article's own.
        if (above or at_top) and folded(line) == title:
            continue
        if (is_furniture(line) and not paywall.is_prompt(line)) or signed[number] is not None:
            continue
        at_top = at_top and not is_sentence(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        # Over prose, "Up next" and the like are the article's own headings.
        opens = opens_tail(line) and not is_sentence(following)
        in_tail = not is_sentence(line) and (in_tail or opens)
        if not in_tail:
            yield line


def _bylines(lines: Sequence[str], start: int) -> list[Byline | None]:
    """Read the bylines; they stand about the headline or at the very end."""
    below = max((n for n, line in enumerate(lines) if is_sentence(line)), default=-1)
    last = max(len(lines) - _LAST_LINES, below + 1)
    found: list[Byline | None] = []
    prose = 0
    for number, line in enumerate(lines):
        near = abs(number - start) <= _NEAR_HEADLINE and prose <= _STANDFIRST
        found.append(byline.read(line) if near or number >= last else None)
        prose += number > start and is_sentence(line)
    return found


def _copyright_holder(lines: Sequence[str]) -> str | None:
    """Read the outlet from the copyright line: the paper, if its publisher is named before it."""
    match = next(filter(None, map(_COPYRIGHT.match, lines[-_LAST_LINES:])), None)
    if match is None:
        return None
    name = _COMPANY.sub("", match["name"].strip())
    if match["paper"] and _PUBLISHER.search(name):
        name = match["paper"]
    return name if name[:1].isupper() and name.lower() not in _AGENCIES else None


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
