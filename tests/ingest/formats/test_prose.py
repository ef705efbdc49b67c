"""Plain text and Markdown: one article, or a word on what they are instead."""

import pytest

from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable


@pytest.mark.parametrize("name", ["links.txt", "links.md"])
def test_links_alone(name):
    """A text of links alone names the way to read what they lead to."""
    text = "1. https://skarn.example/a/1\n2. <https://skarn.example/a/2>\n\nhttp://vale.example/x."
    with pytest.raises(SourceUnreadable) as refused:
        read(text.encode(), Hint(name=name))
    assert str(refused.value) == (
        "It holds only links; newsdesk ingest --links reads what they lead to."
    )


def test_links_in_prose():
    """An article with links in it is an article."""
    text = "Seals came to the quay on Sunday, says https://skarn.example/a/1 today.\n" * 5
    assert read(text.encode(), Hint(name="seals.txt")).drafts
