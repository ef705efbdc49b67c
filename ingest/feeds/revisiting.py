"""Recent articles looked at again: for corrections, and for what was taken down."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ingest.feeds.schedule import AGES
from ingest.report import Summary, Tally
from ingest.sources import Address

if TYPE_CHECKING:
    from ingest.pipeline import Ingester
    from retrieval.archive import Archive
    from retrieval.news import Article

MOST = 20
"""How many articles one round looks at: a great dump of them must not hold up the feeds."""

LAPSE = timedelta(hours=6)
"""How late a look may be before it is left out: the article's next age comes soon enough."""

OLD = timedelta(days=7)
"""What was published longer ago than this when it came in is no longer corrected."""

_UNTIL = "revisit:until"


@dataclass(frozen=True, slots=True)
class _Due:
    """An article, and the moment at which it reached an age to be looked at again."""

    moment: datetime
    article: "Article"


def revisit(
    ingester: "Ingester",
    libraries: Collection[str],
    now: datetime,
    *,
    most: int = MOST,
    cancelled: Callable[[], bool] = lambda: False,
) -> Summary:
    """Look again at the articles that reached one of the ages since the last round.

    A round that is full leaves the rest, in the order of their moments, to the next.
    """
    archive = ingester.archive
    noted = archive.note(_UNTIL)
    since = max(datetime.fromisoformat(noted), now - LAPSE) if noted else now - LAPSE
    due = sorted(_due(archive, libraries, since, now, most), key=lambda one: one.moment)
    chosen = due[:most]
    tally = Tally()
    for library in sorted({one.article.library for one in chosen}):
        recent = (one.article for one in chosen if not _old(one.article))
        urls = dict.fromkeys(each.url for each in recent if each.library == library and each.url)
        found = ingester.take(
            [Address(url) for url in urls],
            library=library,
            follow=False,
            cancelled=cancelled,
        )
        for result in found.results:
            tally.add(result)
    if not cancelled():
        until = chosen[-1].moment if len(due) >= most else now
        archive.set_note(_UNTIL, until.isoformat())
    return tally.summary()


def _due(
    archive: "Archive", libraries: Collection[str], since: datetime, now: datetime, most: int
) -> Iterator[_Due]:
    for age in AGES:
        for article in archive.chronicle.first_seen(libraries, since - age, now - age, most):
            yield _Due(article.first_seen + age, article)


def _old(article: "Article") -> bool:
    published = article.published or article.first_seen
    return article.first_seen - published > OLD
