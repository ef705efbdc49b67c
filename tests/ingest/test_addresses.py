"""Addresses: one article, one address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize("port", ["99999", "x"])
def test_what_a_cache_holds_may_be_no_address(port):
    """It stays in its wrapping then, and spoils no feed that links to it."""
    url = f"https://x.cdn.ampproject.org/c/s/skarn.co.uk:{port}/seals"
    assert addresses.canonical(url) == url


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


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://amp.skarn.co.uk/seals", "https://www.skarn.co.uk/seals"),
        ("https://m.skarn.co.uk/seals", "https://www.skarn.co.uk/seals"),
        ("https://mobile.news.skarn.co.uk/seals", "https://news.skarn.co.uk/seals"),
        ("https://en.m.skarn.org/seals", "https://en.skarn.org/seals"),
        ("https://www.skarn.com/seals/amp", "https://www.skarn.com/seals"),
        ("https://www.skarn.com/seals/amp/", "https://www.skarn.com/seals/"),
        ("https://www.skarn.com/amp/seals", "https://www.skarn.com/seals"),
        ("https://www.skarn.com/seals.amp.html", "https://www.skarn.com/seals.html"),
        ("https://www.skarn.com/seals.amp", "https://www.skarn.com/seals"),
        ("https://www.skarn.com/seals?amp=1&id=2", "https://www.skarn.com/seals?id=2"),
        ("https://www.skarn.com/seals?amp", "https://www.skarn.com/seals"),
        ("https://www.skarn.com/seals?outputType=amp", "https://www.skarn.com/seals"),
        (
            "https://www-skarn-com.cdn.ampproject.org/c/s/www.skarn.com/seals/amp/",
            "https://www.skarn.com/seals/",
        ),
        ("https://skarn-com.cdn.ampproject.org/v/skarn.com/a", "http://skarn.com/a"),
        ("https://www.google.com/amp/s/www.skarn.com/seals", "https://www.skarn.com/seals"),
        ("https://www.google.co.uk/amp/s/amp.skarn.com/seals", "https://www.skarn.com/seals"),
    ],
)
def test_forms_of_one_page(url, same):
    """A page for phones or out of a cache has the address of the page itself."""
    assert addresses.canonical(url) == same


@pytest.mark.parametrize(
    "url",
    [
        "https://amp.dev/seals",
        "https://m.me/seals",
        "https://www.skarn.com/amp",
        "https://www.skarn.com/amps/seals",
        "https://www.skarn.com/seals?amp=230",
        "https://www.google.com/amp/",
        "https://www.skarn.com/a?gallery=3&uid=4",
        "https://www.skarn.com/a?ref=123",
        "https://www.skarn.com/a?source=harbour-office",
        "https://www.skarn.com//a//b",
        "https://www.skarn.com/A",
        "http://www.skarn.com/a",
        "https://127.0.0.1:8080/a",
    ],
)
def test_what_is_unsure_stays(url):
    """What may tell one page from another is kept."""
    assert addresses.canonical(url) == url


@pytest.mark.parametrize(
    ("url", "usual"),
    [
        ("https://WWW.Skarn.COM:443", "https://www.skarn.com/"),
        ("http://skarn.com.:80/a", "http://skarn.com/a"),
        ("http://skarn.com:8080/a", "http://skarn.com:8080/a"),
        ("https://möwe.example/straße", "https://xn--mwe-sna.example/stra%C3%9Fe"),
        ("https://xn--mwe-sna.example/a", "https://xn--mwe-sna.example/a"),
        ("https://[::1]:443/a", "https://[::1]/a"),
        ("https://skarn.com/a?fbclid=1&mc_cid=2&gclid=3&_ga=4&smid=5", "https://skarn.com/a"),
        ("https://skarn.com/a?ref=twitter&source=rss", "https://skarn.com/a"),
    ],
)
def test_hosts_and_ports(url, usual):
    """Case, ports that say nothing, final dots and letters DNS does not know are evened out."""
    assert addresses.canonical(url) == usual


def test_a_page_out_of_a_cache_may_name_itself():
    """What was fetched from a cache is the publisher's page, and may say which."""
    cached = "https://skarn-com.cdn.ampproject.org/c/s/skarn.com/seals/amp"
    assert addresses.of_page(cached, "https://skarn.com/2026/seals") == (
        "https://skarn.com/2026/seals"
    )
    assert addresses.of_page("http://skarn.com/a", "https://skarn.com/a") == "https://skarn.com/a"


HOSTS = st.one_of(
    st.from_regex(r"(m\.|amp\.|www\.|en\.m\.)*[a-zA-Zäßé0-9_.-]{1,12}\.(com|co\.uk|example)\.?"),
    st.text(max_size=20),
    st.sampled_from(["[::1]", "127.0.0.1", "www.google.com", "x.cdn.ampproject.org"]),
)
PATHS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from([*"/?&=#.;%", "amp", "amp/", ".amp", "c/s/", "utm_a", "a", "é"])).map(
        "".join
    ),
)
URLS = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "HTTPS"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8", "/", "/amp/", "/amp/s/", "/c/s/"]),
    PATHS,
)


@given(URLS)
@settings(max_examples=500)
def test_canonical_is_settled_at_once(url):
    """Whatever can be followed has a canonical address, whose own is itself."""
    if addresses.web(url) is None:
        return
    once = addresses.canonical(url)
    assert addresses.canonical(once) == once
    assert addresses.web(once) == once
