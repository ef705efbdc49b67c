"""Killing the process at any moment loses no acknowledged article."""

import random
import subprocess
import sys
import time

import pytest

from retrieval.archive import Archive
from retrieval.news import SHARED
from tests.retrieval.drafts import Dice, by_vector, by_words, passage_ids
from tests.retrieval.ingesting import PASSAGES

KILLS = 5


def killed(folder, run: int) -> list[list[str]]:
    """Let a process put articles, kill it soon after the first, and give what it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.retrieval.ingesting", folder, str(run)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        assert first, "the archive that a kill left could not be opened"
        time.sleep(random.uniform(0.0, 1.5))
        process.kill()
        lines = [first, *process.stdout.read().splitlines(keepends=True)]
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.process
def test_killing_loses_and_doubles_nothing(tmp_path):
    """Whatever was acknowledged is found by words and by vector, once; nothing is half there."""
    acknowledged = [pair for run in range(KILLS) for pair in killed(tmp_path / "data", run)]
    assert len(acknowledged) >= KILLS
    with Archive.open(tmp_path / "data", Dice(), holder="a test") as archive:
        articles = archive.articles([SHARED], limit=100_000)
        ids = {id_ for article in articles for id_ in passage_ids(archive, article)}
        assert archive.searchable
        assert (
            archive.holdings([SHARED]).passages == len(ids) == archive._index._index.count(SHARED)
        )
        assert {len(passage_ids(archive, article)) for article in articles} <= {40, 41}
        for name, id_ in acknowledged:
            kept = archive.article(id_, [SHARED])
            assert kept is not None
            assert sorted(by_words(archive, name)) == sorted(passage_ids(archive, kept))
            for number in (0, PASSAGES - 1):
                found = by_vector(archive, f"{name}\nBoat {name} calls at pier {number}.", count=1)
                assert found[0].startswith(id_)
