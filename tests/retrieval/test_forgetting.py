"""What is kept of a person, and what is left once they are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from retrieval.answers import Asker, Usage
from retrieval.forgetting import Forgotten
from tests.retrieval.test_transcript import said

HERE, ELSEWHERE = "guild-1", "guild-2"


@pytest.fixture
def left(archive):
    """How many rows of a table have a person's name, by library."""

    def count(table, person="ann"):
        rows = archive._database.read(
            f"SELECT library, count(*) AS n FROM {table} WHERE person = ? GROUP BY library", person
        )
        return {row["library"]: row["n"] for row in rows}

    return count


@pytest.fixture
def ann(archive):
    """Ann asked, voted, follows and spent in two libraries; Ben asked and voted too."""
    now = datetime.now(UTC)
    yesterday = (now - timedelta(days=1)).date().isoformat()
    where = {"channel": 1, "at": None, "language": "en"}
    for library in (HERE, ELSEWHERE):
        archive.follows.add(library, "topic", "ferry", person="ann", now=now, **where)
        asked = [
            archive.transcript.remember(said("Who?"), library=library, conversation="c", person=one)
            for one in ("ann", "ben")
        ]
        with archive.budget.account(Asker(library, "ann"), "openai:small", 5) as account:
            account.add(Usage(4, 1))
        with archive._database.write() as write:
            for answer in asked:
                for person in ("ann", "ben"):
                    write.execute(
                        "INSERT INTO votes VALUES (?, ?, ?, 0, 'wrong', ?)",
                        (answer, person, library, now.isoformat()),
                    )
            write.execute(
                "INSERT INTO spending VALUES (?, ?, 'ann', 'openai:small', 1, 7, 7, NULL)",
                (yesterday, library),
            )


def test_a_person_is_forgotten_in_one_library(archive, ann, left):
    """Answers and votes go, what is followed is nobody's; elsewhere all stays."""
    assert archive.forget_person("ann", HERE) == Forgotten(answers=1, votes=2, follows=1)
    assert left("answers") == {ELSEWHERE: 1}
    assert left("votes") == {ELSEWHERE: 2}
    assert left("follows") == {ELSEWHERE: 1}
    assert left("follows", "") == {HERE: 1}
    assert left("answers", "ben") == {HERE: 1, ELSEWHERE: 1}
    # Ben's vote on Ann's answer went with the answer.
    assert left("votes", "ben") == {HERE: 1, ELSEWHERE: 2}


def test_a_person_is_forgotten_everywhere(archive, ann, left):
    """With no library named, in all."""
    assert archive.forget_person("ann", None) == Forgotten(answers=2, votes=4, follows=2)
    assert left("answers") == left("votes") == left("follows") == {}
    assert archive.forget_person("ann", None) == Forgotten()


def test_what_was_spent_stays_as_nobody_s_but_counts_for_today(archive, ann, left):
    """Being forgotten is no way round a day's limit."""
    before = archive.budget.spent()
    archive.forget_person("ann", HERE)
    assert left("spending") == {HERE: 1, ELSEWHERE: 2}
    assert left("spending", "") == {HERE: 1}
    assert archive.budget.spent() == before
