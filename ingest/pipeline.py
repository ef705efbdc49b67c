"""The whole way of an article: read, made whole, compared with what is known, cut, stored."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ingest import addresses, chunk, duplicates, reading
from ingest.report import Outcome, Overrides, Progress, Result, Summary
from ingest.sources import Address, Given, LocalPath, content_of, spread, within_limit
from ingest.text import one_line, word_count
from retrieval.errors import (
    ArchiveUnreadable,
    EmbeddingModelMissing,
    NewsdeskError,
    SourceUnreadable,
)
from retrieval.news import Draft, Span

if TYPE_CHECKING:
    from ingest.fetch import Fetcher
    from retrieval.archive import Archive

__all__ = ["Outcome", "Overrides", "Progress", "Result", "Summary", "ingest"]

T = TypeVar("T")
log = logging.getLogger(__name__)

_FEWEST_WORDS = 5
_LONGEST_TITLE = 300
_TITLE_FROM_TEXT = 80


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was read, and whether a feed gave it, which may shorten it."""

    draft: Draft
    in_feed: bool


def _unwatched(_: Progress) -> None:
    """Let progress pass."""


def _never() -> bool:
    return False


def ingest(
    given: Sequence[Given],
    archive: "Archive",
    *,
    library: str,
    overrides: Overrides = Overrides(),  # noqa: B008 - frozen, and made of plain values
    allow_private: bool = False,
    on_progress: Callable[[Progress], None] = _unwatched,
    cancelled: Callable[[], bool] = _never,
) -> Summary:
    """Take articles in from sources; a source that fails is told and the rest goes on."""
    from ingest.fetch import Fetcher

    sources = spread(given)
    results: list[Result] = []
    with ExitStack() as stack:
        web = stack.enter_context(Fetcher(allow_private=allow_private, cancelled=cancelled))
        for number, source in enumerate(sources):
            if cancelled():
                break
            ahead = len(sources) - number - 1
            on_progress(Progress(len(results), len(results) + ahead + 1, str(source), None))
            for left, result in _results(source, len(sources), web, archive, library, overrides):
                results.append(result)
                total = len(results) + left + ahead
                on_progress(Progress(len(results), total, result.source, result))
                if cancelled():
                    break
    return Summary(tuple(results))


def _results(
    source: Given,
    sources: int,
    web: "Fetcher",
    archive: "Archive",
    library: str,
    overrides: Overrides,
) -> Iterator[tuple[int, Result]]:
    """Read a source and take each of its articles in; with each, how many are still to come."""
    found = _tried(str(source), lambda: _fitting(_read(source, web), sources, overrides))
    if isinstance(found, Result):
        yield 0, found
        return
    for number, one in enumerate(found):
        title = one.draft.title[:60] or number + 1
        name = str(source) if len(found) == 1 else f"{source} ({title})"
        take = partial(_taken, name, one, overrides, archive, library)
        yield len(found) - number - 1, _tried(name, take)


def _tried(source: str, step: Callable[[], T]) -> T | Result:
    """Do a step; a failure becomes its sentence, and an unexpected one goes to the log in full."""
    try:
        return step()
    except (ArchiveUnreadable, EmbeddingModelMissing):
        raise  # every other article would fail in the same way
    except NewsdeskError as error:
        return Result(source, Outcome.FAILED, reason=str(error))
    except Exception as error:
        log.exception("Reading %s failed.", source)
        reason = f"Reading it failed unexpectedly ({type(error).__name__}); see the log."
        return Result(source, Outcome.FAILED, reason=reason)


def _fitting(found: list[Found], sources: int, overrides: Overrides) -> list[Found]:
    if max(sources, len(found)) > 1 and (overrides.title or overrides.url):
        raise SourceUnreadable("A title or address was given, but that fits one article only.")
    return found


def _read(source: Given, web: "Fetcher") -> list[Found]:
    """Get a source's bytes and read them, with an address for each article that has one."""
    if isinstance(source, Address):
        page = web.fetch(source.url)
        drafts = reading.drafts(
            page.content, url=page.url, content_type=page.content_type, encoding=page.encoding
        )
        return [_placed(draft, page.url) for draft in drafts]
    if isinstance(source, LocalPath):
        drafts = reading.drafts(content_of(source.path), name=source.path.name)
        home = source.path.resolve().as_uri()
        return [_placed(draft, None, home) for draft in drafts]
    drafts = reading.drafts(within_limit(source.content), name=source.name)
    return [_placed(draft, None) for draft in drafts]


def _placed(draft: Draft, fetched: str | None, home: str | None = None) -> Found:
    """Settle where an article lives: where its feed says, the web, its file, or nowhere."""
    in_feed = draft.address is not None  # only feeds know addresses other than the one fetched
    url = addresses.of_page(None if in_feed else fetched, draft.url)
    outlet = draft.outlet or (addresses.host(url) if url else "")
    placed = replace(draft, url=url, address=draft.address or url or home, outlet=outlet or None)
    return Found(placed, in_feed)


def _overridden(draft: Draft, overrides: Overrides) -> Draft:
    """Let what the person says win, and give an article without a headline its first words."""
    if overrides.url:
        if not (url := addresses.web(overrides.url)):
            raise SourceUnreadable("The address given for it is not a web address.")
        draft = replace(draft, url=url, address=addresses.canonical(url))
    if overrides.published:
        draft = replace(
            draft, published=overrides.published, precision=overrides.precision, guessed=False
        )
    title = one_line(overrides.title or draft.title) or _first_words(draft.text)
    outlet = one_line(overrides.outlet or draft.outlet or "")
    return replace(draft, title=title[:_LONGEST_TITLE], outlet=outlet[:_LONGEST_TITLE] or None)


def _first_words(text: str) -> str:
    line = text.split("\n", 1)[0]
    if len(line) <= _TITLE_FROM_TEXT:
        return line
    return line[:_TITLE_FROM_TEXT].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _taken(
    source: str, found: Found, overrides: Overrides, archive: "Archive", library: str
) -> Result:
    """Compare a finished draft with what the library holds, and store what is new in it.

    One writer at a time: of two that look at once, each would miss what the other stores.
    """
    said = _overridden(found.draft, overrides)
    with archive.writing:
        places = filter(None, (said.address, found.draft.address))
        known = next(filter(None, (archive.at_address(library, place) for place in places)), None)
        draft = duplicates.without_teaser(said, known) if known and found.in_feed else said
        if (words := word_count(draft.text)) < _FEWEST_WORDS:
            raise SourceUnreadable(
                f"No article text was found: there are only {words} words, and {_FEWEST_WORDS} "
                "are the fewest that make a brief."
            )
        same_text = archive.with_text(library, draft.text)
        decision = duplicates.decide(draft, known, same_text, overrides)
        if decision.outcome is Outcome.UNCHANGED:
            return Result(source, decision.outcome, decision.known)
        draft = duplicates.completed(draft, decision, overrides)
        original = duplicates.original(decision, same_text)
        spans = () if original else _passages(draft, archive)
        article = archive.put(library, draft, spans, duplicate_of=original)
        return Result(source, decision.outcome, article)


def _passages(draft: Draft, archive: "Archive") -> Sequence[Span]:
    embedder = archive.embedder
    return chunk.passages(draft.title, draft.text, embedder.count, embedder.max_tokens)
