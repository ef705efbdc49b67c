"""The settings: where they come from, and what is refused."""

import dataclasses
import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings, load
from retrieval.budget import Limits, Prices
from retrieval.errors import SettingsInvalid

NAMES = (
    "NEWSDESK_DATA EMBEDDING_MODEL CHROMA_URL NEWSDESK_ALLOW_PRIVATE DISCORD_TOKEN INGEST_ROLES "
    "DISCORD_DEV_GUILD NEWSDESK_DISCORD_API DISCORD_SHARDS DIRECT_MESSAGES "
    "MESSAGE_CONTENT LOG_LEVEL REFUSAL_POINT "
    "NEWSDESK_HOST_DELAY NEWSDESK_CONTACT NEWSDESK_TIMEZONE RERANKER_MODEL CHAT_MODEL "
    "CHAT_BASE_URL CHAT_SECONDS CHAT_BUDGET_GUILD CHAT_BUDGET_PERSON CHAT_PRICES HISTORY_DAYS"
).split()
KEYS = "OPENAI_API_KEY ANTHROPIC_API_KEY GOOGLE_API_KEY MISTRAL_API_KEY".split()
EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    """What the machine happens to have set does not reach a test."""
    for name in NAMES + KEYS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def env_file(tmp_path):
    """Writes a .env file and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / ".env"
        path.write_text(text, "utf-8")
        return path

    return write


def test_without_anything_set_the_defaults_hold():
    """Nothing has to be set to begin."""
    assert load(None) == Settings()


def test_the_example_file_shows_exactly_the_defaults():
    """Copying .env.example changes nothing."""
    assert load(EXAMPLE) == Settings()


def test_the_example_file_names_every_setting_with_a_comment():
    """Each setting can be found, with what it is for, in .env.example."""
    text = EXAMPLE.read_text("utf-8")
    assert sorted(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)) == sorted(NAMES + KEYS)
    assert len(NAMES) + 1 == len(dataclasses.fields(Settings))  # of the keys one is read
    for paragraph in text.strip().split("\n\n")[1:]:
        assert paragraph.startswith("# ")


def test_the_environment_wins_over_the_file(env_file, monkeypatch):
    """A variable set for one run is heeded."""
    monkeypatch.setenv("NEWSDESK_DATA", "/from/environment")
    found = load(env_file("NEWSDESK_DATA=/from/file\nREFUSAL_POINT=0.1\n"))
    assert found.data == Path("/from/environment")
    assert found.refusal == 0.1


def test_values_are_read_as_what_they_mean(env_file):
    """Every setting arrives in its own type."""
    found = load(
        env_file(
            "NEWSDESK_DATA=~/news\nEMBEDDING_MODEL=intfloat/e5-small\n"
            "CHROMA_URL=http://localhost:8000\nNEWSDESK_TIMEZONE=Europe/London\nNEWSDESK_ALLOW_PRIVATE=Yes\n"
            "DISCORD_TOKEN='Bot abc.$def'\nINGEST_ROLES= Editors, 42 ,\nDISCORD_DEV_GUILD=77\n"
            "NEWSDESK_DISCORD_API=http://127.0.0.1:9000\nLOG_LEVEL=debug\nREFUSAL_POINT=0.2\n"
            "NEWSDESK_HOST_DELAY=2.5\nNEWSDESK_CONTACT=desk@harbour.example\n"
            "RERANKER_MODEL=models/reader\nCHAT_MODEL=openai:qwen3:8b\n"
            "CHAT_BASE_URL=http://localhost:8080/v1\nOPENAI_API_KEY='sk-$1'\n"
            "CHAT_SECONDS=12.5\nCHAT_BUDGET_GUILD=1,000,000\nCHAT_BUDGET_PERSON=Off\n"
            "CHAT_PRICES=0.25, 2.00\nHISTORY_DAYS=7\n"
            "DISCORD_SHARDS=2\nDIRECT_MESSAGES=on\nMESSAGE_CONTENT=On\n"
        )
    )
    assert found == Settings(
        data=Path.home() / "news",
        embedding_model="intfloat/e5-small",
        chroma_url="http://localhost:8000",
        timezone=ZoneInfo("Europe/London"),
        allow_private=True,
        discord_token="abc.$def",
        ingest_roles=frozenset({"Editors", "42"}),
        dev_guild=77,
        discord_api="http://127.0.0.1:9000",
        log_level="DEBUG",
        refusal=0.2,
        host_delay=2.5,
        contact="desk@harbour.example",
        reranker_model="models/reader",
        chat_model="openai:qwen3:8b",
        chat_base_url="http://localhost:8080/v1",
        chat_key="sk-$1",
        chat_seconds=12.5,
        chat_budget_guild=1_000_000,
        chat_budget_person=None,
        chat_prices=Prices(0.25, 2.0),
        history_days=7,
        discord_shards=2,
        direct_messages=True,
        message_content=True,
    )


@pytest.mark.parametrize(("written", "shards"), [("", 1), ("1", 1), ("16", 16), ("Auto", None)])
def test_shards_are_one_some_or_as_many_as_discord_advises(env_file, written, shards):
    """None leaves the number to Discord."""
    assert load(env_file(f"DISCORD_SHARDS={written}\n")).discord_shards == shards


def test_a_budget_of_0_is_none_at_all(env_file):
    """And not the same as no limit."""
    found = load(env_file("CHAT_BUDGET_GUILD=0\nCHAT_BUDGET_PERSON=\n"))
    assert found.chat_limits == Limits(guild=0, person=50_000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHROMA_URL", "localhost:8000"),
        ("NEWSDESK_ALLOW_PRIVATE", "maybe"),
        ("DISCORD_TOKEN", "a b"),
        ("DISCORD_DEV_GUILD", "my server"),
        ("DISCORD_SHARDS", "0"),
        ("DISCORD_SHARDS", "many"),
        ("DIRECT_MESSAGES", "some"),
        ("LOG_LEVEL", "LOUD"),
        ("REFUSAL_POINT", "high"),
        ("REFUSAL_POINT", "nan"),
        ("REFUSAL_POINT", "-0.2"),
        ("NEWSDESK_HOST_DELAY", "61"),
        ("NEWSDESK_HOST_DELAY", "-1"),
        ("NEWSDESK_HOST_DELAY", "slow"),
        ("NEWSDESK_CONTACT", "desk@harbour.example\r\nCookie: a=b"),
        ("NEWSDESK_CONTACT", "café@harbour.example"),
        ("NEWSDESK_CONTACT", "Desk (nights)"),
        ("NEWSDESK_CONTACT", "x" * 201),
        ("NEWSDESK_TIMEZONE", "Europe"),
        ("NEWSDESK_TIMEZONE", "Mars/Olympus"),
        ("NEWSDESK_TIMEZONE", "../etc/localtime"),
        ("CHAT_MODEL", "gpt-5-mini"),
        ("CHAT_MODEL", "openai:"),
        ("CHAT_MODEL", "Open AI:gpt-5-mini"),
        ("CHAT_BASE_URL", "localhost:8080/v1"),
        ("CHAT_SECONDS", "0.5"),
        ("CHAT_SECONDS", "121"),
        ("CHAT_SECONDS", "nan"),
        ("CHAT_BUDGET_GUILD", "-1"),
        ("CHAT_BUDGET_GUILD", "lots"),
        ("CHAT_BUDGET_PERSON", "1e6"),
        ("CHAT_BUDGET_PERSON", "9" * 13),
        ("CHAT_PRICES", "0.25"),
        ("CHAT_PRICES", "0.25,-2"),
        ("CHAT_PRICES", "0.25,2,3"),
        ("CHAT_PRICES", "inf,2"),
        ("CHAT_PRICES", "cheap,dear"),
        ("HISTORY_DAYS", "0"),
        ("HISTORY_DAYS", "36501"),
        ("HISTORY_DAYS", "9" * 5000),
        ("HISTORY_DAYS", "a week"),
    ],
)
def test_a_senseless_value_is_refused_by_name(monkeypatch, name, value):
    """The sentence names the setting to mend."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=f"^{name} must be .*mend it"):
        load(None)


