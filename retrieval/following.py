"""What a follow matches: the new articles that are about a topic, one a story."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from retrieval import aboutness
from retrieval.aboutness import THRESHOLD
from retrieval.answers import Citation
from retrieval.archive import Archive
from retrieval.citing import citation
from retrieval.news import Article
from retrieval.opinion import is_opinion
from retrieval.story.alike import TOLD_AGAIN, grouped
from retrieval.story.best import best_sentence
from retrieval.story.recent import Batches, Recent, came_out, with_vectors
from retrieval.story.subject import Subject, occurring, subject

__all__ = ["THRESHOLD", "Match", "matches"]

_OLD = timedelta(days=3)
"""What was published so long before is no news, though it is read only now."""
_LATELY = timedelta(days=3)
"""For so long what was told may be told again in another outlet's words."""


@dataclass(frozen=True, slots=True)
class Match:
    """An article about a topic, with the words that say so best.

    `score` is how likely it is about the topic, from 0 to 1; `why` are the topic's words and names
    as the article has them. `also` are the other outlets that tell the same in this batch, and
    `stories` the ids of the stories they tell: all of them are told with this one.
    """

    article: Article
    score: float
    citation: Citation
    why: tuple[str, ...]
    also: tuple[str, ...]
    stories: tuple[str, ...] = ()


def matches(
    archive: Archive,
    topic: str,
    libraries: Collection[str],
    *,
    after: datetime,
    until: datetime,
    told: Collection[str] = (),
    threshold: float = THRESHOLD,
    since: datetime | None = None,
    batches: Batches | None = None,
) -> list[Match]:
    """Articles first seen after one moment and until another that are about a topic, one a story.

    Oldest first; stories in `told` are left out, as is what was published days before `since`, or
    `after` without it: it was read late, and is no news. Who looks for several topics gives the
    same `batches` each time.
    """
    seen = (batches or Batches(archive)).first_seen(libraries, after, until)
    found = [one for one in seen if _is_new(one, since or after)]
    if not found:
        return []
    meant = subject(archive, topic, libraries)
    likely = aboutness.likelihoods(meant, found)
    about = [one for one in found if likely[one.article.id] >= threshold]
    known = _told(archive, told, libraries, after) if about else []
    groups = grouped([*known, *about], TOLD_AGAIN)
    news = [group for group in groups if not any(one.article.story in told for one in group)]
    made = [_match(meant, group, likely) for group in news]
    return sorted(made, key=lambda one: (came_out(one.article), one.article.id))


def _is_new(one: Recent, after: datetime) -> bool:
    published = one.article.published
    return published is None or published >= after - _OLD


def _told(
    archive: Archive, told: Collection[str], libraries: Collection[str], after: datetime
) -> list[Recent]:
    """The first articles of the stories told lately."""
    known = archive.articles_by_id(told, libraries).values() if told else ()
    return with_vectors(archive, [one for one in known if one.first_seen >= after - _LATELY])


def _match(topic: Subject, group: Sequence[Recent], likely: dict[str, float]) -> Match:
    best = min(group, key=lambda one: (*_unfit(one.article), -likely[one.article.id])).article
    told = best_sentence(best, topic)
    others = {one.article.outlet for one in group if one.article.outlet} - {best.outlet}
    return Match(
        article=best,
        score=likely[best.id],
        citation=replace(citation(1, told, told.end), also=()),
        why=occurring(topic, f"{best.title}\n{best.text}"),
        also=tuple(sorted(filter(None, others), key=str.casefold)),
        stories=tuple(dict.fromkeys(one.article.story for one in group)),
    )


def _unfit(article: Article) -> tuple[bool, bool, bool]:
    """What speaks against an article standing for its story."""
    return article.extent != "full" or article.paywalled, is_opinion(article), not article.url
