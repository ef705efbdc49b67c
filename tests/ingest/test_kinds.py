"""What a source is made of: its bytes speak first."""

import time
import tracemalloc

import pytest

from ingest import reading
from ingest.kinds import Kind, kind_of
from ingest.text import decoded, one_line, word_count
from retrieval.errors import SourceUnreadable


@pytest.mark.parametrize(
    ("content", "declared", "name", "kind"),
    [
        (b"<!DOCTYPE html><html>", None, None, Kind.HTML),
        (
            b'\xef\xbb\xbf<?xml version="1.0"?><!-- x --><html xmlns="x">',
            "text/plain",
            None,
            Kind.HTML,
        ),
        (b'<?xml version="1.0"?><rss>', "text/html", None, Kind.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', None, "x.html", Kind.FEED),
        (b"---\ntitle: Seals\n---\nEleven came.", None, None, Kind.MARKDOWN),
        (b"# Seals", None, "seals.md", Kind.MARKDOWN),
        (b"Eleven came.", "text/plain", None, Kind.TEXT),
        (b"Eleven came.", "application/octet-stream", "seals", Kind.TEXT),
        (b"Eleven came <b>.", "text/html", None, Kind.HTML),
        (b"<!DOCTYPE rss [<!ENTITY a 'b>'>]><rss>", None, None, Kind.FEED),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", None, None, Kind.FEED),
        (b"<sitemapindex>", "text/plain", "x.txt", Kind.SITEMAP),
        (b"<opml>", "text/xml", None, Kind.OPML),
        (b"\n%PDF-1.7", "text/html", "x.html", Kind.PDF),
        (b"junk %PDF-1.7", None, "x.pdf", Kind.PDF),
        (
            b'{"version": "https://jsonfeed.org/version/1",',
            "application/json",
            None,
            Kind.JSON_FEED,
        ),
        (b'{"items": [', "application/feed+json", None, Kind.JSON_FEED),
        (b'{"title": "Seals", "text": "x"}', "application/json", None, Kind.JSON),
        (b'[ {"title": "Seals"}]', None, None, Kind.JSON),
        (b'{"title": "Seals"}\n{"title": "Cod"}', None, None, Kind.JSONL),
        (b'{"title": "Seals"}\n{"title": "Cod"}', "application/json", "x.json", Kind.JSONL),
        (b'{"title": "Seals"}', None, "x.jsonl", Kind.JSONL),
        (b'{"title": "Seals', None, "x.NDJSON", Kind.JSONL),
        (b'{"title": "Seals"} is JSON.', None, "x.txt", Kind.TEXT),
        (b"{seals} is no JSON.", None, None, Kind.TEXT),
        (b"title,text", None, "x.csv", Kind.CSV),
        (b"title,text", "text/csv; charset=utf-8", None, Kind.CSV),
        (b"title,text", None, None, Kind.TEXT),
        (b"Message-ID: <1>\nFrom: a\n b\nSubject: c\n\nEleven.", None, None, Kind.MAIL),
        (b"From: a\nSubject: c\n\nEleven.", None, "x.eml", Kind.MAIL),
        (b"From: a\nSubject: c\n\nEleven.", None, "x.txt", Kind.TEXT),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n", None, None, Kind.MHTML),
        (b"From: a\nMIME-Version: 1.0\n\n", None, "x.mht", Kind.MHTML),
        (b"PK\x03\x04" + b"\0" * 26, None, "x.zip", Kind.ZIP),
        (b"\x1f\x8b\x08", None, "x.jsonl.gz", Kind.GZIP),
    ],
)
def test_kinds(content, declared, name, kind):
    """Bytes count for more than the declared type, that for more than nothing."""
    assert kind_of(content, declared=declared, name=name) is kind


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<?xml version='1.0'?><svg/>", None, "neither a feed nor a page"),
        (b"Eleven came.", "x.xml", "neither a feed nor a page"),
        (b"\xd0\xcf\x11\xe0", "seals.doc", "save it as DOCX"),
        (b"{\\rtf1 Eleven came.}", None, "an RTF document"),
        (b"\x89PNG\r\n", "seal.txt", "an image"),
        (b"MZ" + b"\0" * 80, None, "a program"),
        (b"7z\xbc\xaf", None, "a packed file"),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x0f\0\0\0xl/workbook.xml", None, "a spreadsheet"),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x08\0\0\0mimetype", None, "an e-book"),
        (b"Eleven\x00\x01\x02 came.", None, "not text"),
        (b"Eleven\x00\x01\x02 came.", "seals.pdf", "wrongly named"),
        (b"Eleven came.", "x.pdf", "not what its name says"),
        (b"Eleven came.", "x.docx", "not what its name says"),
        (b" \n", None, "empty"),
    ],
)
def test_refused(content, name, sentence):
    """What is no news is refused with a sentence that names what is read."""
    with pytest.raises(SourceUnreadable, match=sentence):
        kind_of(content, name=name)


