"""The form into which a text is pasted; what was typed is given back when it could not be used."""

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.faults import explain, tell
from bot.given import as_overrides
from bot.guild.permissions import staff_only
from bot.words import Words, phrase
from ingest import addresses
from ingest.kinds import Kind
from ingest.report import Overrides
from ingest.sources import Upload
from retrieval.errors import SourceUnreadable

if TYPE_CHECKING:
    from bot.client import NewsBot

LONGEST = 4000
"""Discord's own limit on what a field of a form takes."""
MINUTES = 14
"""Discord lets us change an answer for a quarter of an hour."""

NO_ADDRESS = phrase("That is no web address: it must begin with https://.")
KEPT = phrase("Your text is in the file, so that nothing is lost.")
FILE = "your-text.txt"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a person typed into the form."""

    title: str = ""
    text: str = ""
    outlet: str = ""
    address: str = ""
    date: str = ""

    def source(self) -> Upload:
        """The text as a source, under its title."""
        whole = f"{self.title.strip()}\n\n{self.text.strip()}\n"
        return Upload(self.title.strip(), whole.encode(), Kind.TEXT)

    def overrides(self) -> Overrides:
        """What was said about the text, understood; raises NewsdeskError."""
        address = self.address.strip()
        if address and addresses.web(address) is None:
            raise SourceUnreadable(NO_ADDRESS)
        return as_overrides(
            title=self.title.strip(),
            outlet=self.outlet.strip() or None,
            url=address or None,
            date=self.date.strip() or None,
        )

    def file(self) -> discord.File:
        """All that was typed, as a file to keep."""
        lines = [self.title, self.outlet, self.date, self.address, "", self.text]
        whole = "\n".join(line for place, line in enumerate(lines) if line or place > 3)
        return discord.File(io.BytesIO(whole.encode()), FILE)


Taking = Callable[[discord.Interaction[Any], Pasted], Awaitable[None]]


class TextForm(discord.ui.Modal):
    """The form: a title, the text, and what else is known of it."""

    def __init__(self, take: Taking, words: Words, typed: Pasted | None = None) -> None:
        super().__init__(title=words("Bring a text in"))
        self._take = take
        self._words = words
        typed = typed or Pasted()
        short, long = discord.TextStyle.short, discord.TextStyle.paragraph
        self._title = _field("title", typed.title, short, 300)
        self._text = _field("text", typed.text, long, LONGEST)
        self._outlet = _field("outlet", typed.outlet, short, 100, required=False)
        self._address = _field("address", typed.address, short, 2000, required=False)
        self._date = _field("date", typed.date, short, 40, required=False)
        self._ask(words("Title"), self._title)
        self._ask(
            words("Text"), self._text, words("A longer one is read from a file: /ingest file")
        )
        self._ask(words("Outlet"), self._outlet, words("Who published it"))
        self._ask(words("Web address"), self._address, words("Where it can be read, if anywhere"))
        self._ask(words("Date"), self._date, words("When it was published, such as 2026-08-04"))

    def _ask(self, label: str, field: discord.ui.TextInput[Any], hint: str | None = None) -> None:
        self.add_item(discord.ui.Label(text=label, description=hint, component=field))

    @property
    def typed(self) -> Pasted:
        """What stands in the form."""
        return Pasted(
            self._title.value,
            self._text.value,
            self._outlet.value,
            self._address.value,
            self._date.value,
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Take the text in; who sends it may have lost the role while typing."""
        await staff_only(interaction)
        await self._take(interaction, self.typed)

    async def on_error(  # type: ignore[override]  # as Modal itself has it
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Say why it could not be used, and give back what was typed."""
        said = explain(error, interaction.id, interaction.app_permissions, self._words)
        await give_back(interaction, said, self.typed, self._take, self._words)


async def give_back(
    interaction: "discord.Interaction[NewsBot]",
    why: str,
    typed: Pasted,
    take: Taking,
    words: Words,
) -> None:
    """Hand a text back privately: in a file, and in the form again at the press of a button."""
    said = f"{why} {words(KEPT)}"
    again = Again(typed, take, words)
    if interaction.response.is_done():
        await interaction.followup.send(said, file=typed.file(), view=again, ephemeral=True)
    else:
        await interaction.response.send_message(said, file=typed.file(), view=again, ephemeral=True)


class Again(discord.ui.View):
    """A button that opens the form with what was typed; the file stays when it is over."""

    def __init__(self, typed: Pasted, take: Taking, words: Words) -> None:
        super().__init__(timeout=MINUTES * 60)
        self._typed, self._take, self._words = typed, take, words
        button: discord.ui.Button[Again] = discord.ui.Button(
            label=words("Open the form again"), style=discord.ButtonStyle.primary
        )
        button.callback = self._open  # type: ignore[method-assign]  # discord.py's own way
        self.add_item(button)

    async def _open(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_modal(TextForm(self._take, self._words, self._typed))

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: Exception,
        item: discord.ui.Item[Any],  # noqa: ARG002  (discord.py hands it over)
        /,
    ) -> None:
        """Answer privately; discord.py would only log what goes wrong here."""
        await tell(interaction, error)


def _field(
    name: str, typed: str, style: discord.TextStyle, longest: int, *, required: bool = True
) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=name,
        style=style,
        default=typed or None,
        max_length=longest,
        required=required,
    )
