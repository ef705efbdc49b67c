"""A question understood without a model: when, by whom, what must occur, what is compared."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from retrieval.answers import Turn, Understood, Window
from retrieval.question.compared import sides
from retrieval.question.courtesy import without_courtesy
from retrieval.question.follow_up import leaned_on, refers_back
from retrieval.question.names import names
from retrieval.question.outlets import Named, named
from retrieval.question.quoted import quoted
from retrieval.question.standalone import standing as made_standing
from retrieval.question.when import Times, times

_LATEST = re.compile(
    r"\b(latest|newest|most recent(ly)?|so far|right now|current(ly)?)\b", re.IGNORECASE
)

_MOVES_ON = re.compile(
    r"\b(since|then|later|after|afterwards|next|now|still|today|tonight|will|yet|before|earlier|"
    r"previous(ly)?|again|ever|always)\b",
    re.IGNORECASE,
)
"""Words that lead out of the time asked about before."""
_OTHERS = re.compile(r"\b(others?|else|elsewhere|everyone|anyone|anybody|all)\b", re.IGNORECASE)


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
    typed = " ".join(question.encode(errors="replace").decode().split())  # no lone surrogates
    asked = without_courtesy(typed)
    now = asked_at or datetime.now(UTC)
    before = leaned_on(history, asked) if standing or refers_back(asked) else None
    told = times(asked, now)
    of = named(asked, outlets)
    by_hand = chosen or Understood(question)
    return Understood(
        question=(standing or made_standing(asked, before, now)) if before else asked,
        outlets=by_hand.only or of.held or _kept_outlets(asked, of, before),
        only=by_hand.only,
        absent=of.absent,
        windows=by_hand.windows or told.windows or _kept_windows(asked, told, before),
        as_of=told.as_of,
        names=names(asked, of.spans),
        quoted=quoted(asked, of.spans),
        compared=sides(asked, of.spans),
        latest=bool(_LATEST.search(asked)),
        follow_up=before is not None,
    )


def _kept_windows(asked: str, told: Times, before: Turn | None) -> tuple[Window, ...]:
    """The windows of the question leaned on, when a follow-up has no times and stays in theirs."""
    return () if before is None or told.as_of or _MOVES_ON.search(asked) else before.windows


def _kept_outlets(asked: str, of: Named, before: Turn | None) -> tuple[str, ...]:
    """The outlets of the question leaned on, when a follow-up names none and wants no others."""
    return () if before is None or of.absent or _OTHERS.search(asked) else before.outlets
