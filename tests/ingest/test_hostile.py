"""A publisher that means harm: each attack ends with its sentence, and the queue goes on."""

import re
import tracemalloc
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ingest.fetch import Fetcher
from retrieval.errors import FetchFailed, TryLater
from tests.servers import hostile
from tests.servers.hostile import Hostile, Names

PAGE = b"<!doctype html><p>Eleven seals came.</p>"
CAP = 2_000_000


@pytest.fixture
def site():
    with Hostile() as running:
        running.serve("/seals", hostile.answer(body=PAGE))
        yield running


@pytest.fixture
def fetcher():
    # The deadline is long enough for all that is told by other means, whatever the machine.
    with opened(deadline=20) as web:
        yield web


def opened(**limits: Any) -> Fetcher:
    given: dict[str, Any] = {
        "allow_private": True,
        "host_delay": 0,
        "pauses": (0.01, 0.01),
        "largest": CAP,
    }
    return Fetcher(**(given | limits))


ATTACKS = {
    "a loop of redirects": (
        hostile.redirect("/attack"),
        "redirects more than 5 times",
    ),
    "a redirect with a name and password": (
        hostile.redirect("http://editor:secret@127.0.0.1/"),
        "user name or password",
    ),
    "a redirect to a file": (
        hostile.redirect("file:///etc/passwd"),
        "Only http and https",
    ),
    "a redirect to bytes that are no text": (
        hostile.raw(b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\n\r\n"),
        "not a web address|does not answer as",
    ),
    "an endless page": (hostile.endless_body(), "larger than 2 MB"),
    "an endless page in chunks": (hostile.endless_chunks(), "larger than 2 MB"),
    "an endless page in small chunks": (hostile.endless_chunks(b"n" * 50), "larger than 2 MB"),
    "a gzip bomb": (hostile.bomb("gzip"), "larger than 2 MB"),
    "a deflate bomb": (hostile.bomb("deflate"), "larger than 2 MB"),
    "a gzip that is none": (
        hostile.answer("200 OK", PAGE, "Content-Encoding: gzip"),
        "broke off|does not answer as",
    ),
    "an encoding nobody knows": (
        hostile.answer("200 OK", b"\1\2\3\4" * 50, "Content-Encoding: seal"),
        "not text|does not answer as|broke off",
    ),
    "a page shorter than it says": (hostile.announced(9999, PAGE), "broke off"),
    "a page that says it is huge": (hostile.announced(10**15, PAGE), "larger than 2 MB"),
    "a length that is no number": (
        hostile.raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nSeals"),
        "does not answer as a web site",
    ),
    "two lengths": (
        hostile.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nSeals"),
        "does not answer as a web site",
    ),
    "chunks that are none": (
        hostile.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nSeals"),
        "broke off|does not answer as",
    ),
    "a film that calls itself a page": (
        hostile.answer(body=b"\0\0\0\x18ftypmp42" + b"\0" * 50),
        "sound or film",
    ),
    "a program that calls itself text": (
        hostile.answer(body=b"\x7fELF\2\1\1\0" * 9, kind="text/plain"),
        "a program",
    ),
    "a page that calls itself a picture": (
        hostile.answer(body=b"Eleven seals came.", kind="image/png"),
        "calls itself image/png",
    ),
    "no answer": (hostile.dropped, "broke off"),
    "no more than a word": (hostile.raw(b"HTT"), "broke off|does not answer as"),
    "no web server": (hostile.raw(b"220 mail.skarn.example ESMTP\r\n"), "not answer as a web site"),
    "noise": (hostile.raw(bytes(range(256)) * 500), "does not answer as a web site"),
    "a header of megabytes": (hostile.large_header(), "does not answer as a web site"),
    "endless headers": (hostile.endless_headers(), "does not answer as a web site"),
    "a status that is none": (hostile.raw(b"HTTP/1.1 999 Seals\r\n\r\n"), "answered 999"),
    "a switch to another protocol": (
        hostile.raw(b"HTTP/1.1 101 Switching\r\nUpgrade: seal\r\nConnection: upgrade\r\n\r\n"),
        "answered 101",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks(site, fetcher, attack):
    """Each attack ends with its own sentence, and the next page comes."""
    behaviour, sentence = ATTACKS[attack]
    with pytest.raises(FetchFailed, match=sentence) as told:
        fetcher.fetch(site.serve("/attack", behaviour))
    assert re.fullmatch(r"[A-Z0-9][^\n]{10,400}\.", str(told.value))
    assert "secret" not in str(told.value)
    assert fetcher.fetch(site.url("/seals")).content == PAGE


SLOW = {
    "a slow body": hostile.endless_body(0.05, b"n"),
    "slow headers": hostile.endless_headers(0.05),
    "a slow status": hostile.endless(b"HTTP/1.1 200 ", b"O", 0.05),
    "a body of single bytes": hostile.endless_chunks(b"n"),
    "a body that stops": hostile.silent(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nSeals"),
    "headers that stop": hostile.silent(b"HTTP/1.1 200 OK\r\nContent-"),
    "silence": hostile.silent(),
    "an answer announced for ever": hostile.early_hints(),
}


@pytest.mark.parametrize("attack", SLOW)
def test_slow_attacks(site, attack):
    """However a page is drawn out, the deadline ends it, and the next page comes."""
    site.serve("/attack", SLOW[attack])
    with opened(deadline=0.6) as hurried:
        assert hurried.fetch(site.url("/seals")).content == PAGE
        with pytest.raises(TryLater, match=r"within 0\.6 seconds"):
            hurried.fetch(site.url("/attack"))
        assert hurried.fetch(site.url("/seals")).content == PAGE


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_bombs_stay_small(site, fetcher, encoding):
    """What is packed is never unpacked further than the cap."""
    site.serve("/attack", hostile.bomb(encoding))
    fetcher.fetch(site.url("/seals"))
    tracemalloc.start()
    try:
        with pytest.raises(FetchFailed, match="larger"):
            fetcher.fetch(site.url("/attack"))
        assert tracemalloc.get_traced_memory()[1] < 6 * CAP
    finally:
        tracemalloc.stop()


def test_bomb_as_a_feed(site, fetcher):
    """Fetching expands no XML: a feed full of entities is given as the few bytes it is."""
    laughs = hostile.billion_laughs()
    url = site.serve("/feed", hostile.answer(body=laughs, kind="application/rss+xml"))
    assert fetcher.fetch(url).content == laughs


def test_cookies_are_not_kept(site, fetcher):
    """What one site sets, no later request carries."""
    site.serve("/cookie", hostile.answer("200 OK", PAGE, "Set-Cookie: seal=1; Path=/"))
    fetcher.fetch(site.url("/cookie"))
    fetcher.fetch(site.url("/seals"))
    assert b"ookie: " not in site.requests[-1].head


def test_secrets_are_not_passed_on(site, fetcher):
    """A redirect to another site takes nothing along from the first."""
    site.serve("/old", hostile.redirect(site.url("/seals").replace("127.0.0.1", "127.0.0.2")))
    with pytest.raises(FetchFailed):
        fetcher.fetch(site.url("/old?token=secret"))
    assert not any(b"Referer" in request.head for request in site.requests)


def test_no_secure_connection(site):
    """A site that speaks no TLS, or not to be trusted, is told as such."""
    names = Names(site.port, {"skarn.example": ["127.0.0.1"]})
    with opened(resolver=names) as web, pytest.raises(FetchFailed, match="no secure connection"):
        web.fetch("https://skarn.example/seals")


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_short_patience(site, fetcher, status):
    """A site that asks for a moment is given it, and then asked again."""
    busy = hostile.answer(status, b"", "Retry-After: 1")
    site.serve("/busy", hostile.in_turn(busy, hostile.answer(body=PAGE)))
    assert fetcher.fetch(site.url("/busy")).content == PAGE
    assert site.asked("/busy") == 2


def in_an_hour():
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("wait", [lambda: "3600", in_an_hour])
def test_long_patience(site, fetcher, status, wait):
    """A site that asks for longer is left alone until then, and other sites go on."""
    site.serve("/busy", hostile.answer(status, b"", f"Retry-After: {wait()}"))
    with pytest.raises(TryLater, match="try again later") as told:
        fetcher.fetch(site.url("/busy"))
    assert told.value.after == pytest.approx(3550, abs=60)
    with pytest.raises(TryLater, match="left alone for another 60 minutes") as left_alone:
        fetcher.fetch(site.url("/seals"))
    assert left_alone.value.after == pytest.approx(3550, abs=60)
    assert (site.asked("/busy"), site.asked("/seals")) == (1, 0)
    other = site.url("/seals").replace("127.0.0.1", "localhost")
    assert fetcher.fetch(other).content == PAGE


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("Retry-After: 99999999999999999999", 60),
        ("Retry-After: 9999999999", 86_400),
        ("Retry-After: Thu, 01 Jan 9999 00:00:00 GMT", 86_400),
        ("Retry-After: soon", 60),
        ("Retry-After: -5", 60),
        ("Retry-After: NaN", 60),
        ("X-Seals: 11", 60),
    ],
)
def test_absurd_patience(site, fetcher, said, after):
    """A wait is never longer than a day, and a minute when none can be read."""
    site.serve("/busy", hostile.answer("429 Too Many Requests", b"", said))
    with pytest.raises(TryLater) as told:
        fetcher.fetch(site.url("/busy"))
    assert told.value.after == after


def test_patience_has_an_end(site):
    """A site that asks for a moment each time is given up within the deadline."""
    site.serve("/busy", hostile.answer("503 Service Unavailable", b"", "Retry-After: 1"))
    with opened(deadline=1.5, pauses=(0, 0, 0)) as web, pytest.raises(TryLater) as told:
        web.fetch(site.url("/busy"))
    assert told.value.after == 1
    assert site.asked("/busy") == 2


def test_the_queue_goes_on(site):
    """One attack after another leaves the fetcher as it was: each page between them comes."""
    attacks = {f"/attack{n}": behaviour for n, (behaviour, _) in enumerate(ATTACKS.values())}
    with opened(deadline=5, pauses=()) as web:
        for path, behaviour in attacks.items():
            site.serve(path, behaviour)
            with pytest.raises(FetchFailed):
                web.fetch(site.url(path))
            assert web.fetch(site.url("/seals")).content == PAGE
