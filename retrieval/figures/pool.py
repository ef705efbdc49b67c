"""All figures that could be compared: of passages, of corrections, and of former revisions."""

import re
from collections.abc import Iterable, Mapping, Sequence

from retrieval.figures.reported import Reported, reported
from retrieval.news import Article, Passage, Retrieved, Span
from retrieval.sentences import sentences as split

CORRECTS = re.compile(
    r"\b(?:correction|corrects|corrected|an earlier version|"
    r"(?:first|originally|initially|previously) (?:reported|stated|said|gave|put)|"
    r"(?:incorrectly|wrongly|mistakenly) (?:said|stated|reported|gave)|"
    r"(?:first|initial|earlier|previous|original) (?:figure|toll|count|number|report)"
    r"[^.;]{0,40}\bwrong)\b",
    re.IGNORECASE,
)
"""What an article says that corrects another, or itself."""
_READ = 20_000
"""Characters of an article in which corrections are looked for."""
_FORMER = "former"
"""What a passage is called that is a whole former revision."""


def everything_reported(
    found: Sequence[Retrieved],
    earlier: Mapping[str, Sequence[Article]],
) -> list[Reported]:
    """The figures of all passages, of the sentences that correct, and of former revisions."""
    all_: dict[tuple[str, int, int, int], Reported] = {}
    for hit in found:
        spans = [
            Span(hit.passage.start + span.start, hit.passage.start + span.end)
            for span in split(hit.passage.text)
        ]
        _add(all_, reported(hit, spans))
    for hit in {one.article.id: one for one in found}.values():
        _add(all_, reported(hit, _correcting(hit.article)))
        for old in earlier.get(hit.article.id, ()):
            if old.revision < hit.article.revision:
                _add(all_, _said_before(old, hit.article))
    return list(all_.values())


def _add(all_: dict[tuple[str, int, int, int], Reported], some: Iterable[Reported]) -> None:
    for one in some:
        place = (one.article.id, one.article.revision, one.span.start, one.figure.start)
        all_.setdefault(place, one)


def _correcting(article: Article) -> list[Span]:
    """The sentences of an article that correct it, or another one."""
    text = article.text[:_READ]
    if not CORRECTS.search(text):
        return []
    return [span for span in split(text) if CORRECTS.search(text[span.start : span.end])]


def _said_before(old: Article, now: Article) -> Iterable[Reported]:
    """The figures of the sentences that a former revision had and this one has otherwise."""
    text = old.text[:_READ]
    gone = [span for span in split(text) if text[span.start : span.end] not in now.text]
    passage = Passage(_FORMER, old.id, old.revision, 0, len(text), text)
    return reported(Retrieved(passage, old, 0.0), gone)


def is_former(one: Reported) -> bool:
    """Whether a report stands in a former revision alone."""
    return one.hit.passage.id == _FORMER
