"""Pages and sitemaps that are packed by themselves: read as they would be unpacked."""

import gzip
import json

from ingest.pipeline import Outcome
from ingest.sources import Address
from tests.ingest.site import body, page
from tests.ingest.test_feeds_to_pages import one, take

GZIP = "application/gzip"


def sitemap(kind, of, url):
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return gzip.compress(
        f"<{kind} xmlns='{schema}'><{of}><loc>{url}</loc></{of}></{kind}>".encode()
    )


def test_packed_sitemaps(archive, publisher):
    """Sitemaps are often packed, and lead to their pages as they would unpacked."""
    url = publisher.publish("/seals", page())
    pages = sitemap("urlset", "url", url)
    pages = publisher.publish("/pages.xml.gz", pages, content_type=GZIP)
    index = sitemap("sitemapindex", "sitemap", pages)
    index = publisher.publish("/index.xml.gz", index, content_type=GZIP)
    result = one(take(archive, Address(index)))
    assert (result.outcome, result.article.url) == (Outcome.NEW, url)


def test_packed_sitemaps_in_a_ring(archive, publisher):
    """A packed sitemap that leads to itself is not followed round and round."""
    ring = sitemap("sitemapindex", "sitemap", publisher.url("/ring.xml.gz"))
    url = publisher.publish("/ring.xml.gz", ring, content_type=GZIP)
    (result,) = take(archive, Address(url)).results
    assert "from feed to feed" in result.reason
    assert publisher.asked("/ring.xml.gz") <= 4


def test_packed_dumps_behind_a_feed(archive, publisher):
    """A dump, whose records speak for any site, is not taken from a feed's word, packed or not."""
    dump = gzip.compress(json.dumps({"text": body(), "url": "https://other.example/"}).encode())
    url = publisher.publish("/dump.jsonl.gz", dump, content_type=GZIP)
    index = sitemap("sitemapindex", "sitemap", url)
    index = publisher.publish("/index.xml.gz", index, content_type=GZIP)
    (result,) = take(archive, Address(index)).results
    assert "no article but many" in result.reason
    assert one(take(archive, Address(url))).outcome is Outcome.NEW
