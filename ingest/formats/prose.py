"""Plain text and Markdown to the one article in it."""

import re

from ingest.links import links_in
from ingest.prose import clean
from ingest.prose import markdown as marked
from ingest.reading import Hint, Reading
from ingest.text import decoded
from retrieval.errors import SourceUnreadable

_LONGEST = 1_000_000
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def plain(content: bytes, hint: Hint) -> Reading:
    """Read a text, which may have been copied from a page with all that stood around it."""
    return Reading((clean.article(_text(content, hint)),))


def markdown(content: bytes, hint: Hint) -> Reading:
    """Read a Markdown file, with or without front matter."""
    return Reading((marked.article(_text(content, hint)),))


def _text(content: bytes, hint: Hint) -> str:
    text = decoded(content, hint.encoding)
    if len(text) > _LONGEST:
        raise SourceUnreadable("The text is longer than any article; give one article at a time.")
    if links_in(text, 1) and not _LETTER.search(_LINK.sub(" ", text)):
        raise SourceUnreadable(
            "It holds only links; newsdesk ingest --links reads what they lead to."
        )
    return text
