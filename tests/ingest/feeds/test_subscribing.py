"""An address to the feeds behind it."""

import pytest

from ingest.feeds.subscribing import subscribe, subscribe_all
from ingest.pipeline import Ingester
from retrieval.errors import FetchFailed, SourceUnreadable
from retrieval.news import SHARED

RSS = "application/rss+xml"
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title><item>"
    "<title>Ferry timetable changes</title><link>{link}</link><guid>1</guid></item></channel></rss>"
)


@pytest.fixture
def ingester(archive):
    with Ingester(archive, allow_private=True, host_delay=0) as opened:
        yield opened


def feed(site, path="/feed", title="Skarn Daily"):
    body = FEED.format(title=title, link=site.url("/ferry"))
    return site.publish(path, body, content_type=RSS)


def front(site, *links, path="/"):
    """A front page that names feeds and has nothing else to read."""
    heads = "".join(
        f"<link rel='alternate' type='application/rss+xml' title='{link}' href='{link}'>"
        for link in links
    )
    stories = "".join(f"<li><a href='/{n}'>Story number {n}</a></li>" for n in range(30))
    return site.publish(
        path,
        f"<!doctype html><html><head><title>Skarn Daily</title>{heads}"
        "<meta property='og:type' content='website'></head>"
        f"<body><h1>Skarn Daily</h1><ul>{stories}</ul></body></html>",
    )


def test_a_feeds_address_is_followed(archive, ingester, publisher):
    """With its title; a second time it is known."""
    url = feed(publisher)
    found = subscribe(url, ingester, SHARED)
    assert [(one.url, one.title) for one in found.added] == [(url, "Skarn Daily")]
    assert subscribe(url, ingester, SHARED).known == found.added
    assert archive.feeds.all([SHARED]) == list(found.added)


def test_the_one_feed_of_a_front_page_is_followed(ingester, publisher):
    """The site's address is enough."""
    url = feed(publisher, "/news.rss")
    found = subscribe(front(publisher, "/news.rss"), ingester, SHARED)
    assert [one.url for one in found.added] == [url]


def test_several_feeds_are_given_to_choose(archive, ingester, publisher):
    """None of them is followed unasked."""
    urls = feed(publisher, "/news.rss"), feed(publisher, "/sport.rss")
    found = subscribe(front(publisher, "/news.rss", "/sport.rss"), ingester, SHARED)
    assert tuple(link.url for link in found.choices) == urls
    assert archive.feeds.all([SHARED]) == []


def test_a_page_inside_a_site_leads_to_the_sites_feed(ingester, publisher):
    """Its front page is looked at, and then the usual places."""
    url = feed(publisher, "/rss.xml")
    front(publisher)
    inside = front(publisher, path="/about/us")
    assert [one.url for one in subscribe(inside, ingester, SHARED).added] == [url]


def test_a_site_without_a_feed_gets_a_sentence(archive, ingester, publisher):
    """And so does an address that gives nothing."""
    with pytest.raises(SourceUnreadable, match="No feed was found"):
        subscribe(front(publisher), ingester, SHARED)
    with pytest.raises(FetchFailed, match="404"):
        subscribe(publisher.url("/nowhere"), ingester, SHARED)
    assert archive.feeds.all([SHARED]) == []


def test_every_feed_of_an_opml_list_is_followed(archive, ingester, publisher):
    """From an address or a file; those followed already are left as they are."""
    urls = [publisher.url("/a.xml"), publisher.url("/b.xml")]
    outlines = "".join(f"<outline type='rss' text='x' xmlUrl='{url}'/>" for url in urls)
    opml = f"<?xml version='1.0'?><opml version='2.0'><body>{outlines}</body></opml>"
    listed = publisher.publish("/feeds.opml", opml, content_type="text/x-opml")
    assert [one.url for one in subscribe(listed, ingester, SHARED).added] == urls
    again = subscribe_all(opml.encode(), "feeds.opml", ingester, SHARED)
    assert ([one.url for one in again.known], again.added) == (urls, ())
    with pytest.raises(SourceUnreadable, match="no OPML"):
        subscribe_all(b"<p>Not a list.</p>", "feeds.opml", ingester, SHARED)
    assert len(archive.feeds.all([SHARED])) == 2
