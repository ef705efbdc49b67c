"""A number with what it measures, and which numbers tell the same."""

import math
import re
from dataclasses import dataclass

_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "millionen": 1e6,
    "millions": 1e6,
    "millones": 1e6,
    "milioni": 1e6,
    "miljoen": 1e6,
    "milliarden": 1e9,
    "milliards": 1e9,
    "miliardi": 1e9,
    "miljard": 1e9,
}
CURRENCIES = {
    "$": "dollar",
    "us$": "dollar",
    "a$": "dollar",
    "c$": "dollar",
    "hk$": "dollar",
    "nz$": "dollar",
    "usd": "dollar",
    "dollar": "dollar",
    "buck": "dollar",
    "£": "pound",
    "gbp": "pound",
    "pound": "pound",
    "quid": "pound",
    "€": "euro",
    "eur": "euro",
    "euro": "euro",
    "¥": "yen",
    "yen": "yen",
    "yuan": "yuan",
    "₹": "rupee",
    "rupee": "rupee",
    "cent": "cent",
}
_AFTER = re.compile(
    r"(?P<scale>[ \u00a0-]?(?:hundred|thousand|million(?:en|s)?|billion|trillion|millones|milioni|"
    r"miljoen|milliarden?|milliards|miliardi|miljard)\b|[ \u00a0]?(?:bn|mn|mln|tn|trn)\b|[kmb]\b)?"
    r"(?:(?P<share>[ \u00a0]?%|[ \u00a0-](?:per ?cent(?:age)?|percentage|pct|prozent|procent)\b)"
    r"|(?P<ordinal>(?:st|nd|rd|th)\b)"
    r"|(?P<clock>[ \u00a0]?[ap]\.?m\b)"
    r"|[ \u00a0-](?:(?:us|australian|canadian) )?(?P<money>dollar|buck|pound|quid|euro|yen|yuan|"
    r"rupee|cent)s?\b)?",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:(?P<up>more than|over|at least|upwards of|above|exceeding|no fewer than|no less than|"
    r"in excess of|greater than)|"
    r"(?P<down>fewer than|less than|under|at most|up to|below|no more than|nearly|almost|"
    r"just under|close to)|"
    r"(?P<near>about|around|roughly|approximately|some|an estimated|estimated|circa|"
    r"as many as|as much as))(?: the| a)?\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number: where it stands, its value, and what it measures ("" for a plain count).

    `hedge` is +1 for "more than", -1 for "fewer than" or "nearly", 0 for neither, None for
    "about". `soft` ones ("one") are too common to be missed, though they can be contradicted.
    `rough` is by how much its figures were rounded. A `pointed` one ("4.310") has a thousand times
    its value where thousands are told by a point.
    """

    start: int
    end: int
    value: float
    measure: str = ""
    hedge: int | None = 0
    rough: float = 0.0
    soft: bool = False
    pointed: bool = False

    @property
    def key(self) -> str:
        """What only the same number has."""
        return f"#{self.value:g} {self.measure}"


def agree(said: Number, read: Number) -> bool:
    """Whether a number may be told by another: equal, rounded, or with its "about" dropped."""
    if said.measure != read.measure and not _measures_agree(said, read):
        return False
    if said.hedge and read.hedge and said.hedge != read.hedge:
        return False
    return _near(said, said.value, read) or (said.pointed and _near(said, 1000 * said.value, read))


def measured(
    text: str, start: int, end: int, value: float, step: float, measure: str = ""
) -> Number:
    """The number with the scale and the measure that stand after it."""
    after = _AFTER.match(text, end)
    if after is None or after.end() == end:
        return Number(start, end, value, measure, _hedge(text, start))
    rough = 0.0
    if after["scale"]:
        times = _SCALES[after["scale"].strip(" \u00a0-").lower()]
        value, rough = value * times, step * times
    if after["clock"]:
        late = after["clock"].strip().lower().startswith("p") and value < 12
        return Number(start, after.end(), value + 12 * late, "clock")
    if after["share"]:
        measure = "percent"
    elif after["ordinal"]:
        measure = "ordinal"
    elif after["money"]:
        measure = CURRENCIES[after["money"].lower()]
    return Number(start, after.end(), value, measure, _hedge(text, start), rough)


def _hedge(text: str, start: int) -> int | None:
    match = _HEDGE.search(text[max(0, start - 24) : start])
    if match is None:
        return 0
    return None if match["near"] else (1 if match["up"] else -1)


def _measures_agree(said: Number, read: Number) -> bool:
    pair = {said.measure, read.measure}
    return pair == {"share", "percent"} or (pair <= {"", *CURRENCIES.values()} and "" in pair)


def _near(said: Number, told: float, read: Number) -> bool:
    value = read.value
    if "share" in {said.measure, read.measure}:
        return abs(told - value) <= 1
    if math.isclose(told, value, rel_tol=1e-6):
        return True
    if said.hedge is None:
        return abs(told - value) <= 0.06 * abs(value)
    if said.hedge > 0:
        return told < value <= 1.25 * told
    if said.hedge < 0:
        return 0.8 * told <= value < told
    return abs(told - value) <= said.rough / 2
