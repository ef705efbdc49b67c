"""Sentences that a model wrote: what the check says of each, and the citations they are given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answers import AnswerSentence, Citation
from retrieval.citing import citation
from retrieval.extractive import Candidate
from retrieval.markers import Marked
from retrieval.news import Retrieved
from retrieval.speech import loses_speaker
from retrieval.verify import Evidence, Kind, Source, Verdict, check

OnSentence = Callable[[AnswerSentence], None]


@dataclass(frozen=True, slots=True)
class Judged:
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


def judged(one: Marked, sources: Sequence[Source]) -> Judged:
    """Look a sentence up in the passages, those first that it cites."""
    cited = [number - 1 for number in one.numbers if 0 < number <= len(sources)]
    verdict = check(one.text, cited, sources)
    carrying = " ".join(_words(evidence, sources) for evidence in verdict.evidence)
    return Judged(one.text, verdict, loses_speaker(one.text, carrying) if carrying else None)


def _words(evidence: Evidence, sources: Sequence[Source]) -> str:
    return sources[evidence.source].text[evidence.span.start : evidence.span.end]


class Telling:
    """Sentences told while they come, numbered as they will be when nothing is written anew."""

    def __init__(self, found: Sequence[Retrieved], on_sentence: OnSentence | None) -> None:
        self._numbered = Numbered(found)
        self._on_sentence = on_sentence

    def tell(self, judged: Judged) -> None:
        """Tell a sentence, if it is borne out."""
        kept = self._numbered.sentence(judged)
        if self._on_sentence and kept and kept.supported:
            self._on_sentence(kept)


class Numbered:
    """The citations of an answer, numbered as its sentences first need them."""

    def __init__(self, found: Sequence[Retrieved]) -> None:
        self._found = found
        self.citations: dict[tuple[str, int, int], Citation] = {}

    def sentence(self, judged: Judged) -> AnswerSentence | None:
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


def _attributed(text: str, speaker: str | None) -> str:
    """The sentence with the one named who said it."""
    if not speaker:
        return text
    return f"{text.rstrip('.!? ')}, according to {speaker}."
