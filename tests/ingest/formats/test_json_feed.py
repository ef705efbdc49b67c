"""JSON Feed: one lead an item."""

import json
from datetime import UTC, datetime

import pytest

from ingest.kinds import Kind, kind_of
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Skarn Daily",
    "home_page_url": "https://skarn.example/",
    "language": "en-GB",
    "items": [
        {
            "id": 17,
            "url": "/seals",
            "title": "Seals & waffles",
            "content_html": "<p>Eleven seals came.</p><p>One left.</p>",
            "date_published": "2026-10-05T14:30:00+02:00",
            "authors": [{"name": "Ada Brandt"}, 5],
            "tags": ["Harbour"],
        },
        {"id": "2", "summary": "Words only.", "author": {"name": "Bo Lind"}},
        "no item",
    ],
}


def test_json_feed():
    """Both versions are read; what is of the wrong type is passed over."""
    content = json.dumps(FEED).encode()
    assert kind_of(content) is Kind.JSON_FEED
    found = read(content, Hint(url="https://skarn.example/feed.json"))
    (lead,) = found.leads
    assert (lead.url, lead.key) == (
        "https://skarn.example/seals",
        "feed:https://skarn.example/feed.json 17",
    )
    assert lead.entry
    assert (lead.entry.text, lead.entry.extent) == ("Eleven seals came.\n\nOne left.", "feed")
    assert lead.entry.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    assert (lead.entry.authors, lead.entry.language) == (("Ada Brandt",), "en")
    (draft,) = found.drafts
    assert (draft.text, draft.authors, draft.extent) == ("Words only.", ("Bo Lind",), "summary")


@pytest.mark.parametrize("items", [[], None, "x"])
def test_no_items(items):
    """A feed that holds nothing says so."""
    content = json.dumps({**FEED, "items": items}).encode()
    with pytest.raises(SourceUnreadable, match="no entries"):
        read(content)


@pytest.mark.parametrize("content", [b'{"version": "https://jsonfeed.org/version/1",', b"[" * 900])
def test_broken(content):
    """Half a feed is told, and one nested without end is no trouble."""
    with pytest.raises(SourceUnreadable):
        read(content, Hint(content_type="application/feed+json"))


def test_dates_to_come_and_two_authors_in_one():
    """A date ahead of the clock is refused, and names in one field are parted."""
    item = {
        "id": "1",
        "url": "/a",
        "date_published": "2199-01-01",
        "author": {"name": "Bo and Al Lind"},
    }
    found = read(
        json.dumps({**FEED, "items": [item]}).encode(), Hint(url="https://skarn.example/f")
    )
    entry = found.leads[0].entry
    assert entry is not None
    assert (entry.published, entry.authors) == (None, ("Bo", "Al Lind"))
