"""Articles are stored first and embedded later: what is found when, whoever comes between."""

import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from retrieval.archive import Archive
from retrieval.embeddings import Vectors
from retrieval.news import SHARED, Article
from retrieval.sentences import sentences
from tests.retrieval.drafts import (
    Dice,
    Refusing,
    by_vector,
    by_words,
    draft,
    passage_ids,
    put,
)
from tests.retrieval.test_health import break_open_index

FERRY = draft("The ferry ran aground. Nobody was hurt.", slug="ferry")
OURS = "guild-1"


def add(archive, made, library=SHARED, **more):
    return archive.add(library, made, sentences(made.text), **more)


class Slow(Dice):
    """An embedder that stops when asked until it is let go, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []
        self.begun = threading.Event()
        self.go_on = threading.Event()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        self.begun.set()
        assert self.go_on.wait(30)
        return super().embed(texts)


@pytest.fixture
def dice(tmp_path):
    with Archive.open(tmp_path / "data", Dice(), holder="a test") as opened:
        yield opened


@dataclass
class Busy:
    """An archive, what waits in it, and the model that is just embedding that elsewhere."""

    archive: Archive
    kept: Article
    model: Slow
    work: Future[int]

    def finish(self) -> int:
        self.model.go_on.set()
        return self.work.result(30)


@pytest.fixture
def busy(dice):
    kept = add(dice, FERRY)
    dice.embedder = model = Slow()
    with ThreadPoolExecutor() as threads:
        work = threads.submit(dice.embed_pending)
        assert model.begun.wait(30)
        yield Busy(dice, kept, model, work)
        model.go_on.set()


def counts_agree(archive, library=SHARED):
    held = archive._database.one(
        "SELECT count(*) AS n FROM passages WHERE library = ? AND ready = 1", library
    )["n"]
    return held == archive._index._index.count(library) == archive.holdings([library]).passages


def test_adding_embeds_nothing(archive, embedder):
    """An added article is there at once, and found once it is embedded."""
    archive.embedder = Refusing()
    kept = add(archive, FERRY)
    assert archive.article(kept.id, [SHARED]) == archive.at_address(SHARED, FERRY.address) == kept
    assert archive.with_text(SHARED, FERRY.text) == (kept,)
    assert archive.pending == 2
    assert by_words(archive, "aground") == []
    archive.embedder = embedder
    assert archive.embed_pending() == 2
    assert archive.pending == 0
    assert by_words(archive, "aground") == passage_ids(archive, kept)[:1]
    assert by_vector(archive, "the boat was stranded")[0] == passage_ids(archive, kept)[0]
    assert counts_agree(archive)


def test_nothing_pending_embeds_nothing(archive):
    """When nothing waits the model is not asked."""
    put(archive, FERRY)
    archive.embedder = Refusing()
    assert archive.embed_pending() == 0


def test_added_or_put_the_vectors_are_the_same(dice):
    """An article added and embedded later has the very vectors it would have been put with."""
    odd = draft("Färjan är full. 🚢 Vänta. Nobody was hurt.", slug="odd", title="Ärter & så")
    put(dice, odd, OURS)
    add(dice, odd)
    dice.embed_pending()
    later, at_once = (
        [v.tobytes() for v in dice.dense.vectors(ids, [library]).values()]
        for library, ids in ((SHARED, every_id(dice, SHARED)), (OURS, every_id(dice, OURS)))
    )
    assert sorted(later) == sorted(at_once)


def every_id(archive, library):
    rows = archive._database.read("SELECT id FROM passages WHERE library = ?", library)
    return [row["id"] for row in rows]


def test_batches_hold_texts_of_one_length(dice):
    """Across articles the texts are sorted by length, a bounded number at a time, and told."""
    long = " ".join(f"Pier {n} is {'very ' * (n % 7)}busy." for n in range(40))
    for number in range(20):
        add(dice, draft(long, slug=f"a{number}", title=f"{number}" * (number + 1)))
    dice.embedder = slow = Slow()
    slow.go_on.set()
    told: list[tuple[str, int, int]] = []
    assert dice.embed_pending(lambda *step: told.append(step)) == 800
    first_chunk = [len(text) for batch in slow.asked[:5] for text in batch]
    assert first_chunk == sorted(first_chunk)
    assert max(map(len, slow.asked)) <= 64
    assert told[-1] == ("Embedding", 800, 800)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert counts_agree(dice)


def test_an_article_is_found_whole(dice):
    """One that has more passages than are embedded at a time is stored in one step."""
    add(dice, draft("It rained.", slug="rain"))
    long = add(dice, draft(" ".join(f"Boat {n} is late." for n in range(1_100)), slug="boats"))
    found: list[int] = []
    dice.embed_pending(lambda *_: found.append(len(by_words(dice, "boat"))))
    assert set(found) == {0}
    assert len(by_words(dice, "boat")) == len(passage_ids(dice, long)) == 1_100


def test_others_work_while_the_model_does(busy):
    """While it computes one can add, put, remove and search."""
    archive = busy.archive
    late = add(archive, draft("It rained.", slug="late"))
    archive.embedder = Dice()
    put(archive, draft("It snowed.", slug="snow"))
    assert len(by_words(archive, "snowed")) == 1
    archive.remove(late.id, [SHARED])
    assert busy.finish() == 2
    assert by_words(archive, "aground") == passage_ids(archive, busy.kept)[:1]
    assert counts_agree(archive)


def test_what_is_removed_meanwhile_stays_removed(busy):
    """Vectors of passages that are gone when the model is done go nowhere."""
    archive = busy.archive
    archive.remove(busy.kept.id, [SHARED])
    busy.finish()
    assert by_words(archive, "aground") == by_vector(archive, "anything") == []
    assert archive._database.read("SELECT * FROM vectors") == []
    assert counts_agree(archive)


def test_a_number_used_again_is_another_passage(busy):
    """A vector does not go to the passage that got the number of one that is gone."""
    archive = busy.archive
    archive.remove(busy.kept.id, [SHARED])
    late = add(archive, draft("It rained.", slug="late"))
    busy.finish()
    assert archive.pending == 1
    archive.embed_pending()
    assert by_vector(archive, "Harbour notes\nIt rained.", count=1) == passage_ids(archive, late)
    assert counts_agree(archive)


def test_what_is_revised_meanwhile_is_found_as_revised(busy):
    """The revision embeds what it needs itself; what the model was busy with changes nothing."""
    archive = busy.archive
    archive.embedder = Dice()
    revised = put(archive, draft("The ferry is afloat. Nobody was hurt.", slug="ferry"))
    busy.finish()
    assert archive.pending == 0
    assert by_words(archive, "aground") == []
    assert by_words(archive, "hurt") == passage_ids(archive, revised)[1:]
    assert counts_agree(archive)


def test_two_callers_embed_nothing_twice(busy):
    """The second waits for the first, and embeds only what came since."""
    add(busy.archive, draft("It rained.", slug="late"))
    with ThreadPoolExecutor() as threads:
        second = threads.submit(busy.archive.embed_pending)
        assert (busy.finish(), second.result(30)) == (2, 1)
    asked = [text for batch in busy.model.asked for text in batch]
    assert len(asked) == len(set(asked)) == 3


def test_what_is_stopped_keeps_what_it_stored(dice):
    """An exception in the progress ends the work; the next call goes on from there."""
    for number in range(30):
        add(dice, draft(" ".join(f"Boat {n} is late." for n in range(40)), slug=f"a{number}"))

    def stop(_what, done, _total):
        if done > 600:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dice.embed_pending(stop)
    assert 512 <= 1_200 - dice.pending < 600
    assert counts_agree(dice)
    dice.embed_pending()
    assert len(by_words(dice, "boat")) == 1_200
    assert counts_agree(dice)


def test_a_failing_model_loses_nothing(archive, embedder):
    """What could not be embedded waits on."""
    kept = add(archive, FERRY)
    archive.embedder = Refusing()
    with pytest.raises(AssertionError):
        archive.embed_pending()
    assert archive.pending == 2
    archive.embedder = embedder
    archive.embed_pending()
    assert by_words(archive, "aground") == passage_ids(archive, kept)[:1]


def test_a_revision_of_what_waits_is_embedded_at_once(archive):
    """Putting an article whose passages wait leaves none of them waiting."""
    add(archive, FERRY)
    revised = put(archive, draft("Update. Nobody was hurt.", slug="ferry"))
    assert archive.pending == 0
    assert by_words(archive, "hurt") == passage_ids(archive, revised)[1:]
    assert counts_agree(archive)


def test_an_article_of_any_length_is_revised(dice):
    """Even one that has more passages than SQLite takes values by default."""
    dice._database._connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 100)
    text = " ".join(f"Boat {n} is late." for n in range(150))
    put(dice, draft(text, slug="boats"))
    put(dice, draft(f"{text} It rained.", slug="boats"))
    assert len(by_words(dice, "boat")) == 150
    assert counts_agree(dice)


def test_a_revision_is_found_from_the_transaction_on(archive, monkeypatch):
    """There is no moment without the article: words find the revision before Chroma has it."""
    put(archive, FERRY)
    seen = []
    settle = archive._index.settle

    def watched():
        seen.append(len(by_words(archive, "afloat")))
        settle()

    monkeypatch.setattr(archive._index, "settle", watched)
    put(archive, draft("The ferry is afloat.", slug="ferry"))
    assert seen == [1]


def test_a_copy_takes_over_what_waits(archive):
    """When the original goes before it is embedded, the copy is found."""
    original = add(archive, FERRY)
    copy = archive.add(SHARED, draft(FERRY.text, slug="copy"), [], duplicate_of=original.id)
    archive.remove(original.id, [SHARED])
    archive.embed_pending()
    assert by_words(archive, "aground") == passage_ids(archive, copy)[:1]
    assert counts_agree(archive)


def test_chroma_may_fail_meanwhile(tmp_path, embedder):
    """What is embedded while Chroma is broken is found by words, and by meaning once mended."""
    with Archive.open(tmp_path, embedder, holder="a test") as archive:
        put(archive, draft("It rained.", slug="rain"))
        kept = add(archive, FERRY)
        break_open_index(archive)
        assert archive.embed_pending() == 2
        assert by_words(archive, "aground") == passage_ids(archive, kept)[:1]
    with Archive.open(tmp_path, Refusing(), holder="a test") as archive:
        archive.embedder = embedder
        assert by_vector(archive, "the boat was stranded")[0] == passage_ids(archive, kept)[0]
        assert counts_agree(archive)


def test_a_reindex_embeds_what_waits(archive):
    """After a reindex nothing is pending, and everything is found."""
    put(archive, draft("It rained.", slug="rain"))
    add(archive, FERRY)
    assert archive.reindex(lambda made: sentences(made.text)) == 2
    assert archive.pending == 0
    assert len(by_words(archive, "aground")) == 1
    assert counts_agree(archive)


def test_each_library_has_its_own_vectors(archive):
    """One call embeds for all libraries, each into its own collection."""
    add(archive, FERRY)
    add(archive, FERRY, OURS)
    assert archive.embed_pending() == 4
    assert counts_agree(archive)
    assert counts_agree(archive, OURS)
    assert (
        by_vector(archive, "ferry", [OURS])[0].split(".")[0]
        != (by_vector(archive, "ferry")[0].split(".")[0])
    )
