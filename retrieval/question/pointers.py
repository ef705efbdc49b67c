"""Words of a question that point out of it: "he", "there" or "that", unless it says itself whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.news import Span
from retrieval.question.names import names
from retrieval.question.words import STOP_WORDS, fold

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’]")


class To(StrEnum):
    """What a pointing word stands for."""

    PERSON = "person"
    PEOPLE = "people"
    THING = "thing"
    PLACE = "place"
    EVENT = "event"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points out of the question, where it stands, and whether it is a possessive."""

    to: To
    span: Span
    owns: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """A question's words, folded and without their endings ("it's"), and where they stand."""

    text: str
    matches: tuple[re.Match[str], ...]
    plain: tuple[str, ...]
    names: tuple[Span, ...]

    def at(self, index: int) -> str:
        return self.plain[index] if 0 <= index < len(self.plain) else ""

    def ends(self, index: int) -> bool:
        """Whether the clause ends with this word."""
        if index + 1 >= len(self.matches):
            return True
        between = self.text[self.matches[index].end() : self.matches[index + 1].start()]
        return not between.isspace()


_PRONOUNS = {
    **dict.fromkeys(("he", "she", "him", "her", "his", "hers"), To.PERSON),
    **dict.fromkeys(("they", "them", "their", "theirs"), To.PEOPLE),
    **dict.fromkeys(("it", "its"), To.THING),
}
_OBJECTS = frozenset({"him", "them"})
_AUXILIARIES = frozenset(
    "is are was were be been am do does did has have had will would can could should shall may "
    "might must isn wasn aren weren don doesn didn hasn haven hadn won wouldn couldn".split()
)
_BEING = frozenset({"is", "are", "was", "were", "be", "been"})
_BEFORE_NOUNS = frozenset(
    "the a an which what whose every each some any no many several most two three four five "
    "another".split()
)
_PLACING = frozenset({"in", "at", "near", "from", "around", "outside", "across", "off"})
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
_TIMES = frozenset(
    "week month year morning afternoon evening night weekend season time summer autumn fall winter "
    "spring quarter century decade day monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december "
    "christmas easter term past coming last".split()
)
_AFTER_THOSE = frozenset(
    "who that which whose of in on at with from under over without affected".split()
)
_ADJECTIVES = (
    "true|false|likely|unlikely|possible|impossible|certain|clear|known|legal|illegal|lawful|safe|"
    "dangerous|important|necessary|hard|difficult|easy|easier|harder|better|best|good|bad|wise|"
    "right|wrong|fair|worth|time|common|normal|ok|okay|expected|reported|said|claimed|believed|"
    "thought|alleged|estimated|announced|confirmed|decided|agreed"
)
_EMPTY_IT = re.compile(
    r"it(?:['’]s)?(?: (?:is|was|be|been|will|would|has|have|had|may|might|not|really|still|ever|"
    r"also|now|very|too|so|more|legally|going to|start|starts|started|to)){0,4} (?:"
    rf"(?:{_ADJECTIVES}) (?:that|to|for|if|whether|when|how|\w+ing)\b|"
    r"(?:rain|snow|freez|hail|pour)\w*|(?:takes?|took|costs?) (?:\w+ ){0,2}to\b|"
    r"turn(?:s|ed)? out|(?:seem|appear|look)(?:s|ed)? (?:that|like|as)\b|comes? to\b)",
    re.IGNORECASE,
)
"""An "it" that stands for nothing: "is it true that", "it is raining", "does it take to"."""
_CLEFT = re.compile(r"(?:is|was) it(?: [\w'’-]+){1,5} (?:who|that|which)\b", re.IGNORECASE)
_BEFORE_EMPTY_IT = re.compile(
    r"(?:how (?:hot|cold|warm|windy|wet|dark|late) (?:is|was|did|does|will)|"
    r"what (?:time|day|year) (?:is|was))$",
    re.IGNORECASE,
)
_STARTS_FROM = re.compile(
    r"(?:in|after|before|during|despite|with|on|at|for|as|since|by|following|because|according|if)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?;:]\s")
