"""Budgets: what may be used in a day, by whom, and what is known of it afterwards."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from retrieval import budget as budget_module
from retrieval.answers import Asker, Usage
from retrieval.budget import Budget, Limits, Prices, Spent
from retrieval.database import Database
from retrieval.errors import NewsdeskError, OverBudget
from retrieval.news import SHARED

ANN = Asker("guild-1", "ann")
BEN = Asker("guild-1", "ben")
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Clock:
    """What the budget takes for now."""

    def __init__(self, moment):
        self.moment = moment

    def now(self, zone):
        return self.moment.astimezone(zone)

    def combine(self, *parts):
        return datetime.combine(*parts)


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets; it stands at noon."""
    stood = Clock(NOON)
    monkeypatch.setattr(budget_module, "datetime", stood)
    return stood


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "archive.db")
    yield opened
    opened.close()


@pytest.fixture
def budget(database, clock):
    return Budget(database).limited(Limits(guild=1000, person=400))


def spend(budget, asker, tokens_in, tokens_out=0, expected=0, model="openai:small"):
    with budget.account(asker, model, expected) as account:
        account.add(Usage(tokens_in, tokens_out))


def reserved(database):
    return [row["tokens"] for row in database.read("SELECT tokens FROM reservations")]


def test_what_is_used_is_booked(budget):
    """All calls of an answer, by day, library and model."""
    with budget.account(ANN, "openai:small", 300) as account:
        account.add(Usage(100, 20))
        account.add(Usage(50, 5, estimated=True))
        assert account.total == Usage(150, 25, calls=2, estimated=True)
    spend(budget, BEN, 10, 1)
    spend(budget, BEN, 7, 2, model="openai:large")
    assert budget.spent() == [
        Spent(NOON.date(), "guild-1", "openai:large", 1, 7, 2, None),
        Spent(NOON.date(), "guild-1", "openai:small", 3, 160, 26, None),
    ]


def test_a_person_has_a_budget(budget):
    """In all guilds together; others may still ask."""
    spend(budget, ANN, 300, 90)
    with pytest.raises(OverBudget, match=r"this person .* anew at midnight UTC") as caught:
        spend(budget, Asker("guild-2", "ann"), 1, expected=11)
    assert caught.value.begins == datetime(2026, 3, 6, tzinfo=UTC)
    assert isinstance(caught.value, NewsdeskError)
    spend(budget, Asker("guild-2", "ann"), 1, expected=10)
    spend(budget, BEN, 1, expected=400)


def test_a_guild_has_a_budget(budget):
    """For everyone in it; other guilds have their own."""
    for number in range(10):
        spend(budget, Asker("guild-1", f"p{number}"), 90, 10)
    with pytest.raises(OverBudget, match="used up here; it begins anew at midnight UTC"):
        spend(budget, BEN, 1, expected=1)
    spend(budget, Asker("guild-2", "ben"), 1, expected=400)


def test_what_is_put_by_counts(budget, database):
    """As long as the answer is written, and not after."""
    with budget.account(ANN, "openai:small", 300):
        assert reserved(database) == [300]
        with pytest.raises(OverBudget):
            spend(budget, ANN, 1, expected=101)
    assert reserved(database) == []
    assert budget.spent() == []
    spend(budget, ANN, 1, expected=400)


def test_what_fails_is_booked_too(budget, database):
    """What was used before is paid for."""
    with suppress(LookupError), budget.account(ANN, "openai:small", 300) as account:
        account.add(Usage(120, 3))
        raise LookupError
    assert reserved(database) == []
    assert [(row.tokens_in, row.tokens_out) for row in budget.spent()] == [(120, 3)]


def test_fifty_at_once_do_not_overrun(budget, database):
    """As many as there is room for; the others are told."""
    start, over = Barrier(50), Barrier(50)

    def ask(number):
        start.wait()
        with ExitStack() as open_:
            try:
                account = open_.enter_context(
                    budget.account(Asker("guild-1", f"p{number}"), "openai:small", 90)
                )
                account.add(Usage(80, 10))
            except OverBudget:
                return False
            finally:
                over.wait()
            return True

    with ThreadPoolExecutor(50) as pool:
        served = sum(pool.map(ask, range(50)))
    assert served == 11
    assert sum(row.tokens_in + row.tokens_out for row in budget.spent()) == 990


def test_two_processes_share_one_budget(budget, tmp_path):
    """It stands in the file, not in a process."""
    other = Database(tmp_path / "archive.db")
    theirs = Budget(other, Limits(person=400))
    with budget.account(ANN, "openai:small", 300), pytest.raises(OverBudget):
        spend(theirs, ANN, 1, expected=101)
    other.close()


def test_the_terminal_has_no_limit(budget):
    """Who asks there is who pays; it is booked all the same."""
    spend(budget, Asker(), 10_000, expected=10_000)
    spend(budget, Asker(), 10_000, expected=10_000)
    assert budget.spent(library=SHARED)[0].tokens_in == 20_000
    with pytest.raises(OverBudget):
        spend(budget, Asker(SHARED, "ann"), 1, expected=1)


@pytest.mark.parametrize("limits", [Limits(guild=0), Limits(person=0)])
def test_nothing_is_nothing(database, limits):
    """A budget of 0 writes no answer."""
    with pytest.raises(OverBudget):
        spend(Budget(database, limits), ANN, 1, expected=1)


