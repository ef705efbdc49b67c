"""A web page to the article on it."""

import re
from datetime import datetime

from ingest.dates import Moment, from_machine
from ingest.page import blocks, body, dating, metadata, paywall, people, signature, unseen
from ingest.page.blocks import Node
from ingest.prose.byline import Byline
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


def article(html: str, url: str | None = None, *, now: datetime | None = None) -> Draft:
    """Extract the article of a page; its `url` is the address the page declares for itself.

    Dates after `now`, by default the clock's, are refused.
    """
    refuse_hostile(html)
    tree = blocks.parsed(html)
    if tree is None:
        raise SourceUnreadable("No article text was found: the page is empty.")
    found, headlines = metadata.read(tree, url), metadata.shown(tree)
    if unseen.blank(tree):  # after the metadata, some of which pages keep in what they hide
        html = blocks.written(tree)
    document = _trafilatura(html, url)
    title = found.title or (document.title if document else None) or ""
    text = (document.text or "") if document else ""
    page = list(blocks.laid_out(tree))
    lines = body.lines(html, tree, page, text, [title, *headlines], found.body)
    lines, is_part = paywall.parted(lines, paid=found.paywalled)
    dated = found.told or found.tagged
    signed = Byline() if found.authors and dated else signature.read(page, title)
    dates = dating.settle(
        told=found.told,
        tagged=found.tagged,
        updated=found.updated or _moments(signed.updated),
        address=url or found.address,
        read=_moments(from_machine(document.date) if document else None, signed.published),
        now=now,
    )
    return Draft(
        title=one_line(title),
        text=joined(lines),
        url=found.address,
        outlet=found.outlet,
        authors=found.authors
        or _guessed_authors(document, found.outlet)
        or people.guessed(signed.authors, found.outlet),
        published=dates.published.at if dates.published else None,
        precision=dates.published.precision if dates.published else "time",
        guessed=dates.guessed,
        updated=dates.updated,
        section=found.section,
        language=found.language,
        extent="part" if is_part else "full",
        paywalled=found.paywalled,
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


def _moments(*given: Moment | None) -> tuple[Moment, ...]:
    return tuple(moment for moment in given if moment)


def _guessed_authors(document: Node | None, outlet: str | None) -> tuple[str, ...]:
    return people.guessed(((document.author if document else None) or "").split(";"), outlet)
