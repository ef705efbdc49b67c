"""What the terminal and Discord say alike: the refusal, numbers, sources and addresses."""

import re
from collections.abc import Iterable, Mapping

from ingest import addresses
from ingest.text import one_line
from retrieval.news import Answer, Article, Citation, Draft, Status

REFUSAL = "The news at hand does not answer this."

EXTENTS = {"feed": "from the feed", "summary": "summary only", "part": "part of it"}
"""How an article is called that is not the whole of it."""

# The tilde stays: browsers know `#:~:text=` in no other spelling.
# Nor may `@everyone` stand in what Discord reads, not even in a path.
_ENDS_A_LINK = re.compile(r"[\s<>()\\\"]|@(?=everyone|here)")


def plural(number: int, thing: str) -> str:
    """A number and what it counts."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def authorship(answer: Answer) -> str:
    """Who wrote an answer, when a chat model did; nothing for one of the news's own sentences."""
    if answer.status is not Status.ANSWERED or answer.mode == "extractive":
        return ""
    return f"Written by {answer.mode} from these sources; each sentence checked."


def waiting(number: int) -> str:
    """How many articles a run that was stopped left stored, and when they answer."""
    they = "is stored; it is" if number == 1 else "are stored; they are"
    return f"{number:,} more {they} made ready when the archive is next opened."


def by_article(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each article together, in the order in which the articles come up."""
    articles: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        articles.setdefault((citation.article_id, citation.revision), []).append(citation)
    return list(articles.values())


def web(url: str | None) -> str | None:
    """The address, made to end no link early and call nobody; None when none may go there."""
    address = addresses.web(url)
    return address and _ENDS_A_LINK.sub(lambda found: f"%{ord(found[0]):02X}", address)


def extent(draft: Draft) -> str:
    """How much of an article there is, in words; nothing when it is whole and free to read."""
    words = (EXTENTS.get(draft.extent), "paywalled" if draft.paywalled else None)
    return ", ".join(filter(None, words))


def kinship(article: Article, firsts: Mapping[str, Article]) -> str:
    """Whose story or text an article tells again: "same story as Harbour Post"; or nothing."""
    first = firsts.get(article.duplicate_of or article.story)
    if first is None or first.id == article.id:
        return ""
    elsewhere = first.outlet if first.outlet != article.outlet else None
    return f"same {'text' if article.duplicate_of else 'story'} as " + (
        one_line(elsewhere) if elsewhere else f"“{one_line(first.title)}”"
    )
