"""The buttons under articles: pages, one of them in full, its removal; they outlive a restart.

Like those under answers, they only say that they were pressed, as an event.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Self

import discord

from bot.article import Known
from bot.lasting import Lasting
from bot.markup import pages
from bot.newsroom.article_cards import PAGE, article_blocks, found_page, removal_blocks
from bot.newsroom.looking_up import FoundPage
from bot.paging import page_count
from bot.words import IN_ENGLISH, Words, phrase
from ingest.text import one_line
from retrieval.news import SHARED, Article

TYPED = 60
"""Signs of a search: it stands in the names of the buttons, of which Discord keeps 100."""
LONGEST = 100
BLUE, RED = discord.Colour.from_rgb(45, 125, 210), discord.Colour.from_rgb(200, 60, 60)

View = discord.ui.LayoutView
Item = discord.ui.Item[Any]


class Act(StrEnum):
    """What a button under an article does: ask whether to remove it, do so, or leave it."""

    REMOVE = "remove"
    CONFIRM = "confirm"
    KEEP = "keep"


_LOOKS = {
    Act.REMOVE: (phrase("Remove…"), discord.ButtonStyle.secondary),
    Act.CONFIRM: (phrase("Remove"), discord.ButtonStyle.danger),
    Act.KEEP: (phrase("Keep it"), discord.ButtonStyle.secondary),
}


class ArticleButton(
    Lasting[discord.ui.Button[View]],
    template=rf"nd1:article:(?P<act>{'|'.join(Act)}):(?P<article>[0-9a-f]{{16}})",
):
    """A button that names what it does and the article that it stands under."""

    def __init__(self, act: Act, article_id: str, words: Words = IN_ENGLISH) -> None:
        label, style = _LOOKS[act]
        button: discord.ui.Button[View] = discord.ui.Button(
            label=words(label), style=style, custom_id=f"nd1:article:{act}:{article_id}"
        )
        super().__init__(button)
        self.act = act
        self.article_id = article_id

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make it again from its name."""
        return cls(Act(match["act"]), match["article"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say that it was pressed."""
        interaction.client.dispatch(f"article_{self.act}_pressed", interaction, self.article_id)


class ArticlesPage(
    Lasting[discord.ui.Button[View]],
    template=r"nd1:articles:(?P<page>[0-9]{1,3}):(?P<typed>[\s\S]*)",
):
    """Turns to another page of the articles found, from 0."""

    def __init__(self, page: int, typed: str, sign: str = "▶", *, open_: bool = True) -> None:
        button: discord.ui.Button[View] = discord.ui.Button(
            label=sign, disabled=not open_, custom_id=f"nd1:articles:{page}:{typed[:TYPED]}"
        )
        super().__init__(button)
        self.page = page
        self.typed = typed

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make it again from its name."""
        return cls(int(match["page"]), match["typed"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say that it was pressed."""
        interaction.client.dispatch("articles_page_pressed", interaction, self.typed, self.page)


class ArticleMenu(
    Lasting[discord.ui.Select[View]],
    template=r"nd1:article-menu",
):
    """Shows one of the articles of a page in full."""

    def __init__(self, articles: Sequence[Article] = (), words: Words = IN_ENGLISH) -> None:
        menu: discord.ui.Select[View] = discord.ui.Select(
            custom_id="nd1:article-menu",
            placeholder=words("Show one of them in full"),
            options=[_option(one, words) for one in articles],
        )
        super().__init__(menu)

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:  # noqa: ARG003  (its name says no more)
        """Make it again; what was chosen comes with the interaction."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say what was chosen."""
        interaction.client.dispatch("article_chosen", interaction, self.item.values[0])


def found_view(found: FoundPage, typed: str, words: Words) -> View:
    """A page of the articles found, with a menu of them and the way to other pages."""
    text = found_page(
        found.articles,
        total=found.total,
        page=found.number,
        typed=typed,
        complete=found.complete,
        words=words,
    )
    rows: list[Sequence[Item]] = [[ArticleMenu(found.articles, words)]] if found.articles else []
    last = page_count(found.total, PAGE) - 1
    if last:
        back, on = max(found.number - 1, 0), min(found.number + 1, last)
        rows.append(
            [
                ArticlesPage(back, typed, "◀", open_=found.number > 0),
                ArticlesPage(on, typed, "▶", open_=found.number < last),
            ]
        )
    return _view([text], rows, BLUE)


def article_view(known: Known, words: Words, *, removable: bool) -> View:
    """One article in full, with a button for who may remove it."""
    removing = [ArticleButton(Act.REMOVE, known.article.id, words)]
    return _view(article_blocks(known, words), [removing] if removable else [], BLUE)


def removal_view(article: Article, words: Words) -> View:
    """The question whether to remove an article, or why that cannot be done here."""
    blocks = removal_blocks(article, words)
    if article.library == SHARED:
        return _view(blocks, [], BLUE)
    acts = (Act.CONFIRM, Act.KEEP)
    return _view(blocks, [[ArticleButton(act, article.id, words) for act in acts]], RED)


def said_view(sentence: str) -> View:
    """A sentence in the place of a card: a message that was one cannot be plain again."""
    return _view([sentence], [], BLUE)


def paged_view(text: str, turns: Sequence[Item]) -> View:
    """A page of anything, with the way to other pages."""
    return _view([text], [turns] if turns else [], BLUE)


def messages(view: View) -> list[str]:
    """What a view says as ordinary messages, for where it cannot be shown."""
    texts = [one.content for one in view.walk_children() if isinstance(one, discord.ui.TextDisplay)]
    return pages("\n\n".join(texts))


def _view(blocks: Sequence[str], rows: Sequence[Sequence[Item]], colour: discord.Colour) -> View:
    container: discord.ui.Container[View] = discord.ui.Container(accent_colour=colour)
    for place, block in enumerate(blocks):
        if place:
            container.add_item(discord.ui.Separator(visible=False))
        container.add_item(discord.ui.TextDisplay(block))
    for row in rows:
        container.add_item(discord.ui.ActionRow(*row))
    view = View(timeout=None)
    view.add_item(container)
    return view


def _option(article: Article, words: Words) -> discord.SelectOption:
    title = one_line(article.title)[:LONGEST] or words("untitled")
    outlet = one_line(article.outlet or "")[:LONGEST] or words("outlet unknown")
    return discord.SelectOption(label=title, value=article.id, description=outlet)
