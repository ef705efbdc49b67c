"""Opening the archive: what a crash left, who holds it, and what it was made with."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from retrieval.archive import Archive
from retrieval.embeddings import Embedder
from retrieval.errors import ArchiveLocked, ArchiveUnreadable, EmbeddingModelChanged
from retrieval.news import SHARED
from retrieval.opening import LEFT
from retrieval.scope import Scope
from retrieval.sentences import sentences
from tests.retrieval.drafts import Refusing, by_vector, by_words, draft, passage_ids, put

HOLD = """
import sys
from pathlib import Path
from threading import Thread
from retrieval.archive import Archive
from retrieval.embeddings import Embedder
with Archive.open(Path(sys.argv[1]), Embedder(), holder="the bot"):
    print("open", flush=True)
    sys.stdin.read()
"""
FERRY = draft("The ferry ran aground. Nobody was hurt.")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def other_model(tmp_path, embedder):
    """The bundled model in a folder of its own, with one file more: to the archive, another."""
    copied = tmp_path / "model"
    copied.mkdir()
    for file in Path(embedder._source).iterdir():
        (copied / file.name).symlink_to(file)
    (copied / "more.json").write_text("{}")
    return Embedder(str(copied))


def opened(folder, embedder, **more):
    return Archive.open(folder, embedder, holder="a test", **more)


def split(made):
    return sentences(made.text)


def test_an_archive_outlives_its_process(folder, embedder):
    """What was put is there when the archive is opened again, without embedding."""
    with opened(folder, embedder) as archive:
        ids = passage_ids(archive, put(archive, FERRY))
    with opened(folder, Refusing()) as archive:
        assert by_words(archive, "aground") == ids[:1]
        archive.embedder = embedder
        assert by_vector(archive, "The boat was stranded.")[0] == ids[0]


def test_pending_passages_are_in_no_answer(folder, embedder):
    """What has no vector yet is not found by words either; opening embeds it."""
    with opened(folder, embedder) as archive:
        kept = archive.add(SHARED, FERRY, split(FERRY))
        ids = passage_ids(archive, kept)
        assert archive.pending == 2
        assert by_words(archive, "aground") == []
        assert archive.standing.passages(ids, Scope.of([SHARED])) == {}
    told: list[tuple[str, int, int]] = []
    with opened(folder, embedder, on_progress=lambda *step: told.append(step)) as archive:
        assert told == [(LEFT, 0, 2), (LEFT, 2, 2)]
        assert archive.pending == 0
        assert by_words(archive, "aground") == ids[:1]
        assert set(by_vector(archive, "ferry")) == set(ids)


def test_a_put_cut_short_is_finished_at_opening(folder, embedder, monkeypatch):
    """What Chroma does not have yet is found by its words, and by its vector once opened again."""
    with opened(folder, embedder) as archive:
        monkeypatch.setattr(archive._index, "settle", lambda: None)  # as if killed here
        ids = passage_ids(archive, put(archive, FERRY))
        assert by_words(archive, "aground") == ids[:1]
        assert by_vector(archive, "ferry") == []
    with opened(folder, Refusing()) as archive:
        archive.embedder = embedder
        assert set(by_vector(archive, "ferry")) == set(ids)


def test_a_removal_cut_short_is_finished_at_opening(folder, embedder, monkeypatch):
    """Vectors that should have left Chroma leave it at the next opening."""
    with opened(folder, embedder) as archive:
        kept = put(archive, FERRY)
        monkeypatch.setattr(archive._index, "settle", lambda: None)
        archive.remove(kept.id, [SHARED])
    with opened(folder, embedder) as archive:
        assert by_vector(archive, "ferry") == []


@pytest.fixture
def holder(folder):
    """Another process that holds the archive."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


@pytest.mark.process
def test_a_second_process_is_told_who_holds_the_archive(folder, embedder, holder):
    """The sentence names the holder and its process."""
    with pytest.raises(ArchiveLocked, match=f"held by the bot \\(process {holder.pid}, since"):
        opened(folder, embedder)


@pytest.mark.process
def test_a_killed_holder_holds_nothing(folder, embedder, holder):
    """The lock goes with its process, however it ends."""
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    opened(folder, embedder).close()


def test_a_closed_archive_can_be_opened_again(folder, embedder):
    """Closing lets the next one in."""
    opened(folder, embedder).close()
    opened(folder, embedder).close()


