"""Figures for the same thing that are not the same any more: 12 people injured, then nine."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import islice

from retrieval.checking.amounts import Number, agree
from retrieval.checking.numbers import numbers
from retrieval.question.calendar_words import MONTHS
from retrieval.question.words import STOP_WORDS, fold, stem
from retrieval.story.dating import happened
from retrieval.story.events import Likeness
from retrieval.story.telling import Told
from retrieval.story.topic import Topic

_AHEAD, _BEHIND = 8, 6
"""Words after a number and before it that say what was done with what it counts."""
_MODIFIED = 3
_SAID_SOON = 4
_ALIKE = 0.3
"""What two sentences share, by weight, when their figures may be of one thing."""
_AMOUNTS_ALIKE = 0.45
"""The same for money and shares, which count no thing that could be compared."""
_UNSAID = frozenset({"clock", "ordinal"})
_SHORT = "|".join(month[:3] for month in MONTHS)
_MONTH = re.compile(rf"\W{{0,2}}(?:{_SHORT})", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b(?:{_SHORT})[a-z]{{0,6}}\.? $", re.IGNORECASE)
_AGE = re.compile(r"\baged? $|, $", re.IGNORECASE)
_FOUR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(
    r"\W{0,2}(?:of|more|others?|another|additional|further|extra)\b|-", re.IGNORECASE
)
"""Behind a number that counts a part, or what came to it: no figure for the whole."""
_PART_BEFORE = re.compile(
    r"\b(?:another|additional|further|extra|other|first|last|next|than|of the|the other|between) $",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:(?:early|late|in|on|last) ){0,2}(?:the )?[^ ]{0,12}day\b|on \d", re.IGNORECASE
)
_ENDS = re.compile(r"[,;:.!?()–—“”\"]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_VAGUE = frozenset(
    stem(word)
    for word in "people person man men woman women child children thing tonne ton litre liter "
    "gallon barrel kilogram dollar pound euro".split()
)
"""Counted of so many things that what they are, or what befell them, has to be the same too."""
_MEASURES = frozenset(
    stem(word)
    for word in "year month week day hour minute second time mile kilometre kilometer km metre "
    "meter foot feet inch degree knot mph nautical percent point".split()
)
"""Lengths of time and way, which say nothing of what they are the length of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: the words that have it, what it counts, what is said of that.

    `counted` is the stem of the thing, `which` those of the words before it ("weekly active"),
    `said` those of the plain words around it.
    """

    told: Told
    number: Number
    words: str
    counted: str
    which: frozenset[str]
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure as it was told before and as it is told now."""

    before: Figure
    after: Figure


def figures(topic: Topic, told: Iterable[Told]) -> list[Figure]:
    """The figures of sentences that count or measure something; no dates, ages or distances."""
    return [one for each in told for one in _figures(topic, each)]


def changed(old: Sequence[Figure], new: Sequence[Figure], alike: Likeness) -> list[Changed]:
    """The new figures that differ from what was told of the same thing, each thing once.

    The figure before is the one published last of those that are as likely of the same thing.
    """
    found: list[Changed] = []
    for one in new:
        same = [(likely, other) for other in old if (likely := _same_thing(one, other, alike))]
        if not same or any(agree(one.number, other.number) for _, other in same):
            continue
        _, before = max(same, key=lambda pair: (round(pair[0], 1), _published(pair[1])))
        if not any(_is_told(one, before, other) for other in found):
            found.append(Changed(_in_full(before, one), _in_full(one, before)))
    return found


def _in_full(one: Figure, other: Figure) -> Figure:
    """The figure with the words up to what is said of both: "12 people had been injured"."""
    text, end = one.told.text, one.number.start + len(one.words)
    clause = _ENDS.split(text[end : end + 60])[0]
    for match in islice(_WORD.finditer(clause), _SAID_SOON):
        if stem(fold(match.group())) in one.said & other.said:
            return replace(one, words=text[one.number.start : end + match.end()])
    return one


def _is_close(one: Figure, other: Figure) -> bool:
    """Whether what is said of both stands right beside the figure: "killed 12 people"."""
    if len(_in_full(one, other).words) > len(one.words):
        return True
    before = _ENDS.split(one.told.text[max(0, one.number.start - 60) : one.number.start])[-1]
    near = {stem(fold(word)) for word in _WORD.findall(before)[-_SAID_SOON:]}
    return bool(near & one.said & other.said)


