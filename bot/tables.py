"""Ingest results and the articles held, for the terminal: pure, like bot.terminal."""

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.dates import in_words
from bot.terminal import Line, dated_words
from bot.wording import extent, kinship, plural, web
from ingest.report import Outcome, Result, Summary
from ingest.text import one_line
from retrieval.news import Article, Holdings

STYLES = {
    Outcome.NEW: "green",
    Outcome.UNCHANGED: "dim",
    Outcome.REVISED: "cyan",
    Outcome.DUPLICATE: "yellow",
    Outcome.WITHDRAWN: "magenta",
    Outcome.KEPT_OUT: "dim",
    Outcome.FAILED: "bold red",
}
LISTED = 20
"""How many articles a summary still lists one by one; above that it counts the usual ones."""
NOTABLE = (Outcome.REVISED, Outcome.WITHDRAWN, Outcome.KEPT_OUT)
"""What is listed of a long run, after its failures."""
KEPT_OUT = "removed here before; ingest its own address to have it back"
AGAIN = frozenset({Outcome.NEW, Outcome.DUPLICATE})
"""What may be news that another outlet told before."""


def counts(numbers: Mapping[Outcome, int]) -> Text:
    """How many articles ended how: "12 new · 2 duplicate"."""
    ended = [(outcome, numbers.get(outcome, 0)) for outcome in Outcome]
    shown = [Text(f"{n:,} {outcome.value}", STYLES[outcome]) for outcome, n in ended if n]
    return Text(" · ").join(shown) if shown else Text("nothing found to read", "yellow")


def listed(summary: Summary) -> Sequence[Result]:
    """The results that a summary names one by one: all of a few, else failures and changes."""
    if summary.total <= LISTED:
        return summary.results
    return (*summary.failed, *(one for one in summary.results if one.outcome in NOTABLE))


def left_out(summary: Summary, shown: Sequence[Result]) -> list[Line]:
    """How many results are counted only, and where their articles are listed."""
    failed = summary.count(Outcome.FAILED)
    failed_left = failed - sum(one.outcome is Outcome.FAILED for one in shown)
    left = summary.total - len(shown) - failed_left
    lines = [f"and {failed_left:,} more failed"] if failed_left > 0 else []
    lines += [f"and {left:,} more: newsdesk articles list"] if left > 0 else []
    return [Line(Text(line, "dim")) for line in lines]


def results_table(results: Sequence[Result], firsts: Mapping[str, Article]) -> Table:
    """What became of each article, with what is to know of it or why it failed.

    `firsts` are the articles whose story or text others tell again, by id.
    """
    table = _table()
    table.add_column("Outcome", no_wrap=True)
    # Folded: an address without a blank would lose its end.
    table.add_column("Article", ratio=2, overflow="fold")
    table.add_column("Outlet and date, or reason", ratio=2, overflow="fold")
    for result in results:
        style = STYLES[result.outcome]
        remark = _remark(result, firsts)
        table.add_row(Text(result.outcome.value, style), _named(result), remark)
    return table


def results_lines(results: Sequence[Result], firsts: Mapping[str, Article]) -> list[Line]:
    """The same results for a pipe: tab-separated."""
    return [
        Line(Text(f"{result.outcome.value}\t{_named(result)}\t{_remark(result, firsts)}"))
        for result in results
    ]


def articles_table(articles: Iterable[Article], *, withdrawn: bool = False) -> Table:
    """Articles in a table, in the order they come; with `withdrawn`, since when they are gone."""
    table = _table()
    table.add_column("Id", style="cyan", no_wrap=True)
    table.add_column("Published", no_wrap=True)
    if withdrawn:
        table.add_column("Withdrawn", no_wrap=True)
    table.add_column("Outlet", max_width=16)
    table.add_column("Title")
    for article in articles:
        days = [_iso(article), *([_gone(article)] if withdrawn else [])]
        outlet = Text(one_line(article.outlet or ""))
        table.add_row(Text(article.id), *map(Text, days), outlet, _title(article))
    return table


def articles_lines(articles: Iterable[Article]) -> list[Line]:
    """The same for a pipe: tab-separated, dates in ISO 8601."""
    return [Line(Text("\t".join(_fields(article)))) for article in articles]


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
    return (article.id, _iso(article), outlet, title, extent(article), _gone(article))


def _iso(article: Article) -> str:
    """The day of publication as it sorts; a guess is marked as one."""
    if article.published is None:
        return "undated"
    return f"{'~' if article.guessed else ''}{article.published:%Y-%m-%d}"


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)


def _named(result: Result) -> Text:
    return Text(one_line(result.article.title if result.article else result.source))


def _gone(article: Article) -> str:
    return f"{article.withdrawn:%Y-%m-%d}" if article.withdrawn else ""


def _title(article: Article) -> Text:
    address = web(article.url)
    text = Text(one_line(article.title), Style(link=address and one_line(address)))
    known = extent(article)
    return text.append(f" ({known})", "not bold dim") if known else text


def _remark(result: Result, firsts: Mapping[str, Article]) -> Text:
    article = result.article
    if article is None:
        why = KEPT_OUT if result.outcome is Outcome.KEPT_OUT else ""
        return Text(one_line(result.reason or why), STYLES[result.outcome])
    again = kinship(article, firsts) if result.outcome in AGAIN else ""
    reason = one_line(result.reason or "")
    known = [one_line(article.outlet or ""), dated_words(article), extent(article), again, reason]
    return Text(" · ".join(filter(None, known)))
