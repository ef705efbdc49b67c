"""Check the set-up, and run the Discord bot."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from bot import settings as settings_of
from bot.commands.opening import opened
from bot.screen import Screen, screen
from bot.terminal import Line
from ingest.text import one_line
from retrieval.errors import SettingsInvalid

if TYPE_CHECKING:
    from bot.doctor import Check

STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def doctor(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the checks as one JSON object.")
    ] = False,
) -> None:
    """Check that all newsdesk needs is there, and say what to do."""
    from bot.doctor import examine

    here, found, checks = screen(), examine(), []
    while check := _next(here, found):
        checks.append(check)
        if not as_json:
            here.lines([_line(check)])
    failed = any(check.state == "fail" for check in checks)
    if as_json:
        print(json.dumps({"ok": not failed, "checks": [asdict(check) for check in checks]}))
    if failed:
        raise typer.Exit(1)


def bot() -> None:
    """Run the Discord bot until it is told to stop."""
    settings = settings_of.load()
    if settings.discord_token is None:
        raise SettingsInvalid(
            "DISCORD_TOKEN is not set: copy the bot's token from "
            "https://discord.com/developers/applications into .env as DISCORD_TOKEN=…, "
            "then run newsdesk bot again."
        )
    from bot.serve import serve

    with opened(screen(), "newsdesk bot", settings=settings, logged=True) as desk:
        asyncio.run(serve(desk, settings, settings.discord_token))


def _next(here: Screen, found: "Iterator[Check]") -> "Check | None":
    # The spinner rests while a line is printed: they would write over each other.
    with here.status("looking…"):
        return next(found, None)


def _line(check: "Check") -> Line:
    return Line(
        Text.assemble(
            (f"{check.state:<5}", STYLES[check.state]),
            (f"{check.name:<16}", "bold"),
            one_line(check.detail),
        )
    )
