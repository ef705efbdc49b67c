"""What the terminal and Discord say alike: the refusal, numbers, sources and addresses."""

import re
from collections.abc import Iterable, Mapping

from bot.words import IN_ENGLISH, Words, phrase
from ingest import addresses
from ingest.text import one_line
from retrieval.answers import Answer, Citation, Status
from retrieval.news import Article, Draft

REFUSAL = phrase("The news at hand does not answer this.")

EXTENTS = {
    "feed": phrase("from the feed"),
    "summary": phrase("summary only"),
    "part": phrase("part of it"),
}
"""How an article is called that is not the whole of it."""

# The tilde stays: browsers know `#:~:text=` in no other spelling.
# Nor may `@everyone` stand in what Discord reads, not even in a path.
_ENDS_A_LINK = re.compile(r"[\s<>()\\\"]|@(?=everyone|here)")


def plural(number: int, thing: str) -> str:
    """A number and what it counts."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def shortened(text: str, longest: int) -> str:
    """As much of a text as there is room for, three dots at its end if that is not all."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def authorship(answer: Answer, words: Words = IN_ENGLISH) -> str:
    """Who wrote an answer, when a chat model did; nothing for one of the news's own sentences."""
    if answer.status is not Status.ANSWERED or answer.mode == "extractive":
        return ""
    return words("Written by {model} from these sources; each sentence checked.", model=answer.mode)


def waiting(number: int, words: Words = IN_ENGLISH) -> str:
    """How many articles a run that was stopped left stored, and when they answer."""
    return words.count(
        "{n} more is stored; it is made ready when the archive is next opened.",
        "{n} more are stored; they are made ready when the archive is next opened.",
        number,
    )


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


def extent(draft: Draft, words: Words = IN_ENGLISH) -> str:
    """How much of an article there is, in words; nothing when it is whole and free to read."""
    read = EXTENTS.get(draft.extent, "")
    return ", ".join(filter(None, (words(read), words("paywalled") if draft.paywalled else "")))


def kinship(article: Article, firsts: Mapping[str, Article], words: Words = IN_ENGLISH) -> str:
    """Whose story or text an article tells again: "same story as Harbour Post"; or nothing."""
    first = firsts.get(article.duplicate_of or article.story)
    if first is None or first.id == article.id:
        return ""
    elsewhere = first.outlet if first.outlet != article.outlet else None
    other = one_line(elsewhere) if elsewhere else f"“{one_line(first.title)}”"
    if article.duplicate_of:
        return words("same text as {other}", other=other)
    return words("same story as {other}", other=other)
