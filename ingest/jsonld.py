"""The article that a page describes in JSON-LD, whatever it is wrapped in."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

_ARTICLE = re.compile(r"(?:Article|Posting|Report|AnalysisNewsArticle)$")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>);?\s*$")
_MOST = 2000

Node = Mapping[str, Any]


def article(scripts: Iterator[str]) -> Node:
    """Find the node that is the page's article; an empty one when there is none."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script)) if _is_article(node)]
    return next((node for node in nodes if text(node.get("headline"))), nodes[0] if nodes else {})


def text(value: object) -> str | None:
    """Read a value that should be a string: itself, its first item, or its name."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value")
    return (unescape(value).strip() or None) if isinstance(value, str) else None


def names(value: object) -> tuple[str, ...]:
    """Read a value that should be one or several people."""
    found = [text(item) for item in (value if isinstance(value, list) else [value])]
    return tuple(name for name in found if name)


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
