"""The picture of a topic's coverage, drawn whole and looked at as pixels."""

import os
import struct
import subprocess
import sys
import warnings
import zlib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from matplotlib.font_manager import fontManager, get_font

from bot import lettering
from bot.picture import OTHERS, ROWS, UNKNOWN, WIDTH, grid, picture
from bot.words import words_in
from retrieval.story.coverage import Count, Coverage
from tests.bot.running import ROOT

FIRST = date(2026, 3, 4)


def covered(*counts: tuple[int, str, int], undated: int = 0) -> Coverage:
    """A coverage from days after the first one, outlets and numbers."""
    made = (Count(FIRST + timedelta(days=after), outlet, n) for after, outlet, n in counts)
    return Coverage(tuple(sorted(made, key=lambda one: (one.day, one.outlet))), undated)


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def pixels(png: bytes) -> bytes:
    """The picture's data, unpacked: the same for pictures that look the same."""
    found, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            found += png[place + 8 : place + 8 + length]
        place += length + 12
    return zlib.decompress(found)


@pytest.mark.parametrize(
    ("days", "outlets"), [(1, 1), (2, 3), (31, 15), (300, 15), (730, 40), (3650, 2)]
)
def test_every_coverage_is_one_picture_of_discords_width(days, outlets):
    """From one article to years of many outlets, without a warning."""
    counts = [(n * (days - 1) // max(1, outlets - 1), f"Outlet {n}", n + 1) for n in range(outlets)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        width, height = size(picture(covered(*counts), "Orrin Bridge"))
    assert width == WIDTH
    assert 300 <= height <= 675


@pytest.mark.parametrize(
    "words",
    [
        "costs $5 and $6",
        "$\\frac{1}{2}$",
        "橋の新聞",
        "صحيفة الجسر",
        "🦄 news 😀",
        "a\x1b[31m\0b",
        "",
    ],
)
def test_any_words_can_be_drawn(words):
    """Dollars are no formulas, and signs that the font lacks neither warn nor fail."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = picture(covered((0, words, 2), (3, "Vale Herald", 1)), words)
    assert size(drawn)[0] == WIDTH


def test_dollars_are_drawn_as_dollars():
    """A formula's letters would be set without the signs around them."""
    one, other = covered((0, "Cash $a$ Daily", 1)), covered((0, "Cash a Daily", 1))
    assert pixels(picture(one, "t")) != pixels(picture(other, "t"))


def test_the_topic_and_the_outlets_are_drawn():
    """Another word is another picture, and the same words are the same."""
    one = covered((0, "Vale Herald", 1))
    assert pixels(picture(one, "bridge")) == pixels(picture(one, "bridge"))
    assert pixels(picture(one, "bridge")) != pixels(picture(one, "fridge"))
    assert pixels(picture(one, "bridge")) != pixels(picture(covered((0, "Herald", 1)), "bridge"))


@pytest.mark.parametrize(
    ("days", "unit", "columns"),
    [(1, "day", 1), (62, "day", 62), (63, "week", 10), (500, "month", 17)],
)
def test_columns_are_days_weeks_or_months(days, unit, columns):
    """As many as can be read; those without news have a place too."""
    shown = grid(covered((0, "Vale Herald", 1), (days - 1, "Vale Herald", 1)))
    assert (shown.unit, len(shown.starts)) == (unit, columns)
    assert all(before < after for before, after in pairwise(shown.starts))


def test_every_article_is_in_one_cell():
    """Of all outlets, with the rest in the last row."""
    coverage = covered(*((n, f"Outlet {n:02}", 40 - n) for n in range(30)))
    shown = grid(coverage)
    assert (len(shown.outlets), shown.outlets[0], shown.outlets[-1]) == (ROWS, "Outlet 00", OTHERS)
    assert sum(map(sum, shown.cells)) == coverage.articles


def test_fifteen_outlets_all_have_their_row():
    """There is no rest then, and an outlet without a name is called unknown."""
    shown = grid(covered(*((n, f"Outlet {n}", 1) for n in range(ROWS - 1)), (0, "", 3)))
    assert OTHERS not in shown.outlets
    assert shown.outlets[0] == UNKNOWN


def test_drawing_leaves_matplotlib_as_it_was(tmp_path):
    """No figure is kept, no backend chosen, and no setting changed."""
    script = (
        "from datetime import date\n"
        "import matplotlib, sys\n"
        "before = matplotlib.rcParams.copy()\n"
        "from bot.picture import picture\n"
        "from retrieval.story.coverage import Count, Coverage\n"
        "picture(Coverage((Count(date(2026, 3, 4), 'Vale Herald', 1),), 0), 'bridge')\n"
        "print(matplotlib.rcParams.copy() == before, 'matplotlib.pyplot' in sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert ran.stdout.split() == ["True", "False"]


def test_the_picture_speaks_the_readers_language():
    """Its months and all that is ours, and none of the outlets' names."""
    coverage = covered((0, "Vale Herald", 1), (9, "", 1))
    english, german = picture(coverage, "t"), picture(coverage, "t", words_in("de"))
    assert pixels(english) != pixels(german)


def test_signs_that_the_font_lacks_are_drawn_by_another_that_has_them(monkeypatch):
    """Where there is one on the machine; else a box stands for them."""
    for held in (lettering._families, lettering._glyphs):
        held.cache_clear()
    monkeypatch.setattr(lettering, "_CJK", ("Not Installed", "STIXGeneral"))
    sign = next(chr(n) for n in sorted(glyphs("STIXGeneral") - glyphs("DejaVu Sans")) if n > 0x2000)
    try:
        drawn = picture(covered((0, sign, 1)), "t")
        assert pixels(drawn) != pixels(picture(covered((0, "\u25a1", 1)), "t"))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture(covered((0, f"Post {sign}", 1)), sign)
    finally:
        for held in (lettering._families, lettering._glyphs):
            held.cache_clear()


def glyphs(name):
    """The signs that a font has."""
    return set(get_font(fontManager.findfont(name)).get_charmap())
