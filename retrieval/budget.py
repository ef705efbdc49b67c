"""What a chat model may take and took for answers: tokens and dollars, by day, library, person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from sqlite3 import Connection
from typing import TYPE_CHECKING

from retrieval.answers import Asker, Usage
from retrieval.errors import OverBudget
from retrieval.news import SHARED

if TYPE_CHECKING:
    from retrieval.database import Database

KNOWN = 1
"""Days past its own for which it is known who spent what: no limit looks further back."""

_MILLION = 1_000_000
_HERE = "Today's budget for written answers is used up here; it begins anew at midnight UTC."
_PERSON = (
    "Today's budget of this person for written answers is used up; it begins anew at midnight UTC."
)

_RESERVED = "SELECT coalesce(sum(tokens), 0) FROM reservations WHERE day = ? AND "
_SPENT = "SELECT coalesce(sum(tokens_in + tokens_out), 0) FROM spending WHERE day = ? AND "

_ADD = """
INSERT INTO spending VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    calls = calls + excluded.calls, tokens_in = tokens_in + excluded.tokens_in,
    tokens_out = tokens_out + excluded.tokens_out,
    cost = CASE WHEN cost IS NULL THEN excluded.cost ELSE cost + coalesce(excluded.cost, 0) END
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """Tokens a day, read and written, for a guild and for one person; None is without a limit."""

    guild: int | None = None
    person: int | None = None

    def at_most(self, tokens: int | None) -> "Limits":
        """The same, with no more than these tokens for the guild; None leaves it as it is."""
        known = [limit for limit in (self.guild, tokens) if limit is not None]
        return replace(self, guild=min(known, default=None))


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens that a model reads, and writes."""

    read: float
    written: float

    def of(self, usage: Usage) -> float:
        """What so many tokens cost, in US dollars."""
        return (usage.tokens_in * self.read + usage.tokens_out * self.written) / _MILLION


@dataclass(frozen=True, slots=True)
class Spent:
    """What one model took in one library on one day (UTC); `cost` is None when unknown."""

    day: date
    library: str
    model: str
    calls: int
    tokens_in: int
    tokens_out: int
    cost: float | None


class Account:
    """What is used for one answer, added up while it is written."""

    def __init__(self, prices: Prices | None) -> None:
        self._prices = prices
        self.total: Usage | None = None
        """All that was added, with its cost where prices are set; None before anything was."""

    def add(self, usage: Usage) -> None:
        """Add what one call took."""
        before = self.total or Usage(0, 0, calls=0)
        total = Usage(
            before.tokens_in + usage.tokens_in,
            before.tokens_out + usage.tokens_out,
            before.calls + usage.calls,
            estimated=before.estimated or usage.estimated,
        )
        self.total = replace(total, cost=self._prices.of(total) if self._prices else None)


class Budget:
    """The budgets of all libraries and persons, in the archive; safe to use from many threads."""

    def __init__(
        self, database: "Database", limits: Limits | None = None, prices: Prices | None = None
    ) -> None:
        self._database = database
        self._limits = limits or Limits()
        self._prices = prices
        self._tidied = ""

    def limited(self, limits: Limits, prices: Prices | None = None) -> "Budget":
        """The same budget with these limits and prices."""
        return Budget(self._database, limits, prices)

    @contextmanager
    def account(self, asker: Asker, model: str, expected: int) -> Iterator[Account]:
        """Put `expected` tokens by while an answer is written, then book what it used instead.

        Raises OverBudget when today's tokens of the library or the person are not enough. Whoever
        asks in the shared library without a name is at the terminal, and has no limit.
        """
        day = datetime.now(UTC).date().isoformat()
        number = self._reserve(day, asker, expected)
        account = Account(self._prices)
        try:
            yield account
        finally:
            self._settle(number, model, account.total)

    def spent(
        self, day: date | None = None, library: str | None = None, *, since: date | None = None
    ) -> list[Spent]:
        """What was used, newest day first, by library and model.

        Of one `day` (UTC), or of all from `since` on; of one library, or of all.
        """
        first, last = (day, day) if day else (since or date.min, date.max)
        rows = self._database.read(
            "SELECT day, library, model, sum(calls) AS calls, sum(tokens_in) AS tokens_in, "
            "sum(tokens_out) AS tokens_out, sum(cost) AS cost FROM spending "
            "WHERE day BETWEEN ? AND ? AND (? IS NULL OR library = ?) "
            "GROUP BY day, library, model ORDER BY day DESC, library, model",
            *(first.isoformat(), last.isoformat(), library, library),
        )
        return [Spent(**{**dict(row), "day": date.fromisoformat(row["day"])}) for row in rows]

    def forget(self, person: str, library: str | None = None, *, today: bool = True) -> None:
        """Keep no longer what this person spent, only that it was spent in their libraries.

        Of one library, or with None of all; without `today`, what counts for today's limits stays.
        """
        day = date.max if today else datetime.now(UTC).date()
        with self._database.write() as write:
            whose = "person = ? AND library = coalesce(?, library) AND day < ?"
            _blank(write, whose, person, library, day.isoformat())
            if today:
                write.execute("UPDATE reservations SET person = '' WHERE person = ?", (person,))

    def forget_old(self) -> None:
        """Keep no longer who spent what when it counts for no limit."""
        oldest = datetime.now(UTC).date() - timedelta(days=KNOWN)
        with self._database.write() as write:
            _blank(write, "person != '' AND day < ?", oldest.isoformat())

    def _reserve(self, day: str, asker: Asker, expected: int) -> int:
        library, person = asker.library, asker.person or ""
        # One transaction: of fifty who ask at once none sees room that another has taken.
        with self._database.write() as write:
            self._tidy(write, day)
            if person or library != SHARED:
                wanted = max(expected, 0)
                if _over(write, self._limits.guild, day, ("library", library), wanted):
                    raise OverBudget(_HERE, _midnight(day))
                if person and _over(write, self._limits.person, day, ("person", person), wanted):
                    raise OverBudget(_PERSON, _midnight(day))
            return (
                write.execute(
                    "INSERT INTO reservations (day, library, person, tokens) VALUES (?, ?, ?, ?)",
                    (day, library, person, expected),
                ).lastrowid
                or 0
            )

    def _settle(self, number: int, model: str, used: Usage | None) -> None:
        with self._database.write() as write:
            row = write.execute(
                # Not as it was asked: the person may have been forgotten since.
                "DELETE FROM reservations WHERE id = ? RETURNING day, library, person",
                (number,),
            ).fetchone()
            if row and used:
                counted = (used.calls, used.tokens_in, used.tokens_out, used.cost)
                write.execute(_ADD, (row["day"], row["library"], row["person"], model, *counted))

    def _tidy(self, write: Connection, day: str) -> None:
        """Once a day: forget who spent what long ago, and what a crash left of another day."""
        if self._tidied == day:
            return
        today = date.fromisoformat(day)
        oldest, yesterday = today - timedelta(days=KNOWN), today - timedelta(days=1)
        _blank(write, "person != '' AND day < ?", oldest.isoformat())
        # An answer that was begun before midnight may still be written.
        write.execute("DELETE FROM reservations WHERE day < ?", (yesterday.isoformat(),))
        self._tidied = day


def _over(
    write: Connection, limit: int | None, day: str, whose: tuple[str, str], wanted: int
) -> bool:
    """Whether so many more tokens are too many for a library or a person on a day."""
    if limit is None:
        return False
    column, name = whose
    taken = sum(
        write.execute(f"{sql} {column} = ?", (day, name)).fetchone()[0]
        for sql in (_RESERVED, _SPENT)
    )
    return bool(taken + wanted > limit)


def _blank(write: Connection, which: str, *values: str | None) -> None:
    """Give what some persons spent to nobody: rows without a name may be there already."""
    rows = write.execute(
        "SELECT day, library, '', model, calls, tokens_in, tokens_out, cost FROM spending "
        f"WHERE {which}",
        values,
    ).fetchall()
    write.execute(f"DELETE FROM spending WHERE {which}", values)
    write.executemany(_ADD, map(tuple, rows))


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC)
