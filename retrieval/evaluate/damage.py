"""False sentences: true ones with one thing changed that their sources do not carry."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from random import Random

from retrieval.evaluate.claims import Changed, Make, Taken, changed
from retrieval.evaluate.denials import negation_added, negation_dropped, opposite
from retrieval.evaluate.figure_swaps import (
    date_miscounted,
    date_swapped,
    number_mistyped,
    number_swapped,
    numbers_exchanged,
)
from retrieval.evaluate.name_swaps import name_swapped, names_exchanged, outlet_swapped
from retrieval.evaluate.pieces import (
    inside,
    names,
    quotations,
    stretch,
)
from retrieval.news import Span
from retrieval.question.words import STOP_WORDS, words

_PLAIN = re.compile(r"\b[a-z]{5,}\b")
_ENDINGS = ("ing", "ed", "ly", "s")
_LIKE, _TOGETHER = 0.4, 0.6
"""One passage, or several, with so many of a sentence's words may carry it."""


def quotation_changed(taken: Taken, chance: Random) -> Changed | None:
    """A word within quotation marks is another one of its form."""
    spans = _long_quotations(taken.sentence)
    there = [word for text in taken.elsewhere for word in _PLAIN.findall(text)]
    ways = [
        (Span(span.start + found.start(), span.start + found.end()), other)
        for span in spans
        for found in _PLAIN.finditer(stretch(taken.sentence, span))
        if found.group() not in STOP_WORDS
        for other in there
        if _fits(found.group(), other) and other not in taken.here
    ]
    return changed(taken.sentence, *chance.choice(ways)) if ways else None


def quotation_swapped(where: str, taken: Taken, chance: Random) -> Changed | None:
    """Words in quotation marks that another article quotes, shown or not, of someone else."""
    spans = _long_quotations(taken.sentence)
    speakers = [name for name, at in names(taken.sentence) if not inside(at, spans)]
    there = [
        stretch(text, span)
        for text in taken.at(where)
        if not any(name in text for name in speakers)
        for span in _long_quotations(text)
        if len(stretch(text, span).split()) <= 40 and '"' not in stretch(text, span)
    ]
    if not spans or not there or not speakers:
        return None
    span, words = chance.choice(spans), chance.choice(there)
    mark = stretch(taken.sentence, span)[-1]
    words = words.rstrip(".,!?;")
    return changed(taken.sentence, span, words if mark.isalnum() else words + mark)


FALSE: Mapping[str, Make] = {
    **{
        f"number of {where}": partial(number_swapped, where)
        for where in ("the passage", "the article", "another")
    },
    "number mistyped": number_mistyped,
    **{
        f"name of {where}": partial(name_swapped, where)
        for where in ("the passage", "the article", "another")
    },
    "other date": date_swapped,
    "date miscounted": date_miscounted,
    "quotation changed": quotation_changed,
    "quotation of another": partial(quotation_swapped, "another"),
    "quotation never said": partial(quotation_swapped, "nowhere"),
    "negation added": negation_added,
    "negation dropped": negation_dropped,
    "names exchanged": names_exchanged,
    "numbers exchanged": numbers_exchanged,
    "outlet of another": outlet_swapped,
    "opposite word": opposite,
}


def unlike(sentence: str, passages: Sequence[str]) -> bool:
    """Whether passages have too few of a sentence's words to carry it."""
    said = {word for word in words(sentence) if len(word) > 3 and word not in STOP_WORDS}
    shares = [said & set(words(passage)) for passage in passages]
    together = set[str]().union(*shares)
    return (
        bool(said)
        and all(len(each) < _LIKE * len(said) for each in shares)
        and len(together) < _TOGETHER * len(said)
    )


def _long_quotations(sentence: str) -> list[Span]:
    return [span for span in quotations(sentence) if len(stretch(sentence, span).split()) > 3]


def _fits(word: str, other: str) -> bool:
    if other == word or other[:4] == word[:4] or other in STOP_WORDS:
        return False
    ends = [next((end for end in _ENDINGS if each.endswith(end)), "") for each in (word, other)]
    return ends[0] == ends[1]
