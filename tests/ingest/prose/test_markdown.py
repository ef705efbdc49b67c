"""Markdown: front matter, and a body as plain paragraphs."""

import time
from datetime import UTC, datetime

from ingest.prose import markdown

FILE = """---
title: "Seals take over the pier"
outlet: Skarn Daily
date: 2026-10-05T14:30:00+02:00
url: https://skarn.example/seals
authors: [Ada Brandt, Jon Vik]
---
# Seals take over the pier

The keeper of the [light](https://skarn.example/light) counted **eleven** seals
on the pier.

![A seal](seal.jpg)

## What the office says

- Stay away.
- Bring no `waffles`.

```python
print("no news")
```

| Year | Seals |
|------|-------|
| 2026 | 11    |
"""


def test_front_matter():
    """Keys at the top say what the article is."""
    draft = markdown.article(FILE)
    assert (draft.title, draft.outlet) == ("Seals take over the pier", "Skarn Daily")
    assert draft.authors == ("Ada Brandt", "Jon Vik")
    assert draft.url == "https://skarn.example/seals"
    assert draft.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    assert (draft.precision, draft.guessed) == ("time", False)


def test_body_is_plain():
    """Links become their words, headings stay lines, code and pictures go."""
    assert markdown.article(FILE).text.split("\n\n") == [
        "The keeper of the light counted eleven seals on the pier.",
        "What the office says",
        "Stay away.",
        "Bring no waffles.",
        "Year, Seals",
        "2026, 11",
    ]


def test_without_front_matter():
    """The first heading is the title, a line under it may name writer, outlet and day."""
    draft = markdown.article("# Seals\n\n*Ada Brandt · The Daily · 5 October 2026*\n\nEleven came.")
    assert (draft.title, draft.text) == ("Seals", "Eleven came.")
    assert (draft.authors, draft.outlet) == (("Ada Brandt",), "The Daily")
    assert draft.published == datetime(2026, 10, 5, tzinfo=UTC)
    assert draft.guessed


def test_byline_with_commas():
    """Writer, outlet and day may stand in one line with commas."""
    draft = markdown.article("# Seals\n\nBy Jon Vik, Skarn Daily, 5 October 2026\n\nEleven came.")
    assert (draft.authors, draft.outlet) == (("Jon Vik",), "Skarn Daily")
    assert draft.published == datetime(2026, 10, 5, tzinfo=UTC)


def test_long_front_matter():
    """A line of spaces in the front matter takes no more time than any other."""
    started = time.perf_counter()
    markdown.article("---\ntitle: Seals\na" + " " * 60_000 + "b\n---\nEleven came.")
    assert time.perf_counter() - started < 1


def test_dates_to_come_are_refused():
    """Front matter may announce when an article is to appear; that is no date of it yet."""
    text = "---\ndate: 2027-05-03\nupdated: 2027-05-04\n---\n# Seals\n\nOn the pier."
    draft = markdown.article(text, now=datetime(2026, 11, 22, tzinfo=UTC))
    assert (draft.published, draft.updated) == (None, None)


def test_html_and_indented_lines():
    """Paragraphs written in HTML, or indented, are the article's too."""
    text = "# Seals\n\n<p>One <b>seal</b>.</p>\n\nTwo seals.\n\n    Three seals.\n"
    assert markdown.article(text).text.split("\n\n") == ["One seal.", "Two seals.", "Three seals."]
