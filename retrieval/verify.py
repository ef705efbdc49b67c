"""Whether the passages a sentence cites carry it: a rule, no model.

Every name, number, date and quotation of the sentence is looked for in the passages, at a place
that fits it; what it denies, and its words at large, are compared with the sentences nearest to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Self

from retrieval.checking.faults import Fault, Kind
from retrieval.checking.judging import Judgement, judge
from retrieval.checking.looking import Claim, Look, look
from retrieval.checking.material import Material, english, material
from retrieval.checking.reading import read
from retrieval.news import Retrieved, Span

__all__ = ["Evidence", "Fault", "Kind", "Source", "Verdict", "check"]

_LONGEST = 2_000
"""A sentence has no more characters; what is longer is none, and would take long to compare."""
_CLEARLY = 0.35
"""By how much more of a sentence another passage must have for its citation to move there."""
_SLIGHTLY = 0.1
"""By how much less it may have."""
_SOMETHING = 0.3
"""The share of a sentence that a passage must have to be cited for it at all."""


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as it was shown to the writer: its words, and what its source line says."""

    text: str
    title: str = ""
    outlet: str | None = None
    published: datetime | None = None

    @classmethod
    def of(cls, found: Retrieved) -> Self:
        """What the writer was shown of a passage found."""
        article = found.article
        return cls(found.passage.text, article.title, article.outlet, article.published)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A whole sentence of a source, by offsets into its text, that carries what was said."""

    source: int
    span: Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence says that its sources do not, and which of them carry the rest.

    `cited` are indexes into the sources once citations were moved to where they fit (`moved` when
    any was); `evidence` are the words that carry the sentence, for each of them.
    """

    faults: tuple[Fault, ...]
    cited: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    moved: bool

    @property
    def supported(self) -> bool:
        """Whether the sources carry the sentence."""
        return not self.faults


def check(sentence: str, cited: Sequence[int], sources: Sequence[Source]) -> Verdict:
    """Check a sentence without its markers against the sources it cites, by their indexes.

    Where those do not carry it, the others are tried, alone and in pairs.
    """
    if len(sentence) > _LONGEST:
        return Verdict((Fault(Kind.WORDS, sentence),), (), (), moved=bool(cited))
    materials = [material(one.text, one.title, one.outlet, one.published) for one in sources]
    given = tuple(dict.fromkeys(n for n in cited if 0 <= n < len(sources)))
    trial = _Trial(_claim(sentence, given, materials), materials)
    chosen = tuple(sorted(_chosen(trial, given), key=lambda n: (n not in given, n)))
    judgement = trial.judge(chosen)
    return Verdict(
        judgement.faults,
        chosen,
        tuple(
            Evidence(source, materials[source].sentences[number].span)
            for source, number in sorted(judgement.evidence)
        ),
        moved=set(chosen) != set(given),
    )


class _Trial:
    """One sentence and its sources, each looked at once and only when it is needed."""

    def __init__(self, claim: Claim, materials: Sequence[Material]) -> None:
        self.claim = claim
        self.materials = materials
        self._looks: dict[int, Look] = {}
        self._judged: dict[tuple[int, ...], Judgement] = {}

    def judge(self, which: tuple[int, ...]) -> Judgement:
        if which not in self._judged:
            self._judged[which] = judge(self.claim, [self._look(n) for n in which])
        return self._judged[which]

    def _look(self, n: int) -> Look:
        if n not in self._looks:
            self._looks[n] = look(self.claim, n, self.materials[n])
        return self._looks[n]


def _claim(sentence: str, given: Sequence[int], materials: Sequence[Material]) -> Claim:
    known = frozenset().union(*(one.known for one in materials))
    span = Span(0, len(sentence))
    reading = read(sentence, [span], known)[0]
    theirs = [materials[n] for n in given] or materials
    languages = {english(one.sentences[0].tokens) for one in theirs if one.sentences}
    return Claim(sentence, reading, english(reading.tokens) not in languages and bool(languages))


def _chosen(trial: _Trial, given: tuple[int, ...]) -> tuple[int, ...]:
    """The sources to cite: those given where they carry the sentence, else those that do."""
    if given and not trial.judge(given).faults:
        kept = _needed(trial, given)
        better = _best_other(trial, kept)
        if better is None or trial.judge((better,)).share < trial.judge(kept).share + _CLEARLY:
            return kept
        return (better,)
    best = _carrying(trial, given)
    if not best:
        return given
    here, there = trial.judge(given), trial.judge(best)
    if given and (len(here.faults) <= len(there.faults) or there.share < here.share - _SLIGHTLY):
        return given  # what is said otherwise where it fits best is not carried by what fits less
    return best if there.share >= _SOMETHING or not there.faults else given


def _carrying(trial: _Trial, given: tuple[int, ...]) -> tuple[int, ...]:
    """The source, or the two, with fewest faults among those that have most of the sentence."""
    singles = [(n,) for n in range(len(trial.materials))]
    most = max((trial.judge(one).share for one in singles), default=0.0)
    ranked = sorted(
        (one for one in singles if trial.judge(one).share >= most / 2),
        key=lambda one: _rank(trial, one, given),
    )
    if not ranked:
        return ()
    near = [one for one in ranked if trial.judge(one).share >= most - _SLIGHTLY]
    if not trial.judge(near[0]).faults:
        return near[0]
    pairs = [(*one, *other) for one, other in combinations(ranked[:5], 2)]
    return min([near[0], *pairs], key=lambda some: _rank(trial, some, given))


def _rank(trial: _Trial, some: tuple[int, ...], given: tuple[int, ...]) -> tuple[float, ...]:
    """Sooner: fewer faults, fewer sources, cited already, more of the sentence."""
    judgement = trial.judge(some)
    other = 0.1 * sum(n not in given for n in some)
    return (len(judgement.faults), len(some), other - judgement.share)


def _needed(trial: _Trial, given: tuple[int, ...]) -> tuple[int, ...]:
    """The given sources without those that carry nothing when one carries all."""
    if len(given) < 2:
        return given
    best = max((n for n in given), key=lambda n: trial.judge((n,)).share)
    if trial.judge((best,)).faults:
        return given
    enough = 0.6 * trial.judge((best,)).share
    return tuple(n for n in given if n == best or (trial.judge((n,)).share >= enough))


def _best_other(trial: _Trial, kept: tuple[int, ...]) -> int | None:
    """The source with most of the sentence that carries it alone, where the given have little."""
    if trial.judge(kept).share > 1 - _CLEARLY:
        return None
    whole = [
        n for n in range(len(trial.materials)) if n not in kept and not trial.judge((n,)).faults
    ]
    return max(whole, key=lambda n: trial.judge((n,)).share, default=None)
