"""What readers said of answers: whether they helped, and why not."""

from dataclasses import dataclass
from datetime import UTC, datetime

from retrieval.database import Database

REASON = 1000
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person said of an answer; `reason` is why it did not help, where they said so."""

    person: str
    helpful: bool
    reason: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many votes were for and against."""

    helpful: int
    unhelpful: int


class Votes:
    """The archive's votes, one a person and answer; they go with the answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(
        self,
        answer_id: int,
        person: str,
        library: str,
        *,
        helpful: bool,
        reason: str | None = None,
    ) -> bool:
        """Take a vote, in the place of an earlier one; False when the answer is kept no longer.

        The reason given before stands until there is another one or a change of mind.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.write() as write:
            taken = write.execute(
                "INSERT INTO votes SELECT id, ?, library, ?, ?, ? FROM answers "
                "WHERE id = ? AND library = ? ON CONFLICT (answer, person) DO UPDATE SET "
                "reason = CASE WHEN helpful = excluded.helpful "
                "THEN coalesce(excluded.reason, reason) ELSE excluded.reason END, "
                "helpful = excluded.helpful, given_at = excluded.given_at",
                (person, helpful, reason and reason[:REASON], now, answer_id, library),
            )
            return taken.rowcount == 1

    def of(self, answer_id: int) -> list[Vote]:
        """The votes on an answer, in the order in which they were given."""
        rows = self._database.read(
            "SELECT * FROM votes WHERE answer = ? ORDER BY given_at, person", answer_id
        )
        return [
            Vote(
                row["person"],
                bool(row["helpful"]),
                row["reason"],
                datetime.fromisoformat(row["given_at"]),
            )
            for row in rows
        ]

    def counted(self, library: str, since: datetime) -> Counted:
        """How many votes a library's answers got since an aware moment."""
        row = self._database.read(
            "SELECT coalesce(sum(helpful), 0) AS helpful, count(*) AS votes FROM votes "
            "WHERE library = ? AND given_at >= ?",
            library,
            since.astimezone(UTC).isoformat(timespec="seconds"),
        )[0]
        return Counted(row["helpful"], row["votes"] - row["helpful"])
