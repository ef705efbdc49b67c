"""The pace: each site gets its delay, its places and its rest, and holds no other site."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from yarl import URL

from ingest.web.fetch import Fetcher
from ingest.web.pace import Pace, owner
from retrieval.errors import TryLater
from tests.servers import attacks
from tests.servers.hostile import Hostile

SKARN = URL("https://www.skarn.co.uk/seals")
FEEDS = URL("https://feeds.skarn.co.uk/rss")
OTHER = URL("https://other.co.uk/")


def paced(*, host_delay=0.0, per_host=2, at_once=8):
    return Pace(host_delay=host_delay, per_host=per_host, at_once=at_once)


class Log:
    """Takes turns, and notes when each began and how many were under way."""

    def __init__(self, pace):
        self.pace = pace
        self.begun = []
        self.under_way = 0
        self.most = 0

    async def visit(self, url, seconds=0.0, delay=0.0):
        async with self.pace.turn(url, delay):
            self.begun.append(asyncio.get_running_loop().time())
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            await asyncio.sleep(seconds)
            self.under_way -= 1

    def gaps(self):
        return [later - earlier for earlier, later in zip(self.begun, self.begun[1:], strict=False)]


@asynccontextmanager
async def held(pace, url):
    """Take a turn and keep it."""
    taken, done = asyncio.Event(), asyncio.Event()

    async def hold():
        async with pace.turn(url):
            taken.set()
            await done.wait()

    holding = asyncio.create_task(hold())
    await taken.wait()
    yield
    done.set()
    await holding


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.skarn.co.uk/seals", "skarn.co.uk"),
        ("https://skarn.github.io/", "skarn.github.io"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
    ],
)
def test_owners(url, name):
    """A site is who registered its name, not each of its hosts."""
    assert owner(URL(url)) == name


async def in_a_row(pace, delay=0.0):
    log = Log(pace)
    await asyncio.gather(*(log.visit(url, delay=delay) for url in (SKARN, FEEDS, SKARN, FEEDS)))
    return log


@pytest.mark.asyncio
async def test_delay():
    """Two requests to one owner are apart by the delay at least, whichever host they go to."""
    log = await in_a_row(paced(host_delay=0.05))
    assert min(log.gaps()) >= 0.049


@pytest.mark.asyncio
async def test_delay_the_site_asks_for():
    """A longer delay that the site asks for is kept; a shorter one does not hurry."""
    assert min((await in_a_row(paced(host_delay=0.01), delay=0.05)).gaps()) >= 0.049
    assert min((await in_a_row(paced(host_delay=0.05), delay=0.01)).gaps()) >= 0.049


@pytest.mark.asyncio
async def test_per_host():
    """A site is asked by so many at once, and no more."""
    log = Log(paced(per_host=3))
    await asyncio.gather(*(log.visit(SKARN, 0.01) for _ in range(10)))
    assert (log.most, len(log.begun)) == (3, 10)


@pytest.mark.asyncio
async def test_at_once():
    """All sites together are asked by so many at once, and no more."""
    log = Log(paced(at_once=4))
    sites = [URL(f"https://paper{n}.example/") for n in range(12)]
    await asyncio.gather(*(log.visit(site, 0.01) for site in sites))
    assert (log.most, len(log.begun)) == (4, 12)


@pytest.mark.asyncio
async def test_waiting_holds_no_place():
    """A site whose time has yet to come keeps no place from another."""
    pace = paced(host_delay=60, at_once=1)
    log = Log(pace)
    await log.visit(SKARN)
    waiting = asyncio.create_task(log.visit(SKARN))
    await asyncio.sleep(0.01)
    await asyncio.wait_for(log.visit(OTHER), timeout=5)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert len(log.begun) == 2


@pytest.mark.asyncio
async def test_a_full_site_holds_no_other():
    """Whoever queues at a busy site does not queue at the next."""
    pace = paced(per_host=1, at_once=2)
    log = Log(pace)
    async with held(pace, SKARN):
        waiting = [asyncio.create_task(log.visit(FEEDS)) for _ in range(5)]
        await asyncio.wait_for(log.visit(OTHER), timeout=5)
        assert len(log.begun) == 1
    await asyncio.gather(*waiting)
    assert len(log.begun) == 6


@pytest.mark.asyncio
async def test_left_alone():
    """A site that wants to be left alone is refused at once, to those in its queue as well."""
    pace = paced(per_host=1)
    log = Log(pace)
    async with held(pace, SKARN):
        waiting = asyncio.create_task(log.visit(FEEDS))
        await asyncio.sleep(0)
        pace.leave_alone(SKARN, 600)
    with pytest.raises(TryLater, match=r"skarn\.co\.uk is left alone for another 10 minutes"):
        await waiting
    with pytest.raises(TryLater) as told:
        await log.visit(SKARN)
    assert told.value.after == pytest.approx(600, abs=5)
    await log.visit(OTHER)
    assert len(log.begun) == 1


@pytest.mark.asyncio
async def test_a_moment_alone():
    """A site that wants a moment is waited for; a shorter wish does not shorten a longer one."""
    pace = paced()
    log = Log(pace)
    await log.visit(SKARN)
    pace.leave_alone(SKARN, 0.05)
    pace.leave_alone(SKARN, 0.01)
    await log.visit(SKARN)
    assert min(log.gaps()) >= 0.049


@pytest.mark.asyncio
async def test_a_rest_after_failures():
    """A site that fails five times in a row is given a rest; one answer starts the count anew."""
    pace = paced()
    for url in (SKARN, FEEDS, SKARN, FEEDS):
        pace.failed(url)
    pace.answered(SKARN)
    for url in (SKARN, FEEDS, SKARN, FEEDS):
        pace.failed(url)
    await Log(pace).visit(SKARN)
    pace.failed(SKARN)
    with pytest.raises(TryLater, match="left alone"):
        await Log(pace).visit(SKARN)


@pytest.mark.asyncio
async def test_a_turn_ends_however_it_ends():
    """A request that fails or is given up makes room for the next."""
    pace = paced(per_host=1, at_once=1)
    log = Log(pace)
    with pytest.raises(RuntimeError, match="seals"):
        async with pace.turn(SKARN):
            raise RuntimeError("seals")
    given_up = asyncio.create_task(log.visit(SKARN, 60))
    await asyncio.sleep(0.01)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    await asyncio.wait_for(log.visit(SKARN), timeout=5)


@pytest.mark.asyncio
async def test_memory_of_sites():
    """Sites that nobody waits for are forgotten in the end, those to be left alone are not."""
    pace = paced()
    log = Log(pace)
    pace.leave_alone(SKARN, 600)
    for n in range(3000):
        await log.visit(URL(f"https://paper{n}.example/"))
    assert len(pace._hosts) <= 1001
    with pytest.raises(TryLater):
        pace.admit(SKARN)


def test_a_site_that_hangs_is_given_a_rest():
    """A list of pages of a site that hangs ends after some of them, and other sites go on."""
    with Hostile() as site:
        for n in range(8):
            site.serve(f"/{n}", attacks.silent())
        site.serve("/seals", attacks.answer(body=b"<p>Eleven seals came.</p>"))
        hurried = Fetcher(allow_private=True, host_delay=0, deadline=0.6, pauses=())
        with hurried as web:
            for n in range(8):
                with pytest.raises(TryLater):
                    web.fetch(site.url(f"/{n}"))
            assert sum(site.asked(f"/{n}") for n in range(8)) == 5
            assert web.fetch(site.url("/seals").replace("127.0.0.1", "localhost")).content


def test_time_in_the_queue_does_not_count():
    """The deadline is for the site to answer in; who waits for a turn longer is still served."""
    page = attacks.answer(body=b"<p>Eleven seals came.</p>")
    with Hostile() as site, Fetcher(allow_private=True, host_delay=1.2, deadline=1) as web:
        for path in ("/one", "/two"):
            assert web.fetch(site.serve(path, page)).content
