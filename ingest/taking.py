"""A found article compared with what the library holds, and what is new in it stored."""

from collections.abc import Sequence

from ingest import addresses, chunk, duplicates
from ingest.found import Found, overridden, via
from ingest.known import already_known, stands
from ingest.report import Outcome, Overrides, Result
from ingest.text import word_count
from retrieval.archive import Archive
from retrieval.errors import SourceUnreadable
from retrieval.news import Article, Draft, Span

_FEWEST_WORDS = 5


def take(
    source: str, found: Found, overrides: Overrides, archive: Archive, library: str
) -> tuple[Result, int]:
    """Store what is new in an article; gives what came of it, and how many passages it added.

    One writer at a time: of two that look at once, each would miss what the other stores.
    """
    said = overridden(found.draft, overrides)
    with archive.writing:
        if _kept_out(said, found, archive, library):
            return Result(source, Outcome.KEPT_OUT, key=found.key), 0
        known = already_known(said, found, archive, library)
        if known and stands(known, found):
            return Result(source, Outcome.UNCHANGED, known, found.reason, found.key), 0
        draft = said
        shortened = found.from_feed or said.extent != "full"
        if known and shortened and not known.withdrawn:
            draft = duplicates.without_teaser(said, known)
        if (words := word_count(draft.text)) < _FEWEST_WORDS:
            counted = "1 word" if words == 1 else f"{words} words"
            raise SourceUnreadable(
                f"No article text was found: it has only {counted}, and {_FEWEST_WORDS} are the "
                "fewest that make a brief."
            )
        outcome, article, added = _stored(draft, known, overrides, archive, library)
        _remember(article, found, archive, said.address if known else None)
    return Result(source, outcome, article, found.reason, found.key), added


def withdraw(source: str, known: Article, archive: Archive, key: str = "") -> Result:
    """Take out of every answer what its publisher took down."""
    gone = known if known.withdrawn else archive.withdraw(known.id, known.library)
    return Result(source, Outcome.WITHDRAWN, gone or known, key=key)


def _stored(
    draft: Draft, known: Article | None, overrides: Overrides, archive: Archive, library: str
) -> tuple[Outcome, Article, int]:
    same_text = archive.with_text(library, draft.text)
    decision = duplicates.decide(draft, known, same_text, overrides)
    if decision.outcome is Outcome.UNCHANGED and decision.known:
        return decision.outcome, decision.known, 0
    draft = duplicates.completed(draft, decision, overrides)
    original = duplicates.original(decision, same_text)
    spans = () if original else _passages(draft, archive)
    if decision.outcome is Outcome.REVISED:
        return decision.outcome, archive.put(library, draft, spans, duplicate_of=original), 0
    story = decision.known.story if decision.known else _story(draft, archive, library)
    article = archive.add(library, draft, spans, duplicate_of=original, story=story)
    return decision.outcome, article, len(spans)


def _story(draft: Draft, archive: Archive, library: str) -> str | None:
    near = archive.stories.near(library, draft.text, limit=1)
    return near[0][0].story if near else None


def _kept_out(draft: Draft, found: Found, archive: Archive, library: str) -> bool:
    """Keep out what a person removed when a feed brings it; let in what a person brings."""
    places = {draft.address, found.key or None}
    if found.key and draft.url:
        places.add(addresses.canonical(draft.url))
    for place in filter(None, places):
        if not found.key:
            archive.pages.readmit(library, place)
        elif archive.pages.removed(library, place):
            return True
    return False


def _remember(article: Article, found: Found, archive: Archive, address: str | None) -> None:
    """Keep the other names of an article, and what makes its next reading cheap.

    `address` is where it was found when it is known by another name.
    """
    if article.address is None:
        return
    names = _names(article, found) | {address, found.key or None}
    for name in filter(None, names - {article.address}):
        archive.pages.alias(article.library, name, article.id)
    if visit := found.visit:
        asked, said = addresses.canonical(visit.asked), visit.validators
        archive.pages.note(article.library, asked, said.etag, said.modified)


def _names(article: Article, found: Found) -> set[str | None]:
    """Give the addresses that lead to an article: those that have moved for good are names of it.

    What leads to it for now, as /latest does, or from another site, may lead elsewhere soon.
    """
    if found.by_stranger and article.url:
        return {via(addresses.canonical(article.url))}
    if (visit := found.visit) is None:
        return set()
    names: set[str | None] = set()
    for place in {addresses.canonical(url) for url in (visit.asked, *visit.hops)}:
        lasting = visit.moved and article.url and addresses.same_site(place, article.url)
        names.add(place if lasting or place == article.address else via(place))
    return names


def _passages(draft: Draft, archive: Archive) -> Sequence[Span]:
    embedder = archive.embedder
    return chunk.passages(draft.title, draft.text, embedder.count, embedder.max_tokens)
