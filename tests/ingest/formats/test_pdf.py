"""PDF: the headline and the paragraphs as they were set, and nothing that runs over every page."""

from io import BytesIO

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from ingest.kinds import Kind, kind_of
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable

STYLES = getSampleStyleSheet()
NAMES = "Ada Bo Cai Dot Eve Fay Gus Hal Ina Jon Kim Lou Max Ned Oda Pia".split()
PARAGRAPHS = [
    f"{name} saw {number} seals at the quay of Skarn on Sunday night and told the harbour master "
    f"about it. The harbour master, who had {number} crates of cod to look after, did not believe "
    f"a word of what {name} said to him. On Monday morning the cod was gone, and so was {name}."
    for number, name in enumerate(NAMES, 11)
]


def printed(columns=1, *, title="Eleven seals came to the harbour of Skarn", paragraphs=PARAGRAPHS):
    stream = BytesIO()

    def furniture(canvas, document):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 815, "Skarn Daily, the paper of the harbour")
        canvas.drawString(280, 20, f"Page {document.page}")

    document = BaseDocTemplate(stream, pagesize=(A4[0], 500))
    width = 480 / columns
    frames = [Frame(60 + n * width, 40, width - 12, 750 - 340, id=str(n)) for n in range(columns)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    body = [Paragraph(line, STYLES["BodyText"]) for line in paragraphs]
    document.build([Paragraph(title, STYLES["Title"]), *body])
    return stream.getvalue()


@pytest.mark.parametrize("columns", [1, 2])
def test_paragraphs(columns):
    """Lines become paragraphs again, over columns and pages; page furniture is left out."""
    content = printed(columns)
    assert len(PdfDocument(content)) > 1
    assert kind_of(content[:4096]) is Kind.PDF
    (draft,) = read(content).drafts
    assert draft.title == "Eleven seals came to the harbour of Skarn"
    assert "Skarn Daily" not in draft.text
    assert "Page" not in draft.text
    assert draft.text.replace("\n\n", " ") == " ".join(PARAGRAPHS)
    assert len(set(PARAGRAPHS) & set(draft.text.split("\n\n"))) >= len(PARAGRAPHS) - 2


def drawn(lines, *, pages=1, **options):
    stream = BytesIO()
    canvas = Canvas(stream, **options)
    for number in range(pages):
        for row, line in enumerate(lines):
            canvas.drawString(60, 700 - 14 * row, line.format(number))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_broken_words():
    """A word broken at a line's end is one word again, but one of two words stays that."""
    lines = [
        "Eleven seals came to the harbour of Skarn on Sunday, and the har-",
        "bour master does not know why they did so on a night like this.",
        "The council of the town will meet on Monday to talk about the cod-",
        "eating seals, for nobody on the quay has seen cod-eating seals here.",
    ]
    (draft,) = read(drawn(lines)).drafts
    assert "the harbour master does not know" in draft.text
    assert "about the cod-eating seals, for nobody" in draft.text


def test_properties():
    """A headline that is not printed may stand in the file's properties, if it is one."""
    lines = PARAGRAPHS[0].split(". ")
    stream = BytesIO()
    for title, wanted in (("Seals at the quay", True), ("Microsoft Word - seals.docx", False)):
        canvas = Canvas(stream)
        canvas.setTitle(title)
        for row, line in enumerate(lines):
            canvas.drawString(60, 700 - 14 * row, line)
        canvas.save()
        (draft,) = read(stream.getvalue()).drafts
        assert (draft.title == title) is wanted


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (drawn([], pages=2), "no text"),
        (drawn(["Seals."], encrypt=StandardEncryption("seal", "cod")), "password"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (drawn(["Page {0} of the report about the seals at the quay."], pages=301), "300 pages"),
    ],
)
def test_refused(content, sentence):
    """A scan, a locked, a broken and an endless PDF each say what to do."""
    with pytest.raises(SourceUnreadable, match=sentence):
        read(content, Hint(name="seals.pdf"))
