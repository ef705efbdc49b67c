"""Every question that counts, searched for by each part of the search and by its peers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from retrieval.archive import Archive
from retrieval.evaluate import gold, parts, peers
from retrieval.evaluate.counted import counted
from retrieval.evaluate.gold import Gold, Question
from retrieval.evaluate.measures import Ranking, Scores, scores
from retrieval.progress import OnProgress, silent
from retrieval.reranker import Reranker
from retrieval.search import Sought

Rankings = Mapping[str, Sequence[Ranking]]


@dataclass(frozen=True, slots=True)
class Searched:
    """The rankings of the questions that count, by the name of what searched.

    The last of the `parts` is the whole search. `stand_ins` counts the questions whose evidence no
    article holds, so that an answer stands in for it; `left_out` those with neither.
    """

    kinds: Sequence[str]
    parts: Rankings
    peers: Rankings
    stand_ins: int
    left_out: int

    def of_kinds(self, rankings: Sequence[Ranking]) -> dict[str, Scores]:
        """The scores of each type of question."""
        found = {
            kind: scores(
                [one for one, own in zip(rankings, self.kinds, strict=True) if own == kind]
            )
            for kind in sorted(set(self.kinds))
        }
        return {kind: one for kind, one in found.items() if one}


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    gold: Gold
    sought: Sequence[Sought]


def searched(
    archive: Archive,
    questions: Sequence[Question],
    libraries: Collection[str],
    reranker: Reranker | None = None,
    on_progress: OnProgress = silent,
) -> Searched:
    """Search for each answerable question whose answer some article holds."""
    answerable = [one for one in questions if one.answerable]
    asked = [
        _Asked(one, found, parts.asked(archive, one, libraries))
        for one in counted(answerable, "looking up answers", on_progress)
        if (found := gold.known(archive, one, libraries))
    ]

    def ranked(what: str, search: Callable[[_Asked], list[str]]) -> list[Ranking]:
        return [one.gold.ranking(search(one)) for one in counted(asked, what, on_progress)]

    def by(part: parts.Part) -> Callable[[_Asked], list[str]]:
        return lambda one: parts.found(archive, one.sought, one.question, libraries, part, reranker)

    vectors = {one.question.text: one.sought[0].vector for one in asked}
    ensemble = peers.ensemble(archive, libraries, vectors) if asked else None
    return Searched(
        kinds=[one.question.kind for one in asked],
        parts={
            part.name: ranked(part.name, by(part))
            for part in parts.parts(reranked=reranker is not None)
        },
        peers={peers.NAME: ranked(peers.NAME, lambda one: ensemble(one.question.text))}
        if ensemble
        else {},
        stand_ins=sum(one.gold.stands_in for one in asked),
        left_out=len(answerable) - len(asked),
    )
