"""The paragraphs of a page's article: what trafilatura finds, mended from the page itself."""

import re
from collections.abc import Sequence

from ingest.page import gaps, pruned
from ingest.page.blocks import Block, Node
from ingest.prose.furniture import is_sentence
from ingest.text import folded, one_line, word_count

_ENOUGH, _SHORT = 25, 150
_BULLET = re.compile(r"^(?:[-*•–]\s+)+")
_ENDS = re.compile(r"</p>|<br ?/?>", re.IGNORECASE)
_MARK = re.compile(r"<[^<>]{0,1000}>")
_DOUBTFUL, _AGREED, _MOST_OF_IT = 0.15, 0.6, 0.7


def lines(
    html: str,
    tree: Node,
    page: Sequence[Block],
    found: str,
    shown: Sequence[str],
    told: str | None = None,
) -> list[str]:
    """Find the article's paragraphs.

    `page` is the tree's paragraphs; `found` is what trafilatura took for the article; `shown` is
    what the page shows as headline or address and its text need not repeat; `told` is the text
    that the page gives to machines.
    """
    return list(map(_row, _believed(html, tree, page, found, shown, told)))


def _believed(
    html: str,
    tree: Node,
    page: Sequence[Block],
    found: str,
    shown: Sequence[str],
    told: str | None,
) -> list[str]:
    first = _mended(_enough(found, told, tree, page), page, shown)
    # Where much of it is no prose, a stricter reading is heard too, and believed when it is no
    # other article: on the benchmark that takes a fifth more time, and not twice as much.
    if _loose(first) < _DOUBTFUL:
        return first
    strict = _strictly(html)
    agreed = _AGREED * word_count(found) <= word_count(strict) < word_count(found)
    return _mended(strict, page, shown) if agreed else first


def _mended(text: str, page: Sequence[Block], shown: Sequence[str]) -> list[str]:
    found = [_BULLET.sub("", one_line(line)) for line in text.split("\n")]
    return pruned.pruned(gaps.filled([line for line in found if line], page), page, shown)


def _row(line: str) -> str:
    """Write a table's row, which trafilatura draws with bars, as in any other document."""
    if not (line.startswith("| ") and line.endswith(" |")):
        return line
    return ", ".join(filter(None, map(str.strip, line.split("|"))))


def _enough(found: str, told: str | None, tree: Node, page: Sequence[Block]) -> str:
    """Where too little was found, take what the page tells machines, or its own `<p>`."""
    text = _MARK.sub(" ", _ENDS.sub("\n", told or ""))
    # That trafilatura gives one paragraph may mean that it took this text, without its breaks.
    broken = "\n" in text.strip() and "\n" not in found.strip()
    if word_count(text) > (0.9 if broken else 2) * max(word_count(found), _ENOUGH):
        return text
    if word_count(found) >= _ENOUGH and "\n" in found.strip():
        return found
    plain = [one_line(node.text_content()) for node in _paragraph_nodes(tree)]
    if word_count(found) >= _ENOUGH:
        return "\n".join(plain if _is_run_together(found, plain) else _parted(found, page))
    return max(found, "\n".join(plain), key=word_count)


def _is_run_together(found: str, paragraphs: Sequence[str]) -> bool:
    """Tell whether a single line is several paragraphs that lost their breaks."""
    words, line = word_count(" ".join(paragraphs)), folded(found)
    several = len(paragraphs) > 1 and words >= _MOST_OF_IT * word_count(found)
    return several and all(folded(paragraph) in line for paragraph in paragraphs)


def _parted(found: str, page: Sequence[Block]) -> list[str]:
    """Part a short single line where the page begins new paragraphs, if made of whole ones."""
    if word_count(found) > _SHORT:
        return [found]
    rest, parts = f"{folded(found)} ", list[str]()
    for block in page:
        key = f"{folded(block.text)} "
        if key.strip() and rest.startswith(key):
            rest = rest[len(key) :]
            parts.append(block.text)
    return [found] if rest else parts


def _strictly(html: str) -> str:
    """Let trafilatura look again, preferring to leave out what is not certainly the article."""
    from trafilatura import bare_extraction

    found: Node = bare_extraction(
        html, with_metadata=False, include_comments=False, favor_precision=True
    )
    return (found.text or "") if found else ""


def _loose(found: Sequence[str]) -> float:
    """Give the share of words that stand in lines unlike prose."""
    loose = sum(word_count(line) for line in found if not is_sentence(line))
    return loose / max(1, sum(map(word_count, found)))


def _paragraph_nodes(tree: Node) -> list[Node]:
    for path in ("//article//p", "//main//p", "//p"):
        if nodes := tree.xpath(path):
            return list(nodes)
    return []
