"""What is measured on: questions with known answers, and the articles they are asked of."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeGuard

import typer
from rich.text import Text

from bot.commands.asking import read_questions
from bot.commands.ingesting import end, take_in
from bot.commands.opening import opened
from bot.dates import typed
from bot.desk import MODELS
from bot.screen import Screen
from bot.settings import Settings, load
from bot.wording import plural
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED
from retrieval.progress import OnProgress

if TYPE_CHECKING:
    from bot.desk import Desk
    from retrieval.evaluate.gold import Question

Questions = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Questions as JSONL: question type asked_at answerable answers evidence.",
        show_default=False,
    ),
]
Articles = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Ask of these articles, kept apart from the archive, instead of the archive's own.",
    ),
]
Within = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="DAYS",
        help="Count only what news of so many days before the question answers, or undated news.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")]

_DAY_END = timedelta(days=1, seconds=-1)
_COMPLETE = "articles to measure on"


@contextmanager
def material(
    here: Screen, holder: str, articles: Path | None, libraries: Collection[str]
) -> "Iterator[Desk]":
    """The desk whose archive is asked: the configured one, or one over these articles alone."""
    chosen = load()
    if articles is not None:
        if set(libraries) != {SHARED}:
            raise typer.BadParameter("--articles are in no library: leave out --library")
        chosen = replace(chosen, data=_folder(chosen, articles), chroma_url=None)
    with opened(here, holder, settings=chosen) as desk:
        if articles is not None:
            _filled(here, desk, articles)
        if not desk.archive.holds_passages(libraries):
            raise NewsdeskError(
                "There is no news to ask: ingest some, or give --articles with a file of it."
            )
        yield desk


def questions(files: Sequence[Path], within: int | None = None) -> "list[Question]":
    """The questions of these files, and where their answers are to be: within so many days."""
    return [
        _since(_question(row, f"question {number} of {file}"), within)
        for file in files
        for number, row in enumerate(read_questions(file), start=1)
    ]


@contextmanager
def watched(here: Screen) -> Iterator[OnProgress]:
    """A progress bar, and the way to move it on."""
    with here.progress() as bar:
        task = bar.add_task("asking", total=None, counts="")
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total
        )


def _folder(chosen: Settings, articles: Path) -> Path:
    """Where an archive of these articles is kept: another text or model has another one."""
    try:
        with articles.open("rb") as file:
            read = hashlib.file_digest(file, "sha256")
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise typer.BadParameter(f"{articles} cannot be read ({reason})") from None
    read.update((chosen.embedding_model or "").encode())
    folder = chosen.data / "eval" / read.hexdigest()[:16]
    models = chosen.data / MODELS
    for each in (folder, models):
        each.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # it is there already, or the model is exported once more
        (folder / MODELS).symlink_to(models.resolve(), target_is_directory=True)
    return folder


def _filled(here: Screen, desk: "Desk", articles: Path) -> None:
    """Take the articles in, unless an earlier run has."""
    from ingest.report import Outcome
    from ingest.sources import LocalPath

    if desk.note(_COMPLETE):
        return
    summary, stopped = take_in(desk, here, [LocalPath(articles)], SHARED)
    if stopped:
        end(here, summary, stopped=True)
    if failed := summary.count(Outcome.FAILED):
        reason = next((one.reason for one in summary.failed if one.reason), "unknown reason")
        here.complain(Text(f"{plural(failed, 'article')} could not be read: {reason}", "yellow"))
    if failed < summary.total:
        desk.set_note(_COMPLETE, "taken in")


def _question(row: Mapping[str, Any], place: str) -> "Question":
    from retrieval.evaluate.gold import Question

    answers, evidence = row.get("answers") or [], row.get("evidence") or []
    if not _texts(answers):
        raise typer.BadParameter(f"“answers” of {place} is not a list of texts")
    pieces = _inner(evidence)
    if not _texts(pieces):
        raise typer.BadParameter(f"“evidence” of {place} is not a list of objects with a “text”")
    answerable = row.get("answerable", bool(answers or evidence))
    if not isinstance(answerable, bool):
        raise typer.BadParameter(f"“answerable” of {place} is neither true nor false")
    return Question(
        text=row["question"],
        kind=str(row.get("type") or ""),
        asked_at=_asked_at(row.get("asked_at")),
        answerable=answerable,
        answers=tuple(answers),
        evidence=tuple(pieces),
    )


def _since(asked: "Question", within: int | None) -> "Question":
    if within is None or asked.asked_at is None:
        return asked
    return replace(asked, since=asked.asked_at - timedelta(days=within))


def _inner(evidence: object) -> list[object]:
    found = evidence if isinstance(evidence, list) else [None]
    return [one.get("text") if isinstance(one, dict) else None for one in found]


def _texts(found: object) -> TypeGuard[list[str]]:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def _asked_at(written: str | None) -> datetime | None:
    """When it was asked; on a day without a clock, at its end."""
    if written is None:
        return None
    when, precision = typed(written)
    return when + _DAY_END if precision == "day" else when
