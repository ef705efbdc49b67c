"""ZIP and GZIP files, unpacked member by member without ever holding one whole."""

from collections.abc import Iterator
from typing import BinaryIO

from ingest.formats.dumps import Bad
from ingest.formats.table import Kind
from retrieval.errors import SourceUnreadable


def members(stream: BinaryIO, kind: Kind, name: str) -> Iterator[tuple[str, BinaryIO] | Bad]:
    """Give each readable file of an archive, open until the next one is asked for."""
    raise SourceUnreadable(f"{name} is {kind}, which is not read yet.")
