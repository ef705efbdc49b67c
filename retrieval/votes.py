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
class Complaint:
    """Why an answer did not help somebody, and the message of it, where others see that."""

    reason: str
    channel: int | None
    message: int | None


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

    def complaints(self, since: datetime, library: str | None, most: int) -> list[Complaint]:
        """The latest reasons given in a library, or with None in any, since an aware moment."""
        rows = self._database.read(
            "SELECT v.reason, s.channel, s.message FROM votes v JOIN answers s ON s.id = v.answer "
            "WHERE v.library = coalesce(?, v.library) AND v.given_at >= ? AND NOT v.helpful "
            "AND v.reason IS NOT NULL ORDER BY v.given_at DESC, v.answer DESC LIMIT ?",
            *(library, since.astimezone(UTC).isoformat(timespec="seconds"), most),
        )
        return [Complaint(row["reason"], row["channel"], row["message"]) for row in rows]
