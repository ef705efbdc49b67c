"""What feeds of any kind say of an article, made one thing: a lead, or an article by itself."""

import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.addresses import canonical, same_site, web
from ingest.dates import from_machine
from ingest.formats.fields import plain
from ingest.formats.links import absolute
from ingest.page import blocks, people
from ingest.page.dating import believed
from ingest.prose.furniture import is_furniture
from ingest.reading import Lead, Reading
from ingest.text import folded, joined, one_line, word_count
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_A_WHOLE_TEXT = 150
"""Words: a description this long is an article's own text, whatever the feed calls it."""
_CUT_SHORT = ("…", "...", "[…]", "[...]")
_NO_NAME = (" RSS", " Feed", " feed", " Atom")
_LONGEST_ID = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as its feed writes it: texts may be HTML, dates are as written."""

    title: str = ""
    link: str = ""
    guid: str = ""
    content: str = ""
    summary: str = ""
    published: str = ""
    updated: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed: what it calls itself, where it says it lives, and where it was fetched."""

    title: str = ""
    home: str = ""
    fetched: str | None = None
    language: str = ""
    every: float | None = None

    @property
    def base(self) -> str:
        """What its links start from when they are written short."""
        return self.fetched or self.home

    @property
    def name(self) -> str:
        """What its entries' keys start with: its address, or else what it says itself."""
        if self.fetched:
            return canonical(self.fetched)
        return one_line(self.home or self.title)


def reading(channel: Channel, entries: Sequence[Entry]) -> Reading:
    """Make leads of entries that link to an article, and articles of those that do not."""
    if not entries:
        raise SourceUnreadable("The feed holds no entries.")
    linked = [(entry, _link(channel, entry)) for entry in entries]
    shared = Counter(guid for guid, _ in {(entry.guid, link) for entry, link in linked})
    found: dict[str, Lead | Draft] = {}
    name = channel.name
    for entry, link in linked:
        key = f"feed:{name} {_identity(entry, link, shared=shared[entry.guid] > 1)}"
        draft = _draft(channel, entry, link, key)
        if link:
            found.setdefault(key, Lead(link, draft, key))
        elif draft.text:
            found.setdefault(key, draft)
    return Reading(
        drafts=tuple(one for one in found.values() if isinstance(one, Draft)),
        leads=tuple(one for one in found.values() if isinstance(one, Lead)),
        title=one_line(channel.title) or None,
        every=channel.every,
    )


def _link(channel: Channel, entry: Entry) -> str | None:
    return web(absolute(channel.base, entry.link)) if entry.link.strip() else None


def _identity(entry: Entry, link: str | None, *, shared: bool) -> str:
    """Know an entry again by its id; where entries share one, by their links as well."""
    identity = one_line(entry.guid)[:_LONGEST_ID]
    if identity and shared and link:
        identity = f"{identity} {link}"
    return identity or link or one_line(plain(entry.title))


def _draft(channel: Channel, entry: Entry, link: str | None, key: str) -> Draft:
    title = plain(entry.title)
    text, whole = _text(entry, title)
    outlet = one_line(entry.outlet) or outlet_of(channel.title)
    published = believed(from_machine(entry.published))
    updated = believed(from_machine(entry.updated))
    # Atom asks for `updated` only; an entry with nothing else was published then, by its own word.
    first = published or updated
    later = updated if first and updated and updated.at > first.at else None
    return Draft(
        title=title,
        text=text,
        address=_address(channel, link, key),
        url=link,
        outlet=outlet or None,
        authors=people.names(entry.authors, outlet),
        published=first.at if first else None,
        precision=first.precision if first else "time",
        updated=later.at if later else None,
        section=one_line(entry.section) or None,
        language=_language(entry.language) or _language(channel.language),
        extent="feed" if whole else "summary",
    )


def outlet_of(title: str) -> str:
    """Take the outlet's name from its feed's title: "Skarn Daily RSS Feed" is Skarn Daily's."""
    name = plain(title)
    while shorter := next((name.removesuffix(end) for end in _NO_NAME if name.endswith(end)), ""):
        name = shorter.rstrip(" -–|:")
    return name


def _address(channel: Channel, link: str | None, key: str) -> str:
    """Take an entry's link for its address only on the feed's own site, or in a file given to us.

    Anyone may link to anyone's articles. Else the entry's own id, under its feed, stays the same.
    """
    if link and (channel.fetched is None or same_site(link, channel.fetched)):
        return canonical(link)
    return key


def _text(entry: Entry, title: str) -> tuple[str, bool]:
    """Take the fullest text an entry carries, and say whether it is more than a summary."""
    content, summary = (_lines(text, title) for text in (entry.content, entry.summary))
    if content and len(content) >= len(summary):
        return content, True
    cut = summary.endswith(_CUT_SHORT)
    return summary, not cut and word_count(summary) >= _A_WHOLE_TEXT


def _lines(text: str, title: str) -> str:
    """Read a text that may be HTML, without the title said again above it."""
    if "<" in text:
        lines = blocks.paragraphs(text)
    else:
        lines = [html.unescape(line) for line in text.splitlines()]
    headline = folded(title)
    alike = len(title) * 2 + 20
    said = [line for line in lines if len(line) > alike or folded(line) != headline]
    return joined(line for line in said if not is_furniture(line))


def _language(tag: str) -> str | None:
    code = tag.strip().replace("_", "-").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None
