"""Fetching: what comes back, what is refused, and in which words."""

import contextlib
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.web.fetch import Fetcher
from retrieval.errors import FetchFailed, PageGone, TryLater
from tests.servers.publisher import DROPPED

PAGE = "<!doctype html><p>Eleven seals came.</p>"


@pytest.fixture
def fetcher():
    with Fetcher(allow_private=True, host_delay=0, deadline=1, pauses=(0.01, 0.01)) as opened:
        yield opened


def test_page(publisher, fetcher):
    """A page comes with its address, type and encoding."""
    page = fetcher.fetch(publisher.publish("/seals", PAGE))
    assert page.url == publisher.url("/seals")
    assert page.content.decode() == PAGE
    assert (page.content_type, page.encoding) == ("text/html", "utf-8")


def test_redirect(publisher, fetcher):
    """A redirect is followed and told, and the page's address is where it was found."""
    publisher.publish("/new", PAGE)
    publisher.redirect("/middle", "/new", status=301)
    page = fetcher.fetch(publisher.redirect("/old", "/middle"))
    assert page.url == publisher.url("/new")
    assert page.hops == (publisher.url("/old"), publisher.url("/middle"))
    assert not page.permanent


def test_permanent_redirect(publisher, fetcher):
    """A page has moved for good only when each redirect on the way says so."""
    publisher.publish("/new", PAGE)
    publisher.redirect("/middle", "/new", status=308)
    assert fetcher.fetch(publisher.redirect("/old", "/middle", status=301)).permanent
    assert not fetcher.fetch(publisher.url("/new")).permanent


def test_any_kind(publisher, fetcher):
    """A file that is no news is given to whoever asks for any."""
    url = publisher.publish("/seal", b"\x89PNG\r\n", content_type="image/png")
    assert fetcher.fetch(url, any_kind=True).content == b"\x89PNG\r\n"


def test_says_who_asks(publisher, fetcher):
    """Every request carries a name, and nothing that tells one reader from another."""
    fetcher.fetch(publisher.publish("/seals", PAGE))
    assert len(publisher.requests) == 2  # robots.txt, and the page
    for request in publisher.requests:
        assert request.headers["User-Agent"].startswith("newsdesk/")
        assert not {"Cookie", "Referer", "Authorization"} & set(request.headers)


def test_many_threads(publisher):
    """Many threads fetch at once, each its own page."""
    urls = [publisher.publish(f"/{n}", PAGE + str(n)) for n in range(40)]
    wide = Fetcher(allow_private=True, host_delay=0, per_host=8)
    with wide, ThreadPoolExecutor(20) as threads:
        pages = list(threads.map(wide.fetch, urls))
    assert [page.content.decode() for page in pages] == [PAGE + str(n) for n in range(40)]


def test_closed(publisher):
    """Closing gives up the pages under way, in whatever thread, and nothing more is fetched."""
    url = publisher.publish("/seals", PAGE, delay=3)
    with Fetcher(allow_private=True, host_delay=0) as closing, ThreadPoolExecutor(1) as threads:
        under_way = threads.submit(closing.fetch, url)
        while not publisher.asked("/seals"):
            time.sleep(0.01)
        closing.close()
        with pytest.raises(FetchFailed, match="cancelled"):
            under_way.result()
        with pytest.raises(FetchFailed, match="cancelled"):
            closing.fetch(url)
    assert publisher.asked("/seals") == 1


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("/loop", "redirects more than 5 times"),
        ("file:///etc/passwd", "Only http and https"),
        ("http://user:secret@skarn.example/", "user name or password"),
    ],
)
def test_redirects_are_checked(publisher, fetcher, target, sentence):
    """Each hop must pass what the first address must pass."""
    with pytest.raises(FetchFailed, match=sentence):
        fetcher.fetch(publisher.redirect("/loop", target))


@pytest.mark.parametrize(
    ("status", "failure", "sentence"),
    [
        (404, PageGone, "no page"),
        (410, PageGone, "taken this page down"),
        (403, FetchFailed, "refuses"),
        (500, TryLater, "answered 500"),
        (302, FetchFailed, "answered 302"),
        (206, FetchFailed, "answered 206"),
    ],
)
def test_refusals_are_told(publisher, fetcher, status, failure, sentence):
    """A page that is not given is told by its reason, after one try."""
    with pytest.raises(failure, match=sentence) as told:
        fetcher.fetch(publisher.publish("/seals", PAGE, status=status))
    assert type(told.value) is failure
    assert publisher.asked("/seals") == 1


