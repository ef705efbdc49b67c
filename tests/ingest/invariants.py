"""What holds of every reading, whatever the document was."""

import io
import unicodedata
from collections.abc import Iterator
from datetime import timedelta

from ingest.formats import dumps, packed
from ingest.kinds import kind_of
from ingest.reader import wire
from ingest.reader.frames import packed as framed
from ingest.reader.frames import received
from ingest.reading import Hint, Reading, read
from ingest.text import joined
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_UNSEEN = set("\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202d\u202e\u2060\u2066\u2069\ufeff")
_DEEPEST = 3


def parse(content: bytes, name: str, depth: int = 0) -> list[Draft]:
    """Read a document of any kind to its end, as the parts that take it do, and check it."""
    try:
        kind = kind_of(content, name=name)
        if kind.streams:
            found = [*dumps.records(io.BytesIO(content), kind, name)]
            drafts = [each for each in found if isinstance(each, Draft)]
            check(Reading(drafts=tuple(drafts)))
            return drafts
        if kind.packed:
            return [*_members(content, name, depth)]
        reading = read(content, Hint(name=name, url="https://courier.example/a/b.html"))
    except SourceUnreadable as error:
        assert_line(str(error))
        return []
    check(reading)
    return [*reading.drafts, *(lead.entry for lead in reading.leads if lead.entry)]


def _members(content: bytes, name: str, depth: int) -> Iterator[Draft]:
    kind = kind_of(content, name=name)
    for member in packed.members(io.BytesIO(content), kind, name):
        if isinstance(member, tuple) and depth < _DEEPEST:
            yield from parse(member[1].read(), member[0], depth + 1)


def check(reading: Reading) -> None:
    """Assert that a reading is fit for the archive and for the way to it."""
    for draft in (*reading.drafts, *(lead.entry for lead in reading.leads if lead.entry)):
        check_draft(draft)
    for url in (*reading.feeds, *(lead.url for lead in reading.leads)):
        assert url.lower().startswith(("http://", "https://")), url
    head, tail = wire.to_json(reading)
    assert wire.from_json(*received(io.BytesIO(framed(head, tail)))) == reading


def check_draft(draft: Draft) -> None:
    """Assert that an article is clean text with whole lines and honest times."""
    assert draft.text == joined(draft.text.split("\n"))  # an empty one the pipeline refuses
    for line in (draft.title, draft.outlet, draft.section, draft.language, *draft.authors):
        assert_line(line or "")
    assert_clean(draft.text, allowed="\n")
    for time in (draft.published, draft.updated):
        assert time is None or time.utcoffset() == timedelta(0)


def assert_line(text: str) -> None:
    """Assert that a text is one line of seen characters."""
    assert text == text.strip()
    assert len(text.splitlines()) <= 1, text
    assert_clean(text)


def assert_clean(text: str, *, allowed: str = "") -> None:
    """Assert that a text is normal, and that a reader sees all of it."""
    assert unicodedata.is_normalized("NFC", text)
    unseen = {c for c in text if c in _UNSEEN or unicodedata.category(c) in {"Cc", "Cs"}}
    assert unseen <= set(allowed), unseen