_OWN_WORDS = 3
"""So many telling words in a sentence before say what a later one is about."""
_FEW = 2
_CHOOSING = frozenset("which that this another other first second last latest new old next".split())
_ASKED_MORE = frozenset("who what where how why anyone anything anybody nobody".split())


def pointers(question: str) -> tuple[Pointer, ...]:
    """The words that point out of the question, in order."""
    said = _said(question)
    return tuple(
        pointer
        for index in range(len(said.plain))
        if (pointer := _pointer(said, index)) is not None
    )


def spans(text: str, wanted: Sequence[str]) -> tuple[Span, ...]:
    """Where these names stand in the text, the first place of each."""
    starts = [(text.find(name), name) for name in wanted]
    return tuple(Span(at, at + len(name)) for at, name in sorted(starts) if at >= 0)


def _said(question: str) -> _Said:
    matches = tuple(_TOKEN.finditer(question))
    plain = tuple(_APOSTROPHE.split(fold(match.group()))[0] for match in matches)
    return _Said(question, matches, plain, spans(question, names(question)))


def _pointer(said: _Said, index: int) -> Pointer | None:
    match, word = said.matches[index], said.plain[index]
    if match.group().isupper() and len(word) > 1 and not said.text.isupper():
        return None  # IT, the trade
    if (
        index
        and match.group()[0].isupper()
        and not said.text.isupper()
        and not said.ends(index - 1)
    ):
        return None  # in a title: "Do They Know"
    span = Span(match.start(), match.start() + len(word))
    if word in _PRONOUNS:
        if _empty(said, index) or _bound(said, index):
            return None
        return Pointer(_PRONOUNS[word], span, owns=_owns(said, index))
    if word == "there":
        return (
            None if _exists(said, index) or _named_before(said, index) else Pointer(To.PLACE, span)
        )
    to = _shown(said, index)
    return Pointer(to, span) if to else None


def _empty(said: _Said, index: int) -> bool:
    if said.at(index) != "it":
        return False
    start = said.matches[index].start()
    if _EMPTY_IT.match(said.text, start):
        return True
    if said.at(index - 1) in _BEING and _CLEFT.match(said.text, said.matches[index - 1].start()):
        return True
    return _BEFORE_EMPTY_IT.search(said.text[:start].rstrip()) is not None


def _exists(said: _Said, index: int) -> bool:
    """Whether this "there" only says that something is: "is there a plan", "there were"."""
    before, after = said.at(index - 1), said.at(index + 1)
    if after in _AUXILIARIES | {"s"} or _APOSTROPHE.search(said.matches[index].group()):
        return True
    if before not in _BEING | {"will", "has", "have", "had"}:
        return False
    counted = "how" in said.plain[:index] and {"many", "much"} & set(said.plain[:index])
    places = {"in", "at", "on", "when", "after", "before", "during", "with", "and", "then", "for"}
    return bool(counted) or not (said.ends(index) or after in places)


def _named_before(said: _Said, index: int) -> bool:
    return any(span.end <= said.matches[index].start() for span in said.names)


def _owns(said: _Said, index: int) -> bool:
    word = said.at(index)
    if word != "her":
        return word in {"his", "its", "their"}
    after = said.at(index + 1)
    return bool(after) and not said.ends(index) and after not in STOP_WORDS | _PLACING


def _bound(said: _Said, index: int) -> bool:
    """Whether the question says itself whom the pronoun means: "Did Pellham sell his boat?"."""
    start = said.matches[index].start()
    if _told_before(said.text[:start]) or _fronted(said, start):
        return True
    nouns = [at for at in range(index) if _means(said, at, index)]
    if not nouns:
        return False
    if _owns(said, index):
        return True
    apart = bool(set(said.plain[nouns[0] + 1 : index]) & _BETWEEN_CLAUSES)
    if said.at(index - 1) in _AUXILIARIES or not _begins_clause(said, index):
        return apart  # in one clause, "Pellham sold it" and "did it" mean something else
    return True


