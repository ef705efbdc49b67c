"""Articles looked up for somebody in Discord: found, named, shown in full."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.desk import Desk
from bot.newsroom.article_cards import PAGE
from bot.paging import page_count
from ingest import addresses
from retrieval.catalogue import Titled
from retrieval.news import Article

SUGGESTED = 25
"""Discord's own limit on what an option suggests."""
LONGEST = 100
REMEMBERED = 1000
"""The newest articles whose titles are held in memory for suggestions."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The articles of one page of those found, and how many there are in all."""

    articles: tuple[Article, ...]
    total: int
    number: int
    complete: bool


def page_of(desk: Desk, typed: str, number: int, libraries: Collection[str]) -> FoundPage:
    """One page of the articles with these words; the nearest one that there is."""
    found = desk.archive.catalogue.search(typed, libraries)
    total = len(found.ids)
    number = min(max(number, 0), page_count(total, PAGE) - 1)
    ids = found.ids[number * PAGE : (number + 1) * PAGE]
    held = desk.archive.articles_by_id(ids, libraries) if ids else {}
    shown = tuple(held[id_] for id_ in ids if id_ in held)
    return FoundPage(shown, total, number, found.complete)


def named(desk: Desk, word: str, libraries: Collection[str]) -> list[Article]:
    """The articles that somebody may mean by an id, an address or a title; several are doubt."""
    archive, word = desk.archive, word.strip()
    if found := archive.article(word, libraries):
        return [found]
    if (address := addresses.web(word)) is not None:
        places = (addresses.canonical(address), address)
        at = [archive.at_address(library, place) for library in libraries for place in places]
        return list({one.id: one for one in at if one}.values())
    ids = archive.catalogue.search(word, libraries, limit=SUGGESTED).ids
    fitting = list(archive.articles_by_id(ids, libraries).values()) if ids else []
    exact = [one for one in fitting if one.title.strip().casefold() == word.casefold()]
    return exact or fitting


def whole_words(typed: str, longest: int) -> str:
    """As much of a search as there is room for: half a word would be found nowhere."""
    if len(typed) <= longest:
        return typed
    return typed[: longest + 1].rpartition(" ")[0].rstrip() or typed[:longest]


def matching(typed: str, titles: Collection[Titled]) -> list[Titled]:
    """Those that have all that was typed in their title or outlet, whole words or not."""
    parts = typed.casefold().split()

    def fits(one: Titled) -> bool:
        said = f"{one.title} {one.outlet or ''}".casefold()
        return one.id == typed.strip() or all(part in said for part in parts)

    return [one for one in titles if fits(one)][:SUGGESTED]


def older(desk: Desk, typed: str, libraries: Collection[str]) -> list[Titled]:
    """The same of all that is held, found by the words that are typed to their end."""
    finished = typed if typed[-1:].isspace() else typed.rpartition(" ")[0] or typed
    catalogue = desk.archive.catalogue
    ids = catalogue.search(finished, libraries, seconds=1.0).ids
    known = {one.id: one for one in catalogue.titled(ids, libraries)} if ids else {}
    return matching(typed, [known[id_] for id_ in ids if id_ in known])


def suggestion(one: Titled) -> str:
    """How an article is suggested: its title, as much as there is room for, outlet and day."""
    day = f"{one.published:%Y-%m-%d}" if one.published else ""
    behind = " · ".join(part for part in ((one.outlet or "")[:30], day) if part)
    behind = f" · {behind}" if behind else ""
    title = " ".join(one.title.split()) or one.id
    room = LONGEST - len(behind)
    return (title if len(title) <= room else f"{title[: room - 1]}…") + behind
