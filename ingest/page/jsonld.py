"""The article that a page describes in JSON-LD, whatever it is wrapped in."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from ingest.text import folded

_ARTICLE = re.compile(r"(?:Article|Posting|Report|AnalysisNewsArticle)$")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>);?\s*$")
_MOST = 2000

PUBLISHED = ("datePublished", "dateCreated", "uploadDate")
"""Where the day of publication may stand, best first."""

Node = Mapping[str, Any]


def article(scripts: Iterable[str], headlines: Sequence[str] = ()) -> Node:
    """Find the node that is the page's article; an empty one when there is none.

    Of several, the one that bears a headline of the page is meant, else the first with any.
    """
    everything = [node for script in scripts for node in _nodes(_loaded(script))]
    nodes = [node for node in everything if _is_article(node)]
    shown = {folded(headline) for headline in headlines}
    named = [node for node in nodes if text(node.get("headline"))]
    meant = [node for node in named if folded(text(node.get("headline")) or "") in shown]
    chosen = next(iter([*meant, *named, *nodes]), {})
    return _resolved(chosen, everything)


def _resolved(node: Node, everything: Sequence[Node]) -> Node:
    """Put in place what the node only refers to: people and publishers stand beside it."""
    known = {str(each["@id"]): each for each in everything if "@id" in each and "name" in each}
    return {
        key: [_found(item, known) for item in value]
        if isinstance(value, list)
        else _found(value, known)
        for key, value in node.items()
    }


def _found(value: object, known: Mapping[str, Node]) -> object:
    if isinstance(value, Mapping) and "name" not in value:
        return known.get(str(value.get("@id")), value)
    return value


def texts(value: object) -> tuple[str, ...]:
    """Read a value that may be one string or several."""
    found = [text(item) for item in (value if isinstance(value, list) else [value])]
    return tuple(each for each in found if each)


def text(value: object) -> str | None:
    """Read a value that should be a string: itself, its first item, or its name."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value")
    return (unescape(value).strip() or None) if isinstance(value, str) else None


def names(value: object) -> tuple[str, ...]:
    """Read a value that should be one or several people."""
    people: list[object] = []
    for item in value if isinstance(value, list) else [value]:
        # One person with a list of names is several people; so are lists in lists.
        inner = item.get("name") if isinstance(item, Mapping) else item
        people.extend(inner if isinstance(inner, list) else [item])
    return tuple(name for name in map(text, people) if name)


def _loaded(script: str) -> object:
    try:
        # Not strict: publishers leave raw line breaks inside strings.
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """Walk everything, outer before inner, with an end even if the page has none."""
    waiting, seen = deque([value]), 0
    while waiting and seen < _MOST:
        seen += 1
        item = waiting.popleft()
        if isinstance(item, Mapping):
            yield item
            waiting.extend(inner for inner in item.values() if isinstance(inner, Mapping | list))
        elif isinstance(item, list):
            waiting.extend(item)


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )
