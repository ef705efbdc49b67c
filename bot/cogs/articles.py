"""The articles held, looked through and removed from Discord: /articles search, show, remove."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.pressing import pressed
from bot.article import looked_up
from bot.client import NewsBot
from bot.delivery.replies import Reply
from bot.guild.permissions import NotStaff
from bot.newsroom.article_buttons import (
    TYPED,
    ArticleButton,
    ArticleMenu,
    ArticlesPage,
    article_view,
    found_view,
    messages,
    removal_view,
    said_view,
)
from bot.newsroom.article_cards import NO_ARTICLE, removed
from bot.newsroom.looking_up import (
    REMEMBERED,
    matching,
    named,
    older,
    page_of,
    suggestion,
    whole_words,
)
from bot.reading import Searches, admit_reader, may_read
from bot.recent import Recent
from retrieval.catalogue import Titled
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED, Article

FRESH_SECONDS = 20.0
SUGGESTING_SECONDS = 1.8
ENOUGH_TYPED = 3
"""From so many signs on, articles that are not in memory are looked for too."""

NameOfArticle = app_commands.Range[str, 1, 300]


@app_commands.guild_only()
class Articles(commands.GroupCog, group_name="articles", group_description="The articles I have."):
    """Shows the articles of the server's own library and of the shared one."""

    def __init__(self, bot: NewsBot) -> None:
        self.bot = bot
        self._recent = Recent(self._newest, FRESH_SECONDS)
        self._searches = Searches()

    @app_commands.command()
    @app_commands.rename(typed="words")
    @app_commands.describe(typed="Words of the title or the text; the newest articles if left out")
    async def search(
        self,
        interaction: discord.Interaction[NewsBot],
        typed: app_commands.Range[str, 1, TYPED] | None = None,
    ) -> None:
        """Find articles by their words."""
        self._admit_search(interaction)
        reply = await Reply.to_interaction(interaction, private=True)
        view = await self._page(interaction, (typed or "").strip(), 0)
        await reply.show(view, messages(view))

    @app_commands.command()
    @app_commands.describe(article="Its title, its address or its id")
    async def show(self, interaction: discord.Interaction[NewsBot], article: NameOfArticle) -> None:
        """Show an article: where it is from, how it begins, what was changed in it."""
        self._admit_search(interaction)
        await self._show(interaction, article)

    @app_commands.command()
    @app_commands.describe(article="Its title, its address or its id")
    async def remove(
        self, interaction: discord.Interaction[NewsBot], article: NameOfArticle
    ) -> None:
        """Remove an article for good; for who may bring news in."""
        self._let_in(interaction)
        reply = await Reply.to_interaction(interaction, private=True)
        found = await self._meant(interaction, article)
        if len(found) == 1:
            view = removal_view(found[0], self.bot.words(interaction, private=True))
        else:
            view = await self._page(interaction, article, 0)
        await reply.show(view, messages(view))

    @show.autocomplete("article")
    @remove.autocomplete("article")
    async def _suggested(
        self, interaction: discord.Interaction[NewsBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        # Discord's library checks who may run a command, and not who is offered its options.
        removing = interaction.command is not None and interaction.command.name == "remove"
        if not may_read(interaction) or (removing and not self.bot.staff(interaction.user)):
            return []
        own = self.bot.library(interaction.guild_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(SUGGESTING_SECONDS):
                titles = await self._titled(typed, [own] if removing else [own, SHARED])
                return [app_commands.Choice(name=suggestion(t), value=t.id) for t in titles]
        return []

    async def _titled(self, typed: str, libraries: list[str]) -> list[Titled]:
        held = await asyncio.gather(*map(self._recent.of, libraries))
        found = matching(typed, [one for some in held for one in some])
        if found or len(typed.strip()) < ENOUGH_TYPED:
            return found
        return await asyncio.to_thread(older, self.bot.desk, typed, libraries)

    def _newest(self, library: str) -> list[Titled]:
        return self.bot.desk.archive.catalogue.titles([library], REMEMBERED)

    @commands.Cog.listener()
    @pressed
    async def on_articles_page_pressed(
        self, interaction: discord.Interaction[NewsBot], typed: str, page: int
    ) -> None:
        """Show another page in the place of this one."""
        self._admit_search(interaction)
        await interaction.response.defer()
        await self._replace(interaction, await self._page(interaction, typed, page))

    @commands.Cog.listener()
    @pressed
    async def on_article_chosen(
        self, interaction: discord.Interaction[NewsBot], article_id: str
    ) -> None:
        """Show an article of a page; the page stays."""
        admit_reader(interaction)
        await self._show(interaction, article_id)

    @commands.Cog.listener()
    @pressed
    async def on_article_remove_pressed(
        self, interaction: discord.Interaction[NewsBot], article_id: str
    ) -> None:
        """Ask whether to remove the article."""
        self._let_in(interaction)
        await interaction.response.defer()
        [found] = await self._meant(interaction, article_id)
        words = self.bot.words(interaction, private=True)
        await self._replace(interaction, removal_view(found, words))

    @commands.Cog.listener()
    @pressed
    async def on_article_confirm_pressed(
        self, interaction: discord.Interaction[NewsBot], article_id: str
    ) -> None:
        """Remove the article from the server's own library."""
        self._let_in(interaction)
        await interaction.response.defer()
        library = self.bot.library(interaction.guild_id)
        remove = self.bot.desk.archive.remove
        gone = await asyncio.to_thread(remove, article_id, [library])
        if gone is None:
            raise NewsdeskError(NO_ARTICLE)
        self._recent.forget(library)
        words = self.bot.words(interaction, private=True)
        await self._replace(interaction, said_view(removed(gone, words)))

    @commands.Cog.listener()
    @pressed
    async def on_article_keep_pressed(
        self, interaction: discord.Interaction[NewsBot], article_id: str
    ) -> None:
        """Show the article again instead of the question."""
        admit_reader(interaction)
        await interaction.response.defer()
        [found] = await self._meant(interaction, article_id)
        await self._replace(interaction, await self._card(interaction, found))

    def _admit_search(self, interaction: discord.Interaction[NewsBot]) -> None:
        admit_reader(interaction)
        self._searches.count(interaction)

    def _let_in(self, interaction: discord.Interaction[NewsBot]) -> None:
        if not self.bot.staff(interaction.user):
            raise NotStaff

    def _libraries(self, interaction: discord.Interaction[NewsBot]) -> Collection[str]:
        return self.bot.libraries(interaction.guild_id)

    async def _page(
        self, interaction: discord.Interaction[NewsBot], typed: str, page: int
    ) -> discord.ui.LayoutView:
        libraries = self._libraries(interaction)
        typed = whole_words(typed, TYPED)
        found = await asyncio.to_thread(page_of, self.bot.desk, typed, page, libraries)
        return found_view(found, typed, self.bot.words(interaction, private=True))

    async def _show(self, interaction: discord.Interaction[NewsBot], article: str) -> None:
        reply = await Reply.to_interaction(interaction, private=True)
        found = await self._meant(interaction, article)
        if len(found) == 1:
            view = await self._card(interaction, found[0])
        else:
            # In doubt the menu of a page lets the person choose.
            view = await self._page(interaction, article, 0)
        await reply.show(view, messages(view))

    async def _card(
        self, interaction: discord.Interaction[NewsBot], article: Article
    ) -> discord.ui.LayoutView:
        known = await asyncio.to_thread(looked_up, self.bot.desk.archive, article)
        removable = article.library != SHARED and self.bot.staff(interaction.user)
        words = self.bot.words(interaction, private=True)
        return article_view(known, words, removable=removable)

    async def _meant(self, interaction: discord.Interaction[NewsBot], word: str) -> list[Article]:
        """The articles that a person may mean, one at least."""
        libraries = self._libraries(interaction)
        found = await asyncio.to_thread(named, self.bot.desk, word, libraries)
        if not found:
            raise NewsdeskError(NO_ARTICLE)
        return found

    async def _replace(
        self, interaction: discord.Interaction[Any], view: discord.ui.LayoutView
    ) -> None:
        await interaction.edit_original_response(view=view)


async def setup(bot: NewsBot) -> None:
    """Add the cog and its buttons."""
    bot.add_dynamic_items(ArticleButton, ArticlesPage, ArticleMenu)
    await bot.add_cog(Articles(bot))
