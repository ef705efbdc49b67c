"""The first thing to try: the bundled news, one question, its cited answer, then the chat."""

import sys
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from bot.commands.asking import show
from bot.commands.ingesting import take_in
from bot.commands.opening import opened
from bot.screen import screen
from bot.terminal import Line
from retrieval.news import SHARED

if TYPE_CHECKING:
    from ingest.report import Summary


def demo() -> None:
    """Try it: ingest the sample news, ask a question, open the chat."""
    from ingest import sample
    from ingest.sources import LocalPath

    here = screen()
    with opened(here, "newsdesk demo") as desk:
        # The sample's feeds lead to sites that there are not.
        given = [LocalPath(sample.folder())]
        summary, stopped = take_in(desk, here, given, SHARED, follow=False)
        here.show(_what_came(summary))
        if stopped:
            raise typer.Exit(130)
        for failed in summary.failed:
            here.show(Text(f"  {failed.source}: {failed.reason}", "red"))
        here.lines([Line(Text()), Line(Text(f"> {sample.QUESTION}", "bold")), Line(Text())])
        with here.status("loading the embedding model…"):
            answer = desk.ask(sample.QUESTION, [SHARED])
        show(here, answer)
        if sys.stdin.isatty():
            from bot.chat import converse

            here.lines([Line(Text())])
            converse(desk, here, [SHARED], begun=answer)


def _what_came(summary: "Summary") -> Text:
    from bot.tables import counts
    from ingest.report import Outcome

    told: dict[Outcome, int] = {
        kind: n for kind, n in summary.counts.items() if n and kind is not Outcome.UNCHANGED
    }
    return Text("sample news: ").append_text(counts(told) if told else Text("nothing new", "dim"))
