"""HTML to its paragraphs, with no judgement about which of them are news."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ingest.page import unseen
from ingest.text import one_line

Node: TypeAlias = Any
"""An element of lxml, which ships no types."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text, the block element around it, and the share of it that is links."""

    text: str
    node: Node
    linked: float


_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol blockquote pre table tr td th section article main header "
    "footer figure figcaption dl dt dd hr br address aside details summary form body html".split()
)
_SILENT = frozenset("script style noscript template svg math iframe object head select".split())


def parsed(html: str) -> Node | None:
    """Parse HTML leniently; None when nothing of it can be."""
    from lxml import etree
    from lxml import html as lxml_html

    # Given as UTF-8 bytes, so that an encoding named inside cannot contradict the text.
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def written(tree: Node) -> str:
    """Write a tree as HTML again."""
    from lxml import html as lxml_html

    return str(lxml_html.tostring(tree, encoding="unicode"))


def paragraphs(html: str) -> list[str]:
    """List the paragraphs of a page or a fragment of one, without its pictures' captions."""
    from lxml import etree

    tree = parsed(html)
    if tree is None:
        return []
    etree.strip_elements(tree, "figcaption", with_tail=False)
    unseen.blank(tree)
    return list(lines_of(tree))


def lines_of(tree: Node) -> Iterator[str]:
    """Walk a tree once and give each run of text between two blocks."""
    return (block.text for block in laid_out(tree))


def laid_out(tree: Node) -> Iterator[Block]:
    """Walk a tree once and give each run of text with the element it stands in."""
    from lxml import etree

    run: list[str] = []
    silent = links = linked = 0
    inside: list[Node] = []
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        starts = event == "start"
        if name in _SILENT:
            silent += 1 if starts else -1
        if name in _BLOCKS:
            yield from _closed(run, inside[-1] if inside else tree, linked)
            run, linked = [], 0
            if starts:
                inside.append(node)
            else:
                inside.pop()
        if name == "a":
            links += 1 if starts else -1
        piece = node.text if starts else node.tail
        if piece and not silent:
            run.append(piece)
            linked += len(piece.strip()) if links else 0
    yield from _closed(run, tree, linked)


def _closed(run: Sequence[str], node: Node, linked: int) -> Iterator[Block]:
    """The block that a run of text makes where it ends, if it says anything."""
    if line := one_line("".join(run)):
        yield Block(line, node, min(1.0, linked / len(line)))
