"""The numbers of a text that stand in words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from retrieval.checking.amounts import Number, measured

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SHARES = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3} | {
    f"{word}{end}": n + 4 for n, word in enumerate(_ORDINALS[3:10]) for end in ("", "s")
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
_FRACTION = re.compile(
    r"\b(?:(?P<n>one|two|three|four|five|six|seven|eight|nine|a)[ -](?P<many>halves|thirds?|"
    r"quarters?|(?:four|fif|six|seven|eigh|nin|ten)ths?)|"
    r"(?P<half>half)(?= (?:of|the|its|their|his|her)\b)|"
    r"(?P<some>one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of)(?: every)? "
    r"(?P<all>two|three|four|five|six|seven|eight|nine|ten|\d|10))\b(?![,.]?\d)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\b(?P<word>{'|'.join(_ORDINALS[1:])})\b", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"\b(?:no|this|that|which|the|every|any|each|another|another|only|not)[ -]$", re.IGNORECASE
)
_NO_COUNT_AFTER = re.compile(
    r"[ -](?:of|another|more|day|thing|by|on|way|who|that|which|to|is|was|in|or two|or \d|"
    r"and only)\b"
    r"|\s*(?:$|[^\w\s-])",
    re.IGNORECASE,
)


def spelt(text: str) -> Iterator[Number]:
    """The numbers that stand in words: "two dozen", "two-thirds", "one in five", "third"."""
    yield from _counts(text)
    yield from _fractions(text)
    yield from _ordinals(text)


def _counts(text: str) -> Iterator[Number]:
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
            number = measured(text, start, end, value, value * ("illion" in words))
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


def _ordinals(text: str) -> Iterator[Number]:
    for match in _ORDINAL.finditer(text):
        yield Number(*match.span(), _ORDINALS.index(match["word"].lower()) + 1, "ordinal")
