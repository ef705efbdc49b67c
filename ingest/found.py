"""An article as it was found: its draft made whole, and what it is known by."""

from dataclasses import dataclass, replace

from ingest import addresses
from ingest.report import Overrides
from ingest.text import one_line, word_count
from ingest.web.fetch import Fetched, Validators
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_LONGEST_TITLE = 300
_TITLE_FROM_TEXT = 80
_FULLER = 1.5
"""A feed's own text is taken instead of its page's when it is so many times as long.

Of a page that shows only a part, when it is as long.
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """How a page was reached: what was asked for, and what the next visit may send along."""

    asked: str
    validators: Validators
    hops: tuple[str, ...] = ()
    moved: bool = False

    @classmethod
    def of(cls, asked: str, page: Fetched) -> "Visit":
        """Keep of a fetched page what its next visit needs."""
        return cls(asked, page.validators, page.hops, page.permanent)


@dataclass(frozen=True, slots=True)
class Found:
    """A draft with its address settled, and where it came from.

    `key` is what a feed knows it by; `from_feed` says that its text is the feed's, which may
    shorten it; `reason` says why it is not the whole of its page.
    """

    draft: Draft
    key: str = ""
    from_feed: bool = False
    visit: Visit | None = None
    reason: str | None = None

    @property
    def by_stranger(self) -> bool:
        """Whether its text is that of a feed which does not speak for its page's site."""
        return self.from_feed and self.key == self.draft.address


def via(address: str) -> str:
    """Name an address that leads to an article without being a name of it."""
    return f"via:{address}"


def placed(draft: Draft, fetched: str | None, home: str | None = None) -> Draft:
    """Settle where an article lives: where its page says, the web, its file, or nowhere."""
    url = addresses.of_page(fetched, draft.url)
    outlet = draft.outlet or (addresses.host(url) if url else "")
    return replace(draft, url=url, address=url or draft.address or home, outlet=outlet or None)


def on_page(page: Draft, entry: Draft | None, fetched: str) -> Draft:
    """Complete a page with what its feed says of it; the page's own word goes first."""
    if entry is None:
        return placed(page, fetched)
    if not _speaks_for(entry, fetched):
        # Anyone may link to anyone's articles; of a stranger's word little is taken, as a guess.
        entry = replace(entry, text="", extent="summary", outlet=None, authors=(), guessed=True)
    dated = page.published is not None and not page.guessed
    if not dated and entry.published:
        page = replace(
            page, published=entry.published, precision=entry.precision, guessed=entry.guessed
        )
    fuller = _FULLER if page.extent == "full" else 1.0
    if entry.extent == "feed" and word_count(entry.text) >= fuller * word_count(page.text):
        page = replace(page, text=entry.text, extent="feed")
    page = replace(
        page,
        title=page.title or entry.title,
        outlet=page.outlet or entry.outlet,
        authors=page.authors or entry.authors,
        section=page.section or entry.section,
        language=page.language or entry.language,
    )
    return placed(page, fetched)


def _speaks_for(entry: Draft, fetched: str) -> bool:
    """An entry has its link for its address only where its feed is of that site."""
    address = addresses.web(entry.address)
    return address is not None and addresses.same_site(address, fetched)


def overridden(draft: Draft, overrides: Overrides) -> Draft:
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
