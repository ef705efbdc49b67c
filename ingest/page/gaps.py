"""What an extractor left out of an article: subheads, quotations, its second half."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.page.blocks import Block, Node
from ingest.prose.furniture import is_furniture, is_sentence
from ingest.text import folded

_MOST_LINKED = 0.5
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_LEAD = 6
_MOST_OF_IT = 0.5
_SECOND_HALF = 3
_MOST = 500


def filled(lines: Sequence[str], page: Sequence[Block]) -> list[str]:
    """Put back what stands in the article's own element between two of the lines."""
    places = _places(lines, page)
    home = _home(places, page)
    if home is None:
        return list(lines)
    taken = set(places.values())
    lost = [n for n in _within(home, places, page) if n not in taken]
    lost += _elsewhere(home, page, max(taken))
    return list(_merged(lines, places, _new(lost, lines, page), page))


def _new(lost: Sequence[int], lines: Sequence[str], page: Sequence[Block]) -> list[int]:
    """Leave out what the lines already say: pull quotes, and a lead that is the summary too."""
    if len(lost) > _MOST:
        return []
    whole, said = set(map(folded, lines)), folded(" ".join(lines))
    keys = {number: folded(page[number].text) for number in lost}
    return [
        number
        for number, key in keys.items()
        if key not in whole and not (is_sentence(page[number].text) and key in said)
    ]


def _places(lines: Sequence[str], page: Sequence[Block]) -> dict[int, int]:
    """Find the lines on the page, each below the one before it."""
    where: dict[str, list[int]] = {}
    for number, block in enumerate(page):
        where.setdefault(folded(block.text), []).append(number)
    places: dict[int, int] = {}
    last = -1
    for number, line in enumerate(lines):
        found = next((place for place in where.get(folded(line), ()) if place > last), None)
        if found is not None:
            places[number] = last = found
    return places


def _home(places: dict[int, int], page: Sequence[Block]) -> Node | None:
    """Find the element whose children most of the article's words are."""
    words: Counter[Node] = Counter()
    for place in places.values():
        words[page[place].node.getparent()] += len(page[place].text.split())
    home, most = next(iter(words.most_common(1)), (None, 0))
    return home if home is not None and most >= _MOST_OF_IT * words.total() else None


def _within(home: Node, places: dict[int, int], page: Sequence[Block]) -> Iterator[int]:
    """Give the subheads, quotations and prose of the article's element that stand in its reach."""
    first, last = min(places.values()), max(places.values())
    for number in range(max(0, first - _LEAD), last):
        block = page[number]
        if block.linked > _MOST_LINKED or is_furniture(block.text):
            continue
        own = block.node is home or block.node.getparent() is home
        if (own and is_sentence(block.text)) or (
            number > first
            and (_is_quoted(block.node, home) or (own and _is_subhead(block, page[number + 1])))
        ):
            yield number


def _is_subhead(block: Block, following: Block) -> bool:
    """Tell a heading, or a short question that prose answers."""
    return block.node.tag in _HEADINGS or (block.text.endswith("?") and is_sentence(following.text))


def _is_quoted(node: Node, home: Node) -> bool:
    quoted = False
    while node is not None and node is not home:
        quoted = quoted or node.tag == "blockquote"
        node = node.getparent()
    return quoted and node is home


def _elsewhere(home: Node, page: Sequence[Block], last: int) -> Iterator[int]:
    """Give the prose of elements made like the article's, below it and in the same article."""
    article = next(home.iterancestors("article"), None)
    name = home.get("class")
    if article is None or not name or len(article.findall(".//h1")) > 1:
        return
    halves: dict[Node, list[int]] = {}
    for number in range(last + 1, len(page)):
        parent = page[number].node.getparent()
        if parent is not None and parent is not home and parent.get("class") == name:
            halves.setdefault(parent, []).append(number)
    for half, numbers in halves.items():
        prose = [n for n in numbers if is_sentence(page[n].text) and page[n].linked < _MOST_LINKED]
        if len(prose) >= _SECOND_HALF and half.tag == home.tag and article in half.iterancestors():
            yield from (n for n in numbers if page[n].linked < _MOST_LINKED)


def _merged(
    lines: Sequence[str], places: dict[int, int], lost: Sequence[int], page: Sequence[Block]
) -> Iterator[str]:
    waiting = sorted(lost)
    for number, line in enumerate(lines):
        while waiting and number in places and waiting[0] < places[number]:
            yield page[waiting.pop(0)].text
        yield line
    yield from (page[number].text for number in waiting)
