"""What the news must hold to answer a question, and whether the archive has it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from retrieval.archive import Archive
from retrieval.evaluate.measures import Ranking, bare
from retrieval.question.words import telling, words
from retrieval.scope import Scope

_DAY = timedelta(days=1)
_TEXT_ALONE = (0.0, 0.0, 0.0, 1.0)
_NEAREST = 20
"""Passages looked through for a piece of evidence, whose words are its own."""
_LIKELIEST = 200
"""Passages looked through for an answer, which may be one common word."""
_SAYS_NOTHING = frozenset({"yes", "no"})
"""Accepted answers that stand in any text by chance."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, when it was asked, and what is known of its answer.

    With `since`, only news from then on is taken to hold the answer.
    """

    text: str
    kind: str = ""
    asked_at: datetime | None = None
    since: datetime | None = None
    answerable: bool = True
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The accepted answers as words alone, without those that any text may hold."""
        return tuple(
            folded(answer)
            for answer in self.answers
            if (said := words(answer)) and not _SAYS_NOTHING.issuperset(said)
        )


@dataclass(frozen=True, slots=True)
class Gold:
    """What makes a text a hit: any of the evidence, or an answer that stands in for it."""

    pieces: tuple[str, ...]
    stands_in: bool

    def ranking(self, texts: Sequence[str]) -> Ranking:
        """Which pieces each text holds."""
        if self.stands_in:
            # Accepted answers say the same thing in other words: there is one to find.
            first = frozenset(self.pieces[:1])
            held = (first if holds(text, self.pieces) else frozenset() for text in texts)
            return Ranking(tuple(held), 1)
        plain = [bare(text) for text in texts]
        return Ranking(
            tuple(frozenset(piece for piece in self.pieces if piece in text) for text in plain),
            len(self.pieces),
        )


def known(archive: Archive, question: Question, libraries: Collection[str]) -> Gold | None:
    """What can be found of an answer; None when no article known by then holds any of it."""
    scope = _scope(question, libraries)
    evidence = tuple(filter(None, map(bare, question.evidence)))
    if any(_evident(archive, one, scope) for one in question.evidence if bare(one)):
        return Gold(evidence, stands_in=False)
    if answer_known(archive, question, libraries):
        return Gold(question.told, stands_in=True)
    return None


def answer_known(archive: Archive, question: Question, libraries: Collection[str]) -> bool:
    """Whether an accepted answer stands in any passage known when the question was asked."""
    scope = _scope(question, libraries)
    return any(_said(archive, answer, scope) for answer in question.told)


def folded(text: str) -> str:
    """Words alone, so that quotation marks and spaces do not matter."""
    return f" {' '.join(words(text))} "


def holds(text: str, pieces: Sequence[str]) -> bool:
    """Whether a text has any of these folded answers, word for word."""
    said = folded(text)
    return any(piece in said for piece in pieces)


def _scope(question: Question, libraries: Collection[str]) -> Scope:
    """What the search itself may give: nothing published more than a day later."""
    until = question.asked_at + _DAY if question.asked_at else None
    return Scope(frozenset(libraries), since=question.since, until=until)


def _evident(archive: Archive, text: str, scope: Scope) -> bool:
    found = archive.words.matching(telling(text), _TEXT_ALONE, scope, _NEAREST)
    standing = archive.standing.of([id_ for id_, _ in found], scope).values()
    return any(bare(text) in bare(article.text) for _, article in standing)


def _said(archive: Archive, answer: str, scope: Scope) -> bool:
    found = archive.words.matching([answer.strip()], _TEXT_ALONE, scope, _LIKELIEST)
    passages = archive.standing.passages(
        [id_ for id_, _ in found], Scope.of(scope.libraries)
    ).values()
    return any(holds(passage.text, [answer]) for passage in passages)
