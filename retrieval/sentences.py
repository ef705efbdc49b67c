"""Sentences of news text, as offsets: a rule, about sixty abbreviations, no model."""

import re
from collections.abc import Iterator

from retrieval.news import Span

_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof rev hon gov sen rep gen col lt maj sgt capt cmdr adm pres supt insp det "
    "st ste jr sr co corp inc ltd plc llc bros vs v no nos vol fig art sec ch p pp approx est "
    "dept univ ave blvd rd mt ft jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu "
    "fri sat sun i.e e.g cf al a.m p.m u.s u.k u.n e.u d.c".split()
)
"""Words whose full stop does not end a sentence when what follows could start one."""

_ENDS_ANYWAY = frozenset("a.m p.m u.s u.k u.n e.u d.c co corp inc ltd plc jr sr".split())
"""Abbreviations that may well stand last; the next word's shape then decides."""

_STARTERS = frozenset(
    "the a an it he she they we i this that these those but and in on at for from with after "
    "before when while as if there his her their its our my what who where why how no not".split()
)

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n+")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.)*[^\W\d_a-z]")
_DAY = re.compile(r"[0-2]?\d|3[01]")
_MONTH = re.compile(
    r"(?:Jänner|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember)\b"
)
"""What follows the point after a German day's number, as in "am 7. Oktober"."""


def sentences(text: str) -> list[Span]:
    """Split text into sentences without leading or trailing space; a line break always ends one."""
    return list(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    start = 0
    for end in _ends(text):
        if span := _trimmed(text, start, end):
            yield span
        start = end
    if span := _trimmed(text, start, len(text)):
        yield span


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if text[match.start()] == "\n" or _is_end(text, match.start(), match.end()):
            yield match.end()


def _is_end(text: str, mark: int, after: int) -> bool:
    following = text[after : after + 40].lstrip()
    if (
        not following
        or "\n" in text[after : after + len(text[after : after + 40]) - len(following)]
    ):
        return True
    if following[0].islower():
        return False
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    return not _abbreviates(text, mark, following)


def _abbreviates(text: str, mark: int, following: str) -> bool:
    found = _WORD_BEFORE.search(text, max(0, mark - 24), mark)
    if not found:
        return False
    word = found.group().lower().strip(".")
    if word == "no":
        return following[0].isdigit()  # "No. 5", but "He said no. Then"
    if _DAY.fullmatch(word):
        return _MONTH.match(following) is not None
    if word in _ENDS_ANYWAY:
        return following.split(maxsplit=1)[0].strip("“\"'").lower() not in _STARTERS
    if _INITIALS.fullmatch(found.group()):
        return word != "i"  # as in "George W. Bush" or "J.K. Marlow"
    return word in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