def test_another_model_is_noticed(folder, embedder, other_model):
    """Vectors of one model are not compared with another's."""
    opened(folder, embedder).close()
    with pytest.raises(EmbeddingModelChanged, match="newsdesk reindex"):
        opened(folder, other_model)
    opened(folder, embedder).close()


def test_reindexing_takes_the_other_model(folder, embedder, other_model):
    """After a reindex the archive is the new model's, and everything is found."""
    with opened(folder, embedder) as archive:
        put(archive, FERRY)
    with opened(folder, other_model, reindexing=True) as archive:
        assert archive.reindex(split) == 1
    with pytest.raises(EmbeddingModelChanged):
        opened(folder, embedder)
    with opened(folder, other_model) as archive:
        assert len(by_vector(archive, "ferry")) == 2
        assert len(by_words(archive, "ferry")) == 1


def test_reindexing_splits_again(folder, embedder):
    """Passages are made anew, and copies stay without."""
    with opened(folder, embedder) as archive:
        kept = put(archive, FERRY)
        copy = put(archive, draft(FERRY.text, slug="copy"), duplicate_of=kept.id)
        told: list[tuple[int, int]] = []
        archive.reindex(
            lambda made: split(made)[:1], lambda _, done, total: told.append((done, total))
        )
        assert len(passage_ids(archive, kept)) == len(by_vector(archive, "ferry")) == 1
        assert by_words(archive, "hurt") == passage_ids(archive, copy) == []
        assert told[-1] == (1, 1)


def test_an_interrupted_reindex_asks_again(folder, embedder, other_model):
    """Half of each model's vectors satisfy neither model until a reindex ends."""

    def stop(*_):
        raise KeyboardInterrupt

    with opened(folder, embedder) as archive:
        put(archive, FERRY)
    with (
        pytest.raises(KeyboardInterrupt),
        opened(folder, other_model, reindexing=True) as archive,
    ):
        archive.reindex(split, stop)
    for model in (embedder, other_model):
        with pytest.raises(EmbeddingModelChanged):
            opened(folder, model)
    with opened(folder, embedder, reindexing=True) as archive:
        archive.reindex(split)
    with opened(folder, embedder) as archive:
        assert len(by_vector(archive, "ferry")) == 2


def test_a_newer_archive_is_refused(folder, embedder):
    """An older newsdesk does not touch what a newer one wrote."""
    opened(folder, embedder).close()
    database = sqlite3.connect(folder / "archive.db")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ArchiveUnreadable, match="newer newsdesk"):
        opened(folder, embedder)


def test_a_newer_archive_is_left_as_it_is(folder, embedder):
    """The version is looked at before anything is written, whatever the tables look like."""
    folder.mkdir()
    database = sqlite3.connect(folder / "archive.db")
    database.executescript("CREATE TABLE articles (key TEXT); PRAGMA user_version = 99;")
    with pytest.raises(ArchiveUnreadable, match="newer newsdesk"):
        opened(folder, embedder)
    assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("articles",)]
    database.close()


def test_a_file_that_is_no_archive_is_refused(folder, embedder):
    """Junk in the archive's place is one sentence, and the folder is free again."""
    folder.mkdir()
    (folder / "archive.db").write_bytes(b"no database " * 500)
    for _ in range(2):
        with pytest.raises(ArchiveUnreadable, match="cannot be opened"):
            opened(folder, embedder)


def test_a_data_folder_that_is_a_file_is_refused(folder, embedder):
    """A data folder that cannot be made is one sentence with the setting's name."""
    folder.write_text("")
    with pytest.raises(ArchiveUnreadable, match="NEWSDESK_DATA"):
        opened(folder, embedder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_without_permission_is_refused(folder, embedder):
    """A folder one may not write is one sentence with the setting's name."""
    folder.mkdir(mode=0o500)
    with pytest.raises(ArchiveUnreadable, match="NEWSDESK_DATA"):
        opened(folder, embedder)


def test_an_archive_opened_in_one_thread_is_closed_in_another(tmp_path, embedder):
    """The folder is free once the archive is closed, whichever thread closes it."""
    archive = Archive.open(tmp_path, embedder, holder="a test")
    closer = Thread(target=archive.close)
    closer.start()
    closer.join()
    Archive.open(tmp_path, embedder, holder="another test").close()
