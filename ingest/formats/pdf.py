"""A PDF to the article printed in it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.formats import layout, written
from ingest.formats.layout import Line
from ingest.reading import Hint, Reading
from ingest.text import one_line
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_MOST_PAGES, _MOST_CHARACTERS = 300, 1_000_000
_FEWEST_ON_A_PAGE = 20
_SAMPLES = 7
# A word broken at a line's end has this sign in it, and no line end.
_LINE = re.compile("[^\n\ufffe]*[\n\ufffe]|[^\n\ufffe]+")
# Ligatures, wide and mathematical letters are read as plain ones; … and ½ stay what they are.
_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufefe\uff00-\uffef\U0001d400-\U0001d7ff]+")


def read(content: bytes, _hint: Hint) -> Reading:
    """Read the text of a PDF; scanned and locked ones are refused."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceUnreadable(
                "The PDF is locked with a password; give it unlocked."
            ) from error
        raise SourceUnreadable("The PDF is damaged; save it again, or give its text.") from error
    try:
        lines = list(_lines(document))
        about = document.get_metadata_dict()
    except PdfiumError as error:
        raise SourceUnreadable("The PDF is damaged; save it again, or give its text.") from error
    finally:
        document.close()
    return Reading((_article(lines, about),))


def _lines(document: "PdfDocument") -> Iterator[Line]:
    """Give the printed lines of all pages; refuse what is no article, or no text."""
    if len(document) > _MOST_PAGES:
        raise SourceUnreadable(
            f"The PDF has more than {_MOST_PAGES} pages; give the article's own."
        )
    characters = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > _MOST_CHARACTERS:
            raise SourceUnreadable("The PDF's text is longer than any article; give a part of it.")
        yield from _lines_of(text, number)
        text.close()
        page.close()
    if characters < _FEWEST_ON_A_PAGE * len(document):
        raise SourceUnreadable(
            "The PDF holds pictures of its pages but no text; run it through text recognition "
            "(OCR) and give the result."
        )


def _lines_of(page: "PdfTextPage", number: int) -> Iterator[Line]:
    """Give a page's lines with their places."""
    start, count = 0, page.count_chars()
    for line in _LINE.findall(page.get_text_range()):
        words = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), line.strip())
        places = [start + at for at, letter in enumerate(line) if not letter.isspace()]
        start += len(line)
        if words and places[-1] < count:
            yield _placed(page, words, number, places)


def _placed(page: "PdfTextPage", words: str, number: int, places: list[int]) -> Line:
    """Measure a line by its middling letter: the first may be an initial over three lines."""
    boxes = [page.get_charbox(at, loose=True) for at in places[:: max(1, len(places) // _SAMPLES)]]
    _, _, right, _ = page.get_charbox(places[-1], loose=True)
    _, bottom, _, top = sorted(boxes, key=lambda box: box[3] - box[1])[len(boxes) // 2]
    return Line(words, number, boxes[0][0], right, bottom, top)


def _article(lines: list[Line], about: dict[str, str]) -> Draft:
    """Find headline, byline and paragraphs as in a text copied from a page."""
    lines = layout.without_furniture(lines)
    large = layout.headline(lines)
    printed = one_line(" ".join(line.text for line in large))
    return written.article(
        printed or written.sane_title(about.get("Title", "")),
        layout.paragraphs([line for line in lines if line not in large]),
        written.sane_author(about.get("Author", "")),
    )
