"""A queue full of a hostile publisher: each address ends in its sentence, and the rest comes."""

from urllib.parse import urlsplit

import pytest

from ingest.pipeline import Ingester
from ingest.sources import Address
from ingest.web.fetch import Fetcher
from retrieval.archive import Archive
from retrieval.news import SHARED
from tests.ingest import site as news
from tests.retrieval.drafts import Dice
from tests.servers import attacks
from tests.servers.hostile import Hostile, Names

ATTACKS = {
    "/to-loopback": (attacks.redirect("http://127.0.0.2/seals"), "private network"),
    "/to-metadata": (
        attacks.redirect("http://169.254.169.254/latest/meta-data/"),
        "private network",
    ),
    "/to-a-name": (attacks.redirect("http://inside.example/seals"), "private network"),
    "/to-no-name": (attacks.redirect("http://xn--/"), "not a web address"),
    "/endless": (attacks.endless_body(), "larger than 2 MB"),
    "/bomb": (attacks.bomb("gzip", 10 << 20), "larger than 2 MB"),
    "/film": (attacks.answer(body=b"\0\0\0\x18ftypmp42" + b"\0" * 50), "sound or film"),
    "/deep-feed": (attacks.answer(body=attacks.nested_json()), "not JSON"),
    "/drip": (attacks.endless_body(0.05, b"n"), "within 5 seconds"),
    "/busy": (attacks.answer("503 Busy", b"", "Retry-After: 3600"), "not working just now"),
}


@pytest.fixture
def hostile(monkeypatch):
    """A site on the open internet, for which the loopback address stands; all others are inside."""
    monkeypatch.setattr("ingest.web.guard.is_public", lambda ip: ip == "127.0.0.1")
    with Hostile() as running:
        for path, (behaviour, _) in ATTACKS.items():
            running.serve(path, behaviour)
        laughs = attacks.billion_laughs()
        running.serve("/laughs", attacks.answer(body=laughs, kind="application/rss+xml"))
        yield running


def test_the_queue_goes_on(hostile, tmp_path):
    """Between attacks of every kind, each article of the queue is taken in."""
    names = {"skarn.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]}
    queue = ["http://skarn.example/laughs"]
    for number, path in enumerate(ATTACKS):
        page = news.page(f"{number} hundred", title=f"Seals {number}").encode()
        hostile.serve(f"/seals{number}", attacks.answer(body=page))
        names[f"evil{number}.example"] = ["127.0.0.1"]
        queue += [f"http://evil{number}.example{path}", f"http://skarn.example/seals{number}"]
    with Archive.open(tmp_path, Dice(), holder="a test") as archive, Ingester(archive) as ingester:
        ingester.web.close()
        ingester.web = web(Names(hostile.port, names))
        results = ingester.take([Address(url) for url in queue], library=SHARED).results
    taken = [result.article.title for result in results if result.article]
    assert taken == [f"Seals {number}" for number in range(len(ATTACKS))]
    told = {urlsplit(result.source).path: result.reason for result in results if result.reason}
    assert "no page at this address" in told.pop("/1")  # where the feed that laughs leads
    assert told.keys() == ATTACKS.keys()
    for path, (_, sentence) in ATTACKS.items():
        assert sentence in told[path]


def web(resolver):
    return Fetcher(host_delay=0, pauses=(), deadline=5, largest=2_000_000, resolver=resolver)
