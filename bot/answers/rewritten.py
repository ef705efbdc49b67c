"""What a publisher changed in an article, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text import one_line
from retrieval.news import Article
from retrieval.sentences import sentences


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The sentences that a revision no longer has, and those that it has instead or more."""

    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def rewritten(before: Article, now: Article) -> Rewritten:
    """What became of the words of one revision in the next, its title first.

    A sentence that only moved did not change.
    """
    former, latter = _said(before), _said(now)
    kept, known = set(latter), set(former)
    return Rewritten(
        gone=tuple(one for one in former if one not in kept),
        come=tuple(one for one in latter if one not in known),
    )


def _said(article: Article) -> Sequence[str]:
    text = article.text
    spans = sentences(text)
    return [one_line(article.title), *(one_line(text[span.start : span.end]) for span in spans)]
