"""A web page to the article on it."""

import re
from datetime import datetime
from typing import Any

from ingest import blocks, furniture, metadata
from ingest.dates import Moment, from_machine
from ingest.text import folded, joined, one_line, word_count
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_LARGEST = 5_000_000
_MOST_TAGS, _MOST_EFFORT = 50_000, 50_000_000
_TAG_START = re.compile(r"<[a-z]", re.IGNORECASE)
# As HTML reads it: a quote counts only behind "=", and may then hide "<" and ">".
_VALUE = r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTE = rf"[\s/]*+[^\s/>][^\s/>=]*+{_VALUE}"
_TAG = re.compile(rf"<[^\s/>]++(?:{_ATTRIBUTE}){{0,2000}}+(?P<more>{_ATTRIBUTE})?+")
_ENOUGH = 25
_BULLET = re.compile(r"^(?:[-*•–]\s+)+")


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
        text=joined(_body(document, tree, title)),
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


def _trafilatura(html: str, url: str | None) -> Any | None:
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


def _body(document: Any | None, tree: Any, title: str) -> list[str]:
    """Take trafilatura's paragraphs, or the page's own `<p>` when it found too few."""
    text = (document.text or "") if document else ""
    if word_count(text) < _ENOUGH:
        plain = "\n".join(p.text_content() for p in _paragraph_nodes(tree))
        text = max(text, plain, key=word_count)
    lines = [_BULLET.sub("", one_line(line)) for line in text.split("\n")]
    headline = folded(title)
    return [line for line in lines if folded(line) != headline and not furniture.is_furniture(line)]


def _paragraph_nodes(tree: Any) -> list[Any]:
    for path in ("//article//p", "//main//p", "//p"):
        if nodes := tree.xpath(path):
            return list(nodes)
    return []


def _published(found: metadata.Metadata, document: Any | None) -> tuple[Moment | None, bool]:
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
