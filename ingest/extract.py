"""A web page to the article on it."""

import re
from datetime import datetime

from ingest import blocks, body, metadata
from ingest.blocks import Node
from ingest.dates import Moment, from_machine
from ingest.text import joined, one_line
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_LARGEST = 5_000_000
_MOST_TAGS, _MOST_EFFORT = 50_000, 50_000_000
_TAG_START = re.compile(r"<[a-z]", re.IGNORECASE)
# As HTML reads it: a quote counts only behind "=", and may then hide "<" and ">".
_VALUE = r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTE = rf"[\s/]*+[^\s/>][^\s/>=]*+{_VALUE}"
_TAG = re.compile(rf"<[^\s/>]++(?:{_ATTRIBUTE}){{0,2000}}+(?P<more>{_ATTRIBUTE})?+")


def article(html: str, url: str | None = None) -> Draft:
    """Extract the article of a page; its `url` is the address the page declares for itself."""
    refuse_hostile(html)
    tree = blocks.parsed(html)
    if tree is None:
        raise SourceUnreadable("No article text was found: the page is empty.")
    found = metadata.read(tree)
    document = _trafilatura(html, url)
    title = found.title or (document.title if document else None) or ""
    published, guessed = _published(found, document)
    return Draft(
        title=one_line(title),
        text=joined(
            body.lines(
                html,
                tree,
                (document.text or "") if document else "",
                [title, *metadata.shown(tree)],
            )
        ),
        url=found.address,
        outlet=found.outlet,
        authors=found.authors or _split_authors(document.author if document else None),
        published=published.at if published else None,
        precision=published.precision if published else "time",
        guessed=guessed,
        updated=_updated(found.updated, published),
        section=found.section,
        language=found.language,
    )


def refuse_hostile(html: str) -> None:
    """Refuse pages on which no HTML parser comes to an end in good time (all were tried)."""
    if len(html) > _LARGEST:
        raise SourceUnreadable("The page is larger than 5 MB; save its text and give that.")
    if html.count("<") > _MOST_TAGS or _is_tangled(html):
        raise SourceUnreadable(
            "The page's markup is too tangled to be an article's; save its text and give that."
        )


def _is_tangled(html: str) -> bool:
    """Look for tags of thousands of attributes, which take parsers the square of their number.

    A tag is tried wherever one could begin, also in comments, scripts and values, so that none
    can hide there; what that costs has a bound of its own.
    """
    effort = 0
    for start in _TAG_START.finditer(html):
        if tag := _TAG.match(html, start.start()):
            effort += tag.end() - tag.start()
            if tag["more"] or effort > _MOST_EFFORT:
                return True
    return False


def _trafilatura(html: str, url: str | None) -> Node | None:
    """Let trafilatura find article and metadata; what it cannot read is None."""
    from trafilatura import bare_extraction

    return bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        # Not the extensive search: that one takes a copyright line's year for a date.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _published(found: metadata.Metadata, document: Node | None) -> tuple[Moment | None, bool]:
    """Prefer what the page states; what htmldate reads out of the page is marked a guess."""
    if found.published:
        return found.published, False
    guess = from_machine(document.date) if document else None
    return guess, guess is not None


def _updated(updated: Moment | None, published: Moment | None) -> datetime | None:
    """Keep the time of the last change only where there was one."""
    if updated is None or (published and updated.at <= published.at):
        return None
    return updated.at


def _split_authors(names: str | None) -> tuple[str, ...]:
    return tuple(filter(None, map(one_line, (names or "").split(";"))))
