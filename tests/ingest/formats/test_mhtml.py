"""Saved web pages: the page, under the address it was saved from."""

import pytest

from ingest.kinds import Kind, kind_of
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable

PAGE = (
    "<html><head><title>Seals at the quay</title></head><body><article>{}</article></body></html>"
)
PARAGRAPH = "<p>Eleven seals came to the harbour of Sk=C3=A4rn on Sunday, and nobody knows why.</p>"
SAVED = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://skarn.example/seals?utm_source=x
Subject: Seals
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://skarn.example/seals?utm_source=x

{PAGE.format(PARAGRAPH * 4)}
--b
Content-Type: image/png
Content-Location: https://skarn.example/seal.png

x
--b--
""".encode()


def test_saved_page():
    """The first HTML of the file is read, and its address is where it was saved from."""
    assert kind_of(SAVED) is Kind.MHTML
    (draft,) = read(SAVED, Hint(name="seals.mhtml")).drafts
    assert draft.title == "Seals at the quay"
    assert "Eleven seals came to the harbour of Skärn" in draft.text
    assert draft.url == "https://skarn.example/seals"


def test_saved_without_a_page():
    """A file of pictures alone says so."""
    with pytest.raises(SourceUnreadable, match="no HTML"):
        read(SAVED.replace(b"text/html; charset", b"text/css; charset"), Hint(name="x.mht"))
