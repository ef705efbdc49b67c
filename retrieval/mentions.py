"""Messages that asked something: which were taken on, and which of them have their answer."""

from dataclasses import dataclass
from datetime import UTC, datetime

from retrieval.articles import stamp
from retrieval.database import Database


@dataclass(frozen=True, slots=True)
class Mention:
    """A message that was taken on; `reply` is ours to it, in `room`, once there is one."""

    message: int
    channel: int
    taken_at: datetime
    reply: int | None
    room: int | None
    tries: int


class Mentions:
    """What was taken on, by message; neither who wrote it nor in what words is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, message: int, channel: int) -> Mention | None:
        """Take a message on, also one whose answer was begun before; None once it is done."""
        now = stamp(datetime.now(UTC))
        with self._database.write() as write:
            write.execute(
                "INSERT INTO mentions (message, channel, taken_at) VALUES (?, ?, ?) "
                "ON CONFLICT (message) DO UPDATE SET tries = tries + 1 WHERE done = 0",
                (message, channel, now),
            )
            return next(iter(self._unfinished("AND message = ?", message)), None)

    def stands(self, message: int, reply: int, room: int) -> None:
        """Remember our reply to a message."""
        with self._database.write() as write:
            write.execute(
                "UPDATE mentions SET reply = ?, room = ? WHERE message = ?", (reply, room, message)
            )

    def finish(self, message: int) -> None:
        """Hold a message for done."""
        with self._database.write() as write:
            write.execute("UPDATE mentions SET done = 1 WHERE message = ?", (message,))

    def unfinished(self) -> list[Mention]:
        """Those taken on whose answer does not stand, oldest first."""
        return self._unfinished()

    def rooms(self, limit: int) -> list[int]:
        """Where messages were taken on, the latest first."""
        rows = self._database.read(
            "SELECT channel FROM mentions GROUP BY channel ORDER BY max(message) DESC LIMIT ?",
            limit,
        )
        return [row["channel"] for row in rows]

    def expire(self, before: datetime) -> int:
        """Forget what was taken on before an aware moment; returns how many went."""
        with self._database.write() as write:
            gone = write.execute("DELETE FROM mentions WHERE taken_at < ?", (stamp(before),))
            return gone.rowcount

    def _unfinished(self, which: str = "", *values: object) -> list[Mention]:
        rows = self._database.read(
            "SELECT message, channel, taken_at, reply, room, tries FROM mentions "
            f"WHERE done = 0 {which} ORDER BY message",
            *values,
        )
        return [
            Mention(**{**dict(row), "taken_at": datetime.fromisoformat(row["taken_at"])})
            for row in rows
        ]
