"""The same story again: unchanged, revised, or another outlet's copy; decided without a store."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256

from ingest.report import Outcome, Overrides
from ingest.text import folded
from retrieval.news import Article, Draft

_NOTHING_SAID = Overrides()
_A_TEASER = 0.8


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a draft, and the article it was measured against."""

    outcome: Outcome
    known: Article | None = None


def decide(
    draft: Draft,
    same_address: Article | None,
    same_text: Sequence[Article],
    said: Overrides = _NOTHING_SAID,
) -> Decision:
    """Compare a draft with the article at its address and with those of the same text.

    `said` is what the person gave for it, and stands in the draft already.
    """
    if same_address is not None:
        # What had been taken down and is there again comes back, changed or not.
        back = same_address.withdrawn is not None
        outcome = Outcome.REVISED if back else _compared(draft, same_address, said)
        return Decision(outcome, same_address)
    for known in same_text:
        if not _tells_apart(draft, known):
            return Decision(_compared(draft, known, said), known)
    if same_text:
        return Decision(Outcome.DUPLICATE, same_text[0])
    return Decision(Outcome.NEW)


def completed(draft: Draft, decision: Decision, said: Overrides = _NOTHING_SAID) -> Draft:
    """Give a draft what it needs to be stored beside, or in place of, what is known."""
    if decision.outcome is Outcome.DUPLICATE and draft.address is None:
        # Pasted text is known by its words alone; another outlet's copy needs a name of its own.
        words = f"{draft.outlet}\n{draft.url}\n{draft.text}"
        return replace(draft, address=f"text:{sha256(words.encode()).hexdigest()[:16]}")
    if decision.outcome is Outcome.REVISED and decision.known:
        known = decision.known
        return _mended(draft, known, said) if draft.text == known.text else _inherited(draft, known)
    return draft


def without_teaser(draft: Draft, known: Article) -> Draft:
    """Let the whole article that is known already stand for a shortened text of it."""
    short, whole = folded(draft.text), folded(known.text)
    if f" {short} " in f" {whole} " or len(short) < _A_TEASER * len(whole):
        return replace(draft, text=known.text)
    return draft


def original(decision: Decision, same_text: Sequence[Article]) -> str | None:
    """Name the article whose passages stand for this text; None when it carries its own."""
    if decision.known and any(known.id == decision.known.id for known in same_text):
        if decision.outcome is Outcome.REVISED:
            return decision.known.duplicate_of
        return decision.known.duplicate_of or decision.known.id
    return (same_text[0].duplicate_of or same_text[0].id) if same_text else None


def _compared(draft: Draft, known: Article, said: Overrides) -> Outcome:
    same = draft.text == known.text and _mended(draft, known, said) == _as_draft(known)
    return Outcome.UNCHANGED if same else Outcome.REVISED


def _inherited(draft: Draft, known: Article) -> Draft:
    """Keep the date and outlet already known when a new version of a text gives none."""
    if draft.published is None:
        draft = _dated(draft, known)
    return replace(draft, address=known.address, outlet=draft.outlet or known.outlet)


def _mended(draft: Draft, known: Article, said: Overrides) -> Draft:
    """Put on a known article what the person says now, and what nobody knew when it was read.

    Nothing else: pages touch their dates and headlines without a change, each reading would leave
    another revision, and what the person said before has to stay.
    """
    kept, same_place = _as_draft(known), draft.address == known.address
    if draft.published and (said.published or (same_place and _dates_better(draft, known))):
        kept = _dated(kept, draft)
    if draft.outlet and (said.outlet or (same_place and known.outlet is None)):
        kept = replace(kept, outlet=draft.outlet)
    return replace(
        kept,
        title=draft.title if said.title else known.title,
        url=draft.url if said.url else known.url,
    )


def _dates_better(draft: Draft, known: Article) -> bool:
    return known.published is None or (known.guessed and not draft.guessed)


def _dated(draft: Draft, other: Draft) -> Draft:
    return replace(
        draft, published=other.published, precision=other.precision, guessed=other.guessed
    )


def _as_draft(known: Article) -> Draft:
    return Draft(**{field.name: getattr(known, field.name) for field in fields(Draft)})


def _tells_apart(draft: Draft, known: Article) -> bool:
    """Two copies are two articles when both have an address, or both an outlet, and they differ."""
    return _differ(draft.url, known.url) or _differ(draft.outlet, known.outlet)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() != other.casefold()
