"""Dumps of articles: record by record, whatever a field is called, and a bad one stops nothing."""

import json
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO, RawIOBase
from typing import BinaryIO, cast

import pytest

from ingest.formats.dumps import Bad, records
from ingest.kinds import Kind
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft


def jsonl(*lines):
    dump = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(records(BytesIO(dump.encode()), Kind.JSONL, "dump.jsonl"))


def table(text, encoding="utf-8"):
    return list(records(BytesIO(text.encode(encoding)), Kind.CSV, "dump.csv"))


def test_own_form():
    """The form that newsdesk itself writes articles in is read in full."""
    (draft,) = jsonl(
        {
            "id": "a1",
            "title": "Seals at the quay",
            "text": "Eleven seals came.\n\nOne left.",
            "url": "https://skarn.example/seals?utm_source=x",
            "outlet": "Skarn Daily",
            "authors": ["Ada Brandt", "Bo Lind"],
            "published": "2026-10-05T14:30:00+02:00",
            "updated": "2026-10-06T14:30:00+02:00",
            "section": "Harbour",
            "language": "en",
        }
    )
    assert draft == Draft(
        title="Seals at the quay",
        text="Eleven seals came.\n\nOne left.",
        address="https://skarn.example/seals",
        url="https://skarn.example/seals",
        outlet="Skarn Daily",
        authors=("Ada Brandt", "Bo Lind"),
        published=datetime(2026, 10, 5, 12, 30, tzinfo=UTC),
        updated=datetime(2026, 10, 6, 12, 30, tzinfo=UTC),
        section="Harbour",
        language="en",
    )


def test_other_names():
    """Fields go by many names, in any spelling, and texts may be HTML."""
    (draft,) = jsonl(
        {
            "Headline": "Seals &amp; cod",
            "Content": "<p>Eleven <b>seals</b> came.</p><script>x</script><p>One left.</p>",
            "source": {"id": None, "name": "Skarn Daily"},
            "Published-At": 1_759_667_400_000,
            "byline": "By Ada Brandt and Bo Lind",
            "lang": "en-GB",
            "id": 17,
        }
    )
    assert (draft.title, draft.text) == ("Seals & cod", "Eleven seals came.\n\nOne left.")
    assert (draft.outlet, draft.authors) == ("Skarn Daily", ("Ada Brandt", "Bo Lind"))
    assert draft.published == datetime(2025, 10, 5, 12, 30, tzinfo=UTC)
    assert (draft.language, draft.address) == ("en", "dump:dump.jsonl 17")


def test_summaries():
    """A record with a description alone says that it is no more than a summary."""
    (draft,) = jsonl({"title": "Seals", "description": "Eleven seals came.", "content": ""})
    assert (draft.text, draft.extent) == ("Eleven seals came.", "summary")


def test_bad_records():
    """A bad record is told with its line, and the rest goes on."""
    found = jsonl(
        {"text": "One."}, "", "no JSON", "[1]", {"title": "x"}, "[" * 9000, {"text": "Two."}
    )
    assert [one.text for one in found if isinstance(one, Draft)] == ["One.", "Two."]
    assert [one.line for one in found if isinstance(one, Bad)] == [3, 4, 5, 6]


def test_undecodable_lines():
    """A line in another encoding spoils no other."""
    lines = [json.dumps({"text": "Skärn."}, ensure_ascii=False) for _ in range(2)]
    dump = lines[0].encode("cp1252") + b"\n" + lines[1].encode()
    found = records(BytesIO(dump), Kind.JSONL, "x")
    assert [one.text for one in found if isinstance(one, Draft)] == ["Skärn.", "Skärn."]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ('title,body,date\nSeals,"Eleven came.\nOne left.",2026-10-05\n', "utf-8-sig"),
        ('Title;Body;Date\r\nSeals;"Eleven came.\r\nOne left.";2026-10-05', "cp1252"),
        ('title\tbody\tdate\nSeals\t"Eleven came.\n\nOne left."\t2026-10-05\n', "utf-16"),
    ],
)
def test_tables(text, encoding):
    """Spreadsheets part their columns in many ways, and save in many encodings."""
    (draft,) = table(text, encoding)
    assert (draft.title, draft.text) == ("Seals", "Eleven came.\n\nOne left.")
    assert (draft.published, draft.precision) == (datetime(2026, 10, 5, tzinfo=UTC), "day")


