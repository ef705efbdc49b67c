"""Sitemaps and OPML: lists of pages, sitemaps and feeds."""

import time
from datetime import UTC, datetime

import pytest

from ingest.formats.xml_tree import root, words
from ingest.kinds import Kind, kind_of
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable

SCHEMA = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def url(number, extra="", tag="url"):
    return f"<{tag}><loc>https://skarn.example/{number}</loc>{extra}</{tag}>"


def urlset(*rows):
    return f"<?xml version='1.0'?><urlset {SCHEMA}>{''.join(rows)}</urlset>".encode()


def test_news_sitemap():
    """A news sitemap leads to its articles and tells headline, outlet, date and language."""
    news = (
        "<n:news xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><n:publication>"
        "<n:name>Skarn Daily</n:name><n:language>en</n:language></n:publication>"
        "<n:publication_date>2026-10-05T14:30:00+02:00</n:publication_date>"
        "<n:title>Seals &amp; cod</n:title></n:news>"
        "<i:image xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'>"
        "<i:loc>https://skarn.example/seal.jpg</i:loc><i:title>A seal</i:title></i:image>"
    )
    content = urlset(url(1, news))
    assert kind_of(content) is Kind.SITEMAP
    (lead,) = read(content, Hint(url="https://skarn.example/news.xml")).leads
    assert lead.url == "https://skarn.example/1"
    assert lead.key == "feed:https://skarn.example/news.xml https://skarn.example/1"
    assert lead.entry
    assert (lead.entry.title, lead.entry.outlet) == ("Seals & cod", "Skarn Daily")
    assert lead.entry.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    assert lead.entry.text == ""


def test_plain_sitemap():
    """A plain one leads to a thousand pages, the newest first and the undated last."""
    rows = [url(n, f"<lastmod>20{n % 50:02}-01-0{1 + n % 9}</lastmod>") for n in range(1, 1500)]
    leads = read(urlset(url(0), *rows)).leads
    assert len(leads) == 1000
    assert leads[0].url == "https://skarn.example/449"
    assert all(lead.entry is None for lead in leads)


def test_index_of_sitemaps():
    """An index names the sitemaps to read instead, fifty at most."""
    rows = "".join(
        url(n, f"<lastmod>2026-01-{n % 28 + 1:02}</lastmod>", "sitemap") for n in range(60)
    )
    found = read(f"<sitemapindex {SCHEMA}>{rows}</sitemapindex>".encode())
    assert len(found.feeds) == 50
    assert found.feeds[0] == "https://skarn.example/27"
    assert found.leads == ()


def test_opml():
    """The feeds of a reader's list are found however deep it files them, each once."""
    content = b"""<opml version="2.0"><head><title>My papers</title></head><body>
    <outline text="North"><outline text="Skarn" xmlUrl="https://skarn.example/rss"/>
    <outline text="again" XMLURL="https://skarn.example/rss"/></outline>
    <outline xmlUrl="https://vale.example/atom"/><outline xmlUrl="file:///x"/></body></opml>"""
    found = read(content)
    assert found.feeds == ("https://skarn.example/rss", "https://vale.example/atom")
    assert found.title == "My papers"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (urlset(), "names no pages"),
        (f"<sitemapindex {SCHEMA}/>".encode(), "names none"),
        (b"<opml><body><outline text='x'/></body></opml>", "names no feeds"),
    ],
)
def test_empty_lists(content, sentence):
    """A list of nothing says so."""
    with pytest.raises(SourceUnreadable, match=sentence):
        read(content)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<![CDATA[cod & <b>]]> &amp; gulls", "cod & <b> & gulls"),
        ("&eacute; <![CDATA[&eacute;]]> &eacute;", "é &eacute; é"),
        ("AT&T ]]&gt; &bomb;", "AT&T ]]> &bomb;"),
    ],
)
def test_entities(inside, text):
    """Entities are HTML's or none at all, and what stands in a CDATA section is no entity."""
    found = root(f'<!DOCTYPE a [<!ENTITY bomb "boom">]><a>{inside}</a>'.encode())
    assert words(found) == text


def test_sections_without_end():
    """CDATA sections that never end are passed over in time that grows no faster than they do."""
    started = time.perf_counter()
    root(b"<rss>]]>" + b"<![CDATA[" * 100_000)
    assert time.perf_counter() - started < 2
