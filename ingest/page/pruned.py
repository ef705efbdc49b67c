"""The lines of an extracted page without those that are no part of its article."""

import re
from collections.abc import Iterator, Sequence

from ingest.page.blocks import Block
from ingest.page.paywall import is_prompt
from ingest.prose import byline
from ingest.prose.furniture import is_furniture, is_sentence, opens_tail
from ingest.text import folded

_LETTER = re.compile(r"[^\W_]")
# What templates hold for machines: times, and pictures' addresses.
_MACHINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*|https?://\S+\.(?:jpe?g|png|gif|webp|svg)", re.IGNORECASE
)
_ALL_LINK, _MOSTLY_LINK = 0.9, 0.5
_FEWEST = 4
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 li td th dt dd".split())
_RUN = 3


def pruned(lines: Sequence[str], page: Sequence[Block], titles: Sequence[str]) -> list[str]:
    """Leave out headline, byline, furniture, lists of links, and what is all said a second time."""
    shown = [line for line in lines if _LETTER.search(line) and not _MACHINE.fullmatch(line)]
    return list(_article(_once(shown), {folded(title) for title in titles}, page))


def _article(lines: Sequence[str], headlines: set[str], page: Sequence[Block]) -> Iterator[str]:
    links, linked = _links(page)
    at_top, in_tail = True, False
    for number, line in enumerate(lines):
        key, sentence = folded(line), is_sentence(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        # Whether a prompt to subscribe stands at the end is still to be seen.
        if (is_furniture(line) or key in links) and not is_prompt(line):
            continue
        if at_top and (key in headlines or byline.read(line) is not None):
            continue
        at_top = at_top and not sentence
        if opens_tail(line) and (is_sentence(following) or folded(following) in {"", *linked}):
            in_tail = True
        elif not in_tail or key not in linked:
            in_tail = False
            yield line


def _links(page: Sequence[Block]) -> tuple[set[str], set[str]]:
    """List the paragraphs that are one link to another article, and all lines that are links."""
    links: set[str] = set()
    linked: set[str] = set()
    others: set[str] = set()
    for block in page:
        key = folded(block.text)
        if block.linked < _MOSTLY_LINK:
            others.add(key)
            continue
        linked.add(key)
        # An address written out is what the article wants said.
        told = block.node.tag in _HEADINGS or block.text.startswith("http")
        if block.linked >= _ALL_LINK and not told:
            links.add(key)
    return {key for key in links - others if len(key.split()) >= _FEWEST}, linked - others


def _once(lines: Sequence[str]) -> list[str]:
    """Leave out a stretch of prose that repeats an earlier one: some pages hold their text twice.

    A single paragraph may well be said again, as a question is to each of several people.
    """
    prose = [(number, folded(line)) for number, line in enumerate(lines) if is_sentence(line)]
    first: dict[str, int] = {}
    echoes = [first.setdefault(key, place) for place, (_, key) in enumerate(prose)]
    dropped: set[int] = set()
    run: list[int] = []
    for place, echo in enumerate(echoes):
        if run and (echo == place or echo != echoes[run[-1]] + 1):
            dropped.update(run if len(run) >= _RUN else ())
            run = []
        if echo != place:
            run.append(place)
    dropped.update(run if len(run) >= _RUN else ())
    gone = {prose[place][0] for place in dropped}
    return [line for number, line in enumerate(lines) if number not in gone]
