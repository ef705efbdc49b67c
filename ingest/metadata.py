"""What a page says about itself: JSON-LD first, then OpenGraph and other meta tags, then markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import jsonld
from ingest.blocks import Node
from ingest.dates import Moment, from_machine
from ingest.text import folded, one_line

_PUBLISHED = (
    "article:published_time og:article:published_time datepublished article:published pubdate "
    "publishdate publish-date publication_date parsely-pub-date sailthru.date dc.date.issued "
    "dcterms.issued dcterms.created dc.date.created dc.date dcterms.date citation_date "
    "article.published date"
).split()
_UPDATED = (
    "article:modified_time og:updated_time datemodified dcterms.modified last-modified".split()
)
_SECTION = "article:section og:article:section articlesection parsely-section section".split()
_AUTHOR = (
    "author article:author parsely-author dc.creator dcterms.creator byl sailthru.author".split()
)
_SITE_SUFFIX = re.compile(r"^(.+?)\s+(?:[|–—·»-]|::)\s+([^|–—·»]{2,40})$")
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_OUTSIDE = "not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)"
_TIMES = (
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/@content",
    f"(//article|//main|//header|//*[@role='main'])//time[{_OUTSIDE}]/@datetime",
)
_CUT_SHORT = ("…", "...")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found; None where the page is silent."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    section: str | None = None
    address: str | None = None
    language: str | None = None


def read(tree: Node) -> Metadata:
    """Read a parsed page's metadata."""
    node = jsonld.article(iter(tree.xpath("//script[@type='application/ld+json']/text()")))
    tags = _meta_tags(tree)
    outlet = _first(jsonld.text(node.get("publisher")), tags.get("og:site_name"))
    title, suffix = _title(tree, node, tags, outlet)
    published = from_machine(jsonld.text(node.get("datePublished"))) or _dated(tags, _PUBLISHED)
    return Metadata(
        title=title,
        outlet=outlet or _first(tags.get("application-name"), suffix),
        authors=_authors(node, tags),
        published=published or _timed(tree),
        updated=from_machine(jsonld.text(node.get("dateModified"))) or _dated(tags, _UPDATED),
        section=_first(jsonld.text(node.get("articleSection")), *_given(tags, _SECTION)),
        address=_first(*tree.xpath("//link[@rel='canonical']/@href"), tags.get("og:url")),
        language=_language(tree, tags),
    )


def shown(tree: Node) -> list[str]:
    """List what the page shows as its headline, worded anew for other sites, and as address."""
    tags = _meta_tags(tree)
    headings = [one_line(h1.text_content()) for h1 in tree.xpath("//h1")[:3]]
    links = [str(href) for href in tree.xpath("//link[@rel='canonical']/@href")]
    return [*headings, *links, *_given(tags, ("og:title", "twitter:title", "og:url"))]


def _meta_tags(tree: Node) -> dict[str, str]:
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := one_line(meta.get("content") or ""):
            tags.setdefault(name.lower(), content)
    return tags


def _title(
    tree: Node,
    node: jsonld.Node,
    tags: dict[str, str],
    outlet: str | None,
) -> tuple[str | None, str | None]:
    """Choose the headline, and what stood behind it as the site's name."""
    heading = _first(*(one_line(h1.text_content()) for h1 in tree.xpath("//h1")[:1]))
    page_title = _first(*(one_line(title.text_content()) for title in tree.xpath("//title")[:1]))
    headline = _first(jsonld.text(node.get("headline")))
    if headline and not headline.endswith(_CUT_SHORT):
        return headline, _parted(page_title, headline, outlet)[1]
    title, suffix = _parted(_first(tags.get("og:title"), page_title), heading, outlet)
    if not suffix:
        suffix = _parted(page_title, title, outlet)[1]
    return title or heading or headline, suffix


def _parted(
    title: str | None, heading: str | None, outlet: str | None
) -> tuple[str | None, str | None]:
    """Part "Headline | Site", when the page shows elsewhere that the end is not the headline's."""
    if title and (match := _SITE_SUFFIX.match(title)):
        head, site = match[1], match[2]
        known = outlet is not None and _squeezed(site) == _squeezed(outlet)
        if known or (heading and folded(heading) == folded(head)):
            return head, site
    return title, None


def _squeezed(name: str) -> str:
    """The Hill, TheHill and TheHill.com are one name."""
    return folded(name).replace(" ", "").removesuffix("com").removeprefix("the")


def _authors(node: jsonld.Node, tags: dict[str, str]) -> tuple[str, ...]:
    given = jsonld.names(node.get("author")) or _given(tags, _AUTHOR)[:1]
    people = [_BY.sub("", one_line(name)) for name in given]
    return tuple(dict.fromkeys(name for name in people if name and "://" not in name))


def _given(tags: dict[str, str], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(tags[name] for name in names if name in tags)


def _dated(tags: dict[str, str], names: Sequence[str]) -> Moment | None:
    return next(filter(None, map(from_machine, _given(tags, names))), None)


def _timed(tree: Node) -> Moment | None:
    found = (from_machine(str(value)) for path in _TIMES for value in tree.xpath(path)[:1])
    return next(filter(None, found), None)


def _language(tree: Node, tags: dict[str, str]) -> str | None:
    tag = _first(*tree.xpath("/html/@lang"), tags.get("og:locale"))
    match = re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", tag or "")
    return match[0].lower() if match else None


def _first(*values: str | None) -> str | None:
    return next((line for value in values if value and (line := one_line(str(value)))), None)
