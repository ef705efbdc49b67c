"""A found article compared with what the library holds, and what is new in it stored."""

from collections.abc import Iterator, Sequence

from ingest import addresses, chunk, duplicates
from ingest.found import Found, overridden, via
from ingest.report import Outcome, Overrides, Result
from ingest.text import word_count
from retrieval.archive import Archive
from retrieval.errors import SourceUnreadable
from retrieval.news import Article, Draft, Span
from retrieval.shingles import containment

_FEWEST_WORDS = 5
_SAME_PAGE = 0.3
"""How much of the shorter text two pages share when one has moved to the other's address."""


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
        known = _known(said, found, archive, library)
        draft = said
        shortened = found.from_feed or said.extent != "full"
        if known and shortened and not known.withdrawn:
            draft = duplicates.without_teaser(said, known)
        if (words := word_count(draft.text)) < _FEWEST_WORDS:
            raise SourceUnreadable(
                f"No article text was found: there are only {words} words, and {_FEWEST_WORDS} "
                "are the fewest that make a brief."
            )
        outcome, article, added = _stored(draft, known, overrides, archive, library)
        _remember(article, found, archive)
    return Result(source, outcome, article, found.reason, found.key), added


def withdraw(source: str, known: Article, archive: Archive, key: str = "") -> Result:
    """Take out of every answer what its publisher took down."""
    if known.withdrawn:
        return Result(source, Outcome.UNCHANGED, known, key=key)
    gone = archive.withdraw(known.id, known.library)
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


def _known(draft: Draft, found: Found, archive: Archive, library: str) -> Article | None:
    """Find the article this is another reading of: by its address, then by other names of it."""
    for place in filter(None, (draft.address, found.draft.address)):
        if known := archive.at_address(library, place):
            return known
    for place, moved in _other_names(found):
        known = archive.at_address(library, place)
        if known and _may_be(known, draft, moved=moved):
            return known
    return None


def _other_names(found: Found) -> Iterator[tuple[str, bool]]:
    """Give the feed's name for it, and the addresses that have moved for good to this one."""
    if found.key:
        yield found.key, False
    if found.visit and found.visit.moved:
        for hop in found.visit.hops:
            yield addresses.canonical(hop), True


def _may_be(known: Article, draft: Draft, *, moved: bool) -> bool:
    """A feed names anything, and a site sends what it deleted to its front page."""
    if known.url and draft.url and not addresses.same_site(known.url, draft.url):
        return False
    return not moved or containment(known.text, draft.text) >= _SAME_PAGE


def _story(draft: Draft, archive: Archive, library: str) -> str | None:
    near = archive.stories.near(library, draft.text, limit=1)
    return near[0][0].story if near else None


def _kept_out(draft: Draft, found: Found, archive: Archive, library: str) -> bool:
    """Keep out what a person removed when a feed brings it; let in what a person brings."""
    places = list(filter(None, (draft.address, found.key)))
    if found.key:
        return any(archive.pages.removed(library, place) for place in places)
    for place in places:
        archive.pages.readmit(library, place)
    return False


def _remember(article: Article, found: Found, archive: Archive) -> None:
    """Keep the other names of an article, and what makes its next reading cheap."""
    pages, library = archive.pages, article.library
    if found.key and found.key != article.address:
        pages.alias(library, found.key, article.id)
    if (visit := found.visit) is None:
        return
    asked = addresses.canonical(visit.asked)
    for place in {asked, *map(addresses.canonical, visit.hops)} - {article.address}:
        # An address that leads to it for now, as /latest does, is told but is no name of it.
        pages.alias(library, place if visit.moved else via(place), article.id)
    pages.note(library, asked, visit.validators.etag, visit.validators.modified)


def _passages(draft: Draft, archive: Archive) -> Sequence[Span]:
    embedder = archive.embedder
    return chunk.passages(draft.title, draft.text, embedder.count, embedder.max_tokens)
