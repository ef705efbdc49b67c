"""The stories of a stretch of time in short, and what a follow of a topic would have posted."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.asking import (
    NOT_IN_NEWS,
    AskedAt,
    Libraries,
    Outlets,
    Until,
    json_line,
    moment_of,
)
from bot.commands.opening import opened
from bot.commands.story import AsJson, Quotes, chosen_of, limits_of, topic_of
from bot.commands.story import Topic as ATopic
from bot.limits import Limits
from bot.screen import screen
from bot.settings import load
from retrieval.news import SHARED

if TYPE_CHECKING:
    from retrieval.following import Match
    from retrieval.story.digest import Digest

_DAY = timedelta(days=1)
_TOLD = ("id", "title", "outlet", "url", "published", "first_seen", "story")
"""What JSON has of an article: its text stands in the archive."""

Topic = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TOPIC", help="Only news about this, best in quotation marks.", show_default=False
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN",
        help="News from then on: “3 May”, “last week”, 2026-05-03; else of the last 24 hours.",
        show_default=False,
    ),
]
Seen = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN",
        help="What was first read from then on; else in the last 24 hours.",
        show_default=False,
    ),
]


def digest(
    words: Topic = None,
    *,
    most: Annotated[
        int, typer.Option(metavar="N", min=1, max=60, help="How many stories to show at most.")
    ] = 8,
    as_json: AsJson = False,
    quotes: Quotes = False,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    asked_at: AskedAt = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = [],  # noqa: B006  (the same)
) -> None:
    """Tell the news of the last day, or another stretch of time, story by story."""
    from retrieval.story.digest import digest as told

    topic = topic_of(words) if words else ""
    here, settings = screen(), load()
    moment = moment_of(asked_at, settings.zone) or datetime.now(settings.zone)
    begins, ends = _window(since, until, moment)
    with opened(here, "newsdesk digest", settings=settings) as desk:
        chosen = chosen_of(topic, Limits(), outlet, desk, library)
        with here.status("putting the stories together…"):
            found = told(
                desk.archive,
                library,
                since=begins,
                until=ends,
                zone=settings.zone,
                topic=topic,
                outlets=chosen.only if chosen else (),
                most=most,
            )
    if as_json:
        _print_digest(found)
    else:
        from bot.digest_lines import digest_lines

        here.lines(digest_lines(found, quotes=quotes, hyperlinks=here.out.is_terminal))
    if not found.stories:
        raise typer.Exit(NOT_IN_NEWS)


def matches(
    words: ATopic,
    *,
    as_json: AsJson = False,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    since: Seen = None,
) -> None:
    """Try a topic before it is followed: what of the news first read since would be posted."""
    from retrieval.followed import news

    topic = topic_of(words)
    here, settings = screen(), load()
    begins, ends = _window(since, None, datetime.now(settings.zone))
    with (
        opened(here, "newsdesk matches", settings=settings) as desk,
        here.status("looking for the topic…"),
    ):
        found = news(desk.archive, topic, library, after=begins, until=ends, since=begins)
    if as_json:
        _print_matches(topic, begins, found)
    else:
        from bot.digest_lines import match_lines

        here.lines(match_lines(topic, found, begins, hyperlinks=here.out.is_terminal))
    if not found:
        raise typer.Exit(NOT_IN_NEWS)


def _window(since: str | None, until: str | None, now: datetime) -> tuple[datetime, datetime]:
    """From when until when, as typed; the day before the end when no beginning is."""
    limits = limits_of(since, until, now)
    ends = limits.until or now
    return limits.since or ends - _DAY, ends


def _print_digest(found: "Digest") -> None:
    from retrieval.story.as_json import plain

    status = "answered" if found.stories else "not_in_news"
    status = status if found.as_of.articles else "empty_library"
    _print({"topic": found.topic, "status": status} | _named(plain(found)))


def _print_matches(topic: str, since: datetime, found: "Sequence[Match]") -> None:
    from retrieval.story.as_json import plain

    shown = [_named(plain(one)) for one in found]
    for one in shown:
        one["article"] = {name: one["article"][name] for name in _TOLD}
    _print({"topic": topic, "since": since.isoformat(), "matches": shown})


def _named(found: object) -> dict[str, Any]:
    assert isinstance(found, dict)
    return found


def _print(shown: dict[str, Any]) -> None:
    sys.stdout.write(json_line(shown))
    sys.stdout.flush()
