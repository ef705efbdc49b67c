"""The links of a message: written bare, in brackets, or as Markdown."""

import re
from collections.abc import Iterator

from ingest import addresses

MOST = 20
"""A message with more links than this is no list of articles."""

_LONGEST = 2000
# One more than the longest, to know what is too long; without a bound, a run of text with many
# beginnings of links would be read from each of them to its end.
_LINK = re.compile(
    rf"(?<![^\W_])https?://[^\s<>\"`\\\x00-\x1f\u200b-\u200f\u2028-\u202e]{{1,{_LONGEST + 1}}}",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“", "」": "「", "』": "『", "）": "（"}
_AFTERWARDS = ".,;:!?'’*~|…。，、！？"
"""What ends the sentence, or the bold or hidden text, and not the link before it."""


def links_in(text: str, most: int = MOST) -> list[str]:
    """Every http and https link of a text, in order, each once; those with a password left out."""
    found: dict[str, None] = {}
    for link in _written(text):
        if len(found) == most:
            break
        if len(link) <= _LONGEST and addresses.web(link):
            found[link] = None
    return list(found)


def _written(text: str) -> Iterator[str]:
    position = 0
    while match := _LINK.search(text, position):
        link = match[0][: _end(match[0])]
        position = match.start() + max(len(link), 1)
        # Text out of a page may have its ampersands still escaped.
        yield link.replace("&amp;", "&").rstrip(_AFTERWARDS)


def _end(run: str) -> int:
    """Where a bracket closes that was not opened within the link: [title](link) ends there."""
    opened: list[str] = []
    for place, character in enumerate(run):
        if character in _CLOSING.values():
            opened.append(character)
        elif character in _CLOSING and (not opened or opened.pop() != _CLOSING[character]):
            return place
    return len(run)
