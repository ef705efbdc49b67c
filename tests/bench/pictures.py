"""Draw what Discord shows, with the bundled sample news: `python -m tests.bench.pictures FOLDER`.

The real bot answers in a simulated Discord, whose messages a browser draws; look at them. Chromium
must be installed. With names, only those scenes are drawn.
"""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import simcord
from playwright.async_api import async_playwright

from bot.client import NewsBot
from bot.desk import Desk
from bot.settings import Settings
from ingest import sample
from ingest.sources import LocalPath
from retrieval.news import SHARED
from tests.bench.scenes import SCENES
from tests.models import lend

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 760, 1400


@dataclass(frozen=True)
class Stage:
    """A simulated server whose bot reads the sample news, and the people in it."""

    env: Any
    desk: Desk
    guild: Any
    channel: Any
    reader: Any
    editor: Any

    async def mention(self, words: str, who: Any = None) -> Any:
        """Ask by mention; gives the bot's message."""
        sender = who or self.reader
        await sender.send(self.channel, f"<@{self.env.bot.user.id}> {words}")
        return self.channel.last_message


@asynccontextmanager
async def stage(folder: Path, language: str | None) -> AsyncIterator[Stage]:
    """Open the server over an archive of its own."""
    lend(folder / "data")
    settings = Settings(data=folder / "data", host_delay=0)
    with Desk.open(settings, holder="pictures") as desk:
        desk.ingest([LocalPath(sample.folder())], SHARED, follow=False)
        desk.warm()
        bot = NewsBot(desk, settings)
        # The sample's sites are invented, so nothing is to be read again.
        bot._poller.start = lambda: None
        async with simcord.run(bot, settle_timeout=30) as env:
            guild = env.create_guild(name="Harbour newsroom")
            manage = discord.Permissions(manage_guild=True)
            editors = guild.create_role("Editors", permissions=manage)
            editor = guild.add_member(env.create_user("edith"), roles=[editors])
            reader = guild.add_member(env.create_user("rowan"))
            channel = guild.create_text_channel("news-desk")
            if language:
                bot.guild_settings.change(guild.id, language=language)
            yield Stage(env, desk, guild, channel, reader, editor)


async def draw(folder: Path, names: list[str], language: str | None) -> None:
    """Play the scenes and keep a picture of each."""
    with tempfile.TemporaryDirectory() as scratch:
        async with stage(Path(scratch), language) as place, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=_browser())
            viewers = [place.reader, place.editor]
            for name in names or SCENES:
                viewer, target = await SCENES[name](place)
                shown = place.env.preview(
                    place.channel, viewers=viewers, width=WIDTH, height=HEIGHT, timezone="UTC"
                )
                async with shown as preview:
                    # SimCord would look for a browser that Playwright fetched.
                    preview._capture_manager._browser = browser
                    await preview.screenshot(
                        folder / f"{name}.png", viewer=viewer, target=target, allow_incomplete=True
                    )
                    preview._capture_manager._browser = None
                print(folder / f"{name}.png", flush=True)
            await browser.close()


def _browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit("Install Chromium first (on Debian: apt install chromium).")
    return found


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", choices=[*SCENES, []], help="scenes, else all")
    parser.add_argument("--language", help="the guild's language: de, fr, es")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(chosen.folder, chosen.names, chosen.language))


if __name__ == "__main__":
    main()
