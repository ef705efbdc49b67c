"""Ask one question, ask a file of questions, or chat."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Annotated, Any, Self

import typer

from bot.commands.opening import opened
from bot.dates import typed
from bot.desk import Desk
from bot.given import worded
from bot.limits import Limits
from bot.screen import Screen, screen
from bot.settings import load
from bot.terminal import answer_lines
from retrieval.answers import Answer, AnswerSentence, Asker, Status
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED

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
Since = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN",
        help="Ask only of news from then on: “3 May”, “last week”, 2026-05-03.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="WHEN", help="Ask only of news until then, that day included."),
]
Outlets = Annotated[
    list[str],
    typer.Option(
        metavar="NAME", help="Ask only of this outlet's news; may be given several times."
    ),
]

# Inside JSON strings these would still steer a terminal, or cannot be encoded at all.
_ESCAPED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def ask(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION", help="The question, best in quotation marks.", show_default=False
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
    since: Since = None,
    until: Until = None,
    outlet: Outlets = [],  # noqa: B006  (the same)
) -> None:
    """Answer a question from the news, with its sources."""
    # Who forgets the quotation marks gives it word by word.
    question = " ".join(words or ())
    if (not question.strip()) is (batch is None):
        raise typer.BadParameter("give either a question in quotation marks or --batch FILE")
    here, settings = screen(), load()
    given = [{"question": question}] if batch is None else read_questions(batch)
    asks = [_Asked.of(one, settings.zone, asked_at, since, until) for one in given]
    with opened(here, "newsdesk ask", settings=settings) as desk:
        only = _only(outlet, desk.archive.outlets(library))
        if batch is not None:
            for one in asks:
                print_json(one.answer(desk, library, only), **one.named)
            return
        with here.drafting("searching…", hidden=as_json) as on_sentence:
            answer = asks[0].answer(desk, library, only, on_sentence)
    if as_json:
        print_json(answer)
    else:
        show(here, answer, quotes=quotes, correctable=here.out.is_terminal)
    if answer.status is not Status.ANSWERED:
        raise typer.Exit(NOT_IN_NEWS)


def chat(library: Libraries = [SHARED]) -> None:  # noqa: B006  (typer copies it)
    """Ask question after question; follow-ups know what came before."""
    from bot.chat import converse

    here = screen()
    with opened(here, "newsdesk chat") as desk:
        converse(desk, here, library)


def show(here: Screen, answer: Answer, *, quotes: bool = False, correctable: bool = False) -> None:
    """Print an answer for a person, who may correct how it was understood with options."""
    terminal = here.out.is_terminal
    here.lines(answer_lines(answer, quotes=quotes, hyperlinks=terminal, correctable=correctable))


def print_json(answer: Answer, **more: object) -> None:
    """Print an answer as one line of JSON, with whatever names it in front."""
    from retrieval.as_json import to_json

    sys.stdout.write(json_line({**more, **to_json(answer)}))
    sys.stdout.flush()


def json_line(found: Mapping[str, object]) -> str:
    """One object as a line of JSON that is safe to look at."""
    written = json.dumps(found, ensure_ascii=False)
    return _ESCAPED.sub(lambda unsafe: f"\\u{ord(unsafe[0]):04x}", written) + "\n"


def moment_of(written: str | None, zone: tzinfo = UTC) -> datetime | None:
    """The moment a person typed, in `zone` unless it names one; bad use when it is none."""
    if written is None:
        return None
    with _bad_use():
        return typed(written, zone)[0]


@contextmanager
def _bad_use() -> Iterator[None]:
    """What is wrong with what was typed is bad use."""
    try:
        yield
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the moment and the limits it is asked with, and its name in a batch."""

    question: str
    moment: datetime | None
    limits: Limits
    named: Mapping[str, object]

    @classmethod
    def of(
        cls,
        given: Mapping[str, Any],
        zone: tzinfo,
        asked_at: str | None,
        since: str | None,
        until: str | None,
    ) -> Self:
        """Read what was typed; "last week" is seen from the question's own moment."""
        moment = moment_of(given.get("asked_at") or asked_at, zone)
        now, limits = moment or datetime.now(zone), Limits()
        with _bad_use():
            limits = limits if since is None else limits.begun(since, now)
            limits = limits if until is None else limits.ended(until, now)
        named = {"id": given["id"]} if "id" in given else {}
        return cls(given["question"], moment, limits, named)

    def answer(
        self,
        desk: Desk,
        libraries: list[str],
        only: tuple[str, ...],
        on_sentence: Callable[[AnswerSentence], None] | None = None,
    ) -> Answer:
        """Ask the desk."""
        answer = desk.ask(
            self.question,
            libraries,
            asked_at=self.moment,
            chosen=replace(self.limits, only=only).chosen(self.question),
            asker=Asker(libraries[0]),
            on_sentence=on_sentence,
        )
        desk.archive.statistics.record(libraries[0], answer)
        return answer


def _only(names: list[str], held: Sequence[str]) -> tuple[str, ...]:
    limits = Limits()
    with _bad_use():
        for name in names:
            limits = limits.by(name, held)
    return limits.only
