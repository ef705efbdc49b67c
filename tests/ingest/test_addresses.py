"""Addresses: one article, one address."""

import pytest

from ingest import addresses


def test_tracking_goes_and_the_rest_stays():
    """Tracking parameters and fragments go; what names the article stays."""
    url = "https://skarn.example/seals?id=4&utm_source=x&at_medium=y&CMP=z&ncid=3#comments"
    assert addresses.canonical(url) == "https://skarn.example/seals?id=4"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=caf%E9", "q=caf%E9"),
        ("p", "p"),
        ("p&utm_source=x&&a=%20b+c", "a=%20b+c&p"),
        ("q=é", "q=%C3%A9"),
        ("id=1&id=1&id=2", "id=1&id=2"),
    ],
)
def test_queries_stay_as_written(query, kept):
    """What names the article is not decoded and written anew, and needs no value."""
    assert addresses.canonical(f"https://skarn.example/seals?{query}").partition("?")[2] == kept


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//x", "", None, 3])
def test_only_web_addresses(url):
    """What a reader cannot follow is no address."""
    assert addresses.web(url) is None


@pytest.mark.parametrize(
    ("fetched", "declared", "chosen"),
    [
        ("https://www.skarn.example/a?x=1", "https://skarn.example/a", "https://skarn.example/a"),
        ("https://skarn.example/a", "https://other.example/a", "https://skarn.example/a"),
        ("https://skarn.example/a", "https://skarn.example/", "https://skarn.example/a"),
        ("https://skarn.example/a", None, "https://skarn.example/a"),
        (None, "https://skarn.example/a", "https://skarn.example/a"),
        (None, "/a", None),
    ],
)
def test_declared_addresses(fetched, declared, chosen):
    """A page may name its address only on its own site, and not the front page."""
    assert addresses.of_page(fetched, declared) == chosen


def test_a_site_is_one_owner_s():
    """Subdomains of an owner are one site; blogs on one blog host, and addresses, are not."""
    assert addresses.same_site("https://feeds.skarn.co.uk/rss", "https://www.skarn.co.uk/a")
    assert not addresses.same_site("https://one.github.io/rss", "https://two.github.io/a")
    assert not addresses.same_site("http://127.0.0.1:1/rss", "http://127.0.0.2:1/a")
    assert addresses.same_site("http://127.0.0.1:1/rss", "http://127.0.0.1:1/a")
