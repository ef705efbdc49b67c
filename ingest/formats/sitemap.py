"""Sitemaps: the newest pages of a news sitemap or a plain one, or the sitemaps of an index."""

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.addresses import web
from ingest.dates import from_machine
from ingest.formats import entries, xml_tree
from ingest.formats.entries import Channel, Entry
from ingest.formats.links import absolute
from ingest.formats.xml_tree import Node, name_of, words
from ingest.reading import Hint, Reading
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

Row = Mapping[str, str]

_MOST_PAGES, _MOST_SITEMAPS = 1000, 50
_ABOUT_PAGES = {"loc", "lastmod", "title", "name", "language", "publication_date"}
# Sitemaps write dates one way, and a list of 50,000 is no place to try others.
_FOREIGN = re.compile(r"image|video")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def read(content: bytes, hint: Hint) -> Reading:
    """Read a sitemap, the newest first; what has no date comes last, in its own order."""
    tree = xml_tree.root(content, hint.encoding)
    rows = [] if tree is None else list(map(_row, xml_tree.named(tree, "url", "sitemap")))
    rows.sort(key=_newest, reverse=True)
    if tree is not None and name_of(tree) == "sitemapindex":
        return Reading(feeds=_sitemaps(rows, hint.url or ""))
    pages = [row for row in rows if row.get("loc")]
    if not pages:
        raise SourceUnreadable("The sitemap names no pages.")
    found = entries.reading(Channel(fetched=hint.url), [_entry(row) for row in pages[:_MOST_PAGES]])
    leads = (lead if _titled(lead.entry) else replace(lead, entry=None) for lead in found.leads)
    return replace(found, leads=tuple(leads))


def _row(node: Node) -> Row:
    """Read what is said of a page, not of the pictures and films on it."""
    about = (n for n in xml_tree.named(node, *_ABOUT_PAGES) if not _FOREIGN.search(n.tag.lower()))
    row: dict[str, str] = {}
    for child in about:
        row.setdefault(name_of(child), words(child))
    return row


def _newest(row: Row) -> float:
    moment = from_machine(_date(row))
    return moment.at.timestamp() if moment else float("-inf")


def _date(row: Row) -> str:
    date = row.get("publication_date") or row.get("lastmod") or ""
    return date if _DATE.match(date) else ""


def _sitemaps(rows: list[Row], base: str) -> tuple[str, ...]:
    links = (web(absolute(base, row.get("loc"))) for row in rows)
    found = tuple(dict.fromkeys(link for link in links if link))
    if not found:
        raise SourceUnreadable("The index of sitemaps names none.")
    return found[:_MOST_SITEMAPS]


def _entry(row: Row) -> Entry:
    """A news sitemap tells headline, outlet and date; of a plain one only the link is of use."""
    return Entry(
        title=row.get("title", ""),
        link=row["loc"],
        guid=row["loc"],
        published=row.get("publication_date", ""),
        outlet=row.get("name", ""),
        language=row.get("language", ""),
    )


def _titled(draft: Draft | None) -> bool:
    return draft is not None and bool(draft.title)