@pytest.mark.parametrize("declared", ["video/mp4", "application/xml", "application/x-what"])
def test_refused_by_type(declared):
    """Text that calls itself something else is not taken for news."""
    with pytest.raises(SourceUnreadable, match=r"newsdesk reads web pages.*PDF"):
        kind_of(b"Eleven came.", declared=declared)


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        ("Skärn – “ja”".encode("cp1252"), "iso-8859-1"),
        ("Skärn – “ja”".encode(), "iso-8859-1"),
        ("Skärn – “ja”".encode(), None),
        ("Skärn – “ja”".encode("utf-16"), None),
        ("Skärn – “ja”".encode(), "no-such-encoding"),
        ("Skärn – “ja”".encode(), "base64"),
        ("Skärn – “ja”".encode(), "zlib"),
        ("Skärn – “ja”".encode(), "rot13"),
        ("Skärn – “ja”".encode(), "no\0such"),
    ],
)
def test_decoding(content, declared):
    """Text reads as meant whatever the site calls its encoding."""
    assert decoded(content, declared) == "Skärn – “ja”"


def test_words_without_spaces():
    """Scripts that set no spaces are counted too."""
    assert word_count("海豹来到码头。") == 3
    assert word_count("Eleven seals came.") == 3


@pytest.mark.parametrize("filling", [b"<??>", b"<!---->", b"<!doctype>", b"<?", b"<!--", b" "])
def test_prologs_without_end(filling):
    """Declarations and comments are passed over in time that grows no faster than they do."""
    started = time.perf_counter()
    kind_of(filling * 900 + b"1")
    kind_of(filling * 900 + b"<p>")
    assert time.perf_counter() - started < 0.5


def test_names_as_long_as_the_file():
    """The names of a ZIP file's members take no more memory than its beginning."""
    tracemalloc.start()
    try:
        assert kind_of((b"PK\x03\x04" + b"\xff" * 26) * 3000) is Kind.ZIP
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("declared", ["utf-16", "UTF-16LE", "utf-32", "base64"])
def test_impossible_declarations(declared):
    """A page that says in ASCII letters that it is not in ASCII is read as UTF-8."""
    page = f"<!doctype html><meta charset={declared}><h1>Skärn</h1><p>{'Eleven – “seals”. ' * 30}"
    (draft,) = reading.read(page.encode()).drafts
    assert draft.title == "Skärn"
    assert "Eleven – “seals”." in draft.text


def test_stacked_marks():
    """A letter keeps eight marks at most, and text made of marks alone takes no time."""
    started = time.perf_counter()
    assert len(one_line("a" + "\u0301\u0316" * 80_000)) <= 9
    assert len(one_line("a" + "\u0f73" * 80_000)) <= 20
    assert time.perf_counter() - started < 1
    assert one_line("e\u0301\u0323 " + "”" * 12) == "\u1eb9\u0301 " + "”" * 12
