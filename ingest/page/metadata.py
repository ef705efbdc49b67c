"""What a page says about itself: JSON-LD first, then OpenGraph and other meta tags, then markup."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.dates import Moment, from_machine
from ingest.page import jsonld, paywall, people, titles
from ingest.page.blocks import Node
from ingest.text import one_line

_PUBLISHED = (
    "article:published_time og:article:published_time og:published_time datepublished "
    "og:datepublished article:published pubdate publishdate publish-date publication_date "
    "parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date.created "
    "dc.date dcterms.date citation_date article.published cxenseparse:recs:publishtime date"
).split()
_UPDATED = (
    "article:modified_time og:article:modified_time og:updated_time datemodified dcterms.modified "
    "dc.date.modified last-modified lastmod revision_date"
).split()
_SECTION = (
    "article:section og:article:section articlesection parsely-section sailthru.section "
    "cxenseparse:section dc.subject section"
).split()
_AUTHOR = (
    "author article:author og:article:author parsely-author dc.creator dcterms.creator "
    "byl sailthru.author author.name cxenseparse:author citation_author"
).split()
_NO_SECTION = frozenset(
    "post|posts|article|articles|story|home|homepage|home page|front page|all|all news|none"
    "|uncategorized|uncategorised|default".split("|")
)
_DOMAIN = re.compile(r"\S+\.(?:com|net|org|co|info|[a-z]{2})", re.IGNORECASE)
_OUTSIDE = "not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)"
_TIMES = (
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/@content",
    f"(//article|//main|//header|//*[@role='main'])//time[{_OUTSIDE}]/@datetime",
)
_CHANGES = ("//*[@itemprop='dateModified']/@datetime", "//*[@itemprop='dateModified']/@content")
_WRITERS = (
    f"//*[@itemprop='author' and {_OUTSIDE}]//*[@itemprop='name']",
    f"//*[@itemprop='author' and {_OUTSIDE} and not(.//*[@itemprop])]",
)
_MOST_WRITERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found; None where the page is silent. Dates are candidates, best first."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    told: tuple[Moment, ...] = ()
    tagged: tuple[Moment, ...] = ()
    updated: tuple[Moment, ...] = ()
    section: str | None = None
    address: str | None = None
    language: str | None = None
    paywalled: bool = False
    body: str | None = None


def read(tree: Node, url: str | None = None) -> Metadata:
    """Read a parsed page's metadata; `url` is where the page was found."""
    tags = _meta_tags(tree)
    heading = _first(*(one_line(h1.text_content()) for h1 in tree.xpath("//h1")[:1]))
    page_title = _first(*(one_line(title.text_content()) for title in tree.xpath("//title")[:1]))
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]/text()")
    node = jsonld.article(scripts, [each for each in (heading, tags.get("og:title")) if each])
    address = _first(*tree.xpath("//link[@rel='canonical']/@href"), tags.get("og:url"))
    named = titles.named(
        [jsonld.text(node.get("headline")), tags.get("og:title"), tags.get("twitter:title")],
        heading,
        page_title,
        [
            jsonld.text(node.get("publisher")),
            tags.get("og:site_name"),
            tags.get("application-name"),
        ],
        url or address,
    )
    return Metadata(
        title=named.title or _first(jsonld.text(node.get("name"))),
        outlet=named.outlet,
        authors=_authors(tree, node, tags, named.outlet),
        told=_moments(jsonld.text(node.get(key)) for key in jsonld.PUBLISHED),
        tagged=_moments([*_given(tags, _PUBLISHED), *_values(tree, _TIMES)]),
        updated=_moments(
            [
                jsonld.text(node.get("dateModified")),
                *_given(tags, _UPDATED),
                *_values(tree, _CHANGES),
            ]
        ),
        section=_section(jsonld.texts(node.get("articleSection")), _given(tags, _SECTION)),
        address=address,
        language=_language(tree, node, tags),
        paywalled=paywall.told(node, tags),
        body=jsonld.text(node.get("articleBody")),
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


def _authors(
    tree: Node, node: jsonld.Node, tags: dict[str, str], outlet: str | None
) -> tuple[str, ...]:
    """Take the first source that names a person."""
    marked = (item for path in _WRITERS for item in tree.xpath(path)[:_MOST_WRITERS])
    written = [item.get("content") or item.text_content() for item in marked]
    sources = ([*jsonld.names(node.get(key))] for key in ("author", "creator"))
    tagged = ([tags[name]] for name in _AUTHOR if name in tags)
    found = (people.names(given, outlet) for given in (*sources, *tagged))
    return next(filter(None, found), ()) or people.guessed(written, outlet)


def _section(told: Sequence[str], tagged: Sequence[str]) -> str | None:
    """Take the first section that says something; of a list of three or more its first."""
    for given in (*told, *tagged):
        parts = one_line(given).split(",")
        name = (parts[0] if len(parts) > 2 else one_line(given)).strip()
        if name and name.lower() not in _NO_SECTION and not _DOMAIN.fullmatch(name):
            return name
    return None


def _given(tags: dict[str, str], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(tags[name] for name in names if name in tags)


def _values(tree: Node, paths: Sequence[str]) -> list[str]:
    return [str(value) for path in paths for value in tree.xpath(path)[:1]]


def _moments(values: Iterable[str | None]) -> tuple[Moment, ...]:
    return tuple(filter(None, map(from_machine, values)))


def _language(tree: Node, node: jsonld.Node, tags: dict[str, str]) -> str | None:
    given = (
        *tree.xpath("/html/@lang"),
        jsonld.text(node.get("inLanguage")),
        *tree.xpath("//meta[@http-equiv='content-language' or @name='language']/@content"),
        tags.get("og:locale"),
    )
    match = re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", _first(*given) or "")
    return match[0].lower() if match else None


def _first(*values: str | None) -> str | None:
    return next((line for value in values if value and (line := one_line(str(value)))), None)
