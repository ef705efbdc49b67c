"""Feeds: one lead an entry, with what the feed itself says of the article."""

from contextlib import suppress
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


def leads(content, url=None):
    return read(content, Hint(url=url)).leads


def test_leads():
    """An entry leads to its page under the feed's own key; an entry without one is an article."""
    found = read(RSS, Hint(url="https://skarn.example/rss"))
    (lead,) = found.leads
    assert lead.url == "https://skarn.example/seals"
    assert lead.key == "feed:https://skarn.example/rss seals-1"
    assert [draft.address for draft in found.drafts] == [
        "feed:https://skarn.example/rss tag:skarn,2"
    ]
    assert found.title == "Skarn Daily"


@pytest.mark.parametrize(
    ("body", "extent"),
    [
        ("<content:encoded>Eleven seals came to the quay.</content:encoded>", "feed"),
        ("<description>Eleven seals came to the quay.</description>", "summary"),
        (f"<description>{'Eleven seals came. ' * 60}</description>", "feed"),
        (f"<description>{'Eleven seals came. ' * 60}[…]</description>", "summary"),
    ],
)
def test_extents(body, extent):
    """A lead says whether its feed carries the article's text or a summary."""
    content = (
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>"
        f"<link>https://skarn.example/a</link>{body}</item></channel></rss>"
    )
    assert leads(content.encode())[0].entry.extent == extent


def test_repeated_ids():
    """Entries that share an id are told apart by their links; the same entry twice is one."""
    one, two = (f"<guid>1</guid><link>https://skarn.example/{n}</link>" for n in "ab")
    found = leads(rss(one, two, one), "https://skarn.example/rss")
    assert [lead.key for lead in found] == [
        f"feed:https://skarn.example/rss 1 https://skarn.example/{n}" for n in "ab"
    ]


def test_ids_left_out():
    """Without an id an entry is its link, and without that its title."""
    found = read(rss("<link>/a</link>", "<title>Seals</title>"), Hint(url="https://a.example/rss"))
    assert found.leads[0].key == "feed:https://a.example/rss https://a.example/a"
    assert found.drafts[0].address == "feed:https://a.example/rss Seals"


def test_atom_links():
    """Of an entry's links the article's own counts, from where the feed says links start."""
    content = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://skarn.example/2026/">
    <title>Skarn Daily RSS Feed</title><entry><title type="html">Seals &amp;amp; cod</title>
    <id>1</id><link rel="self" href="x.atom"/><link rel="enclosure" href="x.mp3"/>
    <link rel="alternate" type="text/html" href="seals"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div>
    </content></entry></feed>"""
    (lead,) = leads(content, "https://skarn.example/feed")
    assert lead.url == "https://skarn.example/2026/seals"
    assert (lead.entry.title, lead.entry.outlet) == ("Seals & cod", "Skarn Daily")
    assert lead.entry.text == "One.\n\nTwo."


def test_original_links():
    """Where a service counts readers in between, the article's own address is taken."""
    original = (
        "<link>https://feeds.example/~r/1</link><feedburner:origLink "
        "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>https://skarn.example/1"
        "</feedburner:origLink>"
    )
    assert leads(rss(original))[0].url == "https://skarn.example/1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/"])
def test_links_that_are_no_pages(link):
    """A lead is a web address or none."""
    assert leads(rss(f"<link>{link}</link><guid isPermaLink='false'>1</guid>")) == ()


def test_rss_1():
    """RSS 1.0 keeps its entries outside of its channel."""
    content = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Skarn Daily</title><dc:language>de-DE</dc:language></channel>
    <item rdf:about="https://skarn.example/1"><title>Seals</title>
    <link>https://skarn.example/1</link><description>Eleven came.</description>
    <dc:creator>By Ada Brandt</dc:creator><dc:date>2026-10-05T12:30:00Z</dc:date></item>
    </rdf:RDF>"""
    (lead,) = leads(content)
    assert (lead.entry.authors, lead.entry.language) == (("Ada Brandt",), "de")
    assert lead.entry.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("<ttl>30</ttl>", 1800),
        ("<ttl>0</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            21600,
        ),
        ("<ttl>soon</ttl>", None),
    ],
)
def test_pauses(said, seconds):
    """A feed may ask for a pause between two readings."""
    content = rss("<link>https://a.example/1</link>").replace(
        b"<title>", said.encode() + b"<title>"
    )
    content = content.replace(
        b"<rss", b"<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    )
    assert read(content).every == seconds


def test_what_aggregators_name():
    """An aggregator's entry is its source's article; pictures' captions are not its text."""
    item = (
        "<source url='https://skarn.example'>Skarn Daily</source><title>Seals</title>"
        "<m:title xmlns:m='http://search.yahoo.com/mrss/'>Photo</m:title>"
        "<m:description xmlns:m='http://search.yahoo.com/mrss/'>A seal on a quay.</m:description>"
        "<author>ada@skarn.example (Ada Brandt)</author><category>Harbour</category>"
        "<link>https://skarn.example/1</link>"
    )
    (draft,) = articles(rss(item, title="All the news"))
    assert (draft.title, draft.outlet, draft.text) == ("Seals", "Skarn Daily", "x")
    assert (draft.authors, draft.section) == (("Ada Brandt",), "Harbour")


