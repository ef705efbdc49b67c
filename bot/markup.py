"""Text that others wrote, made safe for Discord's Markdown, and long text cut into pages."""

import re

import discord

from bot.wording import web
from ingest.text import one_line

SPECIAL = re.compile(r"([\\*_~`|<\[\]])")
LINE_START = re.compile(r"^(#{1,3}(?=\s)|-#|[->+]|\d+(?=[.)]))")
# Not before what belongs to the words ahead: a sentence's numbers and doubts, an outlet.
APART = r"(?=\S)(?!\[\[?\d|\*)"
SENTENCE_END = re.compile(rf"(?:(?<=[.!?…])|(?<=>\))|(?<=\d\]))\s+{APART}|\n+")
WORD_END = re.compile(rf"\s+{APART}|\n+")
# Discord shows an invitation for these without a scheme too.
INVITE = re.compile(r"(discord(?:app)?\.(?:gg|com/invite))/", re.IGNORECASE)
SPACE = re.compile(r"\s+")
# No sign fits two of its branches: else the time to fail would double with each.
LINK = re.compile(r"\[(?:\[[^\[\]\n]*\]|\\.|[^\[\]\\\n])*\]\(<[^>\n]*>\)")


def safe(text: str) -> str:
    """Untrusted text that shows as it is: no formatting, no link, nobody mentioned."""
    escaped = SPECIAL.sub(r"\\\1", one_line(text)).replace("://", r"\://")
    escaped = INVITE.sub(r"\1\/", escaped)
    return discord.utils.escape_mentions(_line_start(escaped))


def _line_start(escaped: str) -> str:
    return LINE_START.sub(lambda found: _literal(found[0]), escaped)


def _literal(mark: str) -> str:
    # A digit cannot be escaped; its full stop can, and that ends the list just as well.
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def link(label: str, url: str | None) -> str:
    """Untrusted words as a link, or as words alone when the address is not a web page's."""
    address = web(url)
    if address is None:
        return safe(label)
    # Discord reads brackets in a label before it reads escapes, so they must be other signs.
    return f"[{safe(label.translate({91: '(', 93: ')'}))}](<{address}>)"


def marker(number: int, url: str | None) -> str:
    """A citation's number in square brackets, linked when it can be."""
    address = web(url)
    return f"[{number}]" if address is None else f"[[{number}]](<{address}>)"


def pages(text: str, limit: int = 2000) -> list[str]:
    """The text in pages of at most `limit` characters, cut at sentences, never inside a link."""
    found: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        found.append(rest[:cut].rstrip())
        left = rest[cut:].lstrip()
        begun = "\n" in rest[cut : len(rest) - len(left)]
        # Words from the middle of a line begin one now, where signs have other meanings.
        rest = left if begun else _line_start(left)
    return [*found, rest] if rest else found


def _cut(text: str, limit: int) -> int:
    links = [found.span() for found in LINK.finditer(text[: limit * 2])]

    def free(place: int) -> bool:
        return not any(start < place < end for start, end in links)

    window = text[: limit + 1]
    for breaks in (SENTENCE_END, WORD_END, SPACE):
        places = [found.start() for found in breaks.finditer(window) if free(found.start())]
        # A page less than half full reads worse than a sentence carried over.
        good = [place for place in places if limit // 2 <= place <= limit]
        if good:
            return good[-1]
    straddling = [start for start, end in links if start < limit < end and start]
    return straddling[0] if straddling else limit
