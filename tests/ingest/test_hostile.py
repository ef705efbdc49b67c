"""A publisher that means harm: each attack ends with its sentence, and the queue goes on."""

import re
import tracemalloc
from contextlib import suppress
from typing import Any

import pytest

from ingest.reader.readers import Readers
from ingest.reading import Hint
from ingest.web.fetch import Fetcher
from retrieval.errors import FetchFailed, SourceUnreadable, TryLater
from tests.servers import attacks
from tests.servers.hostile import Hostile, Names

PAGE = b"<!doctype html><p>Eleven seals came.</p>"
CAP = 2_000_000


@pytest.fixture
def site():
    with Hostile() as running:
        running.serve("/seals", attacks.answer(body=PAGE))
        yield running


@pytest.fixture
def fetcher():
    # The deadline is long enough for all that is told by other means, whatever the machine.
    with opened(deadline=20) as web:
        yield web


@pytest.fixture(scope="module")
def readers():
    with Readers(count=1) as running:
        yield running


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
        attacks.redirect("/attack"),
        "redirects more than 5 times",
    ),
    "a redirect with a name and password": (
        attacks.redirect("http://editor:secret@127.0.0.1/"),
        "user name or password",
    ),
    "a redirect to a file": (
        attacks.redirect("file:///etc/passwd"),
        "Only http and https",
    ),
    "a redirect to bytes that are no text": (
        attacks.raw(b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\n\r\n"),
        "not a web address|does not answer as",
    ),
    "an endless page": (attacks.endless_body(), "larger than 2 MB"),
    "an endless page in chunks": (attacks.endless_chunks(), "larger than 2 MB"),
    "an endless page in small chunks": (attacks.endless_chunks(b"n" * 50), "larger than 2 MB"),
    "a gzip bomb": (attacks.bomb("gzip"), "larger than 2 MB"),
    "a deflate bomb": (attacks.bomb("deflate"), "larger than 2 MB"),
    "a gzip that is none": (
        attacks.answer("200 OK", PAGE, "Content-Encoding: gzip"),
        "broke off|does not answer as",
    ),
    "an encoding nobody knows": (
        attacks.answer("200 OK", b"\1\2\3\4" * 50, "Content-Encoding: seal"),
        "not text|does not answer as|broke off",
    ),
    "a page shorter than it says": (attacks.announced(9999, PAGE), "broke off"),
    "a page that says it is huge": (attacks.announced(10**15, PAGE), "larger than 2 MB"),
    "a length that is no number": (
        attacks.raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nSeals"),
        "does not answer as a web site",
    ),
    "two lengths": (
        attacks.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nSeals"),
        "does not answer as a web site",
    ),
    "chunks that are none": (
        attacks.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nSeals"),
        "broke off|does not answer as",
    ),
    "a film that calls itself a page": (
        attacks.answer(body=b"\0\0\0\x18ftypmp42" + b"\0" * 50),
        "sound or film",
    ),
    "a program that calls itself text": (
        attacks.answer(body=b"\x7fELF\2\1\1\0" * 9, kind="text/plain"),
        "a program",
    ),
    "a page that calls itself a picture": (
        attacks.answer(body=b"Eleven seals came.", kind="image/png"),
        "calls itself image/png",
    ),
    "no answer": (attacks.dropped, "broke off"),
    "no more than a word": (attacks.raw(b"HTT"), "broke off|does not answer as"),
    "no web server": (attacks.raw(b"220 mail.skarn.example ESMTP\r\n"), "not answer as a web site"),
    "noise": (attacks.raw(bytes(range(256)) * 500), "does not answer as a web site"),
    "a header of megabytes": (attacks.large_header(), "does not answer as a web site"),
    "endless headers": (attacks.endless_headers(), "does not answer as a web site"),
    "a status that is none": (attacks.raw(b"HTTP/1.1 999 Seals\r\n\r\n"), "answered 999"),
    "a switch to another protocol": (
        attacks.raw(b"HTTP/1.1 101 Switching\r\nUpgrade: seal\r\nConnection: upgrade\r\n\r\n"),
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
    "a slow body": attacks.endless_body(0.05, b"n"),
    "slow headers": attacks.endless_headers(0.05),
    "a slow status": attacks.endless(b"HTTP/1.1 200 ", b"O", 0.05),
    "a body of single bytes": attacks.endless_chunks(b"n"),
    "a body that stops": attacks.silent(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nSeals"),
    "headers that stop": attacks.silent(b"HTTP/1.1 200 OK\r\nContent-"),
    "silence": attacks.silent(),
    "an answer announced for ever": attacks.early_hints(),
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
    site.serve("/attack", attacks.bomb(encoding))
    fetcher.fetch(site.url("/seals"))
    tracemalloc.start()
    try:
        with pytest.raises(FetchFailed, match="larger"):
            fetcher.fetch(site.url("/attack"))
        assert tracemalloc.get_traced_memory()[1] < 6 * CAP
    finally:
        tracemalloc.stop()


FEEDS = {
    "a billion laughs": (attacks.billion_laughs(), "application/rss+xml"),
    "one entity a million times": (attacks.quadratic(), "application/atom+xml"),
    "a file as an entity": (attacks.outer_entity("file:///etc/passwd"), "application/rss+xml"),
    "a JSON feed as deep as it is long": (attacks.nested_json(), "application/feed+json"),
    "elements as deep as the feed is long": (attacks.nested_xml(), "application/rss+xml"),
}


@pytest.mark.parametrize("attack", FEEDS)
def test_bombs_as_feeds(site, fetcher, readers, attack):
    """A feed that would swell is fetched as the few bytes it is, and read or refused as small."""
    feed, kind = FEEDS[attack]
    fetched = fetcher.fetch(site.serve("/feed", attacks.answer(body=feed, kind=kind)))
    assert fetched.content == feed
    told = outcome(readers, fetched.content, Hint(url=fetched.url, content_type=kind))
    assert len(told) < len(feed) + 10_000
    assert "root:" not in told
    text = b"Eleven seals came to the harbour of Skarn, and stayed.\n\n" * 5
    assert readers.read(text, Hint(content_type="text/plain")).drafts


def outcome(readers, content, hint):
    """Tell what reading gave, or the sentence it ended with."""
    try:
        return repr(readers.read(content, hint))
    except SourceUnreadable as refusal:
        return str(refusal)


def test_no_entity_is_fetched(site, fetcher, readers):
    """What a feed's entities name on the web is asked for by nobody."""
    feed = attacks.outer_entity(site.url("/entity"))
    url = site.serve("/feed", attacks.answer(body=feed, kind="application/rss+xml"))
    with suppress(SourceUnreadable):
        readers.read(fetcher.fetch(url).content, Hint(url=url))
    assert site.asked("/entity") == 0


def test_cookies_are_not_kept(site, fetcher):
    """What one site sets, no later request carries."""
    site.serve("/cookie", attacks.answer("200 OK", PAGE, "Set-Cookie: seal=1; Path=/"))
    fetcher.fetch(site.url("/cookie"))
    fetcher.fetch(site.url("/seals"))
    assert b"ookie: " not in site.requests[-1].head


def test_secrets_are_not_passed_on(site, fetcher):
    """A redirect to another site takes nothing along from the first."""
    site.serve("/old", attacks.redirect(site.url("/seals").replace("127.0.0.1", "127.0.0.2")))
    with pytest.raises(FetchFailed):
        fetcher.fetch(site.url("/old?token=secret"))
    assert not any(b"Referer" in request.head for request in site.requests)


def test_no_secure_connection(site):
    """A site that speaks no TLS, or not to be trusted, is told as such."""
    names = Names(site.port, {"skarn.example": ["127.0.0.1"]})
    with opened(resolver=names) as web, pytest.raises(FetchFailed, match="no secure connection"):
        web.fetch("https://skarn.example/seals")


def test_the_queue_goes_on(site):
    """One attack after another leaves the fetcher as it was: each page between them comes."""
    attacks = {f"/attack{n}": behaviour for n, (behaviour, _) in enumerate(ATTACKS.values())}
    with opened(deadline=5, pauses=()) as web:
        for path, behaviour in attacks.items():
            site.serve(path, behaviour)
            with pytest.raises(FetchFailed):
                web.fetch(site.url(path))
            assert web.fetch(site.url("/seals")).content == PAGE
