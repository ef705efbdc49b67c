"""robots.txt: read once a day, through the same guard, and kept to."""

import asyncio
import contextlib
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from ingest.web.fetch import Fetcher
from ingest.web.robots import Robots, Unread
from retrieval.errors import FetchFailed, TryLater
from tests.servers import attacks
from tests.servers.hostile import Hostile, Names

PAGE = "<!doctype html><p>Eleven seals came.</p>"


@pytest.fixture
def fetcher():
    with Fetcher(allow_private=True, host_delay=0, deadline=5, pauses=(0.01,)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/1", False),
        ("User-agent: *\nDisallow: /private/", "/seals", True),
        ("User-agent: *\nDisallow:", "/seals", True),
        ("User-agent: *\nDisallow: /\nAllow: /seals", "/seals", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/seals.pdf", False),
        ("User-agent: *\nDisallow: /*?print=", "/seals?print=1", False),
        ("User-agent: newsdesk\nDisallow: /", "/seals", False),
        ("User-agent: NewsDesk/2.0\nDisallow: /", "/seals", False),
        ("User-agent: newsdesk\nDisallow: /\n\nUser-agent: *\nAllow: /", "/seals", False),
        ("User-agent: newsdesk\nAllow: /\n\nUser-agent: *\nDisallow: /", "/seals", True),
        ("User-agent: Seabot\nUser-agent: newsdesk\nDisallow: /", "/seals", False),
        ("User-agent: Seabot\nUser-agent: Landbot\nDisallow: /", "/seals", True),
        ("User-agent: Seabot\nDisallow: /\n\nUser-agent: *\nDisallow:", "/seals", True),
        ("User-agent: *\nDisallow:\n\nUser-agent: Seabot\nDisallow: /", "/seals", True),
        ("User-agent: desk\nDisallow: /", "/seals", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/seals", False),
        ("<html><p>Not found.</p></html>", "/seals", True),
        ("\0\1\2 Disallow: /", "/seals", True),
    ],
)
def test_rules(publisher, fetcher, rules, path, allowed):
    """What robots.txt says to us, or else to all, holds; a page it withholds is not asked for."""
    publisher.robots(rules)
    url = publisher.publish(path, PAGE)
    if allowed:
        assert fetcher.fetch(url).content
    else:
        with pytest.raises(FetchFailed, match=r"robots\.txt asks programs not to read this page"):
            fetcher.fetch(url)
    assert publisher.asked(path) == allowed


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots(publisher, fetcher, status):
    """Without a robots.txt, everything may be read."""
    publisher.robots("User-agent: *\nDisallow: /", status=status)
    assert fetcher.fetch(publisher.publish("/seals", PAGE)).content


@pytest.mark.parametrize("status", [500, 503])
def test_broken_robots(publisher, fetcher, status):
    """While robots.txt cannot be had, its site is left alone, and not asked again each time."""
    publisher.robots("", status=status)
    url = publisher.publish("/seals", PAGE)
    for _ in range(3):
        with pytest.raises(TryLater, match=rf"robots\.txt cannot be read.*{status}"):
            fetcher.fetch(url)
    assert publisher.asked("/seals") == 0
    assert publisher.asked("/robots.txt") <= 2


def test_asked_once(publisher):
    """However many pages wait for it, robots.txt is asked for once."""
    publisher.publish("/robots.txt", "", content_type="text/plain", delay=0.1)
    urls = [publisher.publish(f"/{n}", PAGE) for n in range(6)]
    web = Fetcher(allow_private=True, host_delay=0)
    with web, ThreadPoolExecutor(6) as threads:
        assert len(list(threads.map(web.fetch, urls))) == 6
    assert publisher.asked("/robots.txt") == 1


def test_giving_one_page_up(publisher):
    """One page given up while robots.txt is awaited does not take it from the next."""
    publisher.publish("/robots.txt", "", content_type="text/plain", delay=0.6)
    url = publisher.publish("/seals", PAGE)
    wanted = [True]
    with Fetcher(allow_private=True, host_delay=0, cancelled=lambda: not wanted[0]) as web:
        wanted[0] = False
        with pytest.raises(FetchFailed, match="cancelled"):
            web.fetch(url)
        wanted[0] = True
        assert web.fetch(url).content
    assert publisher.asked("/robots.txt") == 1


def test_redirected_robots(publisher, fetcher):
    """A robots.txt that has moved holds as well."""
    publisher.redirect("/robots.txt", "/rules.txt")
    publisher.publish("/rules.txt", "User-agent: *\nDisallow: /private", content_type="text/plain")
    assert fetcher.fetch(publisher.publish("/seals", PAGE)).content
    with pytest.raises(FetchFailed, match=r"robots\.txt asks"):
        fetcher.fetch(publisher.publish("/private", PAGE))


@pytest.mark.parametrize(
    "target", ["/robots.txt", "file:///etc/passwd", "http://a:b@skarn.example"]
)
def test_robots_that_leads_nowhere(publisher, fetcher, target):
    """A robots.txt that leads nowhere is none."""
    publisher.redirect("/robots.txt", target)
    assert fetcher.fetch(publisher.publish("/seals", PAGE)).content


def test_each_hop_is_asked(publisher, fetcher):
    """A page that may be read cannot lead to one that may not."""
    publisher.robots("User-agent: *\nDisallow: /private")
    publisher.publish("/private", PAGE)
    with pytest.raises(FetchFailed, match=r"robots\.txt asks"):
        fetcher.fetch(publisher.redirect("/old", "/private"))
    assert publisher.asked("/private") == 0


def test_crawl_delay(publisher):
    """The delay that robots.txt asks for is kept between two pages."""
    publisher.robots("User-agent: *\nCrawl-delay: 0.4")
    with Fetcher(allow_private=True, host_delay=0) as web:
        web.fetch(publisher.publish("/one", PAGE))
        started = time.monotonic()
        web.fetch(publisher.publish("/two", PAGE))
        assert time.monotonic() - started >= 0.2


@pytest.mark.parametrize(
    ("asked", "kept"),
    [("5", 5), ("3600", 30), ("1e999", 0), ("nan", 0), ("-4", 0), ("soon", 0)],
)
def test_absurd_crawl_delays(asked, kept):
    """No delay is kept beyond half a minute, and none that makes no sense."""
    assert admitted(f"User-agent: *\nCrawl-delay: {asked}") == kept


LINES = st.sampled_from(
    [
        *("User-agent: *", "User-agent: newsdesk", "user agent newsdesk", "User-agent:"),
        *(
            "Disallow: /*$",
            "Disallow: *",
            "Allow:",
            "Crawl-delay: 1e9",
            "Request-rate: 1/0",
            "\x85",
        ),
    ]
)


@given(st.lists(st.one_of(st.text(), LINES)).map("\n".join))
def test_any_robots(text):
    """Whatever a robots.txt says, a page may be read after some delay, or may not."""
    with contextlib.suppress(FetchFailed):
        assert 0 <= admitted(text) <= 30


def admitted(text):
    """Ask for a page of a site with this robots.txt; give the delay."""

    async def read(_url):
        return text

    return asyncio.run(Robots(read, "newsdesk/0.1").admit(URL("https://skarn.example/seals")))


def test_a_million_rules():
    """Thousands of names over thousands of rules take no more memory than their text."""
    names = "".join(f"User-agent: bot{n}\n" for n in range(12_000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(12_000))
    tracemalloc.start()
    try:
        assert admitted(names + rules) == 0
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_failures_pass():
    """A failure to read robots.txt is told anew to each page, with how long to wait."""

    async def read(_url):
        return Unread("The site is busy.", TryLater, 40)

    async def twice():
        robots = Robots(read, "newsdesk")
        told = []
        for _ in range(2):
            with pytest.raises(TryLater, match="busy") as failure:
                await robots.admit(URL("https://skarn.example/"))
            told.append(failure.value)
        return told

    first, second = asyncio.run(twice())
    assert (first.after, second.after) == (40, 40)
    assert first is not second


def test_the_guard_holds_for_robots():
    """No connection is made inside, not even for a robots.txt."""
    with Hostile() as inside:
        names = Names(inside.port, {"skarn.example": ["127.0.0.1"]})
        web = Fetcher(host_delay=0, pauses=(), resolver=names)
        with web, pytest.raises(FetchFailed, match="private network"):
            web.fetch("http://skarn.example/seals")
        assert inside.connections == 0


ATTACKS = {
    "endless": (attacks.endless_body(), None),
    "a bomb": (attacks.bomb("gzip", 10 << 20), None),
    "silence": (attacks.silent(), "did not come in time"),
    "noise": (attacks.raw(b"\xff" * 1000), "does not answer as"),
    "no answer": (attacks.dropped, "broke off"),
    "hours": (
        attacks.answer("503 Service Unavailable", b"", "Retry-After: 7200"),
        "not working just now|left alone for another 120 minutes",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_robots(attack):
    """No robots.txt holds the queue, and what is far too long counts by its beginning."""
    behaviour, sentence = ATTACKS[attack]
    with Hostile() as site:
        site.serve("/robots.txt", behaviour)
        url = site.serve("/seals", attacks.answer(body=PAGE.encode()))
        limited = Fetcher(allow_private=True, host_delay=0, deadline=4, pauses=())
        with limited as web:
            if sentence is None:
                assert web.fetch(url).content
            else:
                for _ in range(2):
                    with pytest.raises(FetchFailed, match=sentence):
                        web.fetch(url)
                assert site.asked("/seals") == 0
