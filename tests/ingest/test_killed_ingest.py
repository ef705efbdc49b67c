"""Killing an ingest at any moment loses nothing reported as done, and doubles nothing."""

import json
import random
import subprocess
import sys
import time

import pytest

from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.scope import Scope
from tests.ingest import taking_in
from tests.ingest.taking_in import COPY_EVERY, RECORDS
from tests.retrieval.drafts import by_words, passage_ids

CHANCE = random.Random(23)


def killed(folder, dump, model, *, once_reported: bool) -> list[str]:
    """Let a process take the dump in and kill it; gives the ids that it reported as done.

    It is killed while it works on, or while it opens what the last one left.
    """
    command = [sys.executable, "-m", "tests.ingest.taking_in", folder, dump, model]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        first = process.stdout.readline() if once_reported else ""
        time.sleep(CHANCE.uniform(0.0, 2.0))
        process.kill()
        lines = [first, *process.stdout.read().splitlines(keepends=True)]
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.mark.process
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("model", "count", "moments"),
    # With vectors that cost nothing the kills meet the two stores; with the model, the model.
    [("dice", RECORDS, [True, False, True, False, True]), ("bundled", 300, [True, False])],
)
def test_an_ingest_killed_again_and_again_ends_whole(tmp_path, model, count, moments):
    """What was reported is found by words and by vector, once; going on takes in the rest."""
    folder, dump = tmp_path / "data", tmp_path / "dump.jsonl"
    dump.write_text("".join(json.dumps(one) + "\n" for one in taking_in.records()[:count]))
    reported: set[str] = set()
    for once_reported in moments:
        reported |= set(killed(folder, dump, model, once_reported=once_reported))
    assert reported
    with Archive.open(folder, taking_in.embedder(model), holder="a test") as archive:
        assert archive.pending == 0
        assert_found(archive, reported)
        summary = taking_in.take(archive, dump, lambda _: None)
        assert sum(summary.counts.values()) == count, summary.counts
        everything = archive.articles([SHARED], limit=2 * count)
        assert len(everything) == len({article.address for article in everything}) == count
        assert_found(archive, {article.id for article in everything})


def assert_found(archive, ids):
    """Each is found by its name and by its vector, one passage each, and nothing else is held."""
    articles = archive.articles_by_id(ids, [SHARED])
    assert articles.keys() == ids
    for article in articles.values():
        name = article.title.removeprefix("Ship ")
        original = article.duplicate_of or article.id
        [passage] = passage_ids(archive, archive.article(original, [SHARED]))
        assert bool(article.duplicate_of) == (int(name[2:]) % COPY_EVERY == COPY_EVERY - 1)
        if not article.duplicate_of:
            assert by_words(archive, name) == [passage]
            vector = archive.dense.vectors([passage], [SHARED])[passage]
            found = archive.dense.nearest(vector, Scope.of([SHARED]), 10)
            assert passage in [id_ for id_, _ in found]
    held = archive.holdings([SHARED])
    originals = (
        held.articles
        - archive._database.one(
            "SELECT count(*) AS copies FROM articles WHERE duplicate_of IS NOT NULL"
        )["copies"]
    )
    assert held.passages == originals == archive._index._index.count(SHARED)
