"""Markdown, with or without front matter, to an article."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.dates import from_machine
from ingest.page import blocks
from ingest.page.dating import believed
from ingest.prose import byline, clean
from ingest.text import folded, joined, one_line
from retrieval.news import Draft

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"[A-Za-z][\w -]*")
_BETWEEN_NAMES = re.compile(r",|;|\s+(?:and|&)\s+")
_QUOTES = "\"'"
_NEAR_TOP = 3
# What is fenced off is code; what is indented is as often prose.
_APART = {"html_block", "code_block"}
_BREAKS = {"softbreak", "hardbreak"}
_SAID = {"text", "code_inline", "text_special"}


def article(text: str, *, now: datetime | None = None) -> Draft:
    """Read a Markdown file: front matter first, then a heading and a byline in the body.

    Dates after `now`, by default the clock's, are refused.
    """
    match = _FRONT.match(text.replace("\r\n", "\n"))
    given = _pairs(match[1]) if match else {}
    parts = list(_blocks(text.replace("\r\n", "\n")[match.end() if match else 0 :]))
    heading = next((words for kind, words in parts if kind == "h1"), "")
    title = _one(given, "title", "headline") or heading
    lines = [words for _, words in parts if folded(words) != folded(title)]
    told = [byline.read(line) for line in lines[:_NEAR_TOP]]
    body = [line for n, line in enumerate(lines) if n >= len(told) or told[n] is None]
    found = byline.merged(line for line in told if line)
    draft = Draft(title=title, text=joined(body), outlet=found.outlet, authors=found.authors)
    return _with_front_matter(clean.dated(draft, found, now=now), given, now)


def _with_front_matter(
    draft: Draft, given: Mapping[str, Sequence[str]], now: datetime | None
) -> Draft:
    published = believed(from_machine(_one(given, "date", "published", "published_at")), now=now)
    updated = believed(from_machine(_one(given, "updated", "modified", "lastmod")), now=now)
    if published:
        draft = replace(draft, published=published.at, precision=published.precision, guessed=False)
    return replace(
        draft,
        outlet=_one(given, "outlet", "source", "publisher") or draft.outlet,
        authors=_several(given, "authors", "author", "by") or draft.authors,
        url=_one(given, "url", "link", "canonical"),
        section=_one(given, "section", "category"),
        language=_one(given, "language", "lang"),
        updated=updated.at if updated else draft.updated,
    )


def _pairs(front: str) -> dict[str, list[str]]:
    """Read `key: value` lines and `- item` lists; anything more of YAML is passed over."""
    given: dict[str, list[str]] = {}
    key = ""
    for line in front.split("\n"):
        name, colon, value = line.partition(":")
        if colon and _KEY.fullmatch(name):
            key = name.strip().lower().replace(" ", "_")
            given[key] = _values(value.strip())
        elif key and line.lstrip().startswith("- "):
            given[key].extend(_values(line.strip()[1:].strip()))
    return given


def _values(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [part for item in value[1:-1].split(",") for part in _values(item.strip())]
    if value[:1] in _QUOTES and value[-1:] == value[:1]:
        value = value[1:-1]
    return [line] if (line := one_line(value)) else []


def _one(given: Mapping[str, Sequence[str]], *keys: str) -> str | None:
    return next((given[key][0] for key in keys if given.get(key)), None)


def _several(given: Mapping[str, Sequence[str]], *keys: str) -> tuple[str, ...]:
    values = next((given[key] for key in keys if given.get(key)), ())
    names = [name.strip() for value in values for name in _BETWEEN_NAMES.split(value)]
    return tuple(name for name in names if name)


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """Render the body to plain blocks, each with the tag it stood in; tables a row a block."""
    from markdown_it import MarkdownIt

    tag = ""
    row: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type in {"paragraph_open", "heading_open", "tr_open"}:
            tag, row = token.tag, []
        elif token.type in _APART:
            yield from (("", line) for line in _apart(token))
        elif token.type == "inline":
            row.append(_words(token.children or []))
        elif token.type in {"paragraph_close", "heading_close", "tr_close"}:
            if words := one_line(", ".join(row)):
                yield tag, words
            row = []


def _apart(token: "Token") -> list[str]:
    """Read HTML as a page's, and the lines of what was indented as they are."""
    if token.type == "html_block":
        return blocks.paragraphs(token.content)
    return list(filter(None, map(one_line, token.content.splitlines())))


def _words(tokens: "Sequence[Token]") -> str:
    """Keep what a reader reads: a link's words, not its address; no pictures."""
    return "".join(
        " " if token.type in _BREAKS else token.content if token.type in _SAID else ""
        for token in tokens
    )
