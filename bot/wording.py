"""What the terminal and Discord say alike: the refusal, numbers, sources and addresses."""

import re
from collections.abc import Iterable

from ingest import addresses
from retrieval.news import Citation

REFUSAL = "The news at hand does not answer this."

# The tilde stays: browsers know `#:~:text=` in no other spelling.
_ENDS_A_LINK = re.compile(r"[\s<>()\\\"]")


def plural(number: int, thing: str) -> str:
    """A number and what it counts."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def by_article(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each article together, in the order in which the articles come up."""
    articles: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        articles.setdefault((citation.article_id, citation.revision), []).append(citation)
    return list(articles.values())


def web(url: str | None) -> str | None:
    """The address with nothing in it that ends a link early; None unless a browser may go there."""
    address = addresses.web(url)
    return address and _ENDS_A_LINK.sub(lambda found: f"%{ord(found[0]):02X}", address)
