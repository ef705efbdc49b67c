"""List what the catalogues lack: `python -m tests.bot.missing_words`."""

import asyncio
import pkgutil
import tempfile
from pathlib import Path

from bot import cogs
from bot.client import NewsBot
from bot.desk import Desk
from bot.settings import Settings
from tests.bot.catalogues import OTHERS, Phrase, faults, in_code, in_commands


async def wanted() -> set[Phrase]:
    """All that is to be translated: what the code says, and what the commands are called."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        with Desk.open(settings, holder="missing words") as desk:
            async with NewsBot(desk, settings) as client:
                for cog in pkgutil.iter_modules(cogs.__path__, f"{cogs.__name__}."):
                    await client.load_extension(cog.name)
                return in_code() | (await in_commands(client)).keys()


if __name__ == "__main__":
    phrases = asyncio.run(wanted())
    lines = [line for language in OTHERS for line in faults(language, phrases)]
    print("\n".join(lines) or "Nothing is missing.")  # noqa: T201, it speaks to a person
