"""What was asked and how it went, counted without words or persons; and whose news is held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

from retrieval.answers import Answer, Status
from retrieval.articles import marks, moment
from retrieval.database import Database

KEPT_DAYS = 366
"""After a year it is no longer known that something was asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked in a stretch of time, how it ended, and what came in meanwhile.

    `refused` were not in the news, `empty` met no news at all; `median` and `slow` are the
    milliseconds that half, and nineteen in twenty, of the questions took at most, None without any.
    """

    questions: int = 0
    answered: int = 0
    refused: int = 0
    empty: int = 0
    helpful: int = 0
    unhelpful: int = 0
    median: float | None = None
    slow: float | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet of which articles are held; None for those of which it is not known."""

    outlet: str | None
    articles: int
    newest: datetime | None


class Statistics:
    """The archive's counts of questions, and of articles by outlet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, library: str, answer: Answer) -> None:
        """Count an answer."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        took = round(sum(answer.timings_ms.values()), 1)
        with self._database.write() as write:
            write.execute(
                "INSERT INTO questions (library, asked_at, status, mode, ms) VALUES (?,?,?,?,?)",
                (library, now, str(answer.status), answer.mode, took),
            )

    def expire(self, before: datetime) -> int:
        """Forget what was asked before an aware moment; returns how many questions that were."""
        then = before.astimezone(UTC).isoformat(timespec="seconds")
        if self._database.one("SELECT 1 FROM questions WHERE asked_at < ? LIMIT 1", then) is None:
            return 0
        with self._database.write() as write:
            return write.execute("DELETE FROM questions WHERE asked_at < ?", (then,)).rowcount

    def asked(self, since: datetime, library: str | None = None) -> Asked:
        """What was asked since an aware moment in a library, or with None in any."""
        then = since.astimezone(UTC).isoformat(timespec="seconds")
        ended = self._counts("questions", "status", "asked_at", then, library)
        said = self._counts("votes", "helpful", "given_at", then, library)
        came = self._counts("articles", "1", "first_seen", then, library)
        took = self._took(then, library)
        return Asked(
            questions=sum(ended.values()),
            answered=ended.get(str(Status.ANSWERED), 0),
            refused=ended.get(str(Status.NOT_IN_NEWS), 0),
            empty=ended.get(str(Status.EMPTY_LIBRARY), 0),
            helpful=said.get("1", 0),
            unhelpful=said.get("0", 0),
            median=_share(took, 0.5),
            slow=_share(took, 0.95),
            articles=sum(came.values()),
        )

    def sources(self, libraries: Collection[str]) -> list[Source]:
        """The outlets that these libraries have articles of, those with most first; no scan."""
        rows = self._database.read(
            "SELECT t.outlet, t.articles, (SELECT max(a.published) FROM articles a "
            "WHERE a.library = t.library AND a.outlet IS nullif(t.outlet, '') "
            "AND a.withdrawn IS NULL) AS newest FROM tallies t "
            f"WHERE t.articles > 0 AND t.library IN ({marks(libraries)})",
            *libraries,
        )
        held: dict[str, tuple[int, str]] = {}
        for outlet, count, newest in map(tuple, rows):
            before, last = held.get(outlet, (0, ""))
            held[outlet] = before + count, max(last, newest or "")
        found = [Source(outlet or None, *_dated(counted)) for outlet, counted in held.items()]
        return sorted(found, key=lambda one: (-one.articles, one.outlet or "\uffff"))

    def _counts(
        self, table: str, by: str, when: str, then: str, library: str | None
    ) -> dict[str, int]:
        where, values = _since(when, then, library)
        sql = f"SELECT {by} AS kind, count(*) AS n FROM {table} WHERE {where} GROUP BY 1"
        return {str(row["kind"]): int(row["n"]) for row in self._database.read(sql, *values)}

    def _took(self, then: str, library: str | None) -> list[float]:
        where, values = _since("asked_at", then, library)
        sql = f"SELECT ms FROM questions WHERE {where} ORDER BY ms"
        return [float(row["ms"]) for row in self._database.read(sql, *values)]


def _since(when: str, then: str, library: str | None) -> tuple[str, tuple[str, ...]]:
    """A condition that the indexes serve: "library is any or this" would be a scan."""
    if library is None:
        return f"{when} >= ?", (then,)
    return f"library = ? AND {when} >= ?", (library, then)


def _share(took: list[float], share: float) -> float | None:
    """What this share of sorted times did not exceed."""
    return took[ceil(share * len(took)) - 1] if took else None


def _dated(counted: tuple[int, str]) -> tuple[int, datetime | None]:
    count, newest = counted
    return count, moment(newest or None)
