"""A question understood without a model: when, by whom, what must occur, what is compared."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from retrieval.news import Turn, Understood
from retrieval.question.compared import sides
from retrieval.question.names import names
from retrieval.question.outlets import named
from retrieval.question.quoted import quoted
from retrieval.question.when import times
from retrieval.question.words import STOP_WORDS, proper_names, telling, words

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


def understand(
    question: str,
    outlets: Sequence[str],
    history: Sequence[Turn] = (),
    *,
    asked_at: datetime | None = None,
    standing: str | None = None,
    chosen: Understood | None = None,
) -> Understood:
    """Make of a question what the search needs; a follow-up is told what it follows.

    `asked_at` carries the asker's time zone. `standing` is the follow-up as a model made it stand
    alone. What `chosen` says of windows and outlets was set by hand, and is not read again.
    """
    asked = " ".join(question.encode(errors="replace").decode().split())  # no lone surrogates
    answered = [turn for turn in history if turn.answer]
    follow_up = bool(answered) and refers_back(asked)
    told = times(asked, asked_at or datetime.now(UTC))
    of = named(asked, outlets)
    by_hand = chosen or Understood(question)
    return Understood(
        question=(standing or _standing(asked, answered[-1])) if follow_up else asked,
        outlets=by_hand.only or of.held,
        only=by_hand.only,
        absent=of.absent,
        windows=by_hand.windows or told.windows,
        as_of=told.as_of,
        names=names(asked, of.spans),
        quoted=quoted(asked, of.spans),
        compared=sides(asked, of.spans),
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
