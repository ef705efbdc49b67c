"""A topic's coverage as a picture: who reported how much, and when."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.dates import day
from bot.lettering import drawable, style
from bot.words import ENGLISH, IN_ENGLISH, Words, phrase
from retrieval.story.coverage import Coverage

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT, _DPI = 1200, 675, 100
"""Pixels: as Discord shows a picture in full width; with few outlets it is less high."""
_AROUND, _ROW = 275, 62
"""Pixels of height beside the rows, and for each row while there is room."""
ROWS = 15
"""Outlets with a row of their own; the rest share one."""
OTHERS, UNKNOWN = "others", "outlet unknown"
_SAID = {OTHERS: phrase("others"), UNKNOWN: phrase("outlet unknown")}
_BY = {"week": phrase("by week"), "month": phrase("by month")}
_DAYS, _WEEKS = 62, 420
"""Days up to which each day has a column, and up to which each week has one."""
_LABEL, _TITLE = 24, 70
"""Characters of an outlet's name and of the topic."""
_INK, _PALE, _FAINT = "#1d2733", "#5c6875", "#e4e8ec"
_SHADES = ("#dceafa", "#2d7dd2", "#0b3c74")


@dataclass(frozen=True, slots=True)
class Grid:
    """Articles by outlet and stretch of time: a row an outlet, a column a day, week or month.

    `starts` are the first days of the columns, of those without articles too.
    """

    unit: str
    starts: tuple[date, ...]
    outlets: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]


