"""Fetching: what comes back, what is refused, and in which words."""

import contextlib
import socket
import time

import pytest

from ingest.fetch import Fetcher
from ingest.guard import RefusedAddress, is_public, public_socket
from retrieval.errors import FetchFailed
from tests.servers.publisher import DROPPED

PAGE = "<!doctype html><p>Eleven seals came.</p>"


@pytest.fixture
def fetcher():
    with Fetcher(allow_private=True, deadline=1, pauses=(0.01, 0.01)) as opened:
        yield opened


def test_page(publisher, fetcher):
    """A page comes with its address, type and encoding."""
    page = fetcher.fetch(publisher.publish("/seals", PAGE))
    assert page.url == publisher.url("/seals")
    assert page.content.decode() == PAGE
    assert (page.content_type, page.encoding) == ("text/html", "utf-8")


def test_redirect(publisher, fetcher):
    """A redirect is followed, and the page's address is where it was found."""
    publisher.publish("/new", PAGE)
    assert fetcher.fetch(publisher.redirect("/old", "/new")).url == publisher.url("/new")


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
    ("status", "sentence"),
    [(404, "no page"), (410, "taken this page down"), (403, "refuses"), (500, "answered 500")],
)
def test_refusals_are_told(publisher, fetcher, status, sentence):
    """A page that is not given is told by its reason, after one try."""
    with pytest.raises(FetchFailed, match=sentence):
        fetcher.fetch(publisher.publish("/seals", PAGE, status=status))
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
        quick = Fetcher(allow_private=True, connect_within=0.2, pauses=(0.01,))
        started = time.perf_counter()
        with quick, pytest.raises(FetchFailed, match="did not answer in time"):
            quick.fetch(f"http://127.0.0.1:{site.getsockname()[1]}/")
        assert time.perf_counter() - started >= 0.4


def test_cancelled(publisher):
    """A page that hangs is given up within a second of nobody wanting it any more."""
    started = time.perf_counter()
    url = publisher.publish("/seals", PAGE, delay=4)
    unwanted = Fetcher(allow_private=True, cancelled=lambda: True)
    with unwanted, pytest.raises(FetchFailed, match="cancelled"):
        unwanted.fetch(url)
    assert time.perf_counter() - started < 2


def test_half_a_page(publisher, fetcher):
    """A page that breaks off is no page."""
    url = publisher.publish("/seals", PAGE, headers={"Content-Length": "9999"})
    with pytest.raises(FetchFailed, match="broke off"):
        fetcher.fetch(url)


def test_too_large(publisher):
    """More than the cap is not read."""
    with (
        Fetcher(allow_private=True, largest=1000) as small,
        pytest.raises(FetchFailed, match="larger"),
    ):
        small.fetch(publisher.publish("/seals", "x" * 2000))


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"%PDF-1.7 ...", "text/html", "a PDF"),
        (b"\x89PNG\r\n", "text/html", "an image"),
        (b"{}", "application/json", "calls itself application/json"),
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


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.1.1/",
    ],
)
def test_private_addresses_are_refused(url):
    """No spelling of an inside address is connected to."""
    with Fetcher(pauses=()) as guarded, pytest.raises(FetchFailed, match="private network"):
        guarded.fetch(url)


def test_other_ports_are_refused(publisher):
    """Without leave, only the web's own ports are asked, and no request is sent."""
    with Fetcher() as guarded, pytest.raises(FetchFailed, match="ports 80 and 443"):
        guarded.fetch(publisher.publish("/seals", PAGE))
    assert not publisher.requests


def test_redirects_meet_the_guard(publisher, monkeypatch):
    """A public page cannot lead inside: the connection to its target is guarded as the first."""
    # The publisher's own address stands for the open internet here, and its port for the web's.
    monkeypatch.setattr("ingest.guard.is_public", lambda ip: ip == "127.0.0.1")
    monkeypatch.setattr("ingest.fetch._WEB_PORTS", {80, publisher.port})
    publisher.publish("/new", PAGE)
    inside = publisher.redirect("/inside", f"http://127.0.0.2:{publisher.port}/new")
    with Fetcher(pauses=()) as guarded:
        assert guarded.fetch(publisher.redirect("/old", "/new")).url == publisher.url("/new")
        with pytest.raises(FetchFailed, match="private network"):
            guarded.fetch(inside)
    assert publisher.asked("/new") == 1


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "fe80::1%eth0",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:1::",
        "224.0.0.1",
        "fec0::1",
        "::7f00:1",
        "::ffff:0:7f00:1",
        "::ffff:7f00:1",
    ],
)
def test_guard(address):
    """Private, carried and multicast addresses are not public."""
    assert not is_public(address)
    with pytest.raises(RefusedAddress):
        public_socket((2, 1, 6, "", (address, 80)))


def test_public_addresses_pass():
    """The open internet is."""
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")
