"""OPML: the feeds of a reader's list, however deep it files them."""

from ingest.addresses import web
from ingest.formats import xml_tree
from ingest.formats.xml_tree import words
from ingest.reading import Hint, Reading
from ingest.text import one_line
from retrieval.errors import SourceUnreadable

_MOST = 1000


def read(content: bytes, hint: Hint) -> Reading:
    """Read the addresses of the feeds in a list, in its order, each once."""
    tree = xml_tree.root(content, hint.encoding)
    nodes = list(xml_tree.named(tree, "outline")) if tree is not None else []
    links = (web(_attribute(node, "xmlurl")) for node in nodes)
    feeds = tuple(dict.fromkeys(link for link in links if link))
    if not feeds:
        raise SourceUnreadable("The OPML list names no feeds.")
    title = next(map(words, xml_tree.named(tree, "title")), "")
    return Reading(feeds=feeds[:_MOST], title=one_line(title) or None)


def _attribute(node: object, wanted: str) -> str:
    """Read an attribute, however its name is capitalised."""
    attributes = dict(getattr(node, "attrib", {}))
    return next((str(value) for name, value in attributes.items() if name.lower() == wanted), "")
