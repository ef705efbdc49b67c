"""Every setting, read once from the environment and .env, typed and checked."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values

from bot import setting_values, zones
from retrieval.budget import Limits, Prices
from retrieval.errors import SettingsInvalid
from retrieval.providers import KEYS

T = TypeVar("T")
D = TypeVar("D")


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
        data=_read(values, "NEWSDESK_DATA", setting_values.path, Path("data")),
        embedding_model=_read(values, "EMBEDDING_MODEL", str, None),
        chroma_url=_read(values, "CHROMA_URL", setting_values.web_address, None),
        timezone=_read(values, "NEWSDESK_TIMEZONE", zones.named, None),
        allow_private=_read(values, "NEWSDESK_ALLOW_PRIVATE", setting_values.switch, False),
        host_delay=_read(values, "NEWSDESK_HOST_DELAY", setting_values.seconds, 1.0),
        contact=_read(values, "NEWSDESK_CONTACT", setting_values.contact, None),
        discord_token=_read(values, "DISCORD_TOKEN", setting_values.token, None),
        ingest_roles=_read(values, "INGEST_ROLES", setting_values.names, frozenset()),
        dev_guild=_read(values, "DISCORD_DEV_GUILD", setting_values.guild, None),
        discord_api=_read(values, "NEWSDESK_DISCORD_API", setting_values.web_address, None),
        discord_shards=_read(values, "DISCORD_SHARDS", setting_values.shards, 1),
        direct_messages=_read(values, "DIRECT_MESSAGES", setting_values.switch, False),
        message_content=_read(values, "MESSAGE_CONTENT", setting_values.switch, False),
        log_level=_read(values, "LOG_LEVEL", setting_values.log_level, "INFO"),
        refusal=_read(values, "REFUSAL_POINT", setting_values.probability, None),
        reranker_model=_read(values, "RERANKER_MODEL", str, None),
        chat_model=_read(values, "CHAT_MODEL", setting_values.chat_model, None),
        chat_base_url=_read(values, "CHAT_BASE_URL", setting_values.web_address, None),
        chat_key=_chat_key(values),
        chat_seconds=_read(values, "CHAT_SECONDS", setting_values.patience, 30.0),
        chat_budget_guild=_read(values, "CHAT_BUDGET_GUILD", setting_values.tokens, 500_000),
        chat_budget_person=_read(values, "CHAT_BUDGET_PERSON", setting_values.tokens, 50_000),
        chat_prices=_read(values, "CHAT_PRICES", setting_values.prices, None),
        history_days=_read(values, "HISTORY_DAYS", setting_values.days, 30),
    )


def _chat_key(values: Mapping[str, str]) -> str | None:
    # Of the provider that is used, and no other.
    provider = values.get("CHAT_MODEL", "").strip().partition(":")[0]
    return _read(values, KEYS[provider], setting_values.key, None) if provider in KEYS else None


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
