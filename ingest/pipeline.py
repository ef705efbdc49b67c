"""The whole way of an article: read, made whole, compared with what is known, cut, stored."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
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
from retrieval.news import Draft

if TYPE_CHECKING:
    from ingest.fetch import Fetcher
    from retrieval.archive import Archive

__all__ = ["Outcome", "Overrides", "Progress", "Result", "Summary", "ingest"]

T = TypeVar("T")
log = logging.getLogger(__name__)

_FEWEST_WORDS = 25
_LONGEST_TITLE = 300
_TITLE_FROM_TEXT = 80


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
    drafts = _tried(str(source), lambda: _fitting(_read(source, web), sources, overrides))
    if isinstance(drafts, Result):
        yield 0, drafts
        return
    for number, draft in enumerate(drafts):
        name = str(source) if len(drafts) == 1 else f"{source} ({draft.title[:60] or number + 1})"
        take = partial(_taken, name, draft, overrides, archive, library)
        yield len(drafts) - number - 1, _tried(name, take)


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


def _fitting(drafts: list[Draft], sources: int, overrides: Overrides) -> list[Draft]:
    if max(sources, len(drafts)) > 1 and (overrides.title or overrides.url):
        raise SourceUnreadable("A title or address was given, but that fits one article only.")
    return drafts


def _read(source: Given, web: "Fetcher") -> list[Draft]:
    """Get a source's bytes and read them, with an address for each article that has one."""
    if isinstance(source, Address):
        page = web.fetch(source.url)
        drafts = reading.drafts(
            page.content, url=page.url, content_type=page.content_type, encoding=page.encoding
        )
        is_feed = len(drafts) > 1 or drafts[0].address is not None
        return [_placed(draft, None if is_feed else page.url) for draft in drafts]
    if isinstance(source, LocalPath):
        drafts = reading.drafts(content_of(source.path), name=source.path.name)
        home = source.path.resolve().as_uri()
        return [_placed(draft, None, home if len(drafts) == 1 else None) for draft in drafts]
    drafts = reading.drafts(within_limit(source.content), name=source.name)
    return [_placed(draft, None) for draft in drafts]


def _placed(draft: Draft, fetched: str | None, home: str | None = None) -> Draft:
    """Settle where an article lives: the web, its file, its feed's own name for it, or nowhere."""
    url = addresses.of_page(fetched, draft.url)
    host = addresses.host(url) if url else ""
    return replace(
        draft, url=url, address=url or draft.address or home, outlet=draft.outlet or host or None
    )


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
    source: str, found: Draft, overrides: Overrides, archive: "Archive", library: str
) -> Result:
    """Compare a finished draft with what the library holds, and store what is new in it."""
    draft = _overridden(found, overrides)
    if (words := word_count(draft.text)) < _FEWEST_WORDS:
        raise SourceUnreadable(f"No article text was found: there are only {words} words of it.")
    known = archive.at_address(library, draft.address) if draft.address else None
    same_text = archive.with_text(library, draft.text)
    decision = duplicates.decide(draft, known, same_text)
    if decision.outcome is Outcome.UNCHANGED:
        return Result(source, decision.outcome, decision.known)
    draft = duplicates.completed(draft, decision)
    original = duplicates.original(decision, same_text)
    embedder = archive.embedder
    spans = (
        chunk.passages(draft.title, draft.text, embedder.count, embedder.max_tokens)
        if original is None
        else ()
    )
    article = archive.put(library, draft, spans, duplicate_of=original)
    return Result(source, decision.outcome, article)
