"""Plain text and Markdown to the one article in it."""

from ingest import clean, markdown
from ingest.formats.table import Kind
from ingest.kinds import kind_of
from ingest.reading import Hint, Reading
from ingest.text import decoded
from retrieval.errors import SourceUnreadable

_LONGEST = 1_000_000


def read(content: bytes, hint: Hint) -> Reading:
    """Read a text as one article."""
    text = decoded(content, hint.encoding)
    if len(text) > _LONGEST:
        raise SourceUnreadable("The text is longer than any article; give one article at a time.")
    kind = kind_of(content, declared=hint.content_type, name=hint.name)
    return Reading((markdown.article(text) if kind is Kind.MARKDOWN else clean.article(text),))
