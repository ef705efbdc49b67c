"""What the check of citations is measured on: a file of articles, questions or claims."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.dates import typed
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from retrieval.evaluate.claims import Claim, Group, Text
    from retrieval.verify import Source

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds: texts to make claims of, and claims that someone labelled."""

    texts: "Sequence[Text]"
    claims: "Sequence[Claim]"


def held(path: Path) -> Held:
    """Read a file; each line tells by its fields what it is, and bad use names one that is none."""
    texts: list[Text] = []
    claims: list[Claim] = []
    evidence: dict[str, list[str]] = {}
    for row, place in _rows(path):
        if "sentence" in row:
            claims.append(_claim(row, place))
        elif "question" in row:
            _gather(row.get("evidence") or [], evidence, place)
        else:
            texts.append(_article(row, place))
    return Held([*texts, *_evident(evidence)], claims)


def _rows(path: Path) -> Iterator[tuple[Row, str]]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise typer.BadParameter(f"{path} cannot be read ({reason})") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _row(line, f"line {number} of {path}"), f"line {number} of {path}"


def _row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise typer.BadParameter(f"{place} is not a JSON object")
    return row


def _article(row: Row, place: str) -> "Text":
    from retrieval.evaluate.claims import Text

    text = row.get("text") or row.get("body")
    if not isinstance(text, str):
        raise typer.BadParameter(
            f"{place} is no article (“text”), question (“evidence”) or claim (“sentence”)"
        )
    return Text(text, *_source_line(row, place))


def _gather(evidence: object, found: dict[str, list[str]], place: str) -> None:
    """Put the pieces of evidence of one address together, each once."""
    for one in evidence if isinstance(evidence, list) else [None]:
        if not isinstance(one, dict) or not isinstance(one.get("text"), str):
            raise typer.BadParameter(
                f"“evidence” in {place} is not a list of objects with a “text”"
            )
        pieces = found.setdefault(str(one.get("url") or one["text"]), [])
        if one["text"] not in pieces:
            pieces.append(one["text"])


def _evident(evidence: Mapping[str, Sequence[str]]) -> "list[Text]":
    from retrieval.evaluate.claims import Text

    return [Text("\n".join(pieces), passages=tuple(pieces)) for pieces in evidence.values()]


def _claim(row: Row, place: str) -> "Claim":
    from retrieval.evaluate.claims import Claim

    sentence, supported, kind = row["sentence"], row.get("supported"), row.get("kind")
    if not isinstance(sentence, str) or not isinstance(supported, bool):
        raise typer.BadParameter(
            f"{place} needs a “sentence” in words and “supported”, true or false"
        )
    sources = tuple(_source(one, place) for one in _listed(row))
    cited = row.get("cited", list(range(1, len(sources) + 1)))
    numbers = range(1, len(sources) + 1)
    if not isinstance(cited, list) or not all(type(n) is int and n in numbers for n in cited):
        raise typer.BadParameter(f"“cited” in {place} is not a list of the sources' numbers")
    group: Group = "true" if supported else "damaged"
    return Claim(
        sentence=sentence,
        cited=tuple(n - 1 for n in cited),
        sources=sources,
        group=group,
        kind=kind if isinstance(kind, str) and kind else f"labelled {group}",
    )


def _listed(row: Row) -> list[object]:
    given = row.get("sources", row.get("source"))
    return given if isinstance(given, list) else [given]


def _source(given: object, place: str) -> "Source":
    from retrieval.verify import Source

    row = {"text": given} if isinstance(given, str) else given
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise typer.BadParameter(f"a source in {place} has no “text”")
    return Source(row["text"], *_source_line(row, place))


def _source_line(row: Row, place: str) -> tuple[str, str | None, datetime | None]:
    """The title, the outlet and the day, as far as they are told."""
    title, outlet, published = (row.get(name) or None for name in ("title", "outlet", "published"))
    if not all(isinstance(one, str | None) for one in (title, outlet, published)):
        raise typer.BadParameter(f"title, outlet and published in {place} are not all text")
    try:
        when = typed(str(published))[0] if published else None
    except NewsdeskError as error:
        raise typer.BadParameter(f"{place}: {error}") from None
    return title or "", outlet, when
