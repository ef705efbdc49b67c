"""The desk: real archive, real model, one folder."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk import Desk
from bot.given import as_overrides
from bot.settings import Settings
from ingest.pipeline import Outcome
from ingest.sources import Address, Upload
from retrieval.answers import Status, Understood, Window
from retrieval.errors import ArchiveLocked, NewsdeskError
from retrieval.news import SHARED
from retrieval.transcript import Posted
from tests.bot.running import FERRY, TURTLE
from tests.models import lend
from tests.servers.publisher import Publisher


@pytest.fixture
def settings(tmp_path):
    lend(tmp_path / "data")
    return Settings(data=tmp_path / "data", allow_private=True, host_delay=0)


@pytest.fixture
def desk(settings):
    with Desk.open(settings, holder="a test") as opened:
        yield opened


def test_what_is_ingested_is_answered_and_cited(desk):
    """The whole way through one object: in, asked, out."""
    summary = desk.ingest([Upload("ferry.txt", FERRY.encode())], SHARED)
    assert summary.count(Outcome.NEW) == 1
    answer = desk.ask("How many people were injured on the ferry?", [SHARED])
    assert answer.status is Status.ANSWERED
    assert "Fourteen people were injured" in answer.text
    article = desk.archive.article(answer.citations[0].article_id, [SHARED])
    cited = answer.citations[0]
    assert article.text[cited.start : cited.end] == cited.quote


def test_what_another_library_holds_is_not_seen(desk):
    """A guild's news answers that guild alone."""
    desk.ingest([Upload("ferry.txt", FERRY.encode())], "guild-1")
    there = desk.ask("How many people were injured on the ferry?", [SHARED, "guild-1"])
    elsewhere = desk.ask("How many people were injured on the ferry?", [SHARED, "guild-2"])
    assert there.status is Status.ANSWERED
    assert elsewhere.status is Status.EMPTY_LIBRARY


def test_what_was_chosen_alone_may_answer(desk):
    """An outlet set by hand keeps the others out, and so does a time."""
    of_post = as_overrides(outlet="Harbour Post", date="2026-10-07")
    desk.ingest([Upload("ferry.txt", FERRY.encode())], SHARED, overrides=of_post)
    desk.ingest([Upload("turtle.txt", TURTLE.encode())], SHARED)
    asked = "How many people were injured on the ferry?"
    by_post = Understood(asked, only=("Harbour Post",))
    later = Understood(asked, windows=(Window(datetime(2026, 10, 8, tzinfo=UTC), None),))
    found = desk.ask(asked, [SHARED], chosen=by_post).passages
    assert {one.article.outlet for one in found} == {"Harbour Post"}
    found = desk.ask(asked, [SHARED], chosen=later).passages
    assert {one.article.published for one in found} <= {None}


def test_words_of_time_are_of_the_askers_zone(settings):
    """Yesterday ends at midnight there, and what is asked now may be answered by all news."""
    tokyo = ZoneInfo("Asia/Tokyo")
    with Desk.open(replace(settings, timezone=tokyo), holder="a test") as desk:
        tomorrow = as_overrides(date=f"{datetime.now(UTC) + timedelta(hours=23):%Y-%m-%d}")
        desk.ingest([Upload("ferry.txt", FERRY.encode())], SHARED, overrides=tomorrow)
        [window] = desk.ask("What happened yesterday?", [SHARED]).understood.windows
        found = desk.ask("How many people were injured on the ferry?", [SHARED])
    assert window.until in {_midnight(tokyo, 0), _midnight(tokyo, 1)}  # it may just have passed
    assert window.until.tzinfo is tokyo
    assert found.passages


def _midnight(zone, days_ago):
    day = datetime.now(zone).date() - timedelta(days=days_ago)
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def test_answers_are_remembered_by_library_and_conversation(desk):
    """A kept answer comes back to its own library, and forms the conversation's history."""
    desk.ingest([Upload("ferry.txt", FERRY.encode())], SHARED)
    asked_at = datetime(2026, 11, 8, tzinfo=UTC)
    answer = desk.ask("Who commanded the ferry?", [SHARED], asked_at=asked_at)
    kept = desk.transcript.remember(answer, library=SHARED, conversation="talk", posted=Posted(7))
    recalled = desk.transcript.recall(kept, SHARED)
    assert recalled.text == answer.text
    assert recalled.citations == answer.citations
    assert desk.transcript.recall(kept, "guild-1") is None
    assert desk.transcript.conversation_of(7, SHARED) == "talk"
    assert desk.transcript.conversation_of(7, "guild-1") is None
    assert [turn.question for turn in desk.transcript.history("talk", SHARED)] == [
        "Who commanded the ferry?"
    ]
    assert desk.transcript.history("other", SHARED) == []


def test_notes_outlive_the_desk(settings):
    """A small value is there again when the folder is opened anew."""
    with Desk.open(settings, holder="first") as desk:
        assert desk.note("commands") is None
        desk.set_note("commands", "abc")
    with Desk.open(settings, holder="second") as desk:
        assert desk.note("commands") == "abc"


def test_a_second_desk_on_the_folder_is_told_who_holds_it(desk, settings):
    """Two processes never share the embedded archive."""
    with pytest.raises(ArchiveLocked, match="a test"):
        Desk.open(settings, holder="another")


def test_a_date_still_to_come_is_refused():
    """Nothing is published tomorrow week; a slip of the year would make it the newest of all."""
    with pytest.raises(NewsdeskError, match="still to come"):
        as_overrides(date="3026-01-01")


def test_one_ingester_serves_every_run_and_ends_with_the_desk(settings):
    """It is opened with the first run, and nothing of it is left running."""
    with Desk.open(settings, holder="a test") as desk:
        desk.ingest([Upload("ferry.txt", FERRY.encode())], SHARED)
        ingester = desk.ingester
        again = desk.ingest([Upload("ferry.txt", FERRY.encode())], SHARED)
        assert again.count(Outcome.UNCHANGED) == 1
        assert desk.ingester is ingester
    left = [thread.name for thread in threading.enumerate()]
    assert not [name for name in left if name.startswith(("read", "embed"))]


def test_a_desk_that_ingests_nothing_opens_no_ingester(settings):
    """Asking needs neither threads nor processes that read."""
    with Desk.open(settings, holder="a test") as desk:
        desk.ask("Anything?", [SHARED])
        assert desk._ingester is None


def test_recheck_reads_again_what_was_seen_lately(settings):
    """Of a page that is gone the article goes too, and only that is named."""
    with Publisher() as site, Desk.open(settings, holder="a test") as desk:
        paragraphs = "".join(f"<p>{line}</p>" for line in FERRY.splitlines())
        url = site.publish("/ferry", f"<article>{paragraphs}</article>")
        desk.ingest([Address(url), Upload("turtle.txt", TURTLE.encode())], SHARED)
        assert desk.recheck([SHARED], since=datetime.now(UTC) + timedelta(days=1)).total == 0
        assert desk.recheck([SHARED]).counts == {Outcome.UNCHANGED: 1}
        site.publish("/ferry", "Gone.", status=404)
        [gone] = desk.recheck([SHARED]).results
        assert gone.outcome is Outcome.WITHDRAWN
        assert [one.title for one in desk.archive.articles([SHARED])] == [TURTLE.splitlines()[0]]
