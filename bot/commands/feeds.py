"""Follow feeds: add, list, check or remove them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from bot.commands.asking import Libraries
from bot.commands.ingesting import end, show_summary, watched
from bot.commands.opening import opened
from bot.screen import Screen, screen
from bot.wording import plural
from ingest.text import one_line
from retrieval.errors import NewsdeskError, SourceUnreadable
from retrieval.news import SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import Desk
    from ingest.feeds.subscribing import Subscribed
    from ingest.formats.discovery import FeedLink
    from retrieval.feeds import Feed

app = typer.Typer(no_args_is_help=True, help="Follow feeds; the running bot reads them.")

LARGEST = 10_000_000

Named = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID|URL", help="Feeds by id or address, as “newsdesk feeds list” shows them."
    ),
]


@app.command("add")
def add_feeds(
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="URL", help="Addresses of feeds or of sites that have one; OPML lists, files."
        ),
    ],
    *,
    library: Annotated[str, typer.Option(metavar="NAME", help="The library it goes to.")] = SHARED,
) -> None:
    """Follow feeds from now on, and take in what they hold today."""
    from bot.newsroom.feeds import name

    here, failed = screen(), False
    added: list[Feed] = []
    with opened(here, "newsdesk feeds") as desk:
        for word in source:
            try:
                with here.status("looking for the feed…"):
                    found = _subscribe(desk, word, library)
            except SourceUnreadable as error:
                here.complain(Text(one_line(f"{word}: {error}"), "red"))
                failed = True
                continue
            for feed in found.added:
                here.show(Text(f"Following {name(feed)} <{one_line(feed.url)}>"))
            for feed in found.known:
                here.show(Text(f"{name(feed)} is followed already.", "dim"))
            failed = _offer(here, word, found.choices) or failed
            added += found.added
        if added:
            _check(here, desk, added)
    if failed:
        raise typer.Exit(1)


@app.command("list")
def list_feeds(
    *,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """List the feeds followed, and how each is faring."""
    from bot.newsroom.feeds import NO_FEEDS, feeds_lines, feeds_table
    from bot.newsroom.feeds import as_json as written

    here = screen()
    with opened(here, "newsdesk feeds") as desk:
        found = desk.archive.feeds.all(library)
    if as_json:
        print(json.dumps([written(feed) for feed in found]))
    elif not here.out.is_terminal:
        here.lines(feeds_lines(found))
    else:
        here.show(feeds_table(found) if found else Text(NO_FEEDS, "yellow"))


@app.command("remove")
def remove_feed(
    feed: Annotated[str, typer.Argument(metavar="ID|URL", help="The feed's id or address.")],
    *,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
) -> None:
    """Follow a feed no longer; its articles stay."""
    from bot.newsroom.feeds import name

    here = screen()
    with opened(here, "newsdesk feeds") as desk:
        known = _known(desk, feed, library)
        desk.archive.feeds.remove(known.id, library)
    here.show(Text(f"{name(known)} is followed no longer; its articles stay."))


@app.command("check")
def check_feeds(
    feed: Named = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Every feed, not only those whose time has come.")
    ] = False,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
) -> None:
    """Look at the feeds named, else at those whose time has come, and take in what is new."""
    here = screen()
    with opened(here, "newsdesk feeds") as desk:
        if feed:
            chosen = [_known(desk, word, library) for word in feed]
        else:
            held = desk.archive.feeds.all(library)
            now = datetime.now(UTC)
            chosen = [each for each in held if everything or each.next_check <= now]
            if not chosen:
                here.show(Text(_none_due(len(held)), "dim"))
                return
        _check(here, desk, chosen)


def _subscribe(desk: "Desk", word: str, library: str) -> "Subscribed":
    from ingest.feeds.subscribing import subscribe, subscribe_all

    if "://" in word:
        return subscribe(word, desk.ingester, library)
    try:
        with Path(word).expanduser().open("rb") as file:
            content = file.read(LARGEST)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise SourceUnreadable(
            f"It is neither a web address, which begins with https://, nor a file ({reason})."
        ) from None
    return subscribe_all(content, Path(word).name, desk.ingester, library)


def _offer(here: Screen, word: str, choices: "Sequence[FeedLink]") -> bool:
    """Print the feeds among which a person must choose; False when there are none."""
    if not choices:
        return False
    words = f"{one_line(word)} has {len(choices)} feeds; add the one you want:"
    here.complain(Text(words, "yellow"))
    here.show(*(Text(one_line(f"{link.url} {link.title}")) for link in choices))
    return True


def _check(here: Screen, desk: "Desk", chosen: "Sequence[Feed]") -> None:
    """Look at feeds under a progress bar, and print what came of it."""
    from bot.newsroom.feeds import failures_lines, merged
    from ingest.feeds.polling import Look, check_due

    with watched(here) as (advance, stopped):
        look = Look(
            desk.ingester,
            datetime.now(UTC),
            most=None,
            on_progress=advance,
            cancelled=stopped,
        )
        checks = check_due(look, chosen)
        early = stopped()
    summary = merged(checks)
    if summary.total:
        show_summary(here, desk, summary, {feed.library for feed in chosen})
    elif not all(check.error for check in checks):
        here.show(Text("Nothing new.", "dim"))
    for line in failures_lines(checks):
        here.complain(line.text)
    end(here, summary, stopped=early)
    if any(check.error for check in checks):
        raise typer.Exit(1)


def _none_due(held: int) -> str:
    from bot.newsroom.feeds import NO_FEEDS

    if not held:
        return NO_FEEDS
    return f"None of {plural(held, 'feed')} is due; --all looks at them anyway."


def _known(desk: "Desk", word: str, libraries: "Sequence[str]") -> "Feed":
    found = desk.archive.feeds.get(word, libraries)
    if found is None:
        raise NewsdeskError(
            f"No feed {one_line(word)} is followed here; “newsdesk feeds list” shows those that "
            "are, and --library names another library."
        )
    return found
