"""Look at the articles held, read them again, remove or re-index them."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.text import Text

from bot.commands.asking import Libraries
from bot.commands.ingesting import end, show_summary, watched
from bot.commands.opening import opened
from bot.screen import screen
from bot.terminal import NO_NEWS
from bot.wording import plural
from ingest.text import one_line
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED, Article

articles = typer.Typer(
    no_args_is_help=True, help="List, show, recheck or remove the articles held."
)

KEPT_OUT = "Feeds will not bring it back; “newsdesk ingest” with its address does."

ArticleId = Annotated[
    str,
    typer.Argument(metavar="ID", help="The article's id, as “newsdesk articles list” shows it."),
]


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
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="Those that their publishers took down.")
    ] = False,
) -> None:
    """List the articles held, newest first."""
    from bot.tables import articles_lines, articles_table, holdings_line

    here = screen()
    with opened(here, "newsdesk articles") as desk:
        found = desk.archive.articles(
            library, limit=limit, offset=offset, matching=matching, withdrawn=withdrawn
        )
        held = desk.archive.holdings(library)
    if not here.out.is_terminal:
        here.lines(articles_lines(found))
        return
    if found:
        here.show(articles_table(found, withdrawn=withdrawn))
    if withdrawn:
        here.show(Text(f"{plural(len(found), 'article')} withdrawn.", "dim"))
        return
    here.show(holdings_line(held) if held.articles else Text(NO_NEWS, "yellow"))


@articles.command("show")
def show_article(article_id: ArticleId, library: Libraries = [SHARED]) -> None:  # noqa: B006  (typer copies it)
    """Show one article in full, with where it came from."""
    from bot.article import article_lines, looked_up

    here = screen()
    with opened(here, "newsdesk articles") as desk:
        held = _held(desk.archive.article(article_id, library), article_id)
        lines = article_lines(looked_up(desk.archive, held))
    here.lines(lines)


@articles.command("recheck")
def recheck_articles(
    *,
    days: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="Those first read in the last so many days."),
    ] = 3,
    everything: Annotated[
        bool, typer.Option("--all", help="Those of any age, which may take long.")
    ] = False,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
) -> None:
    """Fetch the pages of articles again: what was corrected, and what was taken down."""
    here, since = screen(), None if everything else datetime.now(UTC) - timedelta(days=days)
    with opened(here, "newsdesk articles recheck") as desk:
        with watched(here) as (advance, stopped):
            summary = desk.recheck(library, since=since, on_progress=advance, cancelled=stopped)
            early = stopped()
        show_summary(here, desk, summary, library, summary.results)
    end(here, summary, stopped=early)


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
        article = _held(desk.archive.article(article_id, library), article_id)
        if not yes:
            typer.confirm(f"Remove “{one_line(article.title)}”?", abort=True)
        desk.archive.remove(article_id, library)
    here.show(Text(f"Removed “{one_line(article.title)}”. {KEPT_OUT}"))


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


def _held(article: Article | None, article_id: str) -> Article:
    if article is None:
        raise NewsdeskError(
            f"There is no article {one_line(article_id)} here; “newsdesk articles list” shows "
            "the ids, and --library names another library."
        )
    return article
