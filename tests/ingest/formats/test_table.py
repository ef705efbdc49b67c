"""The table of formats: every kind has its line, and everything said of formats comes from it."""

from importlib import import_module

import pytest

from ingest.formats.table import FORMATS, READABLE, SUFFIXES, Kind


def test_every_kind_is_there():
    """Each kind stands in the table once."""
    assert sorted(row.kind for row in FORMATS) == sorted(Kind)


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.kind.value)
def test_readers(row):
    """Each format has a reader, made for documents and what is known of them."""
    module, _, function = row.reader.partition(".")
    assert callable(getattr(import_module(f"ingest.formats.{module}"), function))
    assert row.words in READABLE


def test_suffixes():
    """No two formats claim one ending."""
    assert len(SUFFIXES) == sum(len(row.suffixes) for row in FORMATS)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


def test_what_streams_and_what_is_packed():
    """Dumps and archives are told apart from documents."""
    assert {kind for kind in Kind if kind.streams} == {Kind.JSONL, Kind.CSV}
    assert {kind for kind in Kind if kind.packed} == {Kind.ZIP, Kind.GZIP}
