"""Whether a question leans on an earlier one, and on which."""

import re
from collections.abc import Sequence

from retrieval.answers import Turn
from retrieval.question.bound import To
from retrieval.question.names import names
from retrieval.question.pointers import pointers
from retrieval.question.words import STOP_WORDS, words

_LONGEST = 20
"""Words: who writes more than that says what it is about."""
_CARRIES_ON = re.compile(
    r"\s*(?:(?:and|but|or|so(?! (?:far|many|much)\b)|also|ok|okay)\b[\s,]*)*"
    r"(?:(?:and|but|or|so(?! (?:far|many|much)\b)|what about|how about|what of)\b)[\s,]*",
    re.IGNORECASE,
)
_WEAK_START = re.compile(r"\s*(?:so|ok|okay)\b[\s,]*(?!$)", re.IGNORECASE)
_ASKS_BARELY = re.compile(
    r"\s*(?:(?:why|when|where|who|whom|how)\b|"
    r"(?:by|for|until|till|since|from|to|with|at|in|on|about|of) "
    r"(?:when|where|who|whom|how|what|which)\b|"
    r"(?:is|are|was|were|do|does|did|has|have|had|will) (?:any|some|every|no)(?:one|body|thing)\b)",
    re.IGNORECASE,
)
_WHAT_THEN = re.compile(
    r"\s*what (?:happened|happens|comes|came|else|now|next|for|was said)\b"
    r"(?: (?:next|after|afterwards|later|to))?\W*$",
    re.IGNORECASE,
)
_ANYBODY = frozenset("anybody anyone anything somebody someone something everybody nobody".split())
_MEASURE = re.compile(r"\bhow (?:long|far|often|big|large|high|old|soon|fast)\b", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\s*(?:who|what|where)(?:['’]s| is| was| are)\s+(?!(?:a|an|the|next|missing|dead|alive|guilty|"
    r"responsible|involved|hurt|shot|left|ahead|behind|right|wrong|\w+(?:ed|ing|ble))\b)\w",
    re.IGNORECASE,
)
"""As in "who is calloway?": a name typed without its capital begins anew."""
PART = re.compile(
    r"(?:(?P<where>in|at|near|from|around|outside|across|for|on|by|with)\s+)?(?P<the>the\s+)?"
    r"(?P<what>[^\W_][^?!.,;:()]{0,60}?)\s*[?!.]*",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\s*how (?:many|much) (?:died|took|came|went|left|fell|got|won|lost|\w+ed)\b", re.IGNORECASE
)
_FRAGMENT = re.compile(r"\s*(?:in|at|near|from|around|outside)\s", re.IGNORECASE)
_FEW = 5
_NO_PART = frozenset(
    "is are was were be been do does did has have had will would can could should might must "
    "why when where who whom whose which what how not".split()
)
"""With one of these, it is a clause and no mere part of one."""


def refers_back(question: str) -> bool:
    """Whether the question leans on an earlier one: "and …", a bare "why?", a word like "he".

    A word that points to something the question names itself does not count.
    """
    if len(question.split(maxsplit=_LONGEST)) > _LONGEST:
        return False
    own = bool(names(question))
    if _CARRIES_ON.match(question):
        return not (own and _WEAK_START.match(question) and part(question) is None)
    if _FRAGMENT.match(question) and part(question) is not None:
        return True
    if any(pointer.to is not To.OTHER or not own for pointer in pointers(question)):
        return True
    return not own and (is_bare(question) or _WHAT_THEN.match(question) is not None)


def leaned_on(history: Sequence[Turn], asked: str = "") -> Turn | None:
    """The exchange that a follow-up leans on: the last one that tells of something.

    What was refused tells of what it asked, but of nobody whom it does not name.
    """
    somebody = any(pointer.to is To.PERSON for pointer in pointers(asked))
    told = names if somebody else own_words
    telling_ones = (turn for turn in reversed(history) if turn.answer or told(turn.question))
    return next(telling_ones, history[-1] if history else None)


def part(question: str) -> re.Match[str] | None:
    """What the question puts in the place of a part of the one before, if it is no clause."""
    carried = _CARRIES_ON.match(question)
    match = PART.fullmatch(question, carried.end() if carried else 0)
    said = words(match["what"]) if match else []
    clause = len(said) > _FEW or not _NO_PART.isdisjoint(said)
    return None if clause or not said or pointers(question) else match


def own_words(question: str) -> list[str]:
    """The words by which a question says itself what it is about."""
    common = STOP_WORDS | _ANYBODY
    plain = _MEASURE.sub("how", question)
    return [word for word in words(plain) if word not in common and len(word) > 1]


def is_bare(question: str) -> bool:
    """Whether the question says no more than what it wants to know: "and why?", "how many?"."""
    rest = carried(question)
    most = 2 if _COUNTS.match(rest) else 1
    if len(own_words(rest)) > most or _INTRODUCES.match(rest):
        return False
    return _ASKS_BARELY.match(rest) is not None


def carried(question: str) -> str:
    """The question without the "and" or "what about" by which it carries on."""
    match = _CARRIES_ON.match(question)
    return question[match.end() :] if match else question
