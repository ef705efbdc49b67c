"""Flattened pages in many layouts, and both kinds of error counted over all of them.

Beside each page NAME.txt stands NAME.kept: the lines of it that are its article.
"""

from collections import Counter
from pathlib import Path

import pytest

from ingest.prose import clean

PAGES = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
MOST_LOST, MOST_FURNITURE = 0, 2


def errors(page):
    """The article's lines that were lost, and the other lines that were kept."""
    expected = Counter(page.with_suffix(".kept").read_text(encoding="utf-8").splitlines())
    got = Counter(clean.article(page.read_text(encoding="utf-8")).text.split("\n\n"))
    return list((expected - got).elements()), list((got - expected).elements())


def test_there_are_enough_pages():
    """The corpus has layouts of many kinds."""
    assert len(PAGES) >= 12


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_line_of_an_article_is_lost(page):
    """Furniture left over is a blemish; a lost line is a fault."""
    lost, _ = errors(page)
    assert len(lost) <= MOST_LOST, lost


def test_little_furniture_is_kept():
    """Over all pages no more than a few lines that are no article's stay."""
    kept = [line for page in PAGES for line in errors(page)[1]]
    assert len(kept) <= MOST_FURNITURE, kept
