"""How well the check tells sentences that their passages carry from those that they do not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from retrieval.evaluate.claims import Claim, Group
from retrieval.evaluate.counted import counted
from retrieval.evaluate.making import KINDS
from retrieval.evaluate.measures import share
from retrieval.progress import OnProgress, silent
from retrieval.verify import Kind, Verdict, check

_GROUPS: Sequence[Group] = ("true", "damaged", "move", "headline")
_95 = 1.959964
"""How many standard deviations of a normal distribution hold 95 per cent of it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and what the check made of it."""

    claim: Claim
    verdict: Verdict

    @property
    def flagged(self) -> bool:
        """Whether any fault was found."""
        return bool(self.verdict.faults)

    @property
    def moved(self) -> bool:
        """Whether the sentence passed and cites the right passage now, and nothing else."""
        cited = frozenset(self.verdict.cited)
        return not self.flagged and bool(cited) and cited <= self.claim.right

    @property
    def wrong(self) -> bool:
        """Whether the check did not do what was asked of it."""
        if self.claim.group == "move":
            return not self.moved
        return self.flagged is not (self.claim.group == "damaged")

    @property
    def pointed(self) -> bool:
        """Whether the evidence of a claim that passed lies on the sentence it was made of."""
        for one in self.verdict.evidence:
            text = self.claim.sources[one.source].text
            start = text.find(self.claim.original)
            end = start + len(self.claim.original)
            if start >= 0 and one.span.start < end and start < one.span.end:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the claims of a kind; `named` counts those flagged for each kind of fault."""

    group: Group
    kind: str
    count: int
    flagged: int
    moved: int
    named: Mapping[Kind, int]

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of flagged claims lies, with 95 per cent confidence."""
        return wilson(self.flagged, self.count)


@dataclass(frozen=True, slots=True)
class Sums:
    """True and damaged claims together; headlines and moves are not among them."""

    true: int
    damaged: int
    alarms: int
    caught: int
    pointed: float | None
    """Of the true claims that passed, the share whose evidence is the sentence itself."""

    @property
    def precision(self) -> float | None:
        """The share of flags that are right."""
        return share([True] * self.caught + [False] * self.alarms)

    @property
    def recall(self) -> float | None:
        """The share of damaged claims that are flagged."""
        return self.caught / self.damaged if self.damaged else None


def judged(claims: Sequence[Claim], on_progress: OnProgress = silent) -> list[Judged]:
    """Check each claim."""
    return [
        Judged(one, check(one.sentence, one.cited, one.sources))
        for one in counted(claims, "checking", on_progress)
    ]


def tallies(found: Sequence[Judged]) -> list[Tally]:
    """A tally a kind, group by group; kinds of a person's own come first, as they were met."""
    kinds: dict[tuple[Group, str], list[Judged]] = {}
    for one in found:
        kinds.setdefault((one.claim.group, one.claim.kind), []).append(one)
    return [_tally(kinds[kind], *kind) for kind in sorted(kinds, key=_place)]


def sums(found: Sequence[Judged]) -> Sums:
    """What became of the true and the damaged claims together."""
    true = [one for one in found if one.claim.group == "true"]
    damaged = [one for one in found if one.claim.group == "damaged"]
    passed = [one for one in true if not one.flagged and one.claim.original]
    return Sums(
        true=len(true),
        damaged=len(damaged),
        alarms=sum(one.flagged for one in true),
        caught=sum(one.flagged for one in damaged),
        pointed=share(one.pointed for one in passed),
    )


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 per cent interval of a share (Wilson 1927); 0 to 1 when there is nothing to share."""
    if not count:
        return 0.0, 1.0
    part, square = hits / count, _95 * _95
    middle = part + square / (2 * count)
    reach = _95 * sqrt(part * (1 - part) / count + square / (4 * count * count))
    whole = 1 + square / count
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def _place(kind: tuple[Group, str]) -> tuple[int, int]:
    group, name = kind
    return _GROUPS.index(group), KINDS.index(name) if name in KINDS else -1


def _tally(found: Sequence[Judged], group: Group, kind: str) -> Tally:
    named = Counter(name for one in found for name in {each.kind for each in one.verdict.faults})
    return Tally(
        group,
        kind,
        len(found),
        sum(one.flagged for one in found),
        sum(one.moved for one in found),
        dict(sorted(named.items(), key=lambda each: (-each[1], each[0]))),
    )
