"""A site that asks to wait is left in peace for as long, if that makes sense."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.web.fetch import Fetcher
from ingest.web.patience import asked_to_wait, fresh_for
from retrieval.errors import TryLater
from tests.servers import attacks
from tests.servers.hostile import Hostile

PAGE = b"<!doctype html><p>Eleven seals came.</p>"


@given(st.text(), st.sampled_from(["Retry-After", "Cache-Control", "Expires", "Age", "Date"]))
def test_any_header(value, name):
    """Whatever a header says, it is read as a time that makes sense, or not at all."""
    headers = {"Expires": "Thu, 01 Jan 2037 00:00:00 GMT", name: value}
    assert 0 <= (asked_to_wait(headers) or 0) <= 86_400
    assert 0 <= (fresh_for(headers) or 0) < 10**11


@pytest.fixture
def site():
    with Hostile() as running:
        running.serve("/seals", attacks.answer(body=PAGE))
        yield running


@pytest.fixture
def fetcher():
    with Fetcher(allow_private=True, host_delay=0, pauses=(0.01, 0.01)) as opened:
        yield opened


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_short_patience(site, fetcher, status):
    """A site that asks for a moment is given it, and then asked again."""
    busy = attacks.answer(status, b"", "Retry-After: 1")
    site.serve("/busy", attacks.in_turn(busy, attacks.answer(body=PAGE)))
    assert fetcher.fetch(site.url("/busy")).content == PAGE
    assert site.asked("/busy") == 2


def in_an_hour():
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("wait", [lambda: "3600", in_an_hour])
def test_long_patience(site, fetcher, status, wait):
    """A site that asks for longer is left alone until then, and other sites go on."""
    site.serve("/busy", attacks.answer(status, b"", f"Retry-After: {wait()}"))
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
    site.serve("/busy", attacks.answer("429 Too Many Requests", b"", said))
    with pytest.raises(TryLater) as told:
        fetcher.fetch(site.url("/busy"))
    assert told.value.after == after


def test_patience_has_an_end(site):
    """A site that asks for a moment each time is given up within the deadline."""
    site.serve("/busy", attacks.answer("503 Service Unavailable", b"", "Retry-After: 1"))
    hurried = Fetcher(allow_private=True, host_delay=0, deadline=1.5, pauses=(0, 0, 0))
    with hurried as web, pytest.raises(TryLater) as told:
        web.fetch(site.url("/busy"))
    assert told.value.after == 1
    assert site.asked("/busy") == 2