def test_no_limit_is_no_limit(database):
    """Which is so unless one is set."""
    spend(Budget(database), ANN, 10**9, expected=10**9)
    spend(Budget(database), ANN, 10**9, expected=10**9)
    assert Budget(database).spent()[0].calls == 2


def test_a_new_day_has_a_new_budget(budget, clock):
    """From midnight UTC on."""
    spend(budget, ANN, 400)
    clock.moment = datetime(2026, 3, 5, 23, 59, tzinfo=UTC)
    with pytest.raises(OverBudget):
        spend(budget, ANN, 1, expected=1)
    clock.moment = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
    spend(budget, ANN, 7, expected=400)
    assert [row.day.day for row in budget.spent()] == [6, 5]


def test_an_answer_written_over_midnight_is_of_the_day_it_began(budget, clock, database):
    """So that what was put by and what was used meet."""
    with budget.account(ANN, "openai:small", 300) as account:
        clock.moment = datetime(2026, 3, 6, 0, 1, tzinfo=UTC)
        spend(budget, BEN, 1)
        account.add(Usage(250, 0))
    assert [(row.day.day, row.tokens_in) for row in budget.spent()] == [(6, 1), (5, 250)]
    assert reserved(database) == []


def test_what_a_crash_left_is_gone_with_its_day(budget, clock, database):
    """It stands in nobody's way tomorrow, and is cleared away the day after."""
    with database.write() as write:
        write.execute("INSERT INTO reservations VALUES (7, '2026-03-05', 'guild-1', 'ann', 400)")
    with pytest.raises(OverBudget):
        spend(budget, ANN, 1, expected=1)
    clock.moment = NOON + timedelta(days=1)
    spend(budget, ANN, 1, expected=400)
    clock.moment = NOON + timedelta(days=2)
    spend(budget, ANN, 1, expected=400)
    assert reserved(database) == []


def test_cost_is_told_where_prices_are_set(database, clock):
    """By what is read and what is written, added up over answers."""
    priced = Budget(database).limited(Limits(), Prices(read=0.25, written=2.0))
    with priced.account(ANN, "openai:small", 0) as account:
        account.add(Usage(1_000_000, 500_000))
        assert account.total == Usage(1_000_000, 500_000, cost=1.25)
    spend(priced, BEN, 400_000)
    assert priced.spent()[0].cost == pytest.approx(1.35)


def test_a_cost_known_in_part_is_that_part(database, clock):
    """Prices set in the middle of a day count from then on."""
    spend(Budget(database), ANN, 1_000_000)
    assert Budget(database).spent()[0].cost is None
    spend(Budget(database, prices=Prices(1.0, 1.0)), ANN, 1_000_000)
    spend(Budget(database), ANN, 1_000_000)
    assert Budget(database).spent()[0].cost == 1.0


def test_a_report_is_of_a_day_or_a_library(budget, clock):
    """Or from a day on."""
    spend(budget, ANN, 1)
    clock.moment = NOON + timedelta(days=1)
    spend(budget, ANN, 2)
    spend(budget, Asker("guild-2", "cat"), 3)

    def tokens(**which):
        return [row.tokens_in for row in budget.spent(**which)]

    assert tokens() == [2, 3, 1]
    assert tokens(day=date(2026, 3, 5)) == [1]
    assert tokens(library="guild-1") == [2, 1]
    assert tokens(since=date(2026, 3, 6)) == [2, 3]
    assert tokens(day=date(2026, 3, 6), library="guild-2") == [3]


def persons(database):
    return {row["person"] for row in database.read("SELECT person FROM spending")}


def test_a_person_can_be_forgotten(budget, database):
    """What they used stays, as nobody's; what others used stays theirs."""
    spend(budget, ANN, 100)
    spend(budget, BEN, 20)
    spend(budget, Asker("guild-1", None), 3)
    before = budget.spent()
    with budget.account(ANN, "openai:small", 50) as account:
        budget.forget("ann")
        account.add(Usage(0, 0, calls=0))
    assert persons(database) == {"", "ben"}
    assert budget.spent() == before
    budget.forget("nobody")
    assert budget.spent() == before


def test_who_spent_is_forgotten_after_a_day(budget, clock, database):
    """By itself; how much stays known."""
    spend(budget, ANN, 100)
    spend(budget, BEN, 20)
    clock.moment = NOON + timedelta(days=1)
    spend(budget, Asker("guild-2", "cat"), 1)
    assert persons(database) == {"ann", "ben", "cat"}
    clock.moment = NOON + timedelta(days=2)
    spend(budget, Asker("guild-2", "cat"), 1)
    assert persons(database) == {"", "cat"}
    clock.moment = NOON + timedelta(days=4)
    budget.forget_old()
    assert persons(database) == {""}
    assert budget.spent(day=NOON.date())[0].tokens_in == 120


def test_the_archive_has_a_budget(archive):
    """Without limits until some are set."""
    spend(archive.budget, ANN, 10**6, expected=10**6)
    limited = archive.budget.limited(Limits(guild=10**6), Prices(1.0, 1.0))
    with pytest.raises(OverBudget):
        spend(limited, ANN, 1, expected=1)
