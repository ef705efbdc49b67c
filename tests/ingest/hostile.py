"""Documents made to hang, to swell or to crash whoever reads them."""

import io
import json
import zipfile
from collections.abc import Callable

from tests.ingest.good import GOOD, TITLE, unzipped, zipped

_HEAD = f"<html><head><title>{TITLE}</title></head><body><article><p>".encode()
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def _html(middle: bytes) -> bytes:
    return _HEAD + middle


def _rss(middle: bytes, prolog: bytes = b"") -> bytes:
    return (
        b"<?xml version='1.0'?>" + prolog + b"<rss version='2.0'><channel><title>t</title><item>"
        b"<title>" + middle + b"</title><link>https://a.example/b</link></item></channel></rss>"
    )


def _word(xml: bytes) -> bytes:
    return zipped(unzipped(GOOD["paper.docx"]()) | {"word/document.xml": xml})


def _bomb(members: int, size: int) -> bytes:
    """Zip files of zeros, which pack to a thousandth."""
    return zipped({f"{n}.txt": bytes(size) for n in range(members)})


def _liar() -> bytes:
    """Make a zip archive that says its member is small."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>" + b" " * 50_000_000)
    size = (50_000_008).to_bytes(4, "little")
    return made.getvalue().replace(size, (900).to_bytes(4, "little"))


def _pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Write a PDF of these objects, numbered from one, without any table of them."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % row for row in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<<" + trailer + b">>\nstartxref\n0\n%%EOF"


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>stream\n%s\nendstream" % (len(content), entries, content)


_FEED = b'{"version": "https://jsonfeed.org/version/1", "items": '
_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_FORM = b"/Resources<</XObject<</F 4 0 R>>>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]" + _FORM + b"/Contents 5 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"

HOSTILE: dict[str, Callable[[], bytes]] = {
    "nested.html": lambda: _html(b"<div>" * 200_000),
    "nested-formatting.html": lambda: _html(b"<b><i>" * 30_000 + b"</b>" * 30_000),
    "nested-tables.html": lambda: _html(b"<table><tr><td>" * 40_000),
    "attributes.html": lambda: _html(b"<a " + b"".join(b"a%d=1 " % n for n in range(100_000))),
    "one-tag.html": lambda: _html(b"<a href='" + b"x" * 1_000_000),
    "many-attributes.html": lambda: _html(
        (b"<a " + b"".join(b"a%d=1 " % n for n in range(2_000)) + b">x</a>") * 300
    ),
    "paragraphs.html": lambda: _html(b"<p>a word" * 200_000),
    "links.html": lambda: _html(b"<a href='/x'>a link</a> " * 100_000),
    "one-paragraph.html": lambda: _html(b"some words " * 800_000),
    "json-ld.html": lambda: _html(
        b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script><p>words"
    ),
    "comments.html": lambda: b"<!--" * 200_000,
    "doctype.html": lambda: _LAUGHS + b"<html><body><p>&a11;</p></body></html>",
    "entities.html": lambda: _html(b"&#" * 900_000),
    "dates.html": lambda: _html(b"<time datetime='" + b"1-" * 400_000 + b"'>x</time>"),
    "long-words.txt": lambda: b"a" * 900_000,
    "spaces.txt": lambda: b"By " + b" " * 900_000 + b"x",
    "blank-lines.txt": lambda: b"x\n" + b"\n \n" * 300_000 + b"x",
    "short-lines.txt": lambda: b"Share this on\n" * 60_000,
    "capitals.txt": lambda: b"A. " * 300_000,
    "quotes.txt": lambda: b"'\"" * 400_000,
    "dates.txt": lambda: b"Published: " + b"1 January " * 90_000,
    "marks.txt": lambda: b"e" + "\u0301".encode() * 400_000,
    "names.txt": lambda: b"By " + b"Jo Lindqvist and " * 50_000,
    "emphasis.md": lambda: b"# t\n\n" + b"*a _b " * 150_000,
    "brackets.md": lambda: b"# t\n\n" + b"[" * 400_000,
    "links.md": lambda: b"# t\n\n" + b"[a](" * 200_000,
    "quotes.md": lambda: b"> " * 400_000 + b"a",
    "lists.md": lambda: b"".join(b" " * n + b"* a\n" for n in range(1_300)),
    "backticks.md": lambda: b"".join(b"`" * n + b" " for n in range(1_300)),
    "front-matter.md": lambda: b"---\n" + b"a: b\n" * 100_000,
    "laughs.xml": lambda: _rss(b"&a11;", _LAUGHS),
    "nested.xml": lambda: _rss(b"<a>" * 200_000),
    "title.xml": lambda: _rss(b"word " * 1_900_000),
    "items.xml": lambda: _rss(b"x</title></item><item><title>" * 200_000),
    "behind.xml": lambda: b"<rss></rss><channel><item><title>" + b"<a>" * 200_000,
    "categories.xml": lambda: _rss(
        b"x</title>" + b"".join(b"<category>%d</category>" % n for n in range(60_000)) + b"<title>"
    ),
    "cdata.xml": lambda: _rss(b"<![CDATA[" * 300_000),
    "outlines.opml": lambda: b"<opml version='2.0'><body>" + b"<outline text='x'>" * 200_000,
    "sitemap.xml": lambda: (
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        + b"<url><loc>https://a.example/b</loc></url>" * 150_000
    ),
    "deep.json": lambda: _FEED + b"[" * 400_000,
    "digits.json": lambda: _FEED + b"[" + b"9" * 900_000,
    "items.json": lambda: json.dumps(
        {"version": "https://jsonfeed.org/version/1", "title": "t", "items": [{}] * 200_000}
    ).encode(),
    "pages-in-pages.pdf": lambda: _pdf(
        _CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"
    ),
    "tables-in-tables.pdf": lambda: _pdf(_CATALOGUE, _PAGES, trailer=b"/Root 1 0 R/Prev 0"),
    "form-in-form.pdf": lambda: _pdf(
        _CATALOGUE,
        _PAGES,
        _PAGE,
        _stream(
            b"/F Do /F Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>",
        ),
        _stream(b"/F Do"),
    ),
    "many-pages.pdf": lambda: _pdf(
        _CATALOGUE,
        b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>",
        _PAGE,
        b"null",
        _stream(b"BT (words) Tj ET"),
    ),
    "packed-stream.pdf": lambda: _pdf(
        _CATALOGUE, _PAGES, _PAGE, b"null", _stream(_deflated(200_000_000), b"/Filter/FlateDecode")
    ),
    "nested-arrays.pdf": lambda: _pdf(_CATALOGUE, b"[" * 900_000, _PAGE),
    "parts.eml": lambda: (
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: text/plain\n\nx\n" * 100_000
    ),
    "nested.eml": lambda: b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)
    ),
    "headers.eml": lambda: b"Subject: x\n" + b"To: a@b.example, " * 200_000 + b"\n\ntext",
    "folded.eml": lambda: b"Subject: " + b"=?utf-8?q?a?=\n " * 100_000 + b"\n\ntext",
    "date.eml": lambda: b"From: a@b.example\nDate: " + b"(" * 400_000 + b"\nSubject: x\n\ntext",
    "saved.mhtml": lambda: (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        + b"--b\nContent-Type: text/html\n\n<p>x\n" * 60_000
    ),
    "laughs.docx": lambda: _word(_LAUGHS + b"<w:document>&a11;</w:document>"),
    "zeros.docx": lambda: _word(bytes(120_000_000)),
    "nested.docx": lambda: _word(
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + b"<w:p>" * 200_000
    ),
    "liar.docx": _liar,
    "bomb.docx": lambda: _bomb(30, 5_000_000),
}
"""Each by a name that tells what kind it says it is."""


def _deflated(zeros: int) -> bytes:
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(zeros >> 20))
    return packed + packer.flush()
