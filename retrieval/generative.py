"""An answer written by a chat model, each sentence checked against the passages it cites."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from time import monotonic

from retrieval import prompt, steering
from retrieval.citing import citation
from retrieval.errors import ChatModelUnavailable, OverBudget
from retrieval.extractive import Candidate
from retrieval.markers import Heard, Marked, read
from retrieval.news import AnswerSentence, Citation, Retrieved, Understood, Usage
from retrieval.opinion import is_opinion
from retrieval.speech import loses_speaker
from retrieval.verify import Evidence, Kind, Source, Verdict, check
from retrieval.writer import Writer

log = logging.getLogger(__name__)

OnSentence = Callable[[AnswerSentence], None]

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
class _Judged:
    """A sentence that was written, and what the check says of it."""

    text: str
    verdict: Verdict
    speaker: str | None = None

    @property
    def faults(self) -> list[str]:
        """What to tell the model of it."""
        told = [f"{fault.kind}: “{fault.words}” in: {self.text}" for fault in self.verdict.faults]
        if not self.verdict.evidence and not told:
            told.append(f"no passage says: {self.text}")
        if self.speaker:
            told.append(f"who said it ({self.speaker}) is not named in: {self.text}")
        return told


@dataclass(frozen=True, slots=True)
class _Draft:
    """One reply: its sentences as judged, what it says is missing, and its words as they came."""

    text: str
    judged: tuple[_Judged, ...]
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
    telling = _Telling(found, on_sentence)
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
    on_judged: Callable[[_Judged], None],
) -> _Draft:
    """One reply, judged sentence by sentence while it comes."""
    heard, judged, missing, spoken = Heard(), list[_Judged](), list[str](), list[str]()

    def judge(sentences: Sequence[Marked]) -> None:
        for one in sentences:
            if one.text.upper().startswith(prompt.NOT_SAID):
                missing.append(one.text[len(prompt.NOT_SAID) :].strip())
            elif missing or len(judged) >= MOST:
                continue
            else:
                judged.append(_judged(one, sources))
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


def _judged(one: Marked, sources: Sequence[Source]) -> _Judged:
    cited = [number - 1 for number in one.numbers if 0 < number <= len(sources)]
    verdict = check(one.text, cited, sources)
    carrying = " ".join(_words(evidence, sources) for evidence in verdict.evidence)
    return _Judged(one.text, verdict, loses_speaker(one.text, carrying) if carrying else None)


def _words(evidence: Evidence, sources: Sequence[Source]) -> str:
    return sources[evidence.source].text[evidence.span.start : evidence.span.end]


def _is_absent(draft: _Draft) -> bool:
    return draft.text.strip(" .*[]\n").upper().startswith(prompt.NOT_IN_THE_NEWS)


class _Telling:
    """Sentences told while they come, numbered as they will be when nothing is written anew."""

    def __init__(self, found: Sequence[Retrieved], on_sentence: OnSentence | None) -> None:
        self._numbered = _Numbered(found)
        self._on_sentence = on_sentence

    def tell(self, judged: _Judged) -> None:
        """Tell a sentence, if it is borne out."""
        kept = self._numbered.sentence(judged)
        if self._on_sentence and kept and kept.supported:
            self._on_sentence(kept)


class _Numbered:
    """The citations of an answer, numbered as its sentences first need them."""

    def __init__(self, found: Sequence[Retrieved]) -> None:
        self._found = found
        self.citations: dict[tuple[str, int, int], Citation] = {}

    def sentence(self, judged: _Judged) -> AnswerSentence | None:
        """The sentence with its numbers; None when it is to be cut.

        What is merely put in other words than the passages' stays, and is marked; a wrong name,
        number, date, quotation or denial does not.
        """
        wrong = {fault.kind for fault in judged.verdict.faults} - {Kind.WORDS}
        if wrong or not judged.verdict.evidence:
            return None
        numbers = dict.fromkeys(self._number(one) for one in judged.verdict.evidence)
        text = _attributed(judged.text, judged.speaker)
        return AnswerSentence(text, tuple(numbers), judged.verdict.supported)

    def _number(self, evidence: Evidence) -> int:
        hit = self._found[evidence.source]
        start = hit.passage.start + evidence.span.start
        end = hit.passage.start + evidence.span.end
        place = (hit.article.id, start, end)
        if place not in self.citations:
            number = len(self.citations) + 1
            self.citations[place] = citation(number, Candidate(hit, start, end), end)
        return self.citations[place].n


def _missing(words: str, question: str, sources: Sequence[Source]) -> str:
    """What the model says is not told, unless it brings in names or numbers of its own."""
    if words.casefold().strip(" .") in _NOTHING:
        return ""
    known = [*sources, Source(question)]
    wrong = {fault.kind for fault in check(words, (), known).faults} - {Kind.WORDS, Kind.NEGATION}
    return "" if wrong else words


def _kept(draft: _Draft, found: Sequence[Retrieved], usage: Usage, missing: str) -> Written:
    numbered = _Numbered(found)
    kept = [one for judged in draft.judged if (one := numbered.sentence(judged))]
    return Written(
        tuple(kept),
        tuple(numbered.citations.values()),
        usage,
        missing=missing,
        cut=len(draft.judged) - len(kept),
    )


def _attributed(text: str, speaker: str | None) -> str:
    """The sentence with the one named who said it."""
    if not speaker:
        return text
    return f"{text.rstrip('.!? ')}, according to {speaker}."


def _sum(one: Usage, other: Usage) -> Usage:
    costs = (one.cost, other.cost)
    return Usage(
        one.tokens_in + other.tokens_in,
        one.tokens_out + other.tokens_out,
        one.calls + other.calls,
        None if None in costs else sum(cost or 0.0 for cost in costs),
        one.estimated or other.estimated,
    )
