"""A topic over time: its timeline, and what is new about it."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from bot.commands.asking import (
    NOT_IN_NEWS,
    AskedAt,
    Libraries,
    Outlets,
    Since,
    Until,
    json_line,
    moment_of,
)
from bot.commands.opening import opened
from bot.desk import Desk
from bot.limits import Limits
from bot.screen import Screen, screen
from bot.settings import load
from retrieval.answers import Understood
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED

if TYPE_CHECKING:
    from retrieval.story.changes import Changes
    from retrieval.story.timeline import Timeline

Topic = Annotated[
    list[str],
    typer.Argument(metavar="TOPIC", help="The topic, best in quotation marks.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Quotes = Annotated[bool, typer.Option("--quotes", help="Show the exact words behind each number.")]
From = Annotated[
    str,
    typer.Option(
        metavar="WHEN",
        help="What was not known before then is new: “3 May”, “last week”, 2026-05-03.",
        show_default=False,
    ),
]


def timeline(
    words: Topic,
    *,
    picture: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.png", help="Also draw who reported how much and when.", dir_okay=False
        ),
    ] = None,
    most: Annotated[
        int, typer.Option(metavar="N", min=1, max=60, help="How many events to show at most.")
    ] = 12,
    as_json: AsJson = False,
    quotes: Quotes = False,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    asked_at: AskedAt = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = [],  # noqa: B006  (the same)
) -> None:
    """Tell what happened to a topic, event by event, with dates and sources."""
    from retrieval.story.timeline import timeline as told

    topic = topic_of(words, picture)
    here, settings = screen(), load()
    moment = moment_of(asked_at, settings.zone) or datetime.now(settings.zone)
    limits = limits_of(since, until, moment)
    with (
        opened(here, "newsdesk timeline", settings=settings) as desk,
        here.status("loading the embedding model…"),
    ):
        found = told(
            desk.archive,
            topic,
            library,
            asked_at=moment,
            zone=settings.zone,
            chosen=chosen_of(topic, limits, outlet, desk, library),
            most=most,
        )
    _tell(here, found, as_json=as_json, quotes=quotes)
    # After the events: these are had even where no picture can be written.
    if picture is not None and not _draw(found, picture):
        here.complain(Text("Nothing dated to draw: no picture was made.", "yellow"))
    elif picture is not None and not as_json:
        here.show(Text(f"Drawn in {picture}.", "dim"))
    _leave(answered=bool(found.lines or found.undated))


def changes(
    words: Topic,
    *,
    since: From,
    most: Annotated[
        int, typer.Option(metavar="N", min=1, max=30, help="How many new things to show at most.")
    ] = 8,
    as_json: AsJson = False,
    quotes: Quotes = False,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    asked_at: AskedAt = None,
    until: Until = None,
    outlet: Outlets = [],  # noqa: B006  (the same)
) -> None:
    """Tell what is new about a topic since a moment, and what was corrected."""
    from retrieval.story.changes import changes as told

    topic = topic_of(words)
    here, settings = screen(), load()
    moment = moment_of(asked_at, settings.zone) or datetime.now(settings.zone)
    begins, limits = limits_of(since, None, moment).since, limits_of(None, until, moment)
    assert begins is not None  # else what was typed is no time, which is bad use
    with (
        opened(here, "newsdesk changes", settings=settings) as desk,
        here.status("loading the embedding model…"),
    ):
        found = told(
            desk.archive,
            topic,
            library,
            since=begins,
            asked_at=moment,
            zone=settings.zone,
            chosen=chosen_of(topic, limits, outlet, desk, library),
            most=most,
        )
    _tell(here, found, as_json=as_json, quotes=quotes)
    _leave(answered=found.any)


def topic_of(words: Sequence[str], picture: Path | None = None) -> str:
    """The topic given; raises bad use for one without words, or for a picture that is no PNG."""
    # Who forgets the quotation marks gives it word by word.
    topic = " ".join(words)
    if not any(map(str.isalnum, topic)):
        raise typer.BadParameter("say the topic in words, in quotation marks")
    if picture is not None and picture.suffix.lower() != ".png":
        raise typer.BadParameter(f"{picture} is no PNG: give a name that ends in .png")
    return topic


def limits_of(since: str | None, until: str | None, now: datetime) -> Limits:
    """The times typed, as they are seen from a moment."""
    try:
        limits = Limits() if since is None else Limits().begun(since, now)
        return limits if until is None else limits.ended(until, now)
    except NewsdeskError as error:
        raise typer.BadParameter(str(error)) from None


def chosen_of(
    topic: str, limits: Limits, outlets: Sequence[str], desk: Desk, libraries: Sequence[str]
) -> Understood | None:
    """What was set by hand, the outlets being some that the libraries have news of."""
    held = desk.archive.outlets(libraries)
    named = Limits()
    try:
        for name in outlets:
            named = named.by(name, held)
    except NewsdeskError as error:
        raise typer.BadParameter(str(error)) from None
    return replace(limits, only=named.only).chosen(topic)


def _draw(found: "Timeline", file: Path) -> bool:
    """Draw the coverage; whether there was any."""
    if not found.coverage.counts:
        return False
    from bot.picture import picture

    drawn = picture(found.coverage, found.topic)
    try:
        file.write_bytes(drawn)
    except OSError as error:
        raise NewsdeskError(f"{file} cannot be written ({error.strerror}).") from None
    return True


def _tell(here: Screen, found: "Timeline | Changes", *, as_json: bool, quotes: bool) -> None:
    if as_json:
        from retrieval.story.as_json import to_json

        sys.stdout.write(json_line(to_json(found)))
        sys.stdout.flush()
        return
    from bot.story_lines import changes_lines, timeline_lines
    from retrieval.story.timeline import Timeline

    terminal = here.out.is_terminal
    look = {"quotes": quotes, "hyperlinks": terminal, "correctable": terminal}
    if isinstance(found, Timeline):
        here.lines(timeline_lines(found, **look))
    else:
        here.lines(changes_lines(found, **look))


def _leave(*, answered: bool) -> None:
    if not answered:
        raise typer.Exit(NOT_IN_NEWS)
