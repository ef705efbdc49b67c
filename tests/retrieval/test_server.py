"""The vectors on a Chroma server that many processes share."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval import vectors
from retrieval.archive import Archive
from retrieval.errors import VectorsUnavailable
from tests.retrieval.drafts import by_vector, by_words, draft, passage_ids, put

pytestmark = pytest.mark.process


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def running(tmp_path, port):
    """Start the real server; leave the block and it is gone."""

    @contextmanager
    def run():
        chroma = Path(sys.executable).with_name("chroma")
        command = [chroma, "run", "--path", tmp_path / "server", "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
            try:
                _await(port)
                yield server
            finally:
                server.kill()

    return run


def _await(port: int) -> None:
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the Chroma server did not start")


@pytest.fixture
def opened(tmp_path, embedder, port):
    def open_():
        url = f"http://127.0.0.1:{port}"
        return Archive.open(tmp_path / "data", embedder, holder="a test", chroma_url=url)

    return open_


def test_two_archives_share_a_server(running, opened):
    """With a server no one is locked out, and each sees what the other puts."""
    with running(), opened() as one, opened() as two:
        kept = put(one, draft("The ferry ran aground."))
        assert by_vector(two, "ferry") == by_words(two, "ferry") == passage_ids(one, kept)


def test_news_put_while_the_server_was_away_is_found_later(running, opened):
    """Words find it at once, meaning as soon as the archive is opened with the server back."""
    with running(), opened() as archive:
        put(archive, draft("It rained."))
    with opened() as archive:
        kept = put(archive, draft("The ferry ran aground.", slug="ferry"))
        assert by_words(archive, "ferry") == passage_ids(archive, kept)
        assert by_vector(archive, "ferry") == []
    with running(), opened() as archive:
        assert len(by_vector(archive, "ferry")) == 2


def test_an_open_archive_finds_a_server_that_comes_back(running, opened):
    """An outage ends when the server is back, without opening the archive again."""
    with running(), opened() as archive:
        put(archive, draft("The ferry ran aground."))
    with opened() as archive:
        assert by_vector(archive, "ferry") == []
        with running():
            put(archive, draft("The ferry is afloat.", slug="afloat"))
            assert len(by_vector(archive, "ferry")) == 2


def test_a_server_that_hangs_is_not_waited_for(running, opened, monkeypatch):
    """It counts as one that is away, so that words alone find the news."""
    monkeypatch.setattr(vectors, "SECONDS", 1.0)
    with running() as server, opened() as archive:
        kept = put(archive, draft("The ferry ran aground."))
        assert by_vector(archive, "ferry") == passage_ids(archive, kept)
        server.send_signal(signal.SIGSTOP)
        assert by_vector(archive, "ferry") == []
        assert by_words(archive, "ferry") == passage_ids(archive, kept)
        server.send_signal(signal.SIGCONT)


def test_opening_with_news_pending_needs_the_server(running, opened, monkeypatch):
    """What is pending cannot be finished without the server: one sentence names it."""
    with running(), opened() as archive:
        monkeypatch.setattr(archive._index, "settle", lambda: None)
        put(archive, draft("The ferry ran aground."))
    with pytest.raises(VectorsUnavailable, match="chroma run"):
        opened()
