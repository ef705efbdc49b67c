"""The news of a stretch of time in short: story by story, the most covered first, cited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from retrieval import aboutness
from retrieval.answers import AsOf, Citation, Understood
from retrieval.archive import Archive
from retrieval.citing import citation
from retrieval.copies import with_copies
from retrieval.extractive import Candidate
from retrieval.held import standing_by
from retrieval.news import Article
from retrieval.opinion import is_opinion
from retrieval.story.alike import grouped
from retrieval.story.best import best_sentence
from retrieval.story.dating import happened
from retrieval.story.dating import published as day_of
from retrieval.story.lines import Line
from retrieval.story.recent import Recent, came_out, published
from retrieval.story.subject import subject

MOST = 8
"""Stories of a digest, unless told otherwise."""
_UNLINKED = 0.1
"""What a sentence is worth less that nobody can follow to its article."""
_CITED = 3
"""Articles cited for one story, each of an outlet of its own."""


@dataclass(frozen=True, slots=True)
class DigestStory:
    """What happened in one line, under the title of the article that tells it.

    `outlets` tell it on their own, and those that ran a copy stand with the citations; `articles`
    is how many articles tell it, copies too.
    """

    line: Line
    title: str
    outlets: tuple[str, ...]
    articles: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Digest:
    """The stories of a stretch of time, those that most outlets tell on their own first.

    `left_out` is how many more stories there were, and `articles` how many articles in all.
    """

    topic: str
    since: datetime
    until: datetime
    as_of: AsOf
    stories: tuple[DigestStory, ...]
    citations: tuple[Citation, ...]
    left_out: int
    articles: int


def digest(
    archive: Archive,
    libraries: Collection[str],
    *,
    since: datetime,
    until: datetime,
    zone: tzinfo = UTC,
    topic: str = "",
    outlets: Collection[str] = (),
    late: timedelta = timedelta(0),
    most: int = MOST,
) -> Digest:
    """Tell the stories of a window, the most covered first, each in one line with its sources.

    The window is of publication, or for what has no date of when it was first read. What came out
    `late` before it, at most, but was read only since, is of it too: an earlier digest could not
    have it. A topic limits it to the articles about it, and `outlets` to theirs. Of more articles
    than can be compared it tells the newest, and begins with these.
    """
    found, since = published(archive, libraries, since, until, outlets=outlets, late=late)
    if topic and found:
        likely = aboutness.likelihoods(subject(archive, topic, libraries), found)
        found = [one for one in found if likely[one.article.id] >= aboutness.LIKELY]
    ranked = sorted(grouped(found), key=_order, reverse=True)
    shown = [_cited(group) for group in ranked[:most]]
    numbered = [
        citation(number, one, one.end)
        for number, one in enumerate((one for told in shown for one in told), start=1)
    ]
    citations = with_copies(archive, numbered, Understood(topic), libraries)
    numbers = iter(citations)
    return Digest(
        topic=topic,
        since=since,
        until=until,
        as_of=standing_by(archive, libraries, until, None),
        stories=tuple(
            _story(group, told[0], [next(numbers) for _ in told], zone)
            for group, told in zip(ranked, shown, strict=False)
        ),
        citations=citations,
        left_out=max(0, len(ranked) - most),
        articles=len(found),
    )


def _order(group: Sequence[Recent]) -> tuple[int, int, bool, datetime]:
    """By the outlets that tell it in words of their own, then by articles, then the newest.

    What has no date may be old, however lately it was read: it comes after its equals that have.
    """
    articles = [one.article for one in group]
    dated = any(one.published for one in articles)
    newest = max(map(came_out, articles))
    return len(_own(articles)), len({one.story for one in articles}), dated, newest


def _own(articles: Sequence[Article]) -> tuple[str, ...]:
    """Outlets, one for each text: those that only ran another's have none of their own."""
    texts: dict[str, str] = {}
    for one in articles:
        texts[one.story] = one.outlet or ""
    return tuple(dict.fromkeys(texts.values()))


def _cited(group: Sequence[Recent]) -> list[Candidate]:
    """The sentence that tells a story best, and those of other outlets that tell it too."""
    told = [best_sentence(one.article) for one in group]
    ranked = sorted(told, key=_preferred)
    chosen = ranked[:1]
    for one in ranked[1:]:
        outlets = {other.article.outlet for other in chosen}
        stories = {other.article.story for other in chosen}
        if one.article.outlet not in outlets and one.article.story not in stories:
            chosen.append(one)
    return chosen[:_CITED]


def _preferred(one: Candidate) -> tuple[float, bool, datetime]:
    """What tells a story better than another: an original before its copies, the first before."""
    article = one.article
    against = is_opinion(article) + _UNLINKED * (article.url is None)
    return against - one.score, article.duplicate_of is not None, came_out(article)


def _story(
    group: Sequence[Recent], best: Candidate, cited: Sequence[Citation], zone: tzinfo
) -> DigestStory:
    when = happened(best.text, best.article, zone) or day_of(best.article, zone)
    own = _own([*(one.article for one in group), best.article])  # last, to stand for its text
    named = tuple(dict.fromkeys(filter(None, (best.article.outlet, *own))))
    dates = [one.article.published for one in group if one.article.published]
    return DigestStory(
        line=Line(
            text=best.text,
            citations=tuple(one.n for one in cited),
            date=when.day if when else None,
            precision=when.grain if when else None,
            dated_by=when.by if when else None,
            guessed=bool(when and when.guessed),
            outlets=named,
        ),
        title=best.article.title,
        outlets=named,
        articles=len(group),
        newest=max(dates, default=None),
    )
