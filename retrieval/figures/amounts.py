"""The amounts that a sentence gives, in figures or words, and how exactly they are meant."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion dozen"
).split()
_WORDS = "|".join(NUMBER_WORDS[:-1])
_DIGITS = re.compile(
    r"(?<![\w.,:/#-])(?P<money>(?:US|AU|CA|HK|NZ|A|C)?[$£€¥])?\s?"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,12}(?:\.\d{1,3})?)"
    r"(?:\s?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|m|k)\b)?"
    r"(?P<percent>\s?%)?(?![\w:/]|[.,]\d|-(?!\d))"
)
_SPELT = re.compile(
    r"(?<![\w-])(?:(?:a|two|three|four|five|six)\s)?dozen(?![\w-])"
    rf"|(?<![\w-])(?:an?\s)?(?:{_WORDS})(?:[\s-](?:and\s)?(?:{_WORDS})){{0,8}}(?!\w)",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"(?P<over>more than|at least|over|upwards of|no fewer than|above)"
    r"|(?P<under>fewer than|less than|under|up to|at most|no more than|as many as|as much as|below)"
    r"|(?P<nearly>nearly|almost|just under|close to)"
    r"|(?P<about>about|around|roughly|approximately|an estimated|estimated|some|circa)",
    re.IGNORECASE,
)
_HEDGED = re.compile(rf"(?<!\w)(?:{_HEDGE.pattern})(?:\s(?:a|the))?\s{{1,3}}\Z", re.IGNORECASE)
_HEDGE_REACH = 24
_ABOUT = 0.1
"""How far from the number "about" reaches, as a share of it."""
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, where it stands with its "about", and the least and the most it can mean.

    `money` is the currency's sign and `percent` is set for a "%"; words of either stand behind.
    `number` is where the number itself begins.
    """

    start: int
    end: int
    number: int
    value: float
    least: float
    most: float
    money: str = ""
    percent: bool = False

    @property
    def hedged(self) -> bool:
        """Whether it is meant as a bound or an estimate."""
        return self.start < self.number


def amounts(sentence: str) -> list[Amount]:
    """The amounts in their order; a range ("10 to 15") is one."""
    found = sorted([*_in_digits(sentence), *_in_words(sentence)], key=lambda one: one.start)
    return list(_joined(sentence, found))


def agree(one: Amount, other: Amount) -> bool:
    """Whether both can be right: the same, or one of them rounded, a bound or an estimate."""
    if math.isclose(one.value, other.value):
        return True
    return one.least < other.most and other.least < one.most


def _in_digits(sentence: str) -> Iterator[Amount]:
    for match in _DIGITS.finditer(sentence):
        digits = match["digits"].replace(",", "")
        scale = _SCALES[match["scale"]] if match["scale"] else 1.0
        value = float(digits) * scale
        percent = bool(match["percent"])
        step = 1.0 if percent and "." not in digits else _step(digits, scale, not match["scale"])
        start = match.start("money") if match["money"] else match.start("digits")
        yield _meant(sentence, start, match.end(), value, step, match["money"] or "", percent)


def _in_words(sentence: str) -> Iterator[Amount]:
    for match in _SPELT.finditer(sentence):
        words = match.group().casefold()
        if words.endswith("dozen"):
            yield _meant(sentence, match.start(), match.end(), *_dozens(words))
            continue
        for start, part in _numbers(words):
            value = _worth(part)
            if value is not None:
                step = value / 5 if part.startswith(("a ", "an ")) else _rounded(value)
                begin = match.start() + start
                yield _meant(sentence, begin, begin + len(part), value, step)


def _numbers(words: str) -> list[tuple[int, str]]:
    """A run of number words as it is, or in parts where it is no one number: "two and three"."""
    if _worth(words) is not None:
        return [(0, words)]
    parts, start = [], 0
    for part in words.split(" and "):
        parts.append((start, part))
        start += len(part) + len(" and ")
    return parts


def _rounded(value: float) -> float:
    return _step(f"{value:.0f}", 1.0, plain=True)


def _meant(
    sentence: str,
    start: int,
    end: int,
    value: float,
    step: float,
    money: str = "",
    percent: bool = False,
) -> Amount:
    """The amount with what the words right before it make of it."""
    begin = max(0, start - _HEDGE_REACH)
    hedge = _HEDGED.search(sentence, begin, start) if start else None
    least, most = value - step / 2, value + step / 2
    at = hedge.start() if hedge else start
    if hedge and hedge["over"]:
        least, most = value - step / 2, math.inf
    elif hedge and hedge["under"]:
        least, most = -math.inf, value + step / 2
    elif hedge and hedge["nearly"]:
        least = value * _NEARLY
    elif hedge:
        least, most = min(least, value * (1 - _ABOUT)), max(most, value * (1 + _ABOUT))
    return Amount(at, end, start, value, least, most, money, percent)


def _step(digits: str, scale: float, plain: bool) -> float:
    """By how much the number may have been rounded: not at all below a hundred, counted plainly."""
    whole, _, fraction = digits.partition(".")
    if fraction:
        return float(scale * 10.0 ** -len(fraction))
    noughts = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    if plain and int(whole) < 100:
        return 0.0
    return float(scale * 10**noughts) if noughts or not plain else 0.0


def _joined(sentence: str, found: list[Amount]) -> Iterator[Amount]:
    """Two numbers of a range as one amount; "three and a half" as one too."""
    last: Amount | None = None
    for one in found:
        if last and one.start < last.end:
            continue
        if last and _is_range(sentence, last, one):
            least, most = min(last.value, one.value), max(last.value, one.value)
            last = replace(last, end=one.end, least=least, most=most, percent=one.percent)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _is_range(sentence: str, one: Amount, other: Amount) -> bool:
    between = sentence[one.end : other.start].casefold()
    before = sentence[max(0, one.start - 9) : one.start].casefold()
    if between == " and ":
        return before.endswith("between ")
    return between in {" to ", " or ", "-", "–"} and not before.endswith("from ")


@lru_cache(maxsize=4_096)
def _worth(words: str) -> float | None:
    from text_to_num import text2num

    plain = words.removeprefix("a ").removeprefix("an ")
    if words.startswith(("a ", "an ")):
        plain = f"one {plain}"
    try:
        return float(text2num(plain, "en"))
    except ValueError:  # "two and three" are two numbers
        return None


def _dozens(words: str) -> tuple[float, float]:
    many = words.split(maxsplit=1)[0]
    value = 12.0 * {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}.get(many, 1)
    return value, value / 5
