"""The bot's life: start, come back after an outage, and leave cleanly when told to."""

import asyncio
import contextlib
import ipaddress
import logging
import random
import signal
import sys
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import discord
import yarl

from bot.client import NewsBot
from bot.desk import Desk
from bot.settings import Settings
from bot.sharded import ShardedNewsBot
from retrieval.errors import DiscordRefused, NewsdeskError, SettingsInvalid

log = logging.getLogger(__name__)

FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
STABLE_SECONDS = 120.0
PORTAL = "https://discord.com/developers/applications, your application, Bot"
WRONG_TOKEN = (
    f"Discord does not accept DISCORD_TOKEN: open {PORTAL}, press Reset Token, and put the new "
    "token into .env."
)
NO_INTENT = (
    f"Discord refuses to let the bot read messages that do not mention it: open {PORTAL}, and "
    "switch Message Content Intent on under Privileged Gateway Intents, or set MESSAGE_CONTENT=off "
    "in .env."
)
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
SIGNALS = (signal.SIGTERM, signal.SIGINT)


async def serve(desk: Desk, settings: Settings, token: str) -> None:
    """Run the bot until it is told to stop; raises DiscordRefused when Discord lets it not in."""
    _log_plainly(settings.log_level, token)
    # Voice is not used, so what it lacks is no news.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    _point_at(settings.discord_api)
    stop = asyncio.Event()
    for number in SIGNALS:
        # Windows has no signal handlers on its loop; there Ctrl+C ends the program anyway.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, _told_to, stop)
    await _keep_running(desk, settings, token, stop)


def _told_to(stop: asyncio.Event) -> None:
    stop.set()
    for number in SIGNALS:
        # Told twice, it ends at once: the archive bears that.
        asyncio.get_running_loop().remove_signal_handler(number)
        signal.signal(number, signal.SIG_DFL)


async def _keep_running(desk: Desk, settings: Settings, token: str, stop: asyncio.Event) -> None:
    wait = FIRST_WAIT
    while not stop.is_set():
        began = asyncio.get_running_loop().time()
        try:
            # A client that failed cannot be started again, so each try has a new one.
            await _run(client(desk, settings), token, stop)
        except NewsdeskError:
            raise
        except Exception as error:
            _refuse_or_go_on(error)
        if asyncio.get_running_loop().time() - began > STABLE_SECONDS:
            wait = FIRST_WAIT
        if not stop.is_set():
            log.warning("Trying again in %.0f seconds.", wait)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait * random.uniform(0.8, 1.2))
        wait = min(wait * 2, LONGEST_WAIT)


def client(desk: Desk, settings: Settings) -> NewsBot:
    """A client with as many connections to Discord as the operator chose."""
    return (NewsBot if settings.discord_shards == 1 else ShardedNewsBot)(desk, settings)


async def _run(bot: NewsBot, token: str, stop: asyncio.Event) -> None:
    async with _ended(bot):
        run = asyncio.create_task(bot.start(token))
        halt = asyncio.create_task(stop.wait())
        await asyncio.wait({run, halt}, return_when=asyncio.FIRST_COMPLETED)
        halt.cancel()
        if not run.done():
            log.info("Told to stop.")
            await bot.close()
            # Closing before the first connection would leave the start waiting.
            await asyncio.wait({run}, timeout=5)
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            return
        await run


@contextlib.asynccontextmanager
async def _ended(bot: NewsBot) -> AsyncIterator[None]:
    """Close the client at the end, and what discord.py (2.7.1) leaves of a start cut short."""
    try:
        async with bot:
            yield
    finally:
        # It waits for servers on and on, and then fails for want of a connection.
        starting = getattr(bot._connection, "_ready_task", None)  # noqa: SLF001  (nothing public waits for it)
        if starting is not None:
            starting.cancel()


def _refuse_or_go_on(error: Exception) -> None:
    # When the very first connection fails, discord.py stumbles over having none (2.7.1).
    if isinstance(error, AttributeError) and isinstance(error.__context__, AWAY):
        error = error.__context__
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    if isinstance(error, discord.LoginFailure) or code == 4004:
        raise DiscordRefused(WRONG_TOKEN) from None
    if isinstance(error, discord.PrivilegedIntentsRequired) or code in {4013, 4014}:
        raise DiscordRefused(NO_INTENT) from None
    if isinstance(error, AWAY):
        log.warning("Discord cannot be reached: %s", error)
    else:
        log.error("The bot stopped unexpectedly.", exc_info=error)


def _point_at(api: str | None) -> None:
    if api is None:
        return
    host = urlsplit(api).hostname or ""
    if not _is_loopback(host):
        # The token goes there: a server on this machine, for tests, and no other.
        raise SettingsInvalid("NEWSDESK_DISCORD_API must be an address on 127.0.0.1; unset it.")
    base = api.rstrip("/")
    discord.http.Route.BASE = f"{base}/api/v10"
    gateway = yarl.URL(base.replace("http", "ws", 1) + "/")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _log_plainly(level: str, token: str) -> None:
    # Ours at the chosen level, and other libraries' warnings.
    handler = logging.StreamHandler(sys.stderr)
    discord.utils.setup_logging(handler=handler, formatter=_Plain(token), level=logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.getLevelNamesMapping()[level])


class _Plain(logging.Formatter):
    # An outage in one line, the token in none.

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
