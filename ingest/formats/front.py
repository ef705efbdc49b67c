"""Whether a page is the front page of a site or section: links to articles, and none there."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import urlsplit

from ingest.formats.discovery import declared
from ingest.formats.xml_tree import Node
from ingest.page import blocks
from ingest.text import folded, word_count

_MANY_LINKS = 8
_HEADLINE_WORDS = 4
_MOST_LOOKED_AT = 5000
_PROSE_WORDS, _PROSE_PARAGRAPH = 80, 8
"""Words in paragraphs of one block: an article has more, the teasers of a front page lie apart."""
_SECTION = re.compile(
    r"[a-z]{2,20}(?:[-_][a-z]{2,20})?|(?:index|default|home)\.\w{2,5}", re.IGNORECASE
)
_DEEPEST = 3
_DOOR = re.compile(r"/*(?:(?:index|default|home)\.\w{2,5})?", re.IGNORECASE)
_MOSTLY = 0.5
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_ARTICLES_OF_A_PAGE = 2
_LIST = re.compile(r"WebSite|CollectionPage|ItemList")
_OUTSIDE = ("footer", "aside", "nav", "dialog", "form")


def may_be_front(url: str | None) -> bool:
    """Whether a page may be a front page by its address: of a site, a section, or unknown."""
    if url is None:
        return True
    parts = [part for part in urlsplit(url).path.split("/") if part]
    return len(parts) <= _DEEPEST and all(map(_SECTION.fullmatch, parts))


def is_front(tree: Node, url: str | None) -> bool:
    """Tell a front page by its structure; one that calls itself an article is none."""
    described = list(_described(tree))
    kinds = _open_graph(tree)
    if _says_article(tree, described, kinds):
        return False
    dense = _densest(tree) >= _PROSE_WORDS
    if url and _DOOR.fullmatch(urlsplit(url).path) and next(declared(tree), None) is not None:
        # Weblogs show whole posts there, one below the other; a single one is read as it stands.
        return not dense or len(tree.xpath("//article")) != 1
    # A saved page has no address to tell by, so it has to call itself a site or a list.
    listed = "website" in kinds or any(map(_LIST.search, described))
    return (listed or url is not None) and not dense and _headlines(tree) >= _MANY_LINKS


def is_list(tree: Node, text: str) -> bool:
    """Tell a page whose text, as it was found, is mostly links to other pages."""
    linked: dict[str, float] = {}
    for block in blocks.laid_out(tree):
        linked.setdefault(folded(block.text), block.linked)
    lines = [(word_count(line), linked.get(folded(line), 0.0)) for line in text.split("\n")]
    words = sum(count for count, _ in lines)
    if sum(count * share for count, share in lines) <= _MOSTLY * words:
        return False
    return not _says_article(tree, list(_described(tree)), _open_graph(tree))


def _says_article(tree: Node, described: Sequence[str], kinds: set[str]) -> bool:
    articles = sum(bool(_ARTICLE.search(kind)) for kind in described)
    published = tree.xpath("//meta[@property='article:published_time']")
    return "article" in kinds or 1 <= articles <= _ARTICLES_OF_A_PAGE or bool(published)


def _open_graph(tree: Node) -> set[str]:
    return {str(kind).lower() for kind in tree.xpath("//meta[@property='og:type']/@content")}


def _described(tree: Node) -> Iterator[str]:
    """Give the kinds of what JSON-LD says the page is; what is nested in it is only on it."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        try:
            value = json.loads(str(script), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = value if isinstance(value, list) else [value]
        for node in [*nodes, *(inner for outer in nodes for inner in _graph(outer))]:
            kinds = node.get("@type") if isinstance(node, Mapping) else None
            yield from (str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _graph(node: object) -> list[object]:
    graph = node.get("@graph") if isinstance(node, Mapping) else None
    return graph if isinstance(graph, list) else []


def _headlines(tree: Node) -> int:
    """Count the pages that are linked to with the words of a headline."""
    links = islice(tree.iter("a"), _MOST_LOOKED_AT)
    return len(
        {a.get("href") for a in links if word_count(a.text_content()) >= _HEADLINE_WORDS} - {None}
    )


def _densest(tree: Node) -> int:
    """Count the words of the block with the most prose directly in it."""
    words: Counter[Node] = Counter()
    for paragraph in islice(tree.iter("p"), _MOST_LOOKED_AT):
        if (count := word_count(paragraph.text_content())) >= _PROSE_PARAGRAPH:
            words[paragraph.getparent()] += count
    inside = (
        count
        for block, count in words.items()
        if next(block.iterancestors(*_OUTSIDE), None) is None
    )
    return max(inside, default=0)
