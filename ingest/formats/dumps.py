"""Dumps of articles, JSONL and CSV, record by record: memory does not grow with their length."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ingest.formats.table import Kind
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft


@dataclass(frozen=True, slots=True)
class Bad:
    """A record, or a file of an archive, that cannot be read: its number, and why."""

    line: int
    reason: str


def records(stream: BinaryIO, kind: Kind, name: str) -> Iterator[Draft | Bad]:
    """Read the articles of a dump one after the other; a bad record is told and the rest goes on.

    The fields are those of `ingest.formats.fields`; `name` is what the dump is called.
    """
    raise SourceUnreadable(f"{name} is {kind}, which is not read yet.")
