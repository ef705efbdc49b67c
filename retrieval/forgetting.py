"""What the archive keeps of a person or a library, erased when somebody says so."""

from dataclasses import dataclass

from retrieval.budget import Budget
from retrieval.database import Database

_TABLES = ("answers", "votes", "follows")
_OF_LIBRARIES = (
    *("answers", "votes", "questions", "follows", "feeds"),
    *("reservations", "removals", "validators", "tallies"),
)
"""What else than articles is a library's; what goes with one of these is not named."""
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


def forget_library(database: Database, library: str, note: str | None) -> None:
    """Forget all of a library but its articles, and a `note`, if there is one of it.

    That tokens were spent is kept as nobody's.
    """
    spent = "SELECT DISTINCT person FROM spending WHERE library = ? AND person != ''"
    for row in database.read(spent, library):
        Budget(database).forget(row["person"], library)
    with database.erasing() as write:
        for table in _OF_LIBRARIES:
            write.execute(f"DELETE FROM {table} WHERE library = ?", (library,))
        write.execute("DELETE FROM notes WHERE key = ?", (note,))


def _count(database: Database, table: str, person: str, library: str | None) -> int:
    row = database.one(f"SELECT count(*) AS n FROM {table} WHERE {_WHOSE}", person, library)
    return int(row["n"]) if row else 0
