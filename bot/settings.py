"""Every setting, read once from the environment and .env, typed and checked."""

import logging
import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot import zones
from retrieval.budget import Limits, Prices
from retrieval.errors import SettingsInvalid
from retrieval.providers import KEYS

T = TypeVar("T")
D = TypeVar("D")

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator chose; every field has the default that .env.example shows.

    `discord_shards` is None for as many as Discord advises.
    """

    data: Path = Path("data")
    embedding_model: str | None = None
    chroma_url: str | None = None
    timezone: tzinfo | None = None
    allow_private: bool = False
    host_delay: float = 1.0
    contact: str | None = None
    discord_token: str | None = field(default=None, repr=False)
    ingest_roles: frozenset[str] = frozenset()
    dev_guild: int | None = None
    discord_api: str | None = None
    discord_shards: int | None = 1
    direct_messages: bool = False
    message_content: bool = False
    log_level: str = "INFO"
    refusal: float | None = None
    reranker_model: str | None = None
    chat_model: str | None = None
    chat_base_url: str | None = None
    chat_key: str | None = field(default=None, repr=False)
    chat_seconds: float = 30.0
    chat_budget_guild: int | None = 500_000
    chat_budget_person: int | None = 50_000
    chat_prices: Prices | None = None
    history_days: int = 30

    @property
    def zone(self) -> tzinfo:
        """The zone in which "yesterday" is a day: the one set, or the machine's own."""
        return self.timezone or zones.local()

    @property
    def chat_limits(self) -> Limits:
        """What the chat model may take in one day."""
        return Limits(guild=self.chat_budget_guild, person=self.chat_budget_person)


