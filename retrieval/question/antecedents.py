"""Who and what an earlier exchange names: the persons, places and things a pronoun may mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.answers import Turn
from retrieval.question.names import names
from retrieval.question.words import fold

_MARKER = re.compile(r"\s*\[\d+\]")
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_READ = 800
"""Characters of an answer that are read: what it is about stands at its beginning."""
_EACH = 3
"""Names taken from a headline and from an answer; more would drown the question itself."""
_PLACING = re.compile(r"\b(?:in|at|near|around|outside|across|off)\s+$", re.IGNORECASE)
_FROM_OR_TO = re.compile(r"\b(?:from|to)\s+$", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:mrs?|ms|miss|dr|sir|dame|lord|lady|captain|capt|mayor|president|minister|chancellor|"
    r"senator|governor|king|queen|prince|princess|professor|prof|judge|inspector|chief|actor|"
    r"actress|singer|author|coach)\.?\s+$",
    re.IGNORECASE,
)
_WOMAN = re.compile(r"\b(?:mrs|ms|miss|dame|lady|queen|princess|actress)\.?\s+$", re.IGNORECASE)
_MAN = re.compile(r"\b(?:mr|sir|lord|king|prince|actor)\.?\s+$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|a|an|this|that|aboard)\s+$", re.IGNORECASE)
_PLACE_FIRST = frozenset(
    "new north south east west upper lower great greater united saint st san santa los las port "
    "puerto el costa sri hong saudi northern southern eastern western mount lake fort".split()
)
_PLACE_LAST = frozenset(
    "street road avenue square bay head island islands county river lake mountain mountains city "
    "bridge valley sea ocean coast harbour harbor beach forest park peninsula strait kingdom "
    "states republic town village hill hills point".split()
)
_GROUP = frozenset(
    "council party united rovers ltd limited inc plc bank university club fc union ministry "
    "police court company group department post times herald courier echo wire news committee "
    "association institute agency service corporation corp airlines airways hospital school "
    "college church board commission federation league team act cup festival award awards prize "
    "museum shipping ferries line lines dairy works studios records".split()
)
_COUNTRIES = frozenset(
    "argentina australia austria belgium brazil britain bulgaria canada chile china colombia "
    "croatia cuba denmark egypt england ethiopia europe finland france germany ghana greece "
    "greenland hungary iceland india indonesia iran iraq ireland israel italy japan kenya korea "
    "lebanon libya mexico morocco netherlands nigeria norway pakistan peru philippines poland "
    "portugal romania russia scotland serbia singapore somalia spain sudan sweden switzerland "
    "syria taiwan thailand tunisia turkey uk ukraine us usa venezuela vietnam wales yemen "
    "zimbabwe africa asia america".split()
)
_WHO = re.compile(r"\s*(?:who|whose|which|what)\b", re.IGNORECASE)


class Kind(StrEnum):
    """What a name is the name of, by simple rules."""

    PERSON = "person"
    PLACE = "place"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Named:
    """A name of an earlier exchange; `sure` is false of a kind that is only guessed."""

    name: str
    kind: Kind
    sure: bool = True
    woman: bool = False
    man: bool = False


def named(before: Turn) -> tuple[Named, ...]:
    """What the exchange names, the likeliest to be asked on about first.

    First comes what the question named, last word first; but who asks "who" wants to know on of
    the answer. Then the answer's first sentence, the headline, and the rest of the answer.
    """
    answer = _MARKER.sub("", before.answer[:_READ])
    first, *rest = _ENDS.split(answer)
    asked = list(reversed(named_in(before)))
    told = list(names(first))[:_EACH]
    order = [*asked, *told]
    if _WHO.match(before.question):
        order = [*(name for name in told if name not in asked), *asked]
    order += [*_headline(before.about), *names(" ".join(rest))[:_EACH]]
    texts = (before.question, answer, before.about)
    whole = [name for name in dict.fromkeys(order) if not _part(name, order)]
    return tuple(_as_named(name, texts) for name in whole)


def named_in(before: Turn) -> Sequence[str]:
    """The names in the question before, those among them that it leaned on itself."""
    # After a bracket a capital would only begin a sentence.
    return names(before.question.replace(" (", " about "))


def _headline(title: str) -> Sequence[str]:
    """The names in a headline, unless every word of it has a capital."""
    words = [word for word in title.split() if word[:1].isalpha()]
    small = sum(word[:1].islower() for word in words)
    return names(title)[:_EACH] if 2 * small >= len(words) else ()


def _part(name: str, others: Sequence[str]) -> bool:
    return any(name != other and f" {name} " in f" {other} " for other in others)


def _as_named(name: str, texts: Sequence[str]) -> Named:
    befores = list(_befores(name, texts))
    what, sure = kind(name, befores)
    woman = any(_WOMAN.search(before) for before in befores)
    man = any(_MAN.search(before) for before in befores)
    return Named(name, what, sure, woman, man)


def _befores(name: str, texts: Sequence[str]) -> Iterator[str]:
    """The words before each place where the name, or a person's last one, stands."""
    last = name.rsplit(maxsplit=1)[-1]
    for text in texts:
        for match in re.finditer(rf"\b{re.escape(last)}\b", text):
            start = match.start() - (len(name) - len(last))
            whole = start >= 0 and text[start : match.end()] == name
            begins = start if whole else match.start()
            yield text[max(0, begins - 20) : begins]


def kind(name: str, befores: Sequence[str] = ()) -> tuple[Kind, bool]:
    """What a name is the name of, by its words and those before it, and whether that is sure."""
    words = [fold(word) for word in re.findall(r"[^\W_]+", name)]
    if any(_TITLE.search(before) for before in befores):
        return Kind.PERSON, True
    if words[-1] in _PLACE_LAST | _COUNTRIES or (len(words) > 1 and words[0] in _PLACE_FIRST):
        return Kind.PLACE, True
    group = bool(_GROUP.intersection(words)) or any(map(str.isdigit, name))
    placed = any(_PLACING.search(before) for before in befores)
    if group or placed:
        return (Kind.THING if group else Kind.PLACE), True
    if len(words) == 1 and any(_FROM_OR_TO.search(before) for before in befores):
        return Kind.PLACE, False
    thing = any(_THE.search(before) for before in befores)
    person = len(words) > 1 and not name.isupper() and not thing
    return (Kind.PERSON if person else Kind.THING), thing or person
