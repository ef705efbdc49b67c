"""Words of a question that point out of it: "he", "there" or "that", unless it says itself whom."""

import re
from dataclasses import dataclass

from retrieval.news import Span
from retrieval.question.bound import (
    APOSTROPHE,
    AUXILIARIES,
    PRONOUNS,
    Said,
    To,
    bound,
    owns,
    said_in,
    told_before,
)
from retrieval.question.words import STOP_WORDS

_BEING = frozenset({"is", "are", "was", "were", "be", "been"})
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
_FEW = 2
_CHOOSING = frozenset("which that this another other first second last latest new old next".split())
_ASKED_MORE = frozenset("who what where how why anyone anything anybody nobody".split())


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points out of the question, where it stands, and whether it is a possessive."""

    to: To
    span: Span
    owns: bool = False


def pointers(question: str) -> tuple[Pointer, ...]:
    """The words that point out of the question, in order."""
    said = said_in(question)
    return tuple(
        pointer
        for index in range(len(said.plain))
        if (pointer := _pointer(said, index)) is not None
    )


def _pointer(said: Said, index: int) -> Pointer | None:
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
    if word in PRONOUNS:
        if _empty(said, index) or bound(said, index):
            return None
        return Pointer(PRONOUNS[word], span, owns=owns(said, index))
    if word == "there":
        return (
            None if _exists(said, index) or _named_before(said, index) else Pointer(To.PLACE, span)
        )
    to = _shown(said, index)
    return Pointer(to, span) if to else None


def _empty(said: Said, index: int) -> bool:
    if said.at(index) != "it":
        return False
    start = said.matches[index].start()
    if _EMPTY_IT.match(said.text, start):
        return True
    if said.at(index - 1) in _BEING and _CLEFT.match(said.text, said.matches[index - 1].start()):
        return True
    return _BEFORE_EMPTY_IT.search(said.text[:start].rstrip()) is not None


def _exists(said: Said, index: int) -> bool:
    """Whether this "there" only says that something is: "is there a plan", "there were"."""
    before, after = said.at(index - 1), said.at(index + 1)
    if after in AUXILIARIES | {"s"} or APOSTROPHE.search(said.matches[index].group()):
        return True
    if before not in _BEING | {"will", "has", "have", "had"}:
        return False
    counted = "how" in said.plain[:index] and {"many", "much"} & set(said.plain[:index])
    places = {"in", "at", "on", "when", "after", "before", "during", "with", "and", "then", "for"}
    return bool(counted) or not (said.ends(index) or after in places)


def _named_before(said: Said, index: int) -> bool:
    return any(span.end <= said.matches[index].start() for span in said.names)


def _shown(said: Said, index: int) -> To | None:
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


def _demonstrates(said: Said, index: int) -> bool:
    """Whether it shows something, and is no "that" of a clause, "those who" or "this week"."""
    word, before, after = said.at(index), said.at(index - 1), said.at(index + 1)
    following = said.matches[index + 1].group() if after else ""
    if after in _TIMES or told_before(said.text[: said.matches[index].start()]):
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
    opens = before in AUXILIARIES and index <= _FEW + 1
    return after != "of" and (opens or before in prepositions)