def load(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings; the environment wins over the file."""
    values = {**_from_file(env_file), **os.environ}
    return Settings(
        data=_read(values, "NEWSDESK_DATA", _path, Path("data")),
        embedding_model=_read(values, "EMBEDDING_MODEL", str, None),
        chroma_url=_read(values, "CHROMA_URL", _web_address, None),
        timezone=_read(values, "NEWSDESK_TIMEZONE", zones.named, None),
        allow_private=_read(values, "NEWSDESK_ALLOW_PRIVATE", _switch, False),
        host_delay=_read(values, "NEWSDESK_HOST_DELAY", _seconds, 1.0),
        contact=_read(values, "NEWSDESK_CONTACT", _contact, None),
        discord_token=_read(values, "DISCORD_TOKEN", _token, None),
        ingest_roles=_read(values, "INGEST_ROLES", _names, frozenset()),
        dev_guild=_read(values, "DISCORD_DEV_GUILD", _guild, None),
        discord_api=_read(values, "NEWSDESK_DISCORD_API", _web_address, None),
        discord_shards=_read(values, "DISCORD_SHARDS", _shards, 1),
        direct_messages=_read(values, "DIRECT_MESSAGES", _switch, False),
        message_content=_read(values, "MESSAGE_CONTENT", _switch, False),
        log_level=_read(values, "LOG_LEVEL", _log_level, "INFO"),
        refusal=_read(values, "REFUSAL_POINT", _probability, None),
        reranker_model=_read(values, "RERANKER_MODEL", str, None),
        chat_model=_read(values, "CHAT_MODEL", _chat_model, None),
        chat_base_url=_read(values, "CHAT_BASE_URL", _web_address, None),
        chat_key=_chat_key(values),
        chat_seconds=_read(values, "CHAT_SECONDS", _patience, 30.0),
        chat_budget_guild=_read(values, "CHAT_BUDGET_GUILD", _tokens, 500_000),
        chat_budget_person=_read(values, "CHAT_BUDGET_PERSON", _tokens, 50_000),
        chat_prices=_read(values, "CHAT_PRICES", _prices, None),
        history_days=_read(values, "HISTORY_DAYS", _days, 30),
    )


def _chat_key(values: Mapping[str, str]) -> str | None:
    # Of the provider that is used, and no other.
    provider = values.get("CHAT_MODEL", "").strip().partition(":")[0]
    return _read(values, KEYS[provider], _key, None) if provider in KEYS else None


def _from_file(env_file: Path | None) -> dict[str, str]:
    if env_file is None or not env_file.is_file():
        return {}
    try:
        # Without interpolation a token or password may hold a dollar sign.
        found = dotenv_values(env_file, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"The settings file {env_file} cannot be read; mend its permissions or encoding."
        raise SettingsInvalid(message) from error
    return {name: value for name, value in found.items() if value is not None}


def _read(values: Mapping[str, str], name: str, parse: Callable[[str], T], default: D) -> T | D:
    written = values.get(name, "").strip()
    if not written:
        return default
    try:
        return parse(written)
    except ValueError as error:
        raise SettingsInvalid(f"{name} must be {error}; mend it in .env or unset it.") from None


def _path(written: str) -> Path:
    return Path(written).expanduser()


def _web_address(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an http or https address such as http://localhost:8000")
    return written


def _switch(written: str) -> bool:
    word = written.lower()
    if word not in TRUE | FALSE:
        raise ValueError("on or off")
    return word in TRUE


def _seconds(written: str) -> float:
    return _number(written, 60, "a number of seconds from 0 to 60, such as 1.5")


def _patience(written: str) -> float:
    # Discord's own patience with a question is 300 seconds, and two tries may wait for a turn.
    return _number(written, 120, "a number of seconds from 1 to 120, such as 30", least=1)


def _tokens(written: str) -> int | None:
    """A number of tokens; None, which is no limit, for the word off."""
    if written.lower() in FALSE - {"0"}:
        return None
    digits = written.replace("_", "").replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 12):
        raise ValueError("a number of tokens such as 50000, or off for no limit")
    return int(digits)


def _prices(written: str) -> Prices:
    wanted = "two prices in US dollars a million tokens, read and written, such as 0.25,2.00"
    read, comma, wrote = written.partition(",")
    if not comma:
        raise ValueError(wanted)
    return Prices(_number(read, 10_000, wanted), _number(wrote, 10_000, wanted))


def _days(written: str) -> int:
    if not (
        written.isascii()
        and written.isdecimal()
        and len(written) < 6
        and 1 <= int(written) <= 36_500
    ):
        raise ValueError("a number of days from 1 to 36500, such as 30")
    return int(written)


def _contact(written: str) -> str:
    # It becomes part of a header, where brackets would end the comment that it stands in.
    if not re.fullmatch(r"[!-'*-\[\]-~ ]{1,200}", written):
        raise ValueError(
            "an e-mail or web address of at most 200 plain characters, without ( ) and \\"
        )
    return written


def _token(written: str) -> str:
    # A common slip is to paste the header form "Bot abc"; Discord would answer 401.
    token = written.removeprefix("Bot ").strip()
    if not token.isascii() or any(character.isspace() for character in token):
        raise ValueError("the bot token as the developer portal shows it, without spaces")
    return token


def _chat_model(written: str) -> str:
    if not re.fullmatch(r"[a-z_]+:\S+", written):
        raise ValueError("provider:name, such as openai:gpt-5-mini")
    return written


def _key(written: str) -> str:
    if not written.isascii() or any(character.isspace() for character in written):
        raise ValueError("the key as the provider shows it, without spaces")
    return written


def _names(written: str) -> frozenset[str]:
    return frozenset(name.strip() for name in written.split(",") if name.strip())


def _guild(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) <= 20):
        raise ValueError("a server id, which is digits only")
    return int(written)


def _shards(written: str) -> int | None:
    """A number of connections; None, which leaves it to Discord, for the word auto."""
    if written.lower() == "auto":
        return None
    digits = written.isascii() and written.isdecimal() and len(written) <= 4
    if not (digits and int(written)):
        raise ValueError("a number of connections such as 2, or auto")
    return int(written)


def _log_level(written: str) -> str:
    level = written.upper()
    if level not in logging.getLevelNamesMapping():
        raise ValueError("DEBUG, INFO, WARNING or ERROR")
    return level


def _probability(written: str) -> float:
    return _number(written, 1, "a number from 0 to 1, such as 0.5")


def _number(written: str, most: float, wanted: str, *, least: float = 0) -> float:
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise ValueError(wanted)
    return number
