"""Ask one question, ask a file of questions, or chat."""

import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.opening import opened
from bot.dates import typed
from bot.desk import worded
from bot.screen import Screen, screen
from bot.terminal import answer_lines
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED, Answer, Status

NOT_IN_NEWS = 3
"""The exit code of a question that the news does not answer."""

Libraries = Annotated[
    list[str],
    typer.Option(
        "--library", metavar="NAME", help="A library to search; may be given several times."
    ),
]
AskedAt = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN",
        help="Answer as if asked at this moment (ISO 8601), for words such as “yesterday”.",
    ),
]

# Inside JSON strings these would still steer a terminal, or cannot be encoded at all.
_ESCAPED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def ask(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION", help="The question, in quotation marks.", show_default=False
        ),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Show the exact words behind each number.")
    ] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Answer a JSONL file of questions (- for standard input), one JSON object a line.",
        ),
    ] = None,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
    asked_at: AskedAt = None,
) -> None:
    """Answer a question from the news, with its sources."""
    if (question is None or not question.strip()) is (batch is None):
        raise typer.BadParameter("give either a question in quotation marks or --batch FILE")
    moment = moment_of(asked_at)
    if batch is not None:
        _answer_all(read_questions(batch), library, moment)
        return
    assert question is not None
    answer = _answer(screen(), question, library, moment)
    if as_json:
        print_json(answer)
    else:
        show(screen(), answer, quotes=quotes)
    if answer.status is not Status.ANSWERED:
        raise typer.Exit(NOT_IN_NEWS)


def chat(library: Libraries = [SHARED]) -> None:  # noqa: B006  (typer copies it)
    """Ask question after question; follow-ups know what came before."""
    from bot.chat import converse

    here = screen()
    with opened(here, "newsdesk chat") as desk:
        converse(desk, here, library)


def show(here: Screen, answer: Answer, *, quotes: bool = False) -> None:
    """Print an answer for a person."""
    here.lines(answer_lines(answer, quotes=quotes, hyperlinks=here.out.is_terminal))


def print_json(answer: Answer, **more: object) -> None:
    """Print an answer as one line of JSON, with whatever names it in front."""
    from retrieval.transcript import to_json

    sys.stdout.write(json_line({**more, **to_json(answer)}))
    sys.stdout.flush()


def json_line(found: Mapping[str, object]) -> str:
    """One object as a line of JSON that is safe to look at."""
    written = json.dumps(found, ensure_ascii=False)
    return _ESCAPED.sub(lambda unsafe: f"\\u{ord(unsafe[0]):04x}", written) + "\n"


def moment_of(written: str | None) -> datetime | None:
    """The moment a person typed; bad use when it is none."""
    if written is None:
        return None
    try:
        return typed(written)[0]
    except NewsdeskError as error:
        raise typer.BadParameter(str(error)) from None


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The questions of a JSONL file; bad use names the line that is none."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise typer.BadParameter(f"{path} cannot be read ({reason})") from None
    return [
        _question(line, f"line {number} of {path}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]


def _question(line: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("question"), str):
        raise typer.BadParameter(f"{place} is not a JSON object with a “question”")
    asked_at = found.get("asked_at")
    if not isinstance(asked_at, str | None):
        raise typer.BadParameter(f"“asked_at” in {place} is not text: write it in quotation marks")
    try:
        worded(found["question"])
        moment_of(asked_at)
    except (NewsdeskError, typer.BadParameter) as error:
        raise typer.BadParameter(f"{place}: {error}") from None
    return found


def _answer(here: Screen, question: str, libraries: list[str], moment: datetime | None) -> Answer:
    with opened(here, "newsdesk ask") as desk, here.status("loading the embedding model…"):
        return desk.ask(question, libraries, asked_at=moment)


def _answer_all(
    questions: list[dict[str, Any]], libraries: list[str], moment: datetime | None
) -> None:
    with opened(screen(), "newsdesk ask --batch") as desk:
        for asked in questions:
            when = moment_of(asked.get("asked_at")) or moment
            answer = desk.ask(asked["question"], libraries, asked_at=when)
            print_json(answer, **({"id": asked["id"]} if "id" in asked else {}))
