"""Fetching again: what has not changed is not given twice, and a page says how long it is fresh."""

import pytest

from ingest.web.fetch import Fetcher, Validators
from retrieval.errors import FetchFailed

PAGE = "<!doctype html><p>Eleven seals came.</p>"


@pytest.fixture
def fetcher():
    with Fetcher(allow_private=True, host_delay=0, pauses=()) as opened:
        yield opened


def test_unchanged_page(publisher, fetcher):
    """A page that has not changed since is not given again, and what it is called is kept."""
    url = publisher.publish("/seals", PAGE, etag='W/"7"', modified="Sat, 21 Nov 2026 08:00:00 GMT")
    known = fetcher.fetch(url).validators
    assert known == Validators('W/"7"', "Sat, 21 Nov 2026 08:00:00 GMT")
    again = fetcher.fetch(url, known=known)
    assert (again.not_modified, again.content, again.validators) == (True, b"", known)
    by_time = fetcher.fetch(url, known=Validators(modified=known.modified))
    assert by_time.not_modified
    publisher.publish("/seals", PAGE + "More.", etag='W/"8"')
    newer = fetcher.fetch(url, known=known)
    assert (newer.not_modified, newer.validators) == (False, Validators('W/"8"'))


def test_unasked_not_modified(publisher, fetcher):
    """A site that calls a page unchanged which nobody has gives no page."""
    with pytest.raises(FetchFailed, match="answered 304"):
        fetcher.fetch(publisher.publish("/seals", "", status=304), known=Validators())


@pytest.mark.parametrize("etag", ["seals\r\nCookie: 1", "sé\udce9", "x" * 5000])
def test_bad_validators(publisher, fetcher, etag):
    """What cannot travel in a header is left out, and the page comes whole."""
    url = publisher.publish("/seals", PAGE)
    assert fetcher.fetch(url, known=Validators(etag)).content
    assert "If-None-Match" not in publisher.requests[-1].headers


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=300"}, 300),
        ({"Cache-Control": "max-age=300", "Age": "100"}, 200),
        ({"Cache-Control": "no-cache, max-age=300"}, 0),
        ({"Cache-Control": "s-maxage=9"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"Expires": "Thu, 01 Jan 1970 00:00:00 -9999"}, None),
        ({}, None),
    ],
)
def test_freshness(publisher, fetcher, headers, seconds):
    """A page says for how long it is fresh, by its age first and its date of expiry second."""
    url = publisher.publish("/seals", PAGE, headers=headers)
    assert fetcher.fetch(url).fresh_for == seconds