def picture(coverage: Coverage, topic: str, words: Words = IN_ENGLISH) -> bytes:
    """Draw a topic's coverage as a PNG, 1200 pixels wide; it needs a dated article."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = grid(coverage)
    high = min(HEIGHT, _AROUND + _ROW * len(shown.outlets))
    figure = Figure(figsize=(WIDTH / _DPI, high / _DPI), dpi=_DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)  # and not pyplot, which would keep it and may want a screen
    _draw(figure, shown, _titles(coverage, topic, words), words)
    written = io.BytesIO()
    canvas.print_png(written)  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped
    return written.getvalue()


def grid(coverage: Coverage) -> Grid:
    """Sort a coverage into rows and columns that can be read in one picture."""
    first, last = coverage.counts[0].day, coverage.counts[-1].day
    unit = _unit(first, last)
    starts = tuple(_starts(first, last, unit))
    rows = _rows(coverage)
    counted: Counter[tuple[str, date]] = Counter()
    for one in coverage.counts:
        name = one.outlet or UNKNOWN
        counted[name if name in rows else OTHERS, _start(one.day, unit)] += one.articles
    cells = tuple(tuple(counted[name, start] for start in starts) for name in rows)
    return Grid(unit, starts, rows, cells)


def _unit(first: date, last: date) -> str:
    apart = (last - first).days
    return "day" if apart < _DAYS else "week" if apart < _WEEKS else "month"


def _start(when: date, unit: str) -> date:
    if unit == "day":
        return when
    return when.replace(day=1) if unit == "month" else when - timedelta(days=when.weekday())


def _starts(first: date, last: date, unit: str) -> Iterator[date]:
    start = _start(first, unit)
    while start <= last:
        yield start
        step = {"day": 1, "week": 7, "month": 31}[unit]
        start = _start(start + timedelta(days=step), unit)


def _rows(coverage: Coverage) -> tuple[str, ...]:
    """The outlets by how much they reported; when there are too many, the last row is the rest."""
    total: Counter[str] = Counter()
    for one in coverage.counts:
        total[one.outlet or UNKNOWN] += one.articles
    names = [name for name, _ in sorted(total.items(), key=lambda each: (-each[1], each[0]))]
    return tuple(names) if len(names) <= ROWS else (*names[: ROWS - 1], OTHERS)


def _titles(coverage: Coverage, topic: str, words: Words) -> tuple[str, str]:
    first, last = coverage.counts[0].day, coverage.counts[-1].day
    dated = sum(one.articles for one in coverage.counts)
    told = words(
        "{articles} by {outlets}, {span}",
        articles=words.count("{n} article", "{n} articles", dated),
        outlets=words.count("{n} outlet", "{n} outlets", max(1, len(coverage.outlets))),
        span=_span(first, last, words),
    )
    if coverage.undated:
        undated = words.count("{n} more undated", "{n} more undated", coverage.undated)
        told = f"{told}; {undated}"
    return words("Coverage of “{topic}”", topic=drawable(topic, _TITLE)), told


def _span(first: date, last: date, words: Words) -> str:
    if first == last:
        return day(first, words)
    return words("{first} to {last}", first=day(first, words), last=day(last, words))


def _draw(figure: "Figure", shown: Grid, titles: tuple[str, str], words: Words) -> None:
    from matplotlib.gridspec import GridSpec

    count, high = len(shown.outlets), figure.get_size_inches()[1] * _DPI
    places = GridSpec(
        2, 1, figure, 0.21, 80 / high, 0.965, 1 - 115 / high, hspace=0.06,
        height_ratios=(max(1.3, 0.28 * count), count),
    )  # fmt: skip
    head: dict[str, Any] = {"x": 0.03, "va": "center", **style()}
    figure.text(y=1 - 37 / high, s=titles[0], size=17, weight="bold", color=_INK, **head)
    figure.text(y=1 - 77 / high, s=titles[1], size=11.5, color=_PALE, **head)
    total, rows = figure.add_subplot(places[0]), figure.add_subplot(places[1])
    _total(total, shown, words)
    _rows_of(rows, shown, words)


def _total(axes: "Axes", shown: Grid, words: Words) -> None:
    """How much all outlets reported, as bars."""
    sums = [sum(column) for column in zip(*shown.cells, strict=True)]
    axes.bar(range(len(sums)), sums, width=0.86, color=_SHADES[1], zorder=2)
    top = max(sums)
    axes.set_ylim(0, top * 1.3)
    axes.set_yticks([top], [words.number(top)], size=10, color=_PALE)
    place: dict[str, Any] = {"ha": "right", "va": "center", "transform": axes.transAxes}
    axes.text(-0.006, 0.3, words("all outlets"), size=11, color=_INK, **place)
    axes.set_xticks([])
    axes.axhline(top, color=_FAINT, linewidth=1, zorder=1)
    _bare(axes, shown)


def _rows_of(axes: "Axes", shown: Grid, words: Words) -> None:
    """How much each outlet reported, as a row of boxes, the darker the more."""
    top = max(max(row) for row in shown.cells)
    numbered = len(shown.starts) <= 40
    _boxes(axes, shown, words, top, numbered=numbered)
    axes.set_ylim(len(shown.outlets) - 0.5, -0.5)
    named = [drawable(words(_SAID.get(name, "")) or name, _LABEL) for name in shown.outlets]
    axes.set_yticks(range(len(shown.outlets)), named)
    for label in axes.get_yticklabels():
        label.set(size=11, color=_INK, **style())
    places, dates = _ticks(shown, words)
    axes.set_xticks(places, dates, size=10, color=_PALE)
    told = [words(_BY[shown.unit])] if shown.unit in _BY else []
    if not numbered and top > 1:
        told.append(words.count("darkest: {n} article", "darkest: {n} articles", top))
    axes.set_xlabel(", ".join(told), size=10, color=_PALE, loc="right")
    _bare(axes, shown)


def _boxes(axes: "Axes", shown: Grid, words: Words, top: int, *, numbered: bool) -> None:
    """A box for each number there is, with the number in it where there is room."""
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    shades = LinearSegmentedColormap.from_list("coverage", _SHADES)
    place: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 3}
    for height, row in enumerate(shown.cells):
        axes.axhline(height, color=_FAINT, linewidth=1, zorder=1)
        for column, number in enumerate(row):
            if not number:
                continue
            depth = 0.35 if top == 1 else 0.1 + 0.9 * (number - 1) / (top - 1)
            corner = (column - 0.43, height - 0.36)
            axes.add_patch(Rectangle(corner, 0.86, 0.72, color=shades(depth), zorder=2))
            if numbered:
                ink, told = "white" if depth > 0.42 else _INK, words.number(number)
                axes.text(column, height, told, size=_size(shown), color=ink, **place)


def _bare(axes: "Axes", shown: Grid) -> None:
    # A single day would be a bar across the whole picture.
    least = max(len(shown.starts), 8)
    spare = (least - len(shown.starts)) / 2
    axes.set_xlim(-0.5 - spare, len(shown.starts) - 0.5 + spare)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _size(shown: Grid) -> float:
    return max(7.0, min(10.5, 260 / max(1, len(shown.starts)), 130 / len(shown.outlets)))


def _ticks(shown: Grid, words: Words) -> tuple[list[int], list[str]]:
    """A label for every column, or for as many as have room; the year where it changes."""
    count = len(shown.starts)
    step = max(1, -(-count // 12))
    places = list(range(0, count, step))
    dates, year = [], 0
    for place in places:
        start = shown.starts[place]
        below = f"\n{start.year}" if start.year != year else "\n "
        dates.append(_named(start, shown.unit, words) + below)
        year = start.year
    return places, dates


def _named(start: date, unit: str, words: Words) -> str:
    """A column's first day without its year, which is written below."""
    if words.language == ENGLISH:
        return f"{start:%b}" if unit == "month" else f"{start.day} {start:%b}"
    from babel.dates import format_skeleton

    parts = "MMM" if unit == "month" else "MMMd"
    return str(format_skeleton(parts, start, locale=words.language))
