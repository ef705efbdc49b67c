"""The numbers of a text, in figures or words, with what they measure, and which are the same."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
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
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SHARES = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3} | {
    f"{word}{end}": n + 4 for n, word in enumerate(_ORDINALS[3:10]) for end in ("", "s")
}
_CURRENCIES = {
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

_WORDS = "|".join(
    sorted(
        [*_UNITS[1:], *_TENS, "hundred", "thousand", "million", "billion", "trillion"],
        key=len,
        reverse=True,
    )
)
_SPELT = re.compile(
    rf"\b(?P<lead>a |an |half[ -]a[ -]|half[ -])?(?P<run>(?:{_WORDS}|zero)\b"
    rf"(?:(?:[ -]|[ -]and[ -])(?:{_WORDS})\b)*|dozen\b)(?P<dozen>[ -]dozen\b)?",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\w.,])(?P<currency>(?:us|hk|nz|a|c)?\$|[£€¥₹]|(?:usd|eur|gbp) ?)?\s?"
    r"(?P<digits>\d{1,3}(?:(?P<by>[, \u00a0\u202f'’])\d{3})(?:(?P=by)\d{3})*(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?:(?P<clock>[:.]\d\d(?=\s?[ap]\.?m\b)|:\d\d\b))?",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?:(?:us|hk|nz|a|c)?\$|[£€¥₹])\s?$", re.IGNORECASE)
_POINTED = re.compile(r"\d{1,3}\.\d{3}")
_GLUED = re.compile(r"[^\W\d_][-‑]$")
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
_FRACTION = re.compile(
    r"\b(?:(?P<n>one|two|three|four|five|six|seven|eight|nine|a)[ -](?P<many>halves|thirds?|"
    r"quarters?|(?:four|fif|six|seven|eigh|nin|ten)ths?)|"
    r"(?P<half>half)(?= (?:of|the|its|their|his|her)\b)|"
    r"(?P<some>one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of)(?: every)? "
    r"(?P<all>two|three|four|five|six|seven|eight|nine|ten|\d|10))\b(?![,.]?\d)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\b(?P<word>{'|'.join(_ORDINALS[1:])})\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:(?P<up>more than|over|at least|upwards of|above|exceeding|no fewer than|no less than|"
    r"in excess of|greater than)|"
    r"(?P<down>fewer than|less than|under|at most|up to|below|no more than|nearly|almost|"
    r"just under|close to)|"
    r"(?P<near>about|around|roughly|approximately|some|an estimated|estimated|circa|"
    r"as many as|as much as))(?: the| a)?\s$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"\b(?:no|this|that|which|the|every|any|each|another|another|only|not)[ -]$", re.IGNORECASE
)
_NO_COUNT_AFTER = re.compile(
    r"[ -](?:of|another|more|day|thing|by|on|way|who|that|which|to|is|was|in|or two|or \d|"
    r"and only)\b"
    r"|\s*(?:$|[^\w\s-])",
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


def numbers(text: str) -> list[Number]:
    """The numbers of a text in order; none within another."""
    found: list[Number] = []
    for number in sorted(_all(text), key=lambda number: (number.start, -number.end)):
        if not found or number.start >= found[-1].end:
            found.append(number)
    return found


def agree(said: Number, read: Number) -> bool:
    """Whether a number may be told by another: equal, rounded, or with its "about" dropped."""
    if said.measure != read.measure and not _measures_agree(said, read):
        return False
    if said.hedge and read.hedge and said.hedge != read.hedge:
        return False
    return _near(said, said.value, read) or (said.pointed and _near(said, 1000 * said.value, read))


def _measures_agree(said: Number, read: Number) -> bool:
    pair = {said.measure, read.measure}
    return pair == {"share", "percent"} or (pair <= {"", *_CURRENCIES.values()} and "" in pair)


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


def _all(text: str) -> Iterator[Number]:
    lowered = text.replace("\u00ad", " ")
    yield from _figures(lowered)
    if _SPELT.search(lowered) or _ORDINAL.search(lowered) or "half" in lowered.lower():
        yield from _spelt(lowered)
    yield from _fractions(lowered)
    yield from (
        Number(match.start(), match.end(), _ORDINALS.index(match["word"].lower()) + 1, "ordinal")
        for match in _ORDINAL.finditer(lowered)
        if match["word"].lower() != "second" or not _GLUED.search(lowered[: match.start()][-2:])
    )


def _figures(text: str) -> Iterator[Number]:
    for match in _FIGURES.finditer(text):
        start = match.start("currency") if match["currency"] else match.start("digits")
        if _GLUED.search(text[max(0, start - 2) : start]):
            continue  # as in "Covid-19"
        clock = match["clock"]
        value, step = _value(match["digits"], match["by"])
        if clock:
            yield _measured(text, start, match.end(), value + int(clock[1:]) / 100, 0.0, "clock")
            continue
        money = _CURRENCIES.get((match["currency"] or "").strip().lower(), "")
        number = _measured(text, start, match.end(), value, step, money)
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


def _measured(
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
        measure = _CURRENCIES[after["money"].lower()]
    return Number(start, after.end(), value, measure, _hedge(text, start), rough)


def _hedge(text: str, start: int) -> int | None:
    match = _HEDGE.search(text[max(0, start - 24) : start])
    if match is None:
        return 0
    return None if match["near"] else (1 if match["up"] else -1)


def _spelt(text: str) -> Iterator[Number]:
    for match in _SPELT.finditer(text):
        lead, run = (match["lead"] or "").lower(), match["run"].lower()
        parts = [(match.start("run"), run)] if run == "dozen" else _split(run, match.start("run"))
        for begin, words in parts:
            end = begin + len(words)
            whole = begin == match.start("run")
            value = 12.0 if words == "dozen" else _worth(words)
            if value is None:
                continue
            start = match.start() if whole and lead else begin
            if whole and lead.startswith("half"):
                value /= 2
            if match["dozen"] and end == match.end("run"):
                value, end = value * 12, match.end()
            if words == "one" and (lead or _no_count(text, begin, end)):
                continue
            number = _measured(text, start, end, value, value * ("illion" in words))
            yield replace(number, soft=True) if value == 1 else number


def _no_count(text: str, start: int, end: int) -> bool:
    """Whether "one" counts nothing: "no one", "one another"."""
    before = _NO_COUNT.search(text[max(0, start - 10) : start])
    return before is not None or _NO_COUNT_AFTER.match(text, end) is not None


def _split(run: str, start: int) -> list[tuple[int, str]]:
    """A run of number words as the numbers it tells: "two and three" are two of them."""
    if _worth(run) is not None:
        return [(start, run)]
    return [(start + m.start(), m.group()) for m in re.finditer(rf"(?:{_WORDS}|zero)\b", run)]


@lru_cache(maxsize=4096)
def _worth(words: str) -> float | None:
    from text_to_num import text2num

    try:
        return float(text2num(words, "en"))
    except ValueError:
        return None


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        share = _share(match)
        if share is not None and 0 < share <= 100:
            yield Number(match.start(), match.end(), share, "share")


def _share(match: re.Match[str]) -> float | None:
    if match["half"]:
        return 50.0
    if match["many"]:
        count = 1 if match["n"].lower() == "a" else _UNITS.index(match["n"].lower())
        many = match["many"].lower()
        if not many.endswith("s") and match["n"].lower() == "a" and not _followed(match):
            return None  # "a third" may be the one after the second
        return 100 * count / _SHARES[many]
    return 100 * _count(match["some"]) / max(1, _count(match["all"]))


def _followed(match: re.Match[str]) -> bool:
    return match.string[match.end() : match.end() + 3] == " of"


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _UNITS.index(word.lower())
