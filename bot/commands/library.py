"""Bring articles in, and look at, remove or re-index what is held."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from bot.commands.asking import Libraries
from bot.commands.opening import opened
from bot.desk import as_overrides
from bot.screen import Screen, screen, stop_on_interrupt
from bot.terminal import NO_NEWS
from bot.wording import plural
from ingest.text import one_line
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED, Article

if TYPE_CHECKING:
    from bot.desk import Desk
    from ingest.pipeline import Overrides, Progress, Result, Summary
    from ingest.sources import Given

articles = typer.Typer(no_args_is_help=True, help="List, show or remove the articles held.")

ArticleId = Annotated[
    str,
    typer.Argument(metavar="ID", help="The article's id, as “newsdesk articles list” shows it."),
]


def ingest(
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders or web addresses; - reads standard input.",
        ),
    ],
    *,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="When it was published: 2026-08-04 or ISO 8601."),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its headline.")] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address where readers find it.")
    ] = None,
    library: Annotated[str, typer.Option(metavar="NAME", help="The library it goes to.")] = SHARED,
) -> None:
    """Bring articles into the archive from files, folders or the web."""
    from bot.tables import counts, summary_lines, summary_table
    from ingest.sources import from_words

    try:
        overrides = as_overrides(title=title, outlet=outlet, url=url, date=date)
    except NewsdeskError as error:
        raise typer.BadParameter(str(error)) from None
    given = from_words(source, sys.stdin.buffer)
    here = screen()
    with opened(here, "newsdesk ingest") as desk:
        summary, stopped = take_in(desk, here, given, library, overrides)
    if here.out.is_terminal:
        table = summary_table(summary)
        here.show(*([table] if table else []))
    else:
        here.lines(summary_lines(summary))
    here.show(counts(summary.results))
    if stopped:
        here.complain(Text("Stopped; the rest was not read.", "yellow"))
        raise typer.Exit(130)
    if summary.failed:
        raise typer.Exit(1)


def take_in(
    desk: "Desk",
    here: Screen,
    given: "Sequence[Given]",
    library: str,
    overrides: "Overrides | None" = None,
) -> "tuple[Summary, bool]":
    """Ingest under a progress bar; returns what came of it and whether Ctrl-C ended it early."""
    from bot.tables import counts

    results: list[Result] = []
    with stop_on_interrupt() as stopped, here.progress() as bar:
        task = bar.add_task("reading…", total=None, counts="")

        def advance(progress: "Progress") -> None:
            if progress.result is not None:
                results.append(progress.result)
            bar.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                description=one_line(progress.current.rsplit("/", 1)[-1]) or "reading…",
                counts=counts(results).markup if results else "",
            )

        summary = desk.ingest(
            given, library, overrides=overrides, on_progress=advance, cancelled=stopped
        )
        return summary, stopped()


@articles.command("list")
def list_articles(
    *,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many to show.")] = 50,
    offset: Annotated[
        int, typer.Option(metavar="N", min=0, help="How many of the newest to pass over.")
    ] = 0,
    matching: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Only articles with this in the title, outlet or address."
        ),
    ] = "",
) -> None:
    """List the articles held, newest first."""
    from bot.tables import articles_lines, articles_table, holdings_line

    here = screen()
    with opened(here, "newsdesk articles") as desk:
        found = desk.archive.articles(library, limit=limit, offset=offset, matching=matching)
        held = desk.archive.holdings(library)
    if not here.out.is_terminal:
        here.lines(articles_lines(found))
        return
    if found:
        here.show(articles_table(found))
    here.show(holdings_line(held) if held.articles else Text(NO_NEWS, "yellow"))


@articles.command("show")
def show_article(article_id: ArticleId, library: Libraries = [SHARED]) -> None:  # noqa: B006  (typer copies it)
    """Show one article in full, with where it came from."""
    from bot.tables import article_lines

    here = screen()
    with opened(here, "newsdesk articles") as desk:
        article = _known(desk.archive.article(article_id, library), article_id)
        revisions = desk.archive.revisions(article_id, library)
    here.lines(article_lines(article, revisions))


@articles.command("remove")
def remove_article(
    article_id: ArticleId,
    *,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    yes: Annotated[bool, typer.Option("--yes", help="Remove without asking.")] = False,
) -> None:
    """Remove one article and all its revisions."""
    here = screen()
    with opened(here, "newsdesk articles") as desk:
        article = _known(desk.archive.article(article_id, library), article_id)
        if not yes:
            typer.confirm(f"Remove “{one_line(article.title)}”?", abort=True)
        desk.archive.remove(article_id, library)
    here.show(Text(f"Removed “{one_line(article.title)}”."))


def reindex() -> None:
    """Make all vectors anew, as after a change of EMBEDDING_MODEL."""
    here = screen()
    with opened(here, "newsdesk reindex", reindexing=True) as desk, here.progress() as bar:
        task = bar.add_task("reindexing", total=None, counts="")
        count = desk.reindex(
            lambda what, done, total: bar.update(
                task, description=what, completed=done, total=total or None
            )
        )
    here.show(Text(f"Indexed {plural(count, 'article')} anew."))


def _known(article: Article | None, article_id: str) -> Article:
    if article is None:
        raise NewsdeskError(
            f"There is no article {one_line(article_id)} here; “newsdesk articles list” shows "
            "the ids, and --library names another library."
        )
    return article