def test_what_podcasts_name():
    """A recording's summary and author are not the article's, whichever comes first."""
    item = (
        "<i:author>Skarn Sounds</i:author><i:summary>Hear the seals of the quay.</i:summary>"
        "<description>Eleven came.</description><link>https://skarn.example/1</link>"
    )
    content = rss().replace(b"</channel>", f"<item>{item}</item></channel>".encode())
    space = b"<rss xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'"
    (draft,) = articles(content.replace(b"<rss", space))
    assert (draft.text, draft.authors) == ("Eleven came.", ())


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("ada@skarn.example (Ada Brandt)", ("Ada Brandt",)),
        ("Ada Brandt &lt;ada@skarn.example&gt;", ("Ada Brandt",)),
        ("ada@skarn.example", ()),
        ("By Bo Lind</author><author>ada@skarn.example (Ada)", ("Bo Lind", "Ada")),
        ("<name>Ada Brandt</name><email>ada@skarn.example</email>", ("Ada Brandt",)),
    ],
)
def test_authors(author, people):
    """An author is a name; an address beside it is left out."""
    (draft,) = articles(rss(f"<author>{author}</author>"))
    assert draft.authors == people


def test_updates():
    """An entry was updated when it says so, and never by its day of publication."""
    date = "<pubDate>Mon, 05 Oct 2026 14:30:00 +0200</pubDate>"
    later = "<a:updated xmlns:a='http://www.w3.org/2005/Atom'>2026-10-06T12:30:00Z</a:updated>"
    once, again = articles(rss(f"{date}<guid>1</guid>", f"{date}{later}<guid>2</guid>"))
    assert once.published == again.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    assert (once.updated, again.updated) == (None, datetime(2026, 10, 6, 12, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<link/><guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", None),
        ("<guid>seals</guid>", None),
    ],
)
def test_permanent_links(item, link):
    """An RSS id is the article's address where it looks like one and does not deny it."""
    (draft,) = articles(rss(item), "https://a.example/rss")
    assert draft.url == link


def test_ids_of_atom():
    """An Atom id is no link, however much it looks like one."""
    content = ATOM.replace(b'<link href="/seals"/>', b"").replace(b"urn:1", b"https://a.example/1")
    (draft,) = articles(content)
    assert (draft.url, draft.text) == (None, "Eleven seals came.")


def test_two_summaries():
    """A second summary is not the article's text."""
    second = "<s:summary xmlns:s='http://www.w3.org/2005/Atom'>Eleven seals came.</s:summary>"
    (draft,) = articles(rss(second))
    assert (draft.text, draft.extent) == ("Eleven seals came.", "summary")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("declared", [True, False])
def test_encodings(encoding, declared):
    """A feed is read in the encoding it declares, or else its server does."""
    content = rss("<title>Café på kajen</title>").decode().encode(encoding)
    if declared:
        head = f"<?xml version='1.0' encoding='{encoding}'?>".encode(encoding)
        content = head + content.removeprefix("".encode(encoding))
    found = read(content, Hint(encoding=None if declared else encoding))
    assert found.drafts[0].title == "Café på kajen"


@pytest.mark.parametrize("kind", ["links", "authors", "tags", "source", "title_detail", "content"])
def test_elements_called_like_our_own_words(kind):
    """An element that no format knows holds nothing up, whatever it is called."""
    for element in (f"<{kind} a='1'/>", f"<{kind}>x</{kind}>"):
        with suppress(SourceUnreadable):
            (draft,) = articles(rss(f"{element}<guid>1</guid>"))
            assert "x" in draft.text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Caf&eacute; &amp; AT&T &c;", "Café & AT&T &c;"),
        ("Seals\x0b came", "Seals came"),
        ("<![CDATA[A&B &amp; C]]>", "A&B & C"),
        ("&#8220;Seals&#8221; &#xD800;", "“Seals” \ufffd"),
    ],
)
def test_mended_xml(written, read_as):
    """What is not quite XML is read as it was meant."""
    (draft,) = articles(rss(f"<title>{written}</title>"))
    assert draft.title == read_as


def test_bombs():
    """Entities that grow and tags without end come to one."""
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    content = b"<!DOCTYPE rss [<!ENTITY a0 'seal'>" + bomb.encode() + b"]>"
    (draft,) = articles(content + rss("<title>&a11;</title>"))
    assert len(draft.title) < 10
    assert articles(rss("<title>Seals</title>") + b"<a>" * 200_000)[0].title == "Seals"


def test_feeds_no_parser_of_xml_understands():
    """A feed that ends before its entries is read all the same."""
    content = (
        b"<rss></rss><channel><title>Skarn Daily</title><item><title>Seals</title>"
        b"<link>/1</link><description>Eleven came.</description></item></channel>"
    )
    (lead,) = leads(content, "https://skarn.example/rss")
    assert (lead.url, lead.key) == (
        "https://skarn.example/1",
        "feed:https://skarn.example/rss https://skarn.example/1",
    )
    assert (lead.entry.title, lead.entry.text) == ("Seals", "Eleven came.")


def test_captions_and_furniture_of_an_entry_go():
    """Of the text in a feed the paragraphs stay, not the captions or the links under it."""
    text = (
        "<p>Eleven seals came.</p><figure><figcaption>A seal</figcaption></figure>"
        "<p>One left.</p><p>The post Seals appeared first on Skarn Daily.</p>"
    )
    feed = (
        "<rss version='2.0'><channel><title>Skarn Daily</title><item><title>Seals</title>"
        f"<link>https://skarn.example/a</link><description><![CDATA[{text}]]></description></item>"
        "</channel></rss>"
    )
    entry = read(feed.encode(), Hint(url="https://skarn.example/feed")).leads[0].entry
    assert entry is not None
    assert entry.text == "Eleven seals came.\n\nOne left."
