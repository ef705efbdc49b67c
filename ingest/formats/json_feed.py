"""JSON Feed, 1.0 and 1.1, to a lead an item."""

import json
from collections.abc import Mapping

from ingest.formats import entries
from ingest.formats.entries import Channel, Entry
from ingest.reading import Hint, Reading
from ingest.text import decoded
from retrieval.errors import SourceUnreadable

Object = Mapping[str, object]


def read(content: bytes, hint: Hint) -> Reading:
    """Read a feed; what is of the wrong type counts as not there."""
    try:
        feed = json.loads(decoded(content, hint.encoding), strict=False)
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable("It calls itself a JSON feed, but it is not JSON.") from error
    if not isinstance(feed, Mapping):
        raise SourceUnreadable("It calls itself a JSON feed, but it is no JSON object.")
    channel = Channel(
        title=_words(feed, "title"),
        home=_words(feed, "home_page_url") or _words(feed, "feed_url"),
        fetched=hint.url,
        language=_words(feed, "language"),
    )
    return entries.reading(channel, [_entry(item) for item in _objects(feed, "items")])


def _entry(item: Object) -> Entry:
    authors = _objects(item, "authors") or _objects(item, "author")
    return Entry(
        title=_words(item, "title"),
        link=_words(item, "url") or _words(item, "external_url"),
        guid=_words(item, "id"),
        content=_words(item, "content_html") or _words(item, "content_text"),
        summary=_words(item, "summary"),
        published=_words(item, "date_published"),
        updated=_words(item, "date_modified"),
        authors=tuple(_words(author, "name") for author in authors),
        section=next((tag for tag in _list(item, "tags") if isinstance(tag, str)), ""),
        language=_words(item, "language"),
    )


def _words(item: Object, key: str) -> str:
    value = item.get(key)
    # Ids ought to be strings; in version 1.0 many were numbers.
    if isinstance(value, int | float) and key == "id" and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _list(item: Object, key: str) -> list[object]:
    value = item.get(key)
    return value if isinstance(value, list) else [value]


def _objects(item: Object, key: str) -> list[Object]:
    return [one for one in _list(item, key) if isinstance(one, Mapping)]
