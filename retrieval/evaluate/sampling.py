"""Sentences taken from news by chance, with passages around them as a search would give them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from retrieval.evaluate.claims import Taken, Text
from retrieval.evaluate.pieces import balanced
from retrieval.news import Span
from retrieval.question.words import STOP_WORDS, words
from retrieval.sentences import sentences
from retrieval.verify import Source

_PASSAGE = 1_000
"""Characters of a passage, about as many as an ingested one has."""
_BESIDE, _OTHER, _OUTSIDE = 2, 3, 2
"""Passages of the same article and of other articles that stand beside the right one,
and some of others that do not."""
_SHORTEST, _LONGEST = 8, 45
"""Words of a sentence that is taken."""
_FEW = 60
"""A word in more texts than this tells nothing of what they are about."""
_BEGINS = re.compile(r"[“\"]?[^\W\d_a-z]")
_ENDS = re.compile(r"[.!]['\"’”]?$")
_FURNITURE = re.compile(
    r"https?:|www\.|@|©|\||\b(?:click|subscribe|newsletter|sign up|read more|cookies?|photo|"
    r"getty|replay|(?:just|must) watch(?:ed)?|follow us|video|advertisement|"
    r"updated|published|edited by|editing by|reporting by)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Material:
    """Texts, what they are about, and those of their passages that were needed so far."""

    texts: Sequence[Text]
    about: Mapping[str, Sequence[int]]
    _cut: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def passages(self, number: int) -> tuple[str, ...]:
        """The passages of a text."""
        if number not in self._cut:
            text = self.texts[number]
            self._cut[number] = text.passages or tuple(cut(text.text))
        return self._cut[number]

    def related(self, number: int, chance: Random) -> list[int]:
        """Other texts: first those whose headline has most words of this one's, then any."""
        shared = Counter(
            other
            for word in _about(self.texts[number])
            for other in self.about.get(word, ())
            if other != number
        )
        near = [other for other, _ in shared.most_common(2 * _OTHER)]
        some = chance.sample(range(len(self.texts)), min(len(self.texts), 2 * _OTHER))
        return list(dict.fromkeys([*near, *(one for one in some if one != number)]))


def material(texts: Sequence[Text]) -> Material:
    """Texts with an index of what they are about."""
    about: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in _about(text):
            about[word].append(number)
    return Material(texts, {word: found for word, found in about.items() if len(found) <= _FEW})


def cut(text: str) -> Iterator[str]:
    """A text's passages: whole sentences, up to about a thousand characters."""
    start = end = 0
    for span in sentences(text):
        if end > start and span.end - start > _PASSAGE:
            yield text[start:end]
            start = span.start
        start = span.start if end == 0 else start
        end = span.end
    if end > start:
        yield text[start:end]


def taken(found: Material, chance: Random) -> Iterator[Taken]:
    """Sentences in an order of chance, one of every text before the second of any."""
    order = chance.sample(range(len(found.texts)), len(found.texts))
    waiting = {number: _places(found, number, chance) for number in order}
    while waiting:
        for number in list(waiting):
            if one := next(waiting[number], None):
                yield one
            else:
                del waiting[number]


def _about(text: Text) -> list[str]:
    said = words(text.title or "".join(text.passages[:1]) or text.text[:200])
    return [word for word in dict.fromkeys(said) if len(word) > 3 and word not in STOP_WORDS]


def _places(found: Material, number: int, chance: Random) -> Iterator[Taken]:
    places = [
        (passage, place, spans)
        for passage, text in enumerate(found.passages(number))
        for spans in [sentences(text)]
        for place, span in enumerate(spans)
        if usable(text[span.start : span.end])
    ]
    for passage, place, spans in chance.sample(places, len(places)):
        yield _taken(found, number, passage, place, spans, chance)


def usable(sentence: str) -> bool:
    """Whether this reads as a whole sentence of news, and not as a page's furniture."""
    return (
        len(sentence) <= _PASSAGE
        and _SHORTEST <= len(sentence.split()) <= _LONGEST
        and _BEGINS.match(sentence) is not None
        and _ENDS.search(sentence) is not None
        and _FURNITURE.search(sentence) is None
        and balanced(sentence)
    )


def _taken(
    found: Material, number: int, passage: int, place: int, spans: Sequence[Span], chance: Random
) -> Taken:
    text, passages = found.texts[number], found.passages(number)
    here = passages[passage]
    sentence, *after = (here[span.start : span.end] for span in spans[place : place + 2])
    beside = [
        source(text, passages[one])
        for one in sorted(range(len(passages)), key=lambda one: abs(one - passage))[1:]
        if sentence not in passages[one]
    ][:_BESIDE]
    several = (
        source(found.texts[one], chance.choice(found.passages(one)))
        for one in found.related(number, chance)
        if found.passages(one)
    )
    other = list(islice((one for one in several if sentence not in one.text), _OTHER + _OUTSIDE))
    sources = (source(text, here), *beside, *other[:_OTHER])
    outside = tuple(one.text for one in other[_OTHER:])
    return Taken(
        sentence, "".join(after), text, sources, len(beside), lead=passages[0], outside=outside
    )


def source(text: Text, passage: str) -> Source:
    """A passage as it is shown to who writes an answer."""
    return Source(passage, text.title, text.outlet, text.published)
