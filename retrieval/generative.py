"""An answer written by a chat model, each sentence checked against the passages it cites."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from time import monotonic

from retrieval import judging, prompt, steering
from retrieval.answers import AnswerSentence, Citation, Understood, Usage
from retrieval.errors import ChatModelUnavailable, OverBudget
from retrieval.judging import Judged, Numbered, OnSentence, Telling
from retrieval.markers import Heard, Marked, read
from retrieval.news import Retrieved
from retrieval.opinion import is_opinion
from retrieval.verify import Kind, Source, check
from retrieval.writer import Writer

log = logging.getLogger(__name__)

MOST = 8
"""Sentences in a written answer, at most; what a model writes beyond them is not read."""
_NOTHING = frozenset({"nothing", "none", "n/a", "-", "no", ""})
"""What models write as missing when nothing is."""
_AGAIN = 4.0
"""Seconds that must be left for a second try."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a model's answer.

    `absent` when it said that the passages do not answer; `missing` are its words for what they do
    not tell. Sentences that the passages do not bear out are gone, or not `supported`.
    """

    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    usage: Usage
    absent: bool = False
    missing: str = ""
    cut: int = 0


@dataclass(frozen=True, slots=True)
class _Draft:
    """One reply: its sentences as judged, what it says is missing, and its words as they came."""

    text: str
    judged: tuple[Judged, ...]
    usage: Usage
    missing: str = ""

    @property
    def faults(self) -> list[str]:
        return [fault for one in self.judged for fault in one.faults]

    @property
    def sound(self) -> int:
        """How many of its sentences are borne out."""
        return sum(not one.faults for one in self.judged)


def written(
    question: str,
    understood: Understood,
    found: Sequence[Retrieved],
    writer: Writer,
    asked_at: datetime,
    on_sentence: OnSentence | None = None,
) -> Written:
    """Let the model answer from these passages, and keep what they bear out.

    `on_sentence` hears each sentence of the first try once it has been checked. Raises
    ChatModelUnavailable or OverBudget when there is no first try.
    """
    until = monotonic() + writer.seconds
    shown = [(hit, steering.without_orders(hit.passage.text)) for hit in found]
    opinions = [is_opinion(hit.article) for hit in found]
    messages = prompt.to_answer(question, understood.question, shown, asked_at, opinions)
    sources = [_source(hit, text) for hit, text in shown]
    telling = Telling(found, on_sentence)
    first = _draft(messages, sources, writer, writer.seconds, telling.tell)
    if _is_absent(first):
        return Written((), (), first.usage, absent=True)
    best, usage = first, first.usage
    if first.faults and until - monotonic() > _AGAIN:
        second = _second(messages, first, sources, writer, until - monotonic())
        if second is not None:
            usage = _sum(first.usage, second.usage)
            best = second if second.sound >= first.sound else first
    return _kept(best, found, usage, _missing(best.missing, question, sources))


def _source(hit: Retrieved, text: str) -> Source:
    """A passage as it is shown: its source line too is without orders."""
    whole = Source.of(hit)
    outlet = steering.without_orders(whole.outlet or "") or None
    return replace(
        whole, text=text, title=steering.without_orders(whole.title).strip(), outlet=outlet
    )


def _second(
    messages: Sequence[prompt.Message],
    first: _Draft,
    sources: Sequence[Source],
    writer: Writer,
    seconds: float,
) -> _Draft | None:
    """The model's second try, told what failed in its first; None when there is none."""
    asked = prompt.again(messages, first.text, first.faults)
    try:
        second = _draft(asked, sources, writer, seconds, lambda _judged: None)
    except (ChatModelUnavailable, OverBudget) as error:
        log.info("No second try: %s", error)
        return None
    return None if _is_absent(second) else second


def _draft(
    messages: Sequence[prompt.Message],
    sources: Sequence[Source],
    writer: Writer,
    seconds: float,
    on_judged: Callable[[Judged], None],
) -> _Draft:
    """One reply, judged sentence by sentence while it comes."""
    heard, judged, missing, spoken = Heard(), list[Judged](), list[str](), list[str]()

    def judge(sentences: Sequence[Marked]) -> None:
        for one in sentences:
            if one.text.upper().startswith(prompt.NOT_SAID):
                missing.append(one.text[len(prompt.NOT_SAID) :].strip())
            elif missing or len(judged) >= MOST:
                continue
            else:
                judged.append(judging.judged(one, sources))
                on_judged(judged[-1])

    def hear(piece: str) -> None:
        spoken.append(piece)
        judge(heard.add(piece))

    said = writer.stream(messages, seconds, hear)
    judge(heard.rest())
    if said.text != "".join(spoken).strip():
        # What came first were thoughts that nothing had opened: they are no part of the answer.
        judged.clear()
        missing.clear()
        judge(read(said.text))
    return _Draft(
        said.text, tuple(judged), said.usage, shorten(" ".join(missing), 200, placeholder="…")
    )


def _is_absent(draft: _Draft) -> bool:
    return draft.text.strip(" .*[]\n").upper().startswith(prompt.NOT_IN_THE_NEWS)


def _missing(words: str, question: str, sources: Sequence[Source]) -> str:
    """What the model says is not told, unless it brings in names or numbers of its own."""
    if words.casefold().strip(" .") in _NOTHING:
        return ""
    known = [*sources, Source(question)]
    wrong = {fault.kind for fault in check(words, (), known).faults} - {Kind.WORDS, Kind.NEGATION}
    return "" if wrong else words


def _kept(draft: _Draft, found: Sequence[Retrieved], usage: Usage, missing: str) -> Written:
    numbered = Numbered(found)
    kept = [one for judged in draft.judged if (one := numbered.sentence(judged))]
    return Written(
        tuple(kept),
        tuple(numbered.citations.values()),
        usage,
        missing=missing,
        cut=len(draft.judged) - len(kept),
    )


def _sum(one: Usage, other: Usage) -> Usage:
    costs = (one.cost, other.cost)
    return Usage(
        one.tokens_in + other.tokens_in,
        one.tokens_out + other.tokens_out,
        one.calls + other.calls,
        None if None in costs else sum(cost or 0.0 for cost in costs),
        one.estimated or other.estimated,
    )
