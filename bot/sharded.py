"""The client of a bot in so many servers that Discord wants several connections."""

from discord.ext import commands

from bot.client import NewsBot


class ShardedNewsBot(NewsBot, commands.AutoShardedBot):
    """The same bot over several connections; each has some of the servers."""
