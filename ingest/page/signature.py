"""The byline a page shows readers: what stands about its headline."""

from collections.abc import Sequence

from ingest.page.blocks import Block
from ingest.prose import byline
from ingest.prose.byline import Byline
from ingest.prose.furniture import is_sentence
from ingest.text import folded

_ABOVE, _BELOW = 3, 10
_STANDFIRST = 1
"""Sentences that may stand between a headline and its byline."""


def read(page: Sequence[Block], title: str) -> Byline:
    """Read what is told above the headline and below it, down to the article's prose."""
    key = folded(title)
    start = next((n for n, block in enumerate(page) if _is_headline(block, key)), None)
    if start is None:
        return Byline()
    found: list[Byline | None] = []
    prose = 0
    for block in page[max(0, start - _ABOVE) : start + _BELOW]:
        found.append(byline.read(block.text))
        prose += is_sentence(block.text)
        if prose > _STANDFIRST:
            break
    return byline.merged(line for line in found if line)


def _is_headline(block: Block, key: str) -> bool:
    return block.node.tag != "title" and bool(key) and folded(block.text) == key
