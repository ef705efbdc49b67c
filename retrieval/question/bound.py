"""Whether a question says itself whom its pronouns mean: "Did Pellham sell his boat?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.news import Span
from retrieval.question.names import names
from retrieval.question.words import STOP_WORDS, fold


class To(StrEnum):
    """What a pointing word stands for."""

    PERSON = "person"
    PEOPLE = "people"
    THING = "thing"
    PLACE = "place"
    EVENT = "event"
    OTHER = "other"


_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
APOSTROPHE = re.compile(r"['’]")
PRONOUNS = {
    **dict.fromkeys(("he", "she", "him", "her", "his", "hers"), To.PERSON),
    **dict.fromkeys(("they", "them", "their", "theirs"), To.PEOPLE),
    **dict.fromkeys(("it", "its"), To.THING),
}
_OBJECTS = frozenset({"him", "them"})
AUXILIARIES = frozenset(
    "is are was were be been am do does did has have had will would can could should shall may "
    "might must isn wasn aren weren don doesn didn hasn haven hadn won wouldn couldn".split()
)
_BEFORE_NOUNS = frozenset(
    "the a an which what whose every each some any no many several most two three four five "
    "another".split()
)
PLACING = frozenset({"in", "at", "near", "from", "around", "outside", "across", "off"})
_BETWEEN_CLAUSES = frozenset(
    "after before when while because if that as since who whom which where whether but and or "
    "until once although though so than".split()
)
_MANY = frozenset({"people", "police", "men", "women", "children", "fans"})
_NO_PERSON = frozenset(
    "council court committee government party board parliament company union club jury ministry "
    "department senate congress country bank storm ship ferry fire film show book case crowd "
    "public press media world city town village market report news".split()
)
"""Nouns that "he" and "she" do not mean."""
_STARTS_FROM = re.compile(
    r"(?:in|after|before|during|despite|with|on|at|for|as|since|by|following|because|according|if)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?;:]\s")
_OWN_WORDS = 3
"""So many telling words in a sentence before say what a later one is about."""
_FEW = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A question's words, folded and without their endings ("it's"), and where they stand."""

    text: str
    matches: tuple[re.Match[str], ...]
    plain: tuple[str, ...]
    names: tuple[Span, ...]

    def at(self, index: int) -> str:
        """The word there; empty outside the question."""
        return self.plain[index] if 0 <= index < len(self.plain) else ""

    def ends(self, index: int) -> bool:
        """Whether the clause ends with this word."""
        if index + 1 >= len(self.matches):
            return True
        between = self.text[self.matches[index].end() : self.matches[index + 1].start()]
        return not between.isspace()


def said_in(question: str) -> Said:
    """A question's words and names."""
    matches = tuple(_TOKEN.finditer(question))
    plain = tuple(APOSTROPHE.split(fold(match.group()))[0] for match in matches)
    return Said(question, matches, plain, spans(question, names(question)))


def owns(said: Said, index: int) -> bool:
    """Whether the pronoun is a possessive: "his", or "her" before a noun."""
    word = said.at(index)
    if word != "her":
        return word in {"his", "its", "their"}
    after = said.at(index + 1)
    return bool(after) and not said.ends(index) and after not in STOP_WORDS | PLACING


def bound(said: Said, index: int) -> bool:
    """Whether the question says itself whom the pronoun means: "Did Pellham sell his boat?"."""
    start = said.matches[index].start()
    if told_before(said.text[:start]) or _fronted(said, start):
        return True
    nouns = [at for at in range(index) if _means(said, at, index)]
    if not nouns:
        return False
    if owns(said, index):
        return True
    apart = bool(set(said.plain[nouns[0] + 1 : index]) & _BETWEEN_CLAUSES)
    if said.at(index - 1) in AUXILIARIES or not _begins_clause(said, index):
        return apart  # in one clause, "Pellham sold it" and "did it" mean something else
    return True


def told_before(text: str) -> bool:
    """Whether an earlier sentence of the same question says what it is about."""
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(text)]
    if not ends:
        return False
    earlier = [fold(match.group()) for match in _TOKEN.finditer(text[: ends[-1]])]
    return sum(word not in STOP_WORDS for word in earlier) >= _OWN_WORDS


def spans(text: str, wanted: Sequence[str]) -> tuple[Span, ...]:
    """Where these names stand in the text, the first place of each."""
    starts = [(text.find(name), name) for name in wanted]
    return tuple(Span(at, at + len(name)) for at, name in sorted(starts) if at >= 0)


def _fronted(said: Said, start: int) -> bool:
    """Whether the name comes later: "In his speech, what did Calloway say?"."""
    comma = said.text.find(",", start)
    return (
        comma > 0
        and _STARTS_FROM.match(said.text) is not None
        and any(span.start > comma for span in said.names)
    )


def _begins_clause(said: Said, index: int) -> bool:
    """Whether the pronoun is a clause's subject: a verb follows."""
    word, after = said.at(index), said.at(index + 1)
    if word in _OBJECTS or word == "her":
        return False
    if word != "it":
        return True
    whole = said.matches[index].group()
    goes_on = after not in STOP_WORDS and not said.ends(index)
    return after in AUXILIARIES or len(whole) > len(word) or goes_on


def _means(said: Said, at: int, index: int) -> bool:
    """Whether something that the pronoun may mean is named at this word, before it."""
    to, word = PRONOUNS[said.at(index)], said.at(at)
    start = said.matches[at].start()
    if any(span.start <= start < span.end for span in said.names):
        return not (to is To.PERSON and said.at(at - 1) in PLACING)
    if word in {"who", "whose", "everyone", "someone", "anyone", "nobody"}:
        return to is not To.THING
    if said.at(at - 1) in _BEFORE_NOUNS and word not in AUXILIARIES | PRONOUNS.keys():
        return _agrees(_phrase(said, at, index), to)
    opens = said.at(at - 1) in AUXILIARIES and word not in STOP_WORDS
    return opens and index - at > 1 and _agrees([word], to)


def _phrase(said: Said, at: int, index: int) -> Sequence[str]:
    """The words of the noun phrase that begins here, as far as can be told."""
    last = at
    while last + 1 < index and not said.ends(last) and said.at(last + 1) not in STOP_WORDS:
        if said.at(last + 1).endswith("ed") or last - at == _FEW:
            break
        last += 1
    return said.plain[at : last + 1]


def _agrees(phrase: Sequence[str], to: To) -> bool:
    if to is not To.PERSON:
        return True
    last = phrase[-1]
    plural = last.endswith("s") and not last.endswith("ss")
    return not (plural or _NO_PERSON.union(_MANY).intersection(phrase))
