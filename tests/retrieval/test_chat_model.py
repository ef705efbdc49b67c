"""Chat models with a real client: opened by name, heard in time, and silent about the key."""

import logging
import subprocess
import sys
import time

import pytest
from langchain_core.messages import AIMessage

from retrieval.chat_model import opened, said
from retrieval.errors import ChatModelUnavailable
from tests.servers.model import ModelServer, Reply

KEY = "sk-very-secret"
SERVERS = ("OPENAI_API_KEY", "OPENAI_API_BASE", "OPENAI_BASE_URL", "LANGSMITH_GATEWAY")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    """What the machine happens to have set does not reach a test."""
    for name in SERVERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def model(server):
    return opened("openai:small", server.base_url, KEY, seconds=5)


def test_a_model_is_asked_by_its_name_with_its_key(server, model):
    """The server sees what was set, and the answer comes back as text."""
    server.will("  Portmere.\n")
    assert said(model, "Where?") == "Portmere."
    [asked] = server.requests
    assert asked.body["model"] == "small"
    assert asked.prompt == "Where?"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"


def test_a_name_may_hold_colons(server):
    """As the names of local models do."""
    said(opened("openai:qwen3:8b", server.base_url), "Where?")
    assert server.requests[0].body["model"] == "qwen3:8b"


def test_a_server_of_one_s_own_needs_no_key(server):
    """And none is sent to it that was not set."""
    assert said(opened("openai:small", server.base_url), "Where?") == "yes"
    assert server.requests[0].headers["Authorization"] == "Bearer not-needed"


def test_thoughts_are_left_out(server, model):
    """Small models write theirs before the answer."""
    server.will("<think>Port…\nmere?</think>\n\nPortmere.")
    assert said(model, "Where?") == "Portmere."


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply("slow down", 429), "RateLimitError, HTTP 429"),
        (Reply("oh no", 500), "Error, HTTP 500"),
        (Reply(f"Incorrect API key {KEY}", 401), "AuthenticationError, HTTP 401"),
        (Reply("no such model", 404), "NotFoundError, HTTP 404"),
        (Reply(body="<html>"), "JSONDecodeError"),
        (Reply(body="{}"), "Error"),
        (Reply(body='{"choices": []}'), "Error"),
        (Reply(cuts=True), "ConnectionError"),
    ],
)
def test_whatever_fails_is_one_sentence_without_the_key(server, model, caplog, reply, reason):
    """Its kind is told; its words are the server's own, and stay out."""
    server.will(reply)
    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(ChatModelUnavailable, match=reason) as caught,
    ):
        said(model, "Where?")
    assert KEY not in caplog.text.replace(reply.text or "-", "")
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert len(server.requests) <= 2


def test_a_failure_that_passes_is_tried_once_more(server, model):
    """One retry, then the answer."""
    server.will(Reply("busy", 500), "Portmere.")
    assert said(model, "Where?") == "Portmere."


@pytest.mark.parametrize("reply", [Reply(hangs=True), Reply(drips=True)])
def test_no_answer_is_waited_for_longer_than_was_said(server, model, reply):
    """Also not one that comes a blank at a time, which no client's own limit ends."""
    server.will(reply)
    began = time.monotonic()
    with pytest.raises(ChatModelUnavailable, match=r"longer than 0\.5 seconds"):
        said(model, "Where?", seconds=0.5)
    assert time.monotonic() - began < 3


def test_a_pause_the_server_asks_for_counts_too(server, model):
    """A minute's patience would be longer than any reader's."""
    server.will(Reply("slow down", 429, headers={"Retry-After": "30"}))
    with pytest.raises(ChatModelUnavailable, match="longer than"):
        said(model, "Where?", seconds=0.5)


def test_nobody_listening_is_a_sentence():
    """As when the local server was not started."""
    with pytest.raises(ChatModelUnavailable, match="ConnectionError"):
        said(opened("openai:small", "http://127.0.0.1:9/v1"), "Where?")


@pytest.mark.parametrize(
    ("provider", "variable"),
    [
        ("openai", "OPENAI_API_KEY"),
        ("anthropic", "ANTHROPIC_API_KEY"),
        ("google_genai", "GOOGLE_API_KEY"),
        ("mistralai", "MISTRAL_API_KEY"),
    ],
)
def test_a_missing_key_is_named(provider, variable):
    """Whoever set the model learns which variable to set."""
    with pytest.raises(ChatModelUnavailable, match=variable):
        opened(f"{provider}:some")


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("openai:small", "langchain-openai"),
        ("anthropic:small", "langchain-anthropic"),
        ("google_genai:small", "langchain-google-genai"),
        ("mistralai:small", "langchain-mistralai"),
        ("deepseek:small", "langchain-deepseek"),
    ],
)
def test_a_missing_package_is_named(monkeypatch, name, package):
    """Only what is used has to be installed."""
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, package.replace("-", "_"), None)
    with pytest.raises(ChatModelUnavailable, match=f"pip install {package}"):
        opened(name, api_key=KEY)
    base._get_chat_model_creator.cache_clear()


@pytest.mark.parametrize("name", ["opnai:small", "small", "openai:", ":small"])
def test_a_name_of_no_provider_is_told(name):
    """The sentence shows how a name is written."""
    with pytest.raises(ChatModelUnavailable, match="provider:name"):
        opened(name, api_key=KEY)


def test_what_cannot_be_opened_does_not_show_the_key(monkeypatch):
    """A client's own complaint quotes what it was given."""
    with pytest.raises(ChatModelUnavailable, match="ValidationError") as caught:
        opened("openai:small", base_url=7, api_key=KEY)  # type: ignore[arg-type]
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_an_answer_of_blocks_is_read_as_text():
    """Some providers send thoughts and text apart."""

    class Blocks:
        def invoke(self, messages):
            thought = {"type": "reasoning", "reasoning": "Hm."}
            return AIMessage(content=[thought, {"type": "text", "text": "Portmere."}])

    assert said(Blocks(), "Where?") == "Portmere."  # type: ignore[arg-type]


def test_importing_loads_no_provider():
    """LangChain and the provider's client are loaded when a model is opened."""
    script = "import sys, retrieval.chat_model, retrieval.rewrite; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"langchain", "langchain_core", "langchain_openai", "openai", "pydantic"}
    assert not heavy & set(ran.stdout.split())
