"""Lists in pages: how many there are, and the buttons that turn them and outlive a restart."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.lasting import Lasting
from bot.words import IN_ENGLISH, Words

Item = discord.ui.Item[Any]


class PageButton(
    Lasting[discord.ui.Button[discord.ui.LayoutView]],
    template=r"nd1:(?P<kind>outlets|feeds|sources)(?P<of>(?::[0-9]{1,18})?):(?P<page>[0-9]{1,4})",
):
    """Says, as an event, that another page of a list was wanted; pages are counted from 0.

    A list may be `of` something, such as an answer, which the event then names before the page.
    """

    def __init__(
        self, kind: str, page: int, sign: str = "▶", *, of: int | None = None, open_: bool = True
    ) -> None:
        whose = "" if of is None else f":{of}"
        button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
            label=sign, disabled=not open_, custom_id=f"nd1:{kind}{whose}:{page}"
        )
        super().__init__(button)
        self.kind = kind
        self.of = of
        self.page = page

    @classmethod
    def named(cls, match: re.Match[str], /) -> Self:
        """Make it again from its name."""
        of = match["of"].removeprefix(":")
        return cls(match["kind"], int(match["page"]), of=int(of) if of else None)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say that it was pressed."""
        named = (self.page,) if self.of is None else (self.of, self.page)
        interaction.client.dispatch(f"{self.kind}_page_pressed", interaction, *named)


def page_count(total: int, size: int) -> int:
    """How many pages there are, one at least."""
    return max(1, -(-total // size))


def page_line(page: int, count: int, words: Words = IN_ENGLISH) -> list[str]:
    """The line below one page of several, which says which it is."""
    if count < 2:
        return []
    here, last = words.number(page + 1), words.number(count)
    return [f"-# {words('Page {page} of {pages}', page=here, pages=last)}"]


def turns(kind: str, page: int, count: int, *, of: int | None = None) -> Sequence[Item]:
    """The buttons under one page of so many; none where there is only one."""
    last = count - 1
    if last < 1:
        return ()
    return (
        PageButton(kind, max(page - 1, 0), "◀", of=of, open_=page > 0),
        PageButton(kind, min(page + 1, last), "▶", of=of, open_=page < last),
    )