def test_tables_with_bad_rows():
    """Rows that are empty, short or too long stop nothing; each bad one has its line."""
    long = "x" * 3_000_000
    found = table(f'title,text\nSeals,One.\n\nGulls\nCod,{long}\n"a\nb","{long}"\nEels,Two.\n')
    assert [one.text for one in found if isinstance(one, Draft)] == ["One.", "Two."]
    assert [one.line for one in found if isinstance(one, Bad)][:3] == [4, 5, 6]


@pytest.mark.parametrize("text", ["", "Seals,Eleven came.\nGulls,Two came.\n", '"\n'])
def test_tables_without_header(text):
    """A table has to name its columns."""
    with pytest.raises(SourceUnreadable, match="name"):
        table(text)


class Endless(RawIOBase):
    """Twenty million bytes without a line's end, and then an article."""

    def __init__(self, size):
        self._left = size

    def readable(self):
        return True

    def read(self, size=-1):
        if self._left <= 0:
            self._left, end = self._left - 1, self._left == 0
            return b'\n{"text": "One."}' if end else b""
        self._left -= min(size, self._left)
        return b"x" * size


@pytest.mark.parametrize("kind", [Kind.JSONL, Kind.CSV])
def test_memory(kind):
    """A line without end takes no memory to speak of, and what follows it is read."""
    stream = cast("BinaryIO", Endless(1 << 26))
    tracemalloc.start()
    try:
        if kind is Kind.JSONL:
            found = list(records(stream, kind, "x"))
            assert [type(one) for one in found] == [Bad, Draft]
        else:
            with pytest.raises(SourceUnreadable):
                list(records(stream, kind, "x"))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "document",
    [
        {"title": "Seals", "body": "Eleven came."},
        [{"title": "Seals", "body": "Eleven came."}, {"title": "none"}],
        {"status": "ok", "articles": [{"title": "Seals", "content": "Eleven came."}]},
    ],
)
def test_documents(document):
    """A JSON file may hold an article, a list of them, or an object with the list in it."""
    (draft,) = read(json.dumps(document, indent=1).encode(), Hint(name="seals.json")).drafts
    assert (draft.title, draft.text) == ("Seals", "Eleven came.")


@pytest.mark.parametrize("content", [b'{"a": ', b'{"title": "x"}', b'[{"a": 1}]'])
def test_documents_without_articles(content):
    """A JSON file without a text in it says what is missing."""
    with pytest.raises(SourceUnreadable):
        read(content, Hint(name="seals.json"))


def test_small_dumps():
    """A dump that comes as one piece, attached to a mail, is read as one."""
    content = b'{"text": "One."}\nbad\n{"text": "Two."}\n'
    assert [draft.text for draft in read(content).drafts] == ["One.", "Two."]
    with pytest.raises(SourceUnreadable, match="record 1: It has no text"):
        read(b'{"a": 1}\n{"b": 2}\n')
    assert read(b"title,text\nSeals,One.\n", Hint(name="x.csv")).drafts[0].title == "Seals"


def test_dates_to_come_are_refused():
    """A dump that dates an article ahead of today is not believed."""
    (draft,) = jsonl({"text": "Seals.", "date": "2199-01-01", "published": "2026-10-05"})
    assert draft.published == datetime(2026, 10, 5, tzinfo=UTC)


def test_people_as_dumps_write_them():
    """Names are parted, and told from roles and from the outlet."""
    (row,) = table('text;source;author\n"Seals.";Skarn Daily;"Brandt, Ada"\n')
    assert row.authors == ("Ada Brandt",)
    (draft,) = jsonl(
        {"text": "Seals.", "by": "By Ada Brandt and Jon Vik, Skarn Daily", "site": "Skarn Daily"}
    )
    assert draft.authors == ("Ada Brandt", "Jon Vik")
