"""Words that a page holds and does not show, where orders to models and lists for search stand."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.text import word_count
from retrieval.steering import steers

_SHORT = 80
"""Words: the rest of an article that opens at a click is longer."""
_LONGEST_STYLE = 2_000
_NOT_SHOWN = re.compile(
    r"(?:^|;)(?:clip:rect\(0|(?:display:none|visibility:hidden"
    r"|font-size:0(?:\.0{1,9})?(?:[a-z%]{1,4})?"
    r"|(?:left|right|top|bottom|text-indent):-\d{4,9}(?:\.\d{1,9})?[a-z]{2,4})(?=[;!]|$))"
)
_COLOUR = re.compile(r"(?:^|;)(?P<of>color|background(?:-color)?):(?P<name>[^;!]{1,40})")
_WHITE = {"#ffffff": "white", "#fff": "white", "rgb(255,255,255)": "white"}
_MARKUP = frozenset({"script", "style"})
_WHOLE = frozenset({"html", "body", "main", "article"})


def blank(tree: Any) -> bool:  # noqa: ANN401 - an element of lxml, which ships no types
    """Take what is not shown out of a page, and tell whether there was any.

    Only what is short or speaks to a model: pages also hide what a click will show. The elements
    stay, with their attributes, which are read by machines.
    """
    found = [
        node
        for node in tree.xpath("//template | //*[@hidden or @style]")
        if node.tag == "template" or _is_hidden(node)
    ]
    unwanted = [node for node in found if _is_unwanted(node)]
    for node in unwanted:
        _empty(node)
    return bool(unwanted)


def _is_hidden(node: Any) -> bool:  # noqa: ANN401 - as above
    if node.get("hidden") is not None:
        return True
    style = "".join((node.get("style") or "")[:_LONGEST_STYLE].lower().split())
    return _NOT_SHOWN.search(style) is not None or _is_of_one_colour(style)


def _is_of_one_colour(style: str) -> bool:
    colours = {
        found["of"][:10]: _WHITE.get(found["name"], found["name"])
        for found in _COLOUR.finditer(style)
    }
    return "color" in colours and colours["color"] == colours.get("background")


def _is_unwanted(node: Any) -> bool:  # noqa: ANN401 - as above
    text = " ".join(_texts(node))
    if not text.strip() or node.tag in _WHOLE:
        return False
    return word_count(text) <= _SHORT or steers(text)


def _texts(node: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    for each in node.iter():
        if isinstance(each.tag, str) and each.tag not in _MARKUP:
            yield each.text or ""
        if each is not node:
            yield each.tail or ""


def _empty(node: Any) -> None:  # noqa: ANN401 - as above
    for each in node.iter():
        if isinstance(each.tag, str) and each.tag not in _MARKUP:
            each.text = None
        if each is not node:
            each.tail = None
