"""Outlets that ran one text: however many they are, they are one source."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from retrieval import shingles
from retrieval.answers import Citation, Understood
from retrieval.archive import Archive
from retrieval.extractive import Candidate
from retrieval.news import Article

_NEARLY_ALL = 0.8
"""Of the shorter text's runs of words: an agency's report cut, or with a line of the outlet's."""
_COMPARED = 40
"""Articles of one story that are compared in full."""


def also(
    archive: Archive, article: Article, as_of: datetime | None, libraries: Collection[str]
) -> tuple[str, ...]:
    """The other outlets that ran an article's text, or nearly its text, known by `as_of`."""
    near = archive.stories.of(article.story, libraries)[:_COMPARED]
    known = (
        copy
        for copy in [*archive.copies(article), *near]
        if copy.outlet and copy.id != article.id and _is_known(copy, as_of)
    )
    outlets = {copy.outlet for copy in known if _is_copy(copy, article) and copy.outlet}
    return tuple(sorted(outlets - {article.outlet}, key=str.casefold))


def with_copies(
    archive: Archive,
    citations: Sequence[Citation],
    understood: Understood,
    libraries: Collection[str],
) -> tuple[Citation, ...]:
    """The citations with the outlets that ran each one's text too."""
    cited = archive.articles_by_id({one.article_id for one in citations}, libraries)
    others = {
        id_: also(archive, article, understood.as_of, libraries) for id_, article in cited.items()
    }
    return tuple(replace(one, also=others.get(one.article_id, ())) for one in citations)


def from_one_text(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The sentences, those of a text that ran twice taken from where it was met first.

    What only the second copy has is left out: cited, it would look like another source.
    """
    kept: list[Candidate] = []
    for one in chosen:
        first = next((other for other in kept if _same_text(other.article, one.article)), None)
        moved = _moved(one, first) if first else one
        if moved and (moved.article.id, moved.start) not in {(k.article.id, k.start) for k in kept}:
            kept.append(moved)
    order = list(dict.fromkeys(one.article.id for one in kept))
    return sorted(kept, key=lambda one: (order.index(one.article.id), one.start))


def _moved(one: Candidate, first: Candidate) -> Candidate | None:
    start = first.article.text.find(one.text)
    if start < 0:
        return None
    return replace(one, found=first.found, start=start, end=start + len(one.text))


def _same_text(one: Article, other: Article) -> bool:
    return one.id != other.id and one.story == other.story and _is_copy(one, other)


def _is_copy(one: Article, other: Article) -> bool:
    return one.text == other.text or shingles.containment(one.text, other.text) >= _NEARLY_ALL


def _is_known(article: Article, as_of: datetime | None) -> bool:
    return as_of is None or (article.published or article.first_seen) < as_of
