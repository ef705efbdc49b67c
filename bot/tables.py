"""Ingest results and the articles held, for the terminal: pure, like bot.terminal."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.dates import in_words
from bot.terminal import Line, dated_words
from bot.wording import plural, web
from ingest.report import Outcome, Result, Summary
from ingest.text import one_line
from retrieval.news import Article, Holdings

STYLES = {
    Outcome.NEW: "green",
    Outcome.UNCHANGED: "dim",
    Outcome.REVISED: "cyan",
    Outcome.DUPLICATE: "yellow",
    Outcome.FAILED: "bold red",
}
LISTED = 20
"""How many articles a summary still lists one by one; above that it counts, and lists failures."""


def counts(results: Sequence[Result]) -> Text:
    """How many articles ended how: "12 new · 2 duplicate"."""
    numbers = [(outcome, sum(r.outcome is outcome for r in results)) for outcome in Outcome]
    shown = [Text(f"{n:,} {outcome.value}", STYLES[outcome]) for outcome, n in numbers if n]
    return Text(" · ").join(shown) if shown else Text("nothing found to read", "yellow")


def summary_table(summary: Summary) -> Table | None:
    """The results worth naming: all of a few, and every failure with its reason."""
    shown = listed(summary)
    if not shown:
        return None
    table = _table()
    table.add_column("Outcome", no_wrap=True)
    table.add_column("Article", ratio=2)
    table.add_column("Outlet and date, or reason", ratio=2)
    for result in shown:
        style = STYLES[result.outcome]
        table.add_row(Text(result.outcome.value, style), _named(result), _remark(result))
    return table


def summary_lines(summary: Summary) -> list[Line]:
    """The same results for a pipe: tab-separated."""
    return [
        Line(Text(f"{result.outcome.value}\t{_named(result).plain}\t{_remark(result).plain}"))
        for result in listed(summary)
    ]


def listed(summary: Summary) -> Sequence[Result]:
    """The results that a summary names one by one."""
    return summary.results if len(summary.results) <= LISTED else summary.failed


def articles_table(articles: Iterable[Article]) -> Table:
    """Articles in a table, newest first as they come."""
    table = _table()
    table.add_column("Id", style="cyan", no_wrap=True)
    table.add_column("Published", no_wrap=True)
    table.add_column("Outlet", max_width=16)
    table.add_column("Title")
    for article in articles:
        outlet = Text(one_line(article.outlet or ""))
        table.add_row(Text(article.id), Text(_iso(article)), outlet, _title(article))
    return table


def articles_lines(articles: Iterable[Article]) -> list[Line]:
    """The same for a pipe: tab-separated, dates in ISO 8601."""
    return [Line(Text("\t".join(_fields(article)))) for article in articles]


def article_lines(article: Article, revisions: Sequence[Article] = ()) -> list[Line]:
    """One article in full, with where it came from and its earlier revisions."""
    facts = [
        ("outlet", article.outlet),
        ("published", dated_words(article)),
        ("authors", ", ".join(article.authors)),
        ("address", article.url or article.address),
        ("library", article.library),
        ("first seen", in_words(article.first_seen)),
        ("copy of", article.duplicate_of),
        ("revision", f"{article.revision} of {len(revisions)}" if len(revisions) > 1 else None),
    ]
    lines = [Line(Text(one_line(article.title), "bold"))]
    lines += [
        Line(Text.assemble((f"{name}: ", "dim"), one_line(value))) for name, value in facts if value
    ]
    return [*lines, Line(Text()), *(Line(Text(one_line(row))) for row in article.text.splitlines())]


def holdings_line(held: Holdings) -> Text:
    """What a set of libraries holds, in words."""
    words = f"{plural(held.articles, 'article')} by {plural(held.outlets, 'outlet')}"
    if held.newest:
        words += f", newest {in_words(held.newest, 'day')}"
    if held.undated:
        words += f", {held.undated:,} undated"
    return Text(f"{words}.", "dim")


def _fields(article: Article) -> tuple[str, ...]:
    outlet, title = one_line(article.outlet or ""), one_line(article.title)
    return (article.id, _iso(article), outlet, title)


def _iso(article: Article) -> str:
    """The day of publication as it sorts; a guess is marked as one."""
    if article.published is None:
        return "undated"
    return f"{'~' if article.guessed else ''}{article.published:%Y-%m-%d}"


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)


def _named(result: Result) -> Text:
    return Text(one_line(result.article.title if result.article else result.source))


def _title(article: Article) -> Text:
    address = web(article.url)
    return Text(one_line(article.title), Style(link=address and one_line(address)))


def _remark(result: Result) -> Text:
    if result.reason or result.article is None:
        return Text(one_line(result.reason or ""), STYLES[result.outcome])
    known = [one_line(result.article.outlet)] if result.article.outlet else []
    return Text(" · ".join([*known, dated_words(result.article)]))
