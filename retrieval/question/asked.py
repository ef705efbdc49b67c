"""What kind of answer a question wants, and whether a sentence has one: a rule, no model."""

import re
from enum import StrEnum

from retrieval.question.words import STOP_WORDS, fold, words


class Kind(StrEnum):
    """The kind of thing a question asks for."""

    PERSON = "person"
    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    REASON = "reason"
    ANY = "any"


_KINDS = (
    (Kind.NUMBER, r"\bhow (many|much|old|big|large|long|far|high|tall|fast|heavy|often)\b"),
    (Kind.NUMBER, r"\b(what|which) (number|percentage|share|proportion|amount|price|sum|score)\b"),
    (Kind.TIME, r"\bwhen\b|\b(what|which) (day|date|year|month|time)\b|\bhow long ago\b"),
    (Kind.PLACE, r"\bwhere\b|\b(what|which) (country|city|town|state|place|region|island|port)\b"),
    (Kind.REASON, r"\bwhy\b|\bwhat (caused|led to|is the reason|was the reason|was the cause)\b"),
    (Kind.PERSON, r"\bwho(m|se)?\b|\b(what|which) (man|woman|person|minister|player|actor)\b"),
)

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion dozen dozens hundreds thousands millions half"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = (
    "january|february|march|april|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|aug|sept?|oct|nov|dec"
)

_NUMBER = re.compile(rf"\d[\d.,]*|\b({'|'.join(_NUMBER_WORDS.split())})\b", re.IGNORECASE)
_TIME = re.compile(
    rf"\b({_DAYS}|{_MONTHS}|(?-i:May)|today|yesterday|tonight|tomorrow|"
    r"last (week|month|year|night)|midnight|noon|morning|evening|"
    r"(19|20)\d\d|\d{1,2}[:.]\d\d|\d{1,2} ?(am|pm|a\.m|p\.m))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(in|at|near|from|to|off|outside|across|around|on|into|between|of)\s+(the\s+)?"
    r"((north|south|east|west)\w*\s+|[a-z]+\s+of\s+)?[A-Z]\w+"
)
_REASON = re.compile(
    r"\b(because|due to|caused|cause|after|following|blamed|result(ed|ing)? (of|from|in)|"
    r"owing to|since|led to|so that|reason|prompted|triggered|fault|failure)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<!^)(?<![.!?…“\"] )(?<!\b(?:in|at|of|on|to) )(?<!\bthe )(?<!\b(?:from|near) )"
    r"\b[A-Z][\w’'-]+"
)
"""A name: capitals within a sentence, but after "in" or "the" more likely a place or a thing."""


def kind(question: str) -> Kind:
    """The kind of answer that the first asking word of the question wants."""
    asked = question.casefold()
    found = [(match.start(), kind) for kind, sign in _KINDS if (match := re.search(sign, asked))]
    return min(found, key=lambda each: each[0], default=(0, Kind.ANY))[1]


def numbers(text: str) -> set[str]:
    """The numbers a text gives, in figures or words."""
    return {match.group().casefold() for match in _NUMBER.finditer(text)}


def fits(wanted: Kind, sentence: str, question: str) -> bool:
    """Whether the sentence has something of that kind that the question did not say itself."""
    if wanted is Kind.ANY:
        return True
    if wanted is Kind.REASON:
        return _REASON.search(sentence) is not None
    said = set(words(question))
    return any(not set(words(found)) <= said for found in _found(wanted, sentence))


def _found(wanted: Kind, sentence: str) -> list[str]:
    if wanted is Kind.PERSON:
        first = sentence.split(maxsplit=1)[0].strip("“\"‘'")
        opens_with_name = first[:1].isupper() and fold(first) not in STOP_WORDS
        return [match.group() for match in _NAME.finditer(sentence)] + [first] * opens_with_name
    signs = {Kind.NUMBER: _NUMBER, Kind.TIME: _TIME, Kind.PLACE: _PLACE}
    return [match.group() for match in signs[wanted].finditer(sentence)]
