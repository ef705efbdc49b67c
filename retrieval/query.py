"""A question understood without a model: outlets named, wanting the latest, a follow-up."""

import re
from collections.abc import Sequence

from retrieval.news import Turn, Understood
from retrieval.words import STOP_WORDS, fold, proper_names, telling, words

_LATEST = re.compile(
    r"\b(latest|newest|most recent(ly)?|so far|right now|current(ly)?)\b", re.IGNORECASE
)
_REFERS_BACK = re.compile(
    r"\b(he|she|they|him|her|his|hers|them|their|theirs|it|its|then|ones?|same|"
    r"(this|that)(?! (week|month|year|morning|afternoon|evening|weekend|season|time))|these|those|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )there)\b",
    re.IGNORECASE,
)
_CARRIES_ON = re.compile(r"\s*(and|but|so|what about|how about)\b", re.IGNORECASE)
_ASKS_BARELY = re.compile(r"\s*(why|when|where|who|how|how many|how much)\b", re.IGNORECASE)
_CONTEXT = 6
_NAMES_EACH = 3
"""Names taken from a headline and from an answer; more would drown the question itself."""
_OWN_NAME = re.compile(r"\w\s+[\"“]?[A-Z]\w")


def understand(question: str, outlets: Sequence[str], history: Sequence[Turn] = ()) -> Understood:
    """Make of a question what the search needs; a follow-up is told what it follows."""
    asked = " ".join(question.split())
    answered = [turn for turn in history if turn.answer]
    follow_up = bool(answered) and refers_back(asked)
    standing = _standing(asked, answered[-1]) if follow_up else asked
    return Understood(
        question=standing,
        outlets=tuple(outlet for outlet in outlets if names(asked, outlet)),
        latest=bool(_LATEST.search(asked)),
        follow_up=follow_up,
    )


def _standing(asked: str, before: Turn) -> str:
    """The question with whom and what it leans on: "Will he appeal? (Osric Pellham)".

    These are the names in the question before, in the headline of what answered it, and in the
    answer's first sentence; without any name, the words of that question.
    """
    first = re.split(r"\[\d+\]", before.answer)[0]
    context = [
        *proper_names(before.question),
        *proper_names(before.about)[:_NAMES_EACH],
        *proper_names(first)[:_NAMES_EACH],
    ]
    whole = [name for name in context if not any(name != o and name in o for o in context)]
    context = list(dict.fromkeys(whole)) or telling(before.asked or before.question)
    return f"{asked} ({', '.join(context[:_CONTEXT])})"


def refers_back(question: str) -> bool:
    """Whether the question leans on an earlier one: a pronoun without a name, or a bare "and …".

    A question that names someone or something of its own is taken to stand alone, unless it
    begins by carrying on ("and Britain?").
    """
    if _CARRIES_ON.match(question):
        return True
    if _OWN_NAME.search(question):
        return False
    own = [word for word in words(question) if word not in STOP_WORDS]
    bare = _ASKS_BARELY.match(question) is not None and len(own) <= 1
    return bare or _REFERS_BACK.search(question) is not None


def names(question: str, outlet: str) -> bool:
    """Whether the question names the outlet, in capitals as names are written, "the" or not."""
    bare = re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE)
    if not bare or fold(bare) in STOP_WORDS:
        return False
    ignore_case = re.IGNORECASE if " " in bare else re.NOFLAG
    return re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", question, ignore_case) is not None
