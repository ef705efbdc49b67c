"""Mails: a newsletter or article, who sent it and when, and what is attached."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from ingest.kinds import Kind, kind_of
from ingest.reading import read
from retrieval.errors import SourceUnreadable

TEXT = (
    "Eleven seals came to the harbour of Skarn on Sunday night, and the harbour master says that "
    "nobody knows why.\n\nThe council meets on Monday to talk about the fish that they eat. Until "
    "then the quay stays shut, and the ferry lands at the old pier."
)


def mail(text=TEXT, *, html=None, **headers):
    message = EmailMessage()
    given = {
        "Subject": "Seals at the quay",
        "From": "Ada Brandt <ada@skarn.example>",
        "Date": "Mon, 05 Oct 2026 14:30:00 +0200",
        "Message-ID": "<1@skarn.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_plain_mail():
    """Subject, sender and date are headline, author and time of publication."""
    content = bytes(mail())
    assert kind_of(content) is Kind.MAIL
    (draft,) = read(content).drafts
    assert (draft.title, draft.authors) == ("Seals at the quay", ("Ada Brandt",))
    assert draft.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    assert draft.text == TEXT
    assert not draft.guessed


def test_newsletter():
    """A list's mail is its outlet's; the HTML part is read, and its layout is not."""
    rows = "".join(f"<tr><td><p>{line}</p></td></tr>" for line in TEXT.split("\n\n"))
    html = f"<html><style>p{{}}</style><table>{rows}<tr><td>Unsubscribe</td></tr></table></html>"
    content = bytes(mail("See the web", html=html, From="Skarn Daily <x@y.example>", List_Id="<a>"))
    (draft,) = read(content).drafts
    assert (draft.outlet, draft.authors) == ("Skarn Daily", ())
    assert draft.text == TEXT


def test_sender_of_an_outlet():
    """A sender may name both the author and the paper."""
    (draft,) = read(bytes(mail(From="Ada Brandt from Skarn Daily <x@y.example>"))).drafts
    assert (draft.authors, draft.outlet) == (("Ada Brandt",), "Skarn Daily")


def test_forwarded():
    """When a mail was forwarded is a guess at when it was written, and who did it no author."""
    (draft,) = read(bytes(mail(Subject="Fwd: Re: Seals at the quay"))).drafts
    assert (draft.title, draft.guessed, draft.authors) == ("Seals at the quay", True, ())


def test_attachments():
    """Documents that can be read are handed on; a covering note beside them is no article."""
    message = mail("See attached.")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a/b.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="c.png")
    message.add_attachment(mail())
    found = read(bytes(message))
    assert found.drafts == ()
    assert [file.name for file in found.files] == ["a_b.pdf", "attached.eml"]
    assert read(found.files[1].content).drafts[0].title == "Seals at the quay"


def test_many_attachments():
    """Twenty attachments are enough."""
    message = mail()
    for number in range(25):
        message.add_attachment(TEXT, filename=f"{number}.txt")
    assert len(read(bytes(message)).files) == 20


@pytest.mark.parametrize(
    "content",
    [
        b"From: a\nSubject: b\nMessage-ID: <1>\n\n",
        b"From: a\nSubject: =?utf-8?b?////?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\n",
        b'Received: x\nFrom: \xff\nDate: never\nContent-Type: text/plain; charset="x\n\n',
    ],
)
def test_mails_without_text(content):
    """A mail that holds nothing, or is broken, says so."""
    with pytest.raises(SourceUnreadable, match="no text"):
        read(content)


def test_nested_without_end():
    """Parts inside parts inside parts come to an end."""
    content = b"From: a\nTo: b\nMIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(SourceUnreadable):
        read(content)


NOTE = "FYI, for the Monday paper.\n\n"
HEADERS = [
    "---------- Forwarded message ---------",
    "From: Jon Vik <jon@vale.example>",
    "Date: Sun, 4 Oct 2026 at 08:00",
    "Subject: Seals at the quay",
    "To: Ada Brandt <ada@skarn.example>",
]


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_forwarded_mail(kind):
    """A forwarded mail is its first writer's, of its first day, without the note and headers."""
    plain = NOTE + "\n".join(HEADERS) + "\n\n" + TEXT
    lines = (line.replace("<", "&lt;") for line in HEADERS)
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    html = f"<html><p>{NOTE}</p><div>{'<br>'.join(lines)}</div>{paragraphs}</html>"
    sent = mail(plain, html=html if kind == "html" else None, Subject="Fwd: Seals at the quay")
    (draft,) = read(bytes(sent)).drafts
    assert draft.text == TEXT
    assert (draft.title, draft.authors) == ("Seals at the quay", ("Jon Vik",))
    assert draft.published is not None
    assert draft.published.date().isoformat() == "2026-10-04"


def test_a_letter_about_letters():
    """A mail that is not forwarded keeps lines that look like headers; its signature goes."""
    said = "From: the harbour\nTo: the council\nSubject: eleven seals on the quay of Skarn"
    (draft,) = read(bytes(mail(f"{TEXT}\n\n{said}\n\n-- \nAda Brandt\nSkarn 4711\n"))).drafts
    assert draft.text == f"{TEXT}\n\n{said}".replace("\nTo", "\n\nTo").replace("\nSub", "\n\nSub")
