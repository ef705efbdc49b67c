"""The guard: no spelling, no name and no redirect leads inside."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from ingest.web.fetch import Fetcher
from ingest.web.guard import (
    WEB_PORTS,
    BadAddress,
    RefusedAddress,
    is_public,
    public_socket,
    web_address,
)
from retrieval.errors import FetchFailed
from tests.servers import attacks
from tests.servers.hostile import Hostile, Names

PAGE = attacks.answer(body=b"<!doctype html><p>Eleven seals came.</p>")


@pytest.fixture
def inside():
    with Hostile() as running:
        running.serve("/seals", PAGE)
        yield running


def guarded(site, names):
    """Open a guarded fetcher to which the site's port is port 80 of all these names."""
    return Fetcher(host_delay=0, pauses=(), resolver=Names(site.port, names))


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


def test_names_that_lead_inside(inside):
    """A public name with a private address is refused, and the site sees no connection."""
    with guarded(inside, {"skarn.example": ["127.0.0.1"]}) as web:
        for url in ("http://skarn.example/seals", "https://skarn.example/seals"):
            with pytest.raises(FetchFailed, match=r"skarn\.example lies inside a private network"):
                web.fetch(url)
    assert inside.connections == 0


def test_leave_to_go_inside(inside):
    """With an operator's leave, the same name is fetched: it is the guard alone that refuses."""
    names = Names(inside.port, {"skarn.example": ["127.0.0.1"]})
    with Fetcher(allow_private=True, host_delay=0, resolver=names) as web:
        assert b"Eleven seals" in web.fetch("http://skarn.example/seals").content


@pytest.fixture
def outside(inside, monkeypatch):
    """Let the loopback address stand for the open internet, all others of its range for inside."""
    monkeypatch.setattr("ingest.web.guard.is_public", lambda ip: ip == "127.0.0.1")
    return inside


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("http://127.0.0.2/seals", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://[::1]/", "private network"),
        ("//127.0.0.2/seals", "private network"),
        ("http://inside.example/seals", "private network"),
        ("https://inside.example/seals", "private network"),
        ("http://127.0.0.1:22/", "ports 80 and 443"),
        ("file:///etc/passwd", "Only http and https"),
        ("gopher://skarn.example/", "Only http and https"),
        ("http://user:secret@skarn.example/seals", "user name or password"),
        ("http://skarn.example:port/", "not a web address"),
    ],
)
def test_redirects_meet_the_guard(outside, target, sentence):
    """A public page cannot lead inside: each hop is checked, and connected to, as the first."""
    outside.serve("/old", attacks.redirect(target))
    outside.serve("/moved", attacks.redirect("/seals"))
    names = {"skarn.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]}
    with guarded(outside, names) as web:
        with pytest.raises(FetchFailed, match=sentence) as told:
            web.fetch("http://skarn.example/old")
        assert "secret" not in str(told.value)
        assert outside.asked("/seals") == 0
        assert web.fetch("http://skarn.example/moved").url == "http://skarn.example/seals"


@pytest.mark.parametrize("public_looks", [0, 1, 2])
def test_names_that_change_their_answer(outside, public_looks):
    """A name is checked by the very address connected to, however often it was public before."""
    outside.serve("/seals", attacks.redirect("/again"))
    addresses = ["127.0.0.1"] * public_looks + ["127.0.0.2"]
    web = guarded(outside, {"skarn.example": addresses})
    with web, pytest.raises(FetchFailed, match="private network"):
        web.fetch("http://skarn.example/seals")
    assert outside.connections == public_looks
    assert outside.asked("/again") == 0


def test_no_proxy_is_asked(inside, monkeypatch):
    """A proxy named in the environment would connect in our stead, past the guard."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, inside.url("/"))
    with Fetcher(pauses=()) as web, pytest.raises(FetchFailed, match="private network"):
        web.fetch("http://127.0.0.1/seals")
    assert inside.connections == 0


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
        "192.0.0.192",
        "168.63.129.16",
    ],
)
def test_guard(address):
    """Private, carried and multicast addresses are not public."""
    assert not is_public(address)
    with pytest.raises(RefusedAddress):
        public_socket((2, 1, 6, "", (address, 80)))


@pytest.mark.parametrize(
    "host",
    [
        "xn--",
        "xn--iya.example",
        "\uff0e77]@[0@",
        "skarn\x1b.example",
        "skarn\x00.example",
        "**skarn**.example",
        "skarn%1b.example",
        "127.0.0.1 ",
        "[::1%25\u202e]",
    ],
)
def test_names_that_are_none(host):
    """What DNS cannot have as a name is refused before it is looked up or named in a sentence."""
    with pytest.raises(BadAddress):
        web_address(f"http://{host}/seals")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("skärn.example", "xn--skrn-moa.example"),
        ("a_b.skarn.example", "a_b.skarn.example"),
        ("[2606:4700::1111]", "2606:4700::1111"),
    ],
)
def test_names(host, name):
    """Names in any script are asked for as DNS has them, and addresses as they are."""
    assert web_address(f"http://{host}/seals").raw_host == name


@given(st.one_of(st.text(), st.text().map("http://{}".format), st.text().map("//{}/".format)))
def test_any_address(address):
    """Whatever stands in a link is an address of the web, or refused with a sentence."""
    with contextlib.suppress(BadAddress):
        assert web_address(address, URL("https://skarn.example/")).scheme in {"http", "https"}
    with contextlib.suppress(BadAddress):
        url = web_address(address)
        assert (url.port in WEB_PORTS, url.user, url.password) == (True, None, None)


def test_public_addresses_pass():
    """The open internet is."""
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")
