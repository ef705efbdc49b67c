"""What is posted by itself: topics and digests that are followed, and what each has told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from sqlite3 import Row
from typing import Literal

from retrieval.articles import marks
from retrieval.database import Database

Kind = Literal["topic", "digest"]
Problem = Literal["", "gone", "forbidden"]

MOST = 50
"""Topics and digests of a library."""
PATIENCE = timedelta(hours=1)
"""How long an article without its vectors is waited for."""


@dataclass(frozen=True, slots=True)
class Follow:
    """A topic whose news is posted in a channel, or a digest; times are aware, in UTC.

    `at` is "08:00" in the guild's zone for once a day, None for as it comes. Articles first seen
    until `seen` have been looked at; `posted` is when it was last its turn. Where the channel could
    not be posted to, `problem` says why and `retry` until when it is left alone.
    """

    id: int
    library: str
    kind: Kind
    topic: str
    channel: int
    person: str
    at: str | None
    language: str
    added_at: datetime
    seen: datetime
    posted: datetime
    failures: int = 0
    problem: Problem = ""
    retry: datetime | None = None


class Follows:
    """The archive's follows, of all libraries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        library: str,
        kind: Kind,
        topic: str,
        *,
        channel: int,
        person: str,
        at: str | None,
        language: str,
        now: datetime,
    ) -> tuple[Follow, bool] | None:
        """Follow from now on, and whether that is new; what is followed there gets the time.

        None where a library follows MOST already.
        """
        moment = _stamp(now)
        with self._database.write() as write:
            held = self.of([library])
            known = _same(held, kind, topic, channel)
            if known is None and len(held) >= MOST:
                return None
            if known is None:
                id_ = write.execute(
                    "INSERT INTO follows (library, kind, topic, channel, person, at, language, "
                    "added_at, seen, posted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (library, kind, topic, channel, person, at, language, moment, moment, moment),
                ).lastrowid
            elif known.at != at:
                write.execute(
                    "UPDATE follows SET at = ?, posted = ? WHERE id = ?", (at, moment, known.id)
                )
        found = self.get(known.id if known else id_ or 0, library)
        assert found is not None
        return found, known is None or known.at != at

    def of(self, libraries: Collection[str]) -> list[Follow]:
        """What these libraries follow, in the order in which it was added."""
        rows = self._database.read(
            f"SELECT * FROM follows WHERE library IN ({marks(libraries)}) ORDER BY id", *libraries
        )
        return [_follow(row) for row in rows]

    def all(self) -> list[Follow]:
        """What all libraries follow."""
        rows = self._database.read("SELECT * FROM follows ORDER BY library, id")
        return [_follow(row) for row in rows]

    def get(self, id_: int, library: str) -> Follow | None:
        """One of a library's follows."""
        row = self._database.one("SELECT * FROM follows WHERE id = ? AND library = ?", id_, library)
        return _follow(row) if row else None

    def remove(self, id_: int, library: str) -> Follow | None:
        """Follow no longer, and forget what was told."""
        found = self.get(id_, library)
        if found:
            with self._database.write() as write:
                write.execute("DELETE FROM follows WHERE id = ?", (id_,))
        return found

    def any_new(self, libraries: Collection[str], after: datetime, until: datetime) -> bool:
        """Whether an article was first seen after one moment and until another."""
        row = self._database.one(
            "SELECT 1 FROM articles WHERE first_seen > ? AND first_seen <= ? "
            f"AND library IN ({marks(libraries)}) LIMIT 1",
            _stamp(after),
            _stamp(until),
            *libraries,
        )
        return row is not None

    def reach(
        self, libraries: Collection[str], after: datetime, until: datetime, most: int
    ) -> datetime:
        """Until when no more than so many articles were first seen after a moment."""
        row = self._database.one(
            "SELECT first_seen FROM articles WHERE first_seen > ? AND first_seen <= ? "
            f"AND library IN ({marks(libraries)}) ORDER BY first_seen LIMIT 1 OFFSET ?",
            _stamp(after),
            _stamp(until),
            *libraries,
            most - 1,
        )
        return datetime.fromisoformat(row["first_seen"]) if row else until

    def ready_until(self, libraries: Collection[str], after: datetime, now: datetime) -> datetime:
        """Until when all articles first seen after a moment can be judged by their vectors.

        One whose vectors do not come is not waited for longer than PATIENCE.
        """
        row = self._database.one(
            "SELECT min(a.first_seen) AS first FROM passages p JOIN articles a "
            "ON a.id = p.article_id WHERE p.ready = 0 AND a.first_seen > ? "
            f"AND p.library IN ({marks(libraries)})",
            _stamp(max(after, now - PATIENCE)),
            *libraries,
        )
        if row is None or row["first"] is None:
            return now
        return min(now, datetime.fromisoformat(row["first"]) - timedelta(microseconds=1))

    def told(self, id_: int) -> frozenset[str]:
        """The stories that were told already."""
        rows = self._database.read("SELECT story FROM told WHERE follow = ?", id_)
        return frozenset(row["story"] for row in rows)

    def tell(self, id_: int, stories: Iterable[str], now: datetime) -> None:
        """Remember stories as told; of what is followed no longer, nothing."""
        with self._database.write() as write:
            write.executemany(
                "INSERT OR IGNORE INTO told SELECT id, ?, ? FROM follows WHERE id = ?",
                [(story, _stamp(now), id_) for story in stories],
            )

    def done(self, id_: int, seen: datetime, posted: datetime, stories: Iterable[str] = ()) -> None:
        """Remember, in one step, up to when articles were looked at, and what was told of them."""
        with self._database.write() as write:
            write.execute(
                "UPDATE follows SET seen = ?, posted = ?, failures = 0, problem = '', retry = NULL "
                "WHERE id = ?",
                (_stamp(seen), _stamp(posted), id_),
            )
            write.executemany(
                "INSERT OR IGNORE INTO told SELECT id, ?, ? FROM follows WHERE id = ?",
                [(story, _stamp(posted), id_) for story in stories],
            )

    def fail(self, id_: int, problem: Problem, retry: datetime) -> None:
        """Remember that a channel could not be posted to, and when to try it again."""
        with self._database.write() as write:
            write.execute(
                "UPDATE follows SET failures = failures + 1, problem = ?, retry = ? WHERE id = ?",
                (problem, _stamp(retry), id_),
            )

    def forget_told(self, before: datetime) -> None:
        """Forget what was told before a moment."""
        with self._database.write() as write:
            write.execute("DELETE FROM told WHERE told_at < ?", (_stamp(before),))


def _same(held: Iterable[Follow], kind: Kind, topic: str, channel: int) -> Follow | None:
    wanted = (kind, _folded(topic), channel)
    return next((f for f in held if (f.kind, _folded(f.topic), f.channel) == wanted), None)


def _folded(topic: str) -> str:
    return " ".join(topic.split()).casefold()


def _stamp(moment: datetime) -> str:
    # As the archive writes when an article was first seen, so that the two compare as text.
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _follow(row: Row) -> Follow:
    said = dict(row)
    for name in ("added_at", "seen", "posted", "retry"):
        said[name] = datetime.fromisoformat(said[name]) if said[name] else None
    return Follow(**said)
