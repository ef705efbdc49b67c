"""The same story again: unchanged, revised, or another outlet's copy; decided without a store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ingest.report import Outcome
from retrieval.news import Article, Draft


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a draft, and the article it was measured against."""

    outcome: Outcome
    known: Article | None = None


def decide(draft: Draft, same_address: Article | None, same_text: Sequence[Article]) -> Decision:
    """Compare a draft with the article at its address and with those of the same text."""
    if same_address is not None:
        same = any(known.id == same_address.id for known in same_text)
        unchanged = same and not _mends(draft, same_address)
        return Decision(Outcome.UNCHANGED if unchanged else Outcome.REVISED, same_address)
    for known in same_text:
        if not _tells_apart(draft, known):
            mends = known.address == draft.address and _mends(draft, known)
            return Decision(Outcome.REVISED if mends else Outcome.UNCHANGED, known)
    if same_text:
        return Decision(Outcome.DUPLICATE, same_text[0])
    return Decision(Outcome.NEW)


def completed(draft: Draft, decision: Decision) -> Draft:
    """Give a draft what it needs to be stored beside, or in place of, what is known."""
    if decision.outcome is Outcome.DUPLICATE and draft.address is None:
        # Pasted text is known by its words alone; another outlet's copy needs a name of its own.
        words = f"{draft.outlet}\n{draft.url}\n{draft.text}"
        return replace(draft, address=f"text:{sha256(words.encode()).hexdigest()[:16]}")
    if decision.outcome is Outcome.REVISED and decision.known:
        return _inherited(draft, decision.known)
    return draft


def original(decision: Decision, same_text: Sequence[Article]) -> str | None:
    """Name the article whose passages stand for this text; None when it carries its own."""
    if decision.known and any(known.id == decision.known.id for known in same_text):
        if decision.outcome is Outcome.REVISED:
            return decision.known.duplicate_of
        return decision.known.duplicate_of or decision.known.id
    return (same_text[0].duplicate_of or same_text[0].id) if same_text else None


def _inherited(draft: Draft, known: Article) -> Draft:
    """Keep the date and outlet already known when a new version of a text gives none."""
    if draft.published is None:
        draft = replace(
            draft, published=known.published, precision=known.precision, guessed=known.guessed
        )
    return replace(draft, outlet=draft.outlet or known.outlet)


def _mends(draft: Draft, known: Article) -> bool:
    """Tell whether the same text comes with something better than what is known.

    A new headline counts, and so does a date or an outlet where there was none, so that
    `--date` or `--outlet` can mend an article. Other differences do not: pages touch their
    dates without a change, and each reading would leave another revision.
    """
    return (
        draft.title != known.title
        or (known.published is None and draft.published is not None)
        or (known.guessed and draft.published is not None and not draft.guessed)
        or (known.outlet is None and draft.outlet is not None)
    )


def _tells_apart(draft: Draft, known: Article) -> bool:
    """Two copies are two articles when both have an address, or both an outlet, and they differ."""
    return _differ(draft.url, known.url) or _differ(draft.outlet, known.outlet)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() != other.casefold()
