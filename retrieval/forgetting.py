"""What the archive keeps of a person, erased when that person says so."""

from dataclasses import dataclass

from retrieval.budget import Budget
from retrieval.database import Database

_TABLES = ("answers", "votes", "follows")
_WHOSE = "person = ? AND library = coalesce(?, library)"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was a person's: questions with their answers, votes, and topics followed.

    What is followed goes on, as nobody's.
    """

    answers: int = 0
    votes: int = 0
    follows: int = 0

    @property
    def anything(self) -> bool:
        """Whether there was something to forget."""
        return bool(self.answers or self.votes or self.follows)


def forget_person(database: Database, person: str, library: str | None) -> Forgotten:
    """Forget a person in a library, or with None in any.

    That tokens were spent is kept as nobody's; today's keep their name until tomorrow, as else
    who has used up a day's budget would only have to ask to be forgotten.
    """
    Budget(database).forget(person, library, today=False)
    found = Forgotten(*(_count(database, table, person, library) for table in _TABLES))
    # Looked first: erasing folds the log in, which is too dear to do for nothing.
    if found.anything:
        with database.erasing() as write:
            write.execute(f"DELETE FROM votes WHERE {_WHOSE}", (person, library))
            write.execute(f"DELETE FROM answers WHERE {_WHOSE}", (person, library))
            write.execute(f"UPDATE follows SET person = '' WHERE {_WHOSE}", (person, library))
    return found


def _count(database: Database, table: str, person: str, library: str | None) -> int:
    row = database.one(f"SELECT count(*) AS n FROM {table} WHERE {_WHOSE}", person, library)
    return int(row["n"]) if row else 0
