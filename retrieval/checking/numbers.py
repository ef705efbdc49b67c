"""The numbers of a text, in figures or words."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from retrieval.checking.amounts import CURRENCIES, Number, measured
from retrieval.checking.spelt import spelt

_FIGURES = re.compile(
    r"(?<![\w.,])(?P<currency>(?:us|hk|nz|a|c)?\$|[£€¥₹]|(?:usd|eur|gbp) ?)?\s?"
    r"(?P<digits>\d{1,3}(?:(?P<by>[, \u00a0\u202f'’])\d{3})(?:(?P=by)\d{3})*(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?:(?P<clock>[:.]\d\d(?=\s?[ap]\.?m\b)|:\d\d\b))?",
    re.IGNORECASE,
)
_POINTED = re.compile(r"\d{1,3}\.\d{3}")
_GLUED = re.compile(r"[^\W\d_][-‑]$")


def numbers(text: str) -> list[Number]:
    """The numbers of a text in order; none within another."""
    found: list[Number] = []
    for number in sorted(_all(text), key=lambda number: (number.start, -number.end)):
        if not found or number.start >= found[-1].end:
            found.append(number)
    return found


def _all(text: str) -> Iterator[Number]:
    yield from _figures(text)
    yield from spelt(text)


def _figures(text: str) -> Iterator[Number]:
    for match in _FIGURES.finditer(text):
        start = match.start("currency") if match["currency"] else match.start("digits")
        if _GLUED.search(text[max(0, start - 2) : start]):
            continue  # as in "Covid-19"
        clock = match["clock"]
        value, step = _value(match["digits"], match["by"])
        if clock:
            yield measured(text, start, match.end(), value + int(clock[1:]) / 100, 0.0, "clock")
            continue
        money = CURRENCIES.get((match["currency"] or "").strip().lower(), "")
        number = measured(text, start, match.end(), value, step, money)
        pointed = _POINTED.fullmatch(match["digits"]) is not None
        yield replace(number, pointed=True) if pointed else number


def _value(digits: str, by: str | None) -> tuple[float, float]:
    """A figure's value, and the worth of its last digit that is no nought."""
    if by:
        digits = digits.replace(by, "")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    if len(digits) > 300:
        return math.inf, 0.0
    fraction = digits.partition(".")[2]
    return float(digits), 10.0 ** -len(fraction)
