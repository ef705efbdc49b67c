"""What a reader should know beside an answer, a sentence each."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from retrieval.answers import Understood, Window
from retrieval.archive import Archive
from retrieval.news import Article

WORDS_ALONE = "Searched by words alone: the vector index is being mended."

NOTHING_THEN = "There is no news of that time here."

_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

OWN_WORDS = "So these are the passages' own sentences."
NOTHING_WRITTEN = "The chat model wrote nothing."
NOT_BORNE_OUT = "The passages do not bear out what the chat model wrote."


def of_question(
    archive: Archive, understood: Understood, libraries: Collection[str]
) -> Iterator[str]:
    """What was asked for that these libraries do not have at all."""
    for outlet in understood.absent:
        yield f"There is no news of {outlet} here."
    for phrase in understood.quoted:
        if not archive.words.has(phrase, libraries):
            yield f"The words “{phrase}” stand in no article here."


def of_refusal(
    archive: Archive, understood: Understood, libraries: Collection[str]
) -> Iterator[str]:
    """That there is no news at all of the time asked about, where that is why."""
    asked_for = [window for window in understood.windows if window.strict]
    if asked_for and not any(_any_news(archive, window, libraries) for window in asked_for):
        yield NOTHING_THEN


def _any_news(archive: Archive, window: Window, libraries: Collection[str]) -> bool:
    since, until = window.since or _EVER[0], window.until or _EVER[1]
    return bool(archive.chronicle.of_time(libraries, since, until, limit=1))


def of_writing(cut: int, missing: str) -> Iterator[str]:
    """What a chat model wrote that its sources do not bear out, and what it says they do not tell.

    `missing` are words that the question or the passages have, or none.
    """
    if cut:
        some = "one sentence" if cut == 1 else f"{cut} sentences"
        yield f"Left out: {some} by the chat model that the passages do not bear out."
    if missing:
        yield f"The news found does not say: {missing.rstrip('.')}."


def of_sources(cited: Sequence[Article], understood: Understood) -> Iterator[str]:
    """What to know of the articles that an answer rests on."""
    if any(article.published is None for article in cited):
        yield _undated(understood)
    if understood.as_of and any(article.first_seen > understood.as_of for article in cited):
        last = understood.as_of - timedelta(microseconds=1)  # it ends before that moment
        yield f"Some of this was first read after {_day(last)}: its text may have changed since."


def _undated(understood: Understood) -> str:
    if understood.windows:
        return "Some of this news carries no date: it may not be of the time asked about."
    return "Some of this news carries no date."


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
