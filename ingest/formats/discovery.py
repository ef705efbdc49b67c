"""The feeds that a page names as its site's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page links to: its address, and what the page calls it."""

    url: str
    title: str


def discover(html: str, url: str) -> tuple[FeedLink, ...]:
    """Find the feeds of a site on one of its pages, the main one first; comment feeds left out."""
    return ()