def _told_before(text: str) -> bool:
    """Whether an earlier sentence of the same question says what it is about."""
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(text)]
    if not ends:
        return False
    earlier = [fold(match.group()) for match in _TOKEN.finditer(text[: ends[-1]])]
    return sum(word not in STOP_WORDS for word in earlier) >= _OWN_WORDS


def _fronted(said: _Said, start: int) -> bool:
    """Whether the name comes later: "In his speech, what did Calloway say?"."""
    comma = said.text.find(",", start)
    return (
        comma > 0
        and _STARTS_FROM.match(said.text) is not None
        and any(span.start > comma for span in said.names)
    )


def _begins_clause(said: _Said, index: int) -> bool:
    """Whether the pronoun is a clause's subject: a verb follows."""
    word, after = said.at(index), said.at(index + 1)
    if word in _OBJECTS or word == "her":
        return False
    if word != "it":
        return True
    whole = said.matches[index].group()
    goes_on = after not in STOP_WORDS and not said.ends(index)
    return after in _AUXILIARIES or len(whole) > len(word) or goes_on


def _means(said: _Said, at: int, index: int) -> bool:
    """Whether something that the pronoun may mean is named at this word, before it."""
    to, word = _PRONOUNS[said.at(index)], said.at(at)
    start = said.matches[at].start()
    if any(span.start <= start < span.end for span in said.names):
        return not (to is To.PERSON and said.at(at - 1) in _PLACING)
    if word in {"who", "whose", "everyone", "someone", "anyone", "nobody"}:
        return to is not To.THING
    if said.at(at - 1) in _BEFORE_NOUNS and word not in _AUXILIARIES | _PRONOUNS.keys():
        return _agrees(_phrase(said, at, index), to)
    opens = said.at(at - 1) in _AUXILIARIES and word not in STOP_WORDS
    return opens and index - at > 1 and _agrees([word], to)


def _phrase(said: _Said, at: int, index: int) -> Sequence[str]:
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


def _shown(said: _Said, index: int) -> To | None:
    """What "this", "that one", "since then" and their like point to, if they do."""
    word, before, after = said.at(index), said.at(index - 1), said.at(index + 1)
    if word in {"this", "that", "these", "those"}:
        return To.EVENT if _demonstrates(said, index) else None
    if word == "then":
        since = before in {"since", "by", "until", "before", "back"}
        return To.EVENT if since or (said.ends(index) and index > 0) else None
    if before == "the" and word == "same":
        return To.EVENT if said.ends(index) or after in {"thing", "happen", "person"} else None
    other = (
        (word in {"one", "ones"} and before in _CHOOSING and after != "of")
        or (word == "else" and before in _ASKED_MORE)
        or (before == "the" and word in {"latter", "former", "others"} and said.ends(index))
    )
    return To.OTHER if other else None


def _demonstrates(said: _Said, index: int) -> bool:
    """Whether it shows something, and is no "that" of a clause, "those who" or "this week"."""
    word, before, after = said.at(index), said.at(index - 1), said.at(index + 1)
    following = said.matches[index + 1].group() if after else ""
    if after in _TIMES or _told_before(said.text[: said.matches[index].start()]):
        return False
    if said.ends(index):
        return word != "that" or not after
    if following[:1].isupper():
        return False  # "this Pellham" is named
    if word in {"these", "those"}:
        own = [w for w in said.plain if w not in STOP_WORDS]
        chosen = before == "of" and len(own) > _FEW  # the question says of what itself
        return not chosen and not (word == "those" and after in _AFTER_THOSE | {"killed", "hurt"})
    if word == "this":
        return True
    prepositions = {"after", "before", "about", "like", "with", "from", "by", "for", "to", "of"}
    opens = before in _AUXILIARIES and index <= _FEW + 1
    return after != "of" and (opens or before in prepositions)
