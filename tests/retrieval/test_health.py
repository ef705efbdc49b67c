"""A damaged vector index is noticed and made anew from SQLite, without embedding."""

import shutil
import subprocess
import sys
import time

import pytest

from retrieval.answerer import answer
from retrieval.answers import Status
from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.sentences import sentences
from tests.retrieval.drafts import Dice, Refusing, by_vector, by_words, draft, passage_ids, put

PASSAGES = 1_100
"""Chroma writes its HNSW files once it holds a thousand vectors."""

OPEN = """
import sys
from pathlib import Path
from retrieval.archive import Archive
from tests.retrieval.drafts import Refusing
from tests.retrieval.test_health import assert_all_is_found
with Archive.open(Path(sys.argv[1]), Refusing(), holder="a test") as archive:
    assert_all_is_found(archive)
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A closed archive with HNSW files on disk."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    with opened(folder, Dice()) as archive:
        put(archive, draft(" ".join(f"Boat {n} is late." for n in range(PASSAGES))))
    assert list(folder.glob("chroma/1/*/*.bin"))
    return folder


@pytest.fixture
def folder(sound, tmp_path):
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "data")


def opened(folder, embedder, **more):
    return Archive.open(folder, embedder, holder="a test", **more)


def junk(folder):
    (folder / "chroma/1/chroma.sqlite3").write_bytes(b"junk " * 1_000)


def delete(folder):
    for file in folder.glob("chroma/1/*/*"):
        file.unlink()


def forget(folder):
    with opened(folder, Dice()) as archive:
        id_ = archive._database.read("SELECT id FROM passages ORDER BY number DESC LIMIT 1")
        archive._index._index.delete(SHARED, [id_[0]["id"]])


def swap(folder):
    """Another vector in the newest one's place: the counts agree."""
    with opened(folder, Dice()) as archive:
        id_ = archive._database.read("SELECT id FROM passages ORDER BY number DESC LIMIT 1")
        archive._index._index.upsert(SHARED, [id_[0]["id"]], Dice().embed(["something else"]))


@pytest.mark.parametrize("damage", [junk, forget, swap])
def test_a_damaged_index_is_rebuilt_at_opening(folder, damage):
    """Opening notices, sets the folder aside, and finds every passage again."""
    damage(folder)
    told: list[int] = []
    with opened(
        folder, Refusing(), on_progress=lambda _, done, total: told.append(total)
    ) as archive:
        assert archive.searchable
        assert told[-1] == PASSAGES
        assert (folder / "chroma/damaged").is_dir()
        assert_all_is_found(archive)


def assert_all_is_found(archive):
    archive.embedder = Dice()
    for number in range(0, PASSAGES, 50):
        found = by_vector(archive, f"Harbour notes\nBoat {number} is late.", count=1)
        assert found == by_words(archive, f"Boat {number}")
    assert len(by_vector(archive, "anything", count=PASSAGES)) == PASSAGES


def test_deleted_files_lose_nothing(folder):
    """Without its HNSW files Chroma either makes them anew itself or is rebuilt."""
    delete(folder)
    with opened(folder, Refusing()) as archive:
        assert_all_is_found(archive)


def truncate(folder, name: str) -> None:
    for file in folder.glob(f"chroma/1/*/{name}"):
        with file.open("r+b") as stream:
            stream.truncate(file.stat().st_size // 2)


@pytest.mark.process
@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "length.bin", "link_lists.bin"])
def test_truncated_files_lose_nothing(folder, name):
    """A file cut short, as by a full disk, may kill Chroma's process once, but not for ever."""
    truncate(folder, name)
    command = [sys.executable, "-c", OPEN, folder]
    ran = [subprocess.run(command, capture_output=True, check=False) for _ in range(2)]
    assert ran[-1].returncode == 0


def test_a_sound_index_is_left_alone(folder):
    """Opening what is sound rebuilds nothing."""
    told: list[str] = []
    with opened(folder, Refusing(), on_progress=lambda what, *_: told.append(what)):
        assert told == []
    assert not (folder / "chroma/damaged").exists()


def test_a_rebuild_cut_short_begins_again(folder):
    """A half-built index is as damaged as the one it was to replace."""
    junk(folder)

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened(folder, Refusing(), on_progress=stop)
    with opened(folder, Refusing()) as archive:
        assert_all_is_found(archive)


def break_open_index(archive):
    """What Chroma holds open cannot be broken from outside; so it is let go first."""
    archive._index._index.close()
    (archive._index._index._folder / "chroma.sqlite3").write_bytes(b"junk " * 1_000)


def test_a_query_that_fails_falls_back_to_words(archive):
    """The answer is found by words alone, and says so."""
    put(archive, draft("The ferry ran aground off Skerry."))
    break_open_index(archive)
    answered = answer(archive, "Where did the ferry run aground?", [SHARED], refusal_point=0.0)
    assert answered.status is Status.ANSWERED
    assert answered.citations[0].quote == "The ferry ran aground off Skerry."
    assert any("by words alone" in note for note in answered.notes)


def test_an_index_that_fails_mends_itself(archive):
    """While the archive stays open its index is made anew, and meaning finds again."""
    kept = put(archive, draft("The ferry ran aground off Skerry."))
    break_open_index(archive)
    assert by_vector(archive, "ferry") == []
    for _ in range(100):
        if archive.searchable:
            break
        time.sleep(0.05)
    assert by_vector(archive, "ferry") == passage_ids(archive, kept)


def test_news_is_still_taken_in_while_the_index_is_broken(tmp_path, embedder):
    """What is put and removed meanwhile is found by words, and by meaning once mended."""
    with opened(tmp_path, embedder) as archive:
        old = put(archive, draft("It rained.", slug="old"))
        break_open_index(archive)
        kept = put(archive, draft("The ferry ran aground."))
        archive.remove(old.id, [SHARED])
        assert by_words(archive, "ferry") == passage_ids(archive, kept)
    with opened(tmp_path, Refusing()) as archive:
        assert archive.searchable
        archive.embedder = embedder
        assert by_vector(archive, "ferry") == passage_ids(archive, kept)


def test_reindexing_mends_a_broken_index(archive):
    """After a reindex the open archive searches by meaning again."""
    kept = put(archive, draft("The ferry ran aground."))
    break_open_index(archive)
    assert by_vector(archive, "ferry") == []
    archive.reindex(lambda made: sentences(made.text))
    assert archive.searchable
    assert by_vector(archive, "ferry") == passage_ids(archive, kept)


def test_an_index_half_rebuilt_is_not_searched(folder):
    """While it is rebuilt, search goes by words: half an index would silently miss news."""
    seen = []
    with opened(folder, Refusing()) as archive:
        archive._index.rebuild(lambda *_: seen.append(archive.searchable))
        assert not any(seen)
        assert archive.searchable
