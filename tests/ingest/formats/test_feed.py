"""Feeds: one lead an entry, with what the feed itself says of the article."""

from datetime import UTC, datetime

import pytest

from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Skarn Daily</title><link>https://skarn.example/</link>
<item><title>Seals &amp; waffles</title><link>https://skarn.example/seals</link>
<guid isPermaLink="false">seals-1</guid><pubDate>Mon, 05 Oct 2026 14:30:00 +0200</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>Eleven seals <b>came</b>.</p><script>alert(1)</script>
<p>One left.</p>]]></content:encoded>
</item>
<item><title>No link</title><guid>tag:skarn,2</guid><description>Words only.</description></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Skarn Daily</title>
<entry><title>Seals</title><id>urn:1</id><link href="/seals"/>
<updated>2026-10-05T12:30:00Z</updated>
<author><name>Ada Brandt</name></author><summary>Eleven seals came.</summary></entry></feed>"""


def articles(content, url=None):
    found = read(content, Hint(url=url))
    return [*(lead.entry for lead in found.leads), *found.drafts]


def test_rss():
    """The fullest text an entry carries is its article; scripts are not text."""
    first, second = articles(RSS)
    assert (first.title, first.outlet) == ("Seals & waffles", "Skarn Daily")
    assert first.text == "Eleven seals came.\n\nOne left."
    assert first.url == "https://skarn.example/seals"
    assert first.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    assert (second.url, second.published, second.text) == (None, None, "Words only.")
    assert second.address == "feed:https://skarn.example/ tag:skarn,2"


def test_atom():
    """Atom's one required date is when the entry was published; short links are made whole."""
    (draft,) = articles(ATOM, "https://skarn.example/feed.xml")
    assert draft.url == "https://skarn.example/seals"
    assert draft.authors == ("Ada Brandt",)
    assert (draft.published, draft.updated) == (datetime(2026, 10, 5, 12, 30, tzinfo=UTC), None)


@pytest.mark.parametrize("content", [b"<rss><channel></channel></rss>", b"<rss", b"<feed/>"])
def test_no_entries(content):
    """A feed that holds nothing says so."""
    with pytest.raises(SourceUnreadable, match="no entries"):
        articles(content)


def test_entities_are_not_followed():
    """A feed cannot make the reader open files."""
    bomb = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS[21:].replace(
        b"Short.", b"&x;"
    )
    assert all("root:" not in draft.text for draft in articles(b'<?xml version="1.0"?>' + bomb))


def rss(*items, title="Skarn Daily"):
    entries = "".join(f"<item><description>x</description>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>{title}</title>{entries}</channel></rss>".encode()


@pytest.mark.parametrize(
    "item",
    [
        "<guid>1</guid>",
        "<guid>20261005</guid>",
        "<guid>12</guid><pubDate>soon</pubDate>",
        "<pubDate>05/10/2026</pubDate>",
    ],
)
def test_undated_entries(item):
    """An entry without a date of its own has none, whatever its id looks like."""
    (draft,) = articles(rss(item))
    assert draft.published is None


@pytest.mark.parametrize("date", ["Mon, 05 Oct 2026", "Mon, 05 Oct 2026 14:30:00", "2026-10-05"])
def test_vague_dates(date):
    """A date without time or zone claims the day only."""
    (draft,) = articles(rss(f"<pubDate>{date}</pubDate>"))
    assert draft.published is not None
    assert (draft.published.date().isoformat(), draft.precision) == ("2026-10-05", "day")


def test_ids_belong_to_their_feed():
    """The same id in two feeds is two entries; in the same feed again it is one."""
    seals, gulls, again = (
        articles(rss("<guid isPermaLink='false'>1</guid>", title=title), url)[0].address
        for title, url in [
            ("A", "https://a.example/rss"),
            ("B", "https://b.example/rss"),
            ("A again", "https://a.example/rss?utm_source=x"),
        ]
    )
    assert seals != gulls
    assert seals == again
    ours, theirs = (articles(rss("<guid>1</guid>", title=title))[0] for title in "AB")
    assert ours.address != theirs.address


def test_links_to_other_sites():
    """A fetched feed speaks for its own site only; a feed given as a file is believed."""
    content = rss("<link>https://other.example/seals</link><guid>1</guid>")
    (fetched,) = articles(content, "https://skarn.example/rss")
    assert fetched.url == "https://other.example/seals"
    assert fetched.address == "feed:https://skarn.example/rss 1"
    (own,) = articles(content, "https://www.other.example/rss")
    (given,) = articles(content)
    assert own.address == given.address == "https://other.example/seals"