def _figures(topic: Topic, told: Told) -> Iterator[Figure]:
    text = told.text
    if any(int(year) != _year(told) for year in _FOUR.findall(text)):
        return  # of another year
    for number in numbers(text):
        if number.measure in _UNSAID or number.soft or _is_none(text, number):
            continue
        run = _run(text, number)
        if not run and not number.measure:
            continue
        stems = [stem(fold(match.group())) for match in run]
        counted = stems[-1] if stems else ""
        if _MEASURES & set(stems):
            continue
        end = run[-1].end() if run else number.end
        said = frozenset(_said(text, number.start, end)) - topic.rarity.keys() - {counted}
        words = text[number.start : end]
        yield Figure(told, number, words, counted, frozenset(stems[:-1]), said)


def _run(text: str, number: Number) -> list[re.Match[str]]:
    """The words right behind a number that name what it counts, the thing itself last."""
    found: list[re.Match[str]] = []
    last = number.end
    for match in _WORD.finditer(text, number.end, number.end + 80):
        between = text[last : match.start()]
        if between != " " or fold(match.group()) in STOP_WORDS or len(found) == _MODIFIED:
            break
        found.append(match)
        last = match.end()
        if stem(fold(match.group())) in _VAGUE:
            break
    # "nine people injured": what befell them is no part of the name.
    return [one for place, one in enumerate(found) if not place or not _ends_a_name(found, place)]


def _ends_a_name(found: Sequence[re.Match[str]], place: int) -> bool:
    """Whether a plural before has named the thing already: "40 homes damaged"."""
    return any(one.group().endswith("s") for one in found[:place])


def _said(text: str, start: int, end: int) -> Iterator[str]:
    """The stems of the plain words around a figure, within its clause."""
    before = _ENDS.split(text[max(0, start - 80) : start])[-1]
    after = _ENDS.split(text[end : end + 100])[0]
    for word in (*_WORD.findall(before)[-_BEHIND:], *_WORD.findall(after)[:_AHEAD]):
        folded = fold(word)
        if word[0].islower() and folded not in STOP_WORDS:
            yield stem(folded)


def _is_none(text: str, number: Number) -> bool:
    """Whether a number is a day, an age or a part of another."""
    before, after = text[max(0, number.start - 14) : number.start], text[number.end :]
    if _PART.match(after) or _PART_BEFORE.search(before):
        return True
    plain = not number.measure and number.value.is_integer() and number.value < 130
    return plain and (
        _MONTH.match(after) is not None
        or _MONTH_BEFORE.search(before) is not None
        or (_AGE.search(before) is not None and after[:1] in {",", ")", ".", ""})
    )


def _same_thing(one: Figure, other: Figure, alike: Likeness) -> float:
    """How likely two figures are of the same thing; 0 when they are not."""
    if _are_of_two_days(one.told, other.told):
        return 0.0
    if one.number.measure != other.number.measure or one.counted != other.counted:
        return 0.0
    if not (one.which <= other.which or other.which <= one.which):
        return 0.0
    if one.counted in _VAGUE and not (_is_close(one, other) and _is_close(other, one)):
        return 0.0
    both, shared = len(one.said & other.said), alike.shared(one.told, other.told)
    least, needed = (_ALIKE, 1) if one.counted else (_AMOUNTS_ALIKE, 2)
    return shared + 0.1 * both if both >= needed and shared >= least else 0.0


def _are_of_two_days(one: Told, other: Told) -> bool:
    """Whether both sentences begin with the day of what they tell, and not the same one."""
    days = [
        happened(each.text, each.article, UTC) for each in (one, other) if _BEGINS.match(each.text)
    ]
    return len(days) == 2 and None not in days and days[0] != days[1]


def _is_told(one: Figure, before: Figure, other: Changed) -> bool:
    """Whether the same change is told already."""
    same = agree(one.number, other.after.number) and one.counted == other.after.counted
    return same or before.told is other.before.told or one.told is other.after.told


def _published(one: Figure) -> str:
    when = one.told.article.published
    return when.isoformat() if when else ""


def _year(told: Told) -> int:
    return told.when.day.year if told.when else 0
