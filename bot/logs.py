"""The bot's log: plain lines on stderr, an outage in one of them, the token in none."""

import logging
import sys

import aiohttp
import discord

AWAY = (
    OSError,
    aiohttp.ClientError,
    TimeoutError,
    discord.DiscordServerError,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
)
"""What it looks like when Discord, or the way to it, is down for a while."""

OURS = ("bot", "ingest", "retrieval", "discord")


def log_plainly(level: str, token: str) -> None:
    """Log to stderr, ours at the chosen level and other libraries' warnings."""
    handler = logging.StreamHandler(sys.stderr)
    discord.utils.setup_logging(handler=handler, formatter=_Plain(token), level=logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.getLevelNamesMapping()[level])


class _Plain(logging.Formatter):
    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        cause = record.exc_info[1] if record.exc_info else None
        if record.name.startswith("discord.") and isinstance(cause, AWAY):
            # discord.py reports each lost connection with its whole stack, though it mends it.
            record = logging.makeLogRecord(record.__dict__ | {"exc_info": None, "exc_text": None})
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            return f"{super().format(record)}: {cause}".replace(self._token, "[token]")
        return super().format(record).replace(self._token, "[token]")
