"""RSS and Atom to one article an entry, with the text that the feed itself carries."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from ingest import blocks
from ingest.addresses import canonical, same_site, web
from ingest.dates import from_machine
from ingest.reading import Hint, Reading
from ingest.text import folded, joined, one_line
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

log = logging.getLogger(__name__)

Entry = Mapping[str, Any]

_DATES = {
    **dict.fromkeys(("pubdate", "published", "issued", "date", "created"), "published"),
    **dict.fromkeys(("updated", "modified"), "updated"),
}
_NO_DATES = {"published": None, "updated": None}


def articles(content: bytes, url: str | None = None) -> list[Draft]:
    """Read a feed's entries; `url` is where it was fetched, for links written short."""
    feed, entries = _parsed(content)
    if not entries:
        raise SourceUnreadable("The feed holds no entries.")
    outlet = one_line(str(feed.get("title") or "")) or None
    language = str(feed.get("language") or "")[:2].lower()
    base = url or str(feed.get("link") or "")
    name = canonical(url) if url else one_line(base or outlet or "")
    drafts = (_article(entry, outlet, language, base) for entry in entries)
    return [
        replace(draft, address=_address(draft, entry, url, name))
        for draft, entry in zip(drafts, entries, strict=True)
    ]


def _article(entry: Entry, outlet: str | None, language: str, base: str) -> Draft:
    title = _plain(str(entry.get("title") or ""))
    published = from_machine(entry.get("published"))
    updated = from_machine(entry.get("updated"))
    # Atom asks for `updated` only; an entry with nothing else was published then, by its own word.
    first = published or updated
    later = updated if first and updated and updated.at > first.at else None
    lines = blocks.paragraphs(_content(entry))
    names = [one_line(str(author.get("name") or "")) for author in entry.get("authors") or ()]
    return Draft(
        title=title,
        text=joined(line for line in lines if folded(line) != folded(title)),
        url=web(urljoin(base, str(entry.get("link") or ""))) if entry.get("link") else None,
        outlet=outlet,
        authors=tuple(name for name in names if name and name != outlet),
        published=first.at if first else None,
        precision=first.precision if first else "time",
        updated=later.at if later else None,
        section=_section(entry),
        language=language if language.isalpha() else None,
    )


def _address(draft: Draft, entry: Entry, fetched: str | None, feed: str) -> str:
    """Take an entry's link for its address only on the feed's own site, or in a file given to us.

    Anyone may link to anyone's articles. Else the entry's own id, under its feed, stays the same.
    """
    if draft.url and (fetched is None or same_site(draft.url, fetched)):
        return canonical(draft.url)
    identity = one_line(str(entry.get("id") or "")) or draft.url or draft.title
    return f"feed:{feed} {identity}"


def _section(entry: Entry) -> str | None:
    tags = [one_line(str(tag.get("term") or "")) for tag in entry.get("tags") or ()]
    return next(filter(None, tags), None)


def _content(entry: Entry) -> str:
    """Take the fullest text an entry carries."""
    values = [part.get("value") for part in entry.get("content") or ()]
    values += [entry.get("summary"), entry.get("description")]
    return max((value for value in values if isinstance(value, str)), key=len, default="")


def _plain(html: str) -> str:
    """Read a title that may hold markup, or only look like it ("profits <5 %")."""
    return " ".join(blocks.paragraphs(html)) if "<" in html or "&" in html else one_line(html)


def _parsed(content: bytes) -> tuple[Entry, list[Entry]]:
    """Parse with the fast parser, and with the forgiving one where that finds nothing.

    Both are given bytes, never a string: strings they may take for an address and fetch.
    """
    import fastfeedparser

    try:
        feed = fastfeedparser.parse(content)
        if feed.entries and len(dates := _dates(content)) == len(feed.entries):
            # It makes dates out of ids, and times out of days: the dates are ours to read.
            entries = zip(feed.entries, dates, strict=True)
            return feed.feed, [{**entry, **_NO_DATES, **told} for entry, told in entries]
    except Exception:  # whatever it stumbles over, the other may read
        log.debug("fastfeedparser could not read a feed", exc_info=True)
    import feedparser

    # Relative links and markup are ours to deal with, and its way takes seconds a feed.
    parsed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    return parsed.feed, list(parsed.entries)


def _dates(content: bytes) -> list[dict[str, str]]:
    """Read the dates of each entry as they are written in the feed."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(content.strip(), parser)
    return [_dates_of(node) for node in root.iter("{*}item", "{*}entry")]


def _dates_of(node: Any) -> dict[str, str]:  # noqa: ANN401 - lxml ships no types
    told: dict[str, str] = {}
    for child in node.iterchildren("{*}*"):
        name = _DATES.get(child.tag.rpartition("}")[2].lower())
        if name and (text := one_line("".join(child.itertext()))):
            told.setdefault(name, text)
    return told


def read(content: bytes, hint: Hint) -> Reading:
    """Read a feed."""
    return Reading(tuple(articles(content, hint.url)))
