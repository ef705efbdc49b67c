"""Small dumps read whole: a JSON document, and JSONL and CSV that came as one piece."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO

from ingest.formats import fields
from ingest.formats.dumps import Bad, records
from ingest.formats.table import Kind
from ingest.reading import Hint, Reading
from ingest.text import decoded
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_LISTS = ("articles", "items", "results", "data", "docs", "news")
"""What a document may call the list of its articles."""


def document(content: bytes, hint: Hint) -> Reading:
    """Read a JSON document: one article, a list of them, or an object that holds the list."""
    try:
        # Not strict: publishers leave raw line breaks inside strings.
        value = json.loads(decoded(content, hint.encoding), strict=False)
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable("It begins as JSON does, but cannot be read as JSON.") from error
    return _whole(_article(number, record, hint) for number, record in enumerate(_listed(value), 1))


def jsonl(content: bytes, hint: Hint) -> Reading:
    """Read the good records of a dump; whoever wants to hear of the bad ones streams it."""
    return _dump(content, Kind.JSONL, hint)


def csv(content: bytes, hint: Hint) -> Reading:
    """Read the good rows of a table; whoever wants to hear of the bad ones streams it."""
    return _dump(content, Kind.CSV, hint)


def packed(_content: bytes, _hint: Hint) -> Reading:
    """Refuse an archive where a document is wanted: inside a mail or another archive."""
    raise SourceUnreadable("It is packed inside something else; unpack it and give what is in it.")


def _listed(value: object) -> list[object]:
    """Find the records in a document."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and not fields.has_text(value):
        lists = (found for name in _LISTS if isinstance(found := value.get(name), list))
        return next(lists, [value])
    return [value]


def _article(number: int, record: object, hint: Hint) -> Draft | Bad:
    try:
        return fields.article(record, _name(hint))
    except SourceUnreadable as error:
        return Bad(number, str(error))


def _dump(content: bytes, kind: Kind, hint: Hint) -> Reading:
    return _whole(records(BytesIO(content), kind, _name(hint)))


def _name(hint: Hint) -> str:
    return hint.name or hint.url or ""


def _whole(found: Iterable[Draft | Bad]) -> Reading:
    """Keep the good records; when there are none, the first bad one says why."""
    drafts, first = [], None
    for one in found:
        if isinstance(one, Draft):
            drafts.append(one)
        else:
            first = first or one
    if not drafts:
        reason = f"record {first.line}: {first.reason}" if first else "there are no records."
        raise SourceUnreadable(f"No article was found in it; {reason}")
    return Reading(tuple(drafts))