@pytest.mark.parametrize("status", [403, 503])
def test_bot_protection(publisher, fetcher, status):
    """A page that wants to see a person is told as such, and not tried again."""
    headers = {"cf-mitigated": "challenge"}
    with pytest.raises(FetchFailed, match="bot protection"):
        fetcher.fetch(publisher.publish("/seals", PAGE, status=status, headers=headers))
    assert publisher.asked("/seals") == 1


def test_passing_failures_are_tried_again(publisher, fetcher):
    """A site that is down for a moment, or drops the line, is asked three times."""
    url = publisher.publish("/seals", PAGE, first=[503, DROPPED])
    assert fetcher.fetch(url).content.decode() == PAGE
    assert publisher.asked("/seals") == 3
    with pytest.raises(FetchFailed, match="not working just now"):
        fetcher.fetch(publisher.publish("/down", PAGE, status=503))
    assert publisher.asked("/down") == 3


def test_slow_site(publisher, fetcher):
    """A page that does not come in time is given up."""
    with pytest.raises(FetchFailed, match="within 1 seconds"):
        fetcher.fetch(publisher.publish("/seals", PAGE, delay=1.5))


def test_silent_site():
    """A site that takes no connection in time is asked again, then told as such."""
    with socket.socket() as site, contextlib.ExitStack() as waiting:
        site.bind(("127.0.0.1", 0))
        site.listen(0)
        for _ in range(4):  # these fill its queue
            ahead = waiting.enter_context(socket.socket())
            ahead.setblocking(False)
            ahead.connect_ex(site.getsockname())
        quick = Fetcher(allow_private=True, host_delay=0, connect_within=0.2, pauses=(0.01,))
        started = time.perf_counter()
        with quick, pytest.raises(FetchFailed, match="did not answer in time"):
            quick.fetch(f"http://127.0.0.1:{site.getsockname()[1]}/")
        assert time.perf_counter() - started >= 0.4


def test_cancelled(publisher):
    """A page that hangs is given up within a second of nobody wanting it any more."""
    started = time.perf_counter()
    url = publisher.publish("/seals", PAGE, delay=4)
    unwanted = Fetcher(allow_private=True, host_delay=0, cancelled=lambda: True)
    with unwanted, pytest.raises(FetchFailed, match="cancelled"):
        unwanted.fetch(url)
    assert time.perf_counter() - started < 2


def test_one_cancelled(publisher):
    """One page can be given up for itself, and the next still comes."""
    url = publisher.publish("/slow", PAGE, delay=4)
    with Fetcher(allow_private=True, host_delay=0) as web:
        with pytest.raises(FetchFailed, match="cancelled"):
            web.fetch(url, cancelled=lambda: True)
        assert web.fetch(publisher.publish("/seals", PAGE)).content


def test_half_a_page(publisher, fetcher):
    """A page that breaks off is no page."""
    url = publisher.publish("/seals", PAGE, headers={"Content-Length": "9999"})
    with pytest.raises(FetchFailed, match="broke off"):
        fetcher.fetch(url)


def test_too_large(publisher):
    """More than the cap is not read."""
    with (
        Fetcher(allow_private=True, host_delay=0, largest=1000) as small,
        pytest.raises(FetchFailed, match="larger"),
    ):
        small.fetch(publisher.publish("/seals", "x" * 2000))


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"\x89PNG\r\n", "text/html", "an image"),
        (b"\x7fELF\2\1\1\0", "text/html", "a program"),
        (b"@", "video/mp4", "calls itself video/mp4"),
        (b"", "text/html", "empty"),
        (b"\x00\x01\x02\x03" * 50, "text/plain", "not text"),
    ],
)
def test_no_pages(publisher, fetcher, content, kind, sentence):
    """What is no page is refused by its bytes first, then by its type."""
    with pytest.raises(FetchFailed, match=sentence):
        fetcher.fetch(publisher.publish("/seals", content, content_type=kind))


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "ftp://skarn.example/",
        "http://a..b/",
        "http://2130706433/",
        "http://skarn.example:99999/",
        "no",
    ],
)
def test_bad_addresses(fetcher, url):
    """What is no web address is told as such."""
    with pytest.raises(FetchFailed):
        fetcher.fetch(url)


def test_other_ports_are_refused(publisher):
    """Without leave, only the web's own ports are asked, and no request is sent."""
    with Fetcher() as guarded, pytest.raises(FetchFailed, match="ports 80 and 443"):
        guarded.fetch(publisher.publish("/seals", PAGE))
    assert not publisher.requests
