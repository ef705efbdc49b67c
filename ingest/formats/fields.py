"""A record of a dump to an article, by the names of its fields."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from ingest.addresses import canonical, web
from ingest.dates import Moment, from_machine
from ingest.page import blocks, people
from ingest.page.dating import believed
from ingest.text import folded, joined, one_line
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft, Extent, Precision

FIELDS = {
    "text": "text body content article articlebody articletext fulltext contenthtml contenttext",
    "summary": "summary description abstract",
    "title": "title headline",
    "url": "url link canonicalurl articleurl sourceurl weburl",
    "published": (
        "published publishedat date publisheddate publishdate datepublished pubdate "
        "publicationdate publishedon timestamp createdat"
    ),
    "updated": "updated updatedat modified modifiedat datemodified lastmod",
    "outlet": "outlet source publisher publication site sitename sourcename newspaper",
    "authors": "authors author byline by creator",
    "section": "section category",
    "language": "language lang",
    "id": "id guid uuid articleid",
}
"""What each field of an article may be called; the first that holds something counts.

Capitals, spaces, hyphens and underscores make no difference. Only a text is required.
"""

_EXTENTS: Mapping[str, Extent] = {"feed": "feed", "summary": "summary", "part": "part"}
"""What our own export says of an article that is not whole, besides `paywalled`."""

Record = Mapping[str, object]

_NAMES = {ours: tuple(names.split()) for ours, names in FIELDS.items()}
_FILLING = re.compile(r"[\W_]+")
_HTML = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|table|blockquote|article|section|span|a|b|i|em|strong)\b[^<>]*>",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")
_LONGEST_ID, _LONGEST_TEXT = 500, 1_000_000
# Seconds since 1970, as many dumps give times: from 1973 on, and not yet milliseconds.
_SECONDS = (10**8, 10**11)


def has_text(record: object) -> bool:
    """Whether this is a record with a text in it."""
    return isinstance(record, Mapping) and bool(_said(_folded(record), "text"))


def article(record: object, name: str) -> Draft:
    """Read a record of the dump called `name`; raise SourceUnreadable when it is no article."""
    if not isinstance(record, Mapping):
        raise SourceUnreadable("It is no record with named fields.")
    given = _folded(record)
    text = paragraphs(_said(given, "text"))
    extent = _EXTENTS.get(_words(given.get("extent")), "full")
    if not text:
        text, extent = paragraphs(_said(given, "summary")), "summary"
    if not text:
        raise SourceUnreadable("It has no text in a field called text, body or content.")
    if len(text) > _LONGEST_TEXT:
        raise SourceUnreadable("Its text is longer than any article.")
    title = plain(_said(given, "title"))
    url = web(_said(given, "url"))
    published, updated = _moment(given, "published"), _moment(given, "updated")
    outlet = one_line(_said(given, "outlet")) or None
    return Draft(
        title=title,
        text=_without_title(text, title),
        address=_address(url, one_line(_said(given, "id")), name),
        url=canonical(url) if url else None,
        outlet=outlet,
        authors=_people(given, outlet),
        published=published.at if published else None,
        precision=_precision(given, published),
        guessed=published is not None and given.get("guessed") is True,
        updated=updated.at if updated and (not published or updated.at > published.at) else None,
        section=one_line(_said(given, "section")) or None,
        language=_language(_said(given, "language")),
        extent=extent,
        paywalled=given.get("paywalled") is True,
    )


def paragraphs(text: str) -> str:
    """Read a text that may be HTML."""
    return joined(blocks.paragraphs(text) if _HTML.search(text) else text.splitlines())


def plain(title: str) -> str:
    """Read a title that may hold markup, or only look like it ("profits <5 %")."""
    if "<" in title or "&" in title:
        return " ".join(blocks.paragraphs(title))
    return one_line(title)


def _folded(record: Record) -> dict[str, object]:
    """Spell the fields' names one way; of two that then are one, the first counts."""
    given: dict[str, object] = {}
    for key, value in record.items():
        given.setdefault(_FILLING.sub("", str(key)).lower(), value)
    return given


def _values(given: Record, field: str) -> list[object]:
    return [given[name] for name in _NAMES[field] if given.get(name) not in (None, "", [], {})]


def _said(given: Record, field: str) -> str:
    return next(filter(None, map(_words, _values(given, field))), "")


def _words(value: object) -> str:
    """Read what should be a string: itself, its first item, or its name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or ""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _moment(given: Record, field: str) -> Moment | None:
    found = (believed(_at(value)) for value in _values(given, field))
    return next(filter(None, found), None)


def _precision(given: Record, published: Moment | None) -> Precision:
    if published is None:
        return "time"
    return "day" if given.get("precision") == "day" else published.precision


def _at(value: object) -> Moment | None:
    """Read a date as written, or as seconds or milliseconds since 1970."""
    words = _words(value)
    try:
        seconds = float(words)
    except ValueError:
        return from_machine(words)
    first, last = _SECONDS
    seconds = seconds / 1000 if seconds >= last else seconds
    return Moment(datetime.fromtimestamp(seconds, UTC), "time") if first <= seconds < last else None


def _people(given: Record, outlet: str | None) -> tuple[str, ...]:
    value = next(iter(_values(given, "authors")), "")
    items = value if isinstance(value, list) else [value]
    return people.names(map(_words, items), outlet)


def _language(value: str) -> str | None:
    match = _LANGUAGE.match(value)
    return match[0].lower() if match else None


def _address(url: str | None, identity: str, name: str) -> str | None:
    """Know a record again by its link, else by its own id in the dump of this name."""
    if url:
        return canonical(url)
    return f"dump:{name} {identity[:_LONGEST_ID]}" if identity else None


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n\n")
    return rest if rest and folded(first) == folded(title) else text
