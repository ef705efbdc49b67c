"""Why an answer did not help: what readers choose from, and what they said in words."""

from collections.abc import Callable

from bot.words import IN_ENGLISH, Words, phrase
from ingest.text import one_line

REASONS = {
    "wrong": phrase("Something in it is wrong"),
    "sources": phrase("Its sources do not say that"),
    "beside": phrase("It does not answer the question"),
    "missing": phrase("Something important is missing"),
    "old": phrase("It is out of date"),
}
_SHOWN = 200
"""Characters of a reader's own words that are shown."""


def kept(kind: str, text: str) -> str | None:
    """A reason as it is kept, "old: the vote was yesterday"; None when nothing was told."""
    return ": ".join(filter(None, (kind if kind in REASONS else "", one_line(text)))) or None


def told(reason: str, words: Words = IN_ENGLISH, *, safe: Callable[[str], str] = one_line) -> str:
    """A kept reason in words; `safe` makes the reader's own fit for where they are shown."""
    kind, _, text = reason.partition(": ")
    if kind not in REASONS:
        kind, text = "", reason
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    said = (words(REASONS[kind]) if kind else "", f"“{safe(short)}”" if text else "")
    return ": ".join(filter(None, said))
