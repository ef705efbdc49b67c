"""How much a set of libraries holds, from tallies kept as articles come and go: no scan."""

from collections.abc import Collection
from datetime import datetime

from retrieval.articles import marks, moment, stamp
from retrieval.database import Database
from retrieval.news import Holdings


def outlets(database: Database, libraries: Collection[str]) -> list[str]:
    """The names of the outlets the libraries have articles of."""
    rows = database.read(
        "SELECT DISTINCT outlet FROM tallies WHERE articles > 0 AND outlet != '' "
        f"AND library IN ({marks(libraries)}) ORDER BY 1",
        *libraries,
    )
    return [row["outlet"] for row in rows]


def holdings(
    database: Database, libraries: Collection[str], until: datetime | None = None
) -> Holdings:
    """What the libraries hold in all; with `until`, the newest is the newest by then."""
    among = f"library IN ({marks(libraries)})"
    held, outlets, newest = extent(database, libraries, until)
    undated = "SELECT count(*) FROM articles WHERE withdrawn IS NULL AND published IS NULL AND "
    passages = "SELECT count(*) FROM passages WHERE ready > 0 AND "
    return Holdings(
        articles=held,
        passages=database.read(passages + among, *libraries)[0][0],
        outlets=outlets,
        undated=database.read(undated + among, *libraries)[0][0],
        newest=newest,
    )


def extent(
    database: Database, libraries: Collection[str], until: datetime | None
) -> tuple[int, int, datetime | None]:
    """How many articles and outlets there are, and the newest time of publication; no scan."""
    row = database.read(
        "SELECT coalesce(sum(articles), 0) AS articles, "
        "count(DISTINCT nullif(outlet, '')) AS outlets "
        f"FROM tallies WHERE articles > 0 AND library IN ({marks(libraries)})",
        *libraries,
    )[0]
    return row["articles"], row["outlets"], newest_by(database, libraries, until)


def any_passage(database: Database, libraries: Collection[str]) -> bool:
    """Whether the libraries have any passage to search."""
    sql = f"SELECT 1 FROM passages WHERE ready > 0 AND library IN ({marks(libraries)}) LIMIT 1"
    return database.one(sql, *libraries) is not None


def newest_by(
    database: Database, libraries: Collection[str], until: datetime | None
) -> datetime | None:
    """When the newest article was published, or the newest by then; a look-up a library."""
    found = [
        database.read(
            "SELECT max(published) FROM articles "
            "WHERE library = ? AND withdrawn IS NULL AND published <= ?",
            library,
            stamp(until) or "9999",
        )[0][0]
        for library in libraries
    ]
    return moment(max(filter(None, found), default=None))
