"""What a person gave, checked first: a question, and words about an article."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.dates import typed
from bot.words import phrase
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from ingest.report import Overrides


class NoQuestion(NewsdeskError):
    """What should be a question has no word in it."""


def worded(question: str) -> str:
    """The question as it came; raises NoQuestion when there is no word in it."""
    if not any(map(str.isalnum, question)):
        raise NoQuestion(phrase("Ask a question in words."))
    return question


def as_overrides(
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    date: str | None = None,
) -> "Overrides":
    """What a person typed about an article, its date understood."""
    from ingest.report import Overrides

    if date is None:
        return Overrides(title=title, outlet=outlet, url=url)
    told, precision = typed(date)
    published = told.astimezone(UTC)
    if published > datetime.now(UTC) + timedelta(days=1):
        raise NewsdeskError(
            phrase("{date} is still to come; give the day the article was published.", date=date)
        )
    return Overrides(title=title, outlet=outlet, url=url, published=published, precision=precision)
