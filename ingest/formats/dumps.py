"""Dumps of articles, JSONL and CSV, record by record: memory does not grow with their length."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ingest.formats import fields
from ingest.formats.lines import lines
from ingest.formats.table import Kind
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

LONGEST_RECORD = 2_000_000
"""The most bytes that one record may hold."""

_TOO_LONG = "It is longer than 2 MB, and no article is."
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Bad:
    """A record of a dump, or a file of an archive, that cannot be read: its number, and why."""

    line: int
    reason: str


def records(stream: BinaryIO, kind: Kind, name: str) -> Iterator[Draft | Bad]:
    """Read the articles of a dump one after the other; a bad record is told and the rest goes on.

    `fields.FIELDS` says what its fields may be called; `name` is what the dump itself is called.
    """
    found = _jsonl(stream) if kind is Kind.JSONL else _csv(stream)
    for line, record in found:
        if isinstance(record, str):
            yield Bad(line, record)
            continue
        try:
            yield fields.article(record, name)
        except SourceUnreadable as error:
            yield Bad(line, str(error))


Numbered = Iterator[tuple[int, object]]
"""Records with the line each begins on; a string is what is wrong with one."""


def _jsonl(stream: BinaryIO) -> Numbered:
    for number, line in enumerate(lines(stream, LONGEST_RECORD), 1):
        if line is None:
            yield number, _TOO_LONG
        elif line.strip():
            yield number, _loaded(line)


def _loaded(line: str) -> object:
    """Read a line; what is no object becomes a sentence."""
    try:
        value = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return "It is not JSON; give one object a line."
    return value if isinstance(value, dict) else "It is no JSON object; give one a line."


def _csv(stream: BinaryIO) -> Numbered:
    """Read a table whose first row names its columns."""
    # The standard library keeps one limit for the whole program, and its own is below an article.
    csv.field_size_limit(LONGEST_RECORD)
    source = _Rows(lines(stream, LONGEST_RECORD))
    if (first := source.peek()) is None:
        raise SourceUnreadable("The table has no first row that names its columns.")
    rows = csv.reader(source, delimiter=_delimiter(first))
    header = _header(lambda: next(rows))
    while True:
        start = source.number + 1
        source.taken = 0
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield start, "It cannot be read as a row of the table."
            continue
        except _TooLongError:
            yield start, _TOO_LONG
            continue
        if any(row):
            # What a row has more than the header has no name, and cells left out are empty.
            yield start, dict(zip(header, row, strict=False))


def _header(read: Callable[[], list[str]]) -> list[str]:
    """Read the first row; one that names no column with a text in it is no header."""
    try:
        header = read()
    except (csv.Error, _TooLongError, StopIteration):
        header = []
    if not fields.has_text(dict.fromkeys(header, "x")):
        raise SourceUnreadable(
            "The first row of the table has to name its columns, and one of them has to be called "
            "text, body or content."
        )
    return header


def _delimiter(header: str) -> str:
    """Take the sign that parts the most names in the header."""
    return max(_DELIMITERS, key=header.count)


class _TooLongError(Exception):
    """A row goes on past what a record may hold."""


class _Rows:
    """Lines for the csv module, which counts no bytes itself over a row of many lines."""

    def __init__(self, source: Iterator[str | None]) -> None:
        self._source = source
        self._first: list[str | None] = []
        self.number = 0
        self.taken = 0

    def peek(self) -> str | None:
        """Look at the first line."""
        self._first = [next(self._source, None)]
        return self._first[0]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._first.pop() if self._first else next(self._source)
        self.number += 1
        self.taken += len(line or "")
        if line is None or self.taken > LONGEST_RECORD:
            raise _TooLongError
        return line
