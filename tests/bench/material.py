"""Invented news to ingest: dumps of articles and web pages, the same for every run."""

import html
import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ingest import sample

Row = dict[str, Any]

_LATEST = datetime(2026, 6, 1, 12, tzinfo=UTC)
_OUTLETS = ("Harbour Post", "Vale Herald", "Quillport Echo", "Tarnholt Courier", "Meridian Wire")

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}">
<link rel="stylesheet" href="/site.css"><script>window.menu = {{"open": false}};</script></head>
<body><header><a href="/">{outlet}</a><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Mara Ellison</p>{body}</article>
<aside><h2>Most read</h2><ul>{menu}</ul></aside></main>
<section class="newsletter"><h2>Our letter</h2><p>Sign up to have the news every morning.</p>
<form action="/letter"><input name="email"><button>Sign up</button></form></section>
<footer><p>We use cookies. <a href="/privacy">Privacy</a></p><p>All rights reserved.</p></footer>
</body></html>"""


def articles(count: int, words: int) -> Iterator[Row]:
    """Invented articles of about so many words, in the words of the sample news."""
    for number in range(count):
        yield _article(number, words, random.Random(number))


def read(file: Path) -> Iterator[Row]:
    """The objects of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write(rows: Iterator[Row], file: Path) -> Path:
    """Write a dump, one article a line."""
    with file.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


def page(row: Row) -> str:
    """An article's web page, with the furniture that pages have."""
    shown = {name: html.escape(row.get(name) or "News") for name in ("title", "outlet")}
    paragraphs = (line for line in row["text"].splitlines() if line.strip())
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in paragraphs)
    titles = random.Random(row["text"]).choices(_vocabulary(), k=24)
    menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in titles)
    published = html.escape(row.get("published") or _LATEST.isoformat())
    return PAGE.format(**shown, body=body, menu=menu, published=published)


def _article(number: int, words: int, dice: random.Random) -> Row:
    paragraphs: list[str] = []
    length = 0
    while length < words:
        paragraph = " ".join(_sentence(dice) for _ in range(dice.randint(2, 4)))
        paragraphs.append(paragraph)
        length += len(paragraph.split())
    return {
        "id": f"invented-{number}",
        "title": _sentence(dice, longest=9).rstrip("."),
        "text": "\n\n".join(paragraphs),
        "url": f"https://news-{number % 5}.example/articles/{number}",
        "outlet": _OUTLETS[number % len(_OUTLETS)],
        "published": (_LATEST - timedelta(minutes=47 * number)).isoformat(),
    }


def _sentence(dice: random.Random, longest: int = 26) -> str:
    # By chance, so that no two articles are taken for the same story.
    words = dice.choices(_vocabulary(), k=dice.randint(longest // 3, longest))
    return " ".join(words).capitalize() + "."


@cache
def _vocabulary() -> tuple[str, ...]:
    """Every word of the sample news, as often as it stands there."""
    texts = (file.read_text("utf-8") for file in sorted(sample.folder().rglob("*.txt")))
    return tuple(word for text in texts for word in re.findall(r"\b[A-Za-z][a-z’]+\b", text))
