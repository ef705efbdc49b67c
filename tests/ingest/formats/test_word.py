"""Word documents: paragraphs, headings, lists and tables, in order."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml

from ingest.kinds import Kind, kind_of
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable


def document(**properties):
    made = docx.Document()
    made.add_heading("Eleven seals came to the quay", 0)
    made.add_paragraph("By Ada Brandt")
    made.add_paragraph("Eleven seals came to the harbour of Skarn, and nobody knows why they did.")
    made.add_heading("What they eat", 1)
    made.add_paragraph("They eat cod, and the fishermen do not like it.", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["Day", "Seals", "Sunday", "11"], strict=True):
        cell.text = words
    made.add_paragraph("The council meets on Monday to talk about the cod and about the seals.")
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    return made


def saved(made):
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_in_order():
    """Everything a reader reads is there once, in its order, a table's row as a line."""
    content = saved(document())
    assert kind_of(content[:4096]) is Kind.WORD
    (draft,) = read(content).drafts
    assert (draft.title, draft.authors) == ("Eleven seals came to the quay", ("Ada Brandt",))
    assert draft.text.split("\n\n") == [
        "Eleven seals came to the harbour of Skarn, and nobody knows why they did.",
        "What they eat",
        "They eat cod, and the fishermen do not like it.",
        "Day, Seals",
        "Sunday, 11",
        "The council meets on Monday to talk about the cod and about the seals.",
    ]
    assert draft.published is None


def test_properties():
    """When the file was made is a guess at the date, and its owner one at the author."""
    made = document(created=datetime(2026, 10, 5, 12, tzinfo=UTC), author="Bo Lind")
    made.paragraphs[1].text = "The seals are back."
    (draft,) = read(saved(made)).drafts
    assert (draft.published, draft.guessed) == (datetime(2026, 10, 5, 12, tzinfo=UTC), True)
    assert draft.authors == ("Bo Lind",)


def test_insertions():
    """What was inserted stands there, and what was deleted does not."""
    made = document()
    run = made.paragraphs[2].runs[0]._r
    inserted = parse_xml(
        '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:r><w:t xml:space='preserve'> They sing.</w:t></w:r></w:ins>"
    )
    run.addnext(inserted)
    assert "why they did. They sing." in read(saved(made)).drafts[0].text


def test_bombs():
    """A document that is enormous unpacked is refused before it is."""
    stream = BytesIO(saved(document()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.xml", b"0" * 60_000_000)
    with pytest.raises(SourceUnreadable, match="larger unpacked"):
        read(stream.getvalue(), Hint(name="x.docx"))


def test_damaged():
    """Half a document says that it is damaged."""
    content = saved(document())
    with pytest.raises(SourceUnreadable, match="damaged"):
        read(content[: len(content) // 2], Hint(name="x.docx"))


def test_old_word():
    """A .doc is told apart, with what to do about it."""
    with pytest.raises(SourceUnreadable, match="save it as DOCX"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Hint(name="seals.doc"))
