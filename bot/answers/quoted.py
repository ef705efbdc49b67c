"""The exact words an answer cites, in the sentences around them: read, and shown as cards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.answers.cards import COLOURS, heading
from bot.markup import pages, safe
from bot.words import IN_ENGLISH, Phrase, Words, phrase
from retrieval.answers import Answer, Citation, Status
from retrieval.archive import Archive
from retrieval.news import Article
from retrieval.sentences import sentences

_PAGE = 3600
"""Characters of a page, of which a card holds 4,000 with what is written below."""
_BLOCKS = 8
_QUOTE, _AROUND = 1000, 200
"""Characters of a quote, and of what stands before it and after it; escaped, they may be twice."""

_FATES = {
    "revised": phrase("The article was revised since; these words still stand in it."),
    "earlier": phrase("These words stand in an earlier version; the article was revised since."),
    "withdrawn": phrase("The publisher has taken the article down since."),
    "removed": phrase("The article is no longer in the library."),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation with what stands before and after its words, and what became of them since."""

    citation: Citation
    before: str = ""
    after: str = ""
    fate: Phrase | None = None


def quoted(archive: Archive, answer: Answer, libraries: Collection[str]) -> list[Quoted]:
    """The citations of an answer as they stand in the articles that these libraries hold."""
    return [_placed(archive, citation, libraries) for citation in answer.citations]


def quoted_pages(found: Sequence[Quoted], words: Words = IN_ENGLISH) -> list[list[str]]:
    """What is shown of each citation, on as many pages as it takes."""
    made: list[list[str]] = []
    for one in found:
        block = _block(one, words)
        if made and len(made[-1]) < _BLOCKS and len(block) + sum(map(len, made[-1])) <= _PAGE:
            made[-1].append(block)
        else:
            made.append([block])
    return made


def quoted_card(
    blocks: Sequence[str], place: str, buttons: Sequence[discord.ui.Item[Any]]
) -> discord.ui.LayoutView:
    """One page as a card; `place` says which of several it is, and the buttons lead on."""
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        accent_colour=COLOURS[Status.ANSWERED]
    )
    for number, block in enumerate(blocks):
        if number:
            container.add_item(discord.ui.Separator(visible=False))
        container.add_item(discord.ui.TextDisplay(block))
    if buttons:
        container.add_item(discord.ui.TextDisplay(f"-# {place}"))
        container.add_item(discord.ui.ActionRow(*buttons))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def quoted_messages(made: Sequence[Sequence[str]]) -> list[str]:
    """All of it as ordinary messages, for where a card cannot be shown."""
    return pages("\n\n".join(block for page in made for block in page))


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before a stretch of a text and the one after it, or the rest of its own."""
    spans = sentences(text)
    begins = max((span.start for span in spans if span.start < start), default=start)
    ends = min((span.end for span in spans if span.end > end), default=end)
    return text[begins:start].strip(), text[end:ends].strip()


def _placed(archive: Archive, citation: Citation, libraries: Collection[str]) -> Quoted:
    article = archive.article(citation.article_id, libraries)
    if article is None:
        return Quoted(citation, fate=_FATES["removed"])
    if article.revision == citation.revision:
        fate = _FATES["withdrawn"] if article.withdrawn else None
        return Quoted(citation, *around(article.text, citation.start, citation.end), fate)
    return _revised(archive, citation, article, libraries)


def _revised(
    archive: Archive, citation: Citation, article: Article, libraries: Collection[str]
) -> Quoted:
    """The words where they stood when they were cited."""
    stands = citation.quote in article.text
    fate = "withdrawn" if article.withdrawn else "revised" if stands else "earlier"
    for one in archive.revisions(article.id, libraries):
        if one.revision == citation.revision:
            near = around(one.text, citation.start, citation.end)
            return Quoted(citation, *near, _FATES[fate])
    return Quoted(citation, fate=_FATES[fate])


def _block(one: Quoted, words: Words) -> str:
    head = heading(one.citation, words)
    if len(head) > _PAGE // 4:
        head = heading(one.citation, words, linked=False)
    before, after = _end(one.before), _beginning(one.after)
    said = " ".join(filter(None, (before, f"**{safe(_cut(one.citation.quote, _QUOTE))}**", after)))
    fate = f"\n-# {words(one.fate)}" if one.fate else ""
    return f"{head}\n> {said}{fate}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _beginning(text: str) -> str:
    return safe(_cut(text, _AROUND)) if text else ""


def _end(text: str) -> str:
    if len(text) <= _AROUND:
        return safe(text) if text else ""
    return f"… {safe(text[-_AROUND:].split(' ', 1)[-1])}"