def test_a_refused_token_is_not_shown(monkeypatch):
    """A secret stays out of messages and out of the settings' own words."""
    monkeypatch.setenv("DISCORD_TOKEN", "very secret")
    with pytest.raises(SettingsInvalid) as caught:
        load(None)
    assert "very secret" not in str(caught.value)
    assert "hush" not in repr(Settings(discord_token="hush"))


@pytest.mark.parametrize(
    ("model", "key"),
    [
        ("openai:small", "key-of-openai"),
        ("anthropic:small", "key-of-anthropic"),
        ("google_genai:small", "key-of-google"),
        ("mistralai:small", "key-of-mistral"),
        ("ollama:small", None),
        ("", None),
    ],
)
def test_only_the_key_of_the_chosen_provider_is_read(env_file, model, key):
    """And the environment of this process stays as it was."""
    before = dict(os.environ)
    keys = "".join(f"{name}=key-of-{name.split('_')[0].lower()}\n" for name in KEYS)
    assert load(env_file(f"CHAT_MODEL={model}\n{keys}")).chat_key == key
    assert dict(os.environ) == before


def test_a_chat_key_is_not_shown(monkeypatch):
    """Neither when it is refused nor when it is taken."""
    monkeypatch.setenv("CHAT_MODEL", "openai:small")
    monkeypatch.setenv("OPENAI_API_KEY", "very secret")
    with pytest.raises(SettingsInvalid, match="OPENAI_API_KEY must be") as caught:
        load(None)
    assert "very secret" not in str(caught.value)
    assert "hush" not in repr(Settings(chat_key="hush"))


def test_an_unreadable_file_is_one_sentence(tmp_path):
    """A .env in another encoding is named rather than half read."""
    path = tmp_path / ".env"
    path.write_bytes(b"NEWSDESK_DATA=\xff\xfe")
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        load(path)
