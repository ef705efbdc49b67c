"""The reranker and the chat model as the desk opens them and the doctor looks at them."""

import logging

import pytest

from bot.desk import Desk
from bot.doctor import examine
from bot.settings import Settings
from retrieval.answers import Turn
from retrieval.chat_model import said
from retrieval.news import SHARED
from retrieval.reranker import NOTE
from tests.servers.model import ModelServer, Reply

SET = "NEWSDESK_DATA={data}\nRERANKER_MODEL={reranker}\nCHAT_MODEL={chat}\nCHAT_BASE_URL={url}\n"
CHOSEN = "RERANKER_MODEL CHAT_MODEL CHAT_BASE_URL OPENAI_API_KEY ANTHROPIC_API_KEY".split()


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    """What the machine happens to have set does not reach a test."""
    for name in CHOSEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def looked(tmp_path):
    """What the doctor finds of the two models, by name."""

    def look(reranker="", chat="", url="", key=""):
        env_file = tmp_path / ".env"
        written = SET.format(data=tmp_path / "data", reranker=reranker, chat=chat, url=url)
        env_file.write_text(f"{written}OPENAI_API_KEY={key}\n", "utf-8")
        found = {check.name: check for check in examine(env_file)}
        return found["reranker"], found["chat model"]

    return look


def test_a_desk_without_settings_has_neither(desk):
    """They are optional."""
    assert desk.models.reranker is None
    assert desk.models.chat_model is None


def test_the_desk_opens_what_is_set_once(archive, embedder, server):
    """The key reaches the server through the desk's settings alone."""
    chosen = Settings(
        reranker_model="some/model",
        chat_model="openai:small",
        chat_base_url=server.base_url,
        chat_key="sk-1",
    )
    with Desk(chosen, archive, embedder) as desk:
        assert desk.models.reranker is not None
        assert desk.models.reranker is desk.models.reranker
        assert desk.models.reranker.name == "some/model"
        assert desk.models.chat_model is not None
        assert desk.models.chat_model is desk.models.chat_model
        assert said(desk.models.chat_model, "Where?").text == "yes"
    assert server.requests[0].headers["Authorization"] == "Bearer sk-1"


def test_a_chat_model_that_cannot_be_opened_is_done_without(archive, embedder, caplog):
    """The log says once what is missing."""
    with Desk(Settings(chat_model="openai:small"), archive, embedder) as desk:
        assert desk.models.chat_model is None
        assert desk.models.chat_model is None
    [record] = [one for one in caplog.records if one.name == "bot.models"]
    assert "OPENAI_API_KEY" in record.getMessage()
    assert record.exc_info is None


def test_an_answer_says_that_the_chat_model_could_not_be_opened(archive, embedder, news):
    """Whoever set it would wonder why the passages speak."""
    with Desk(Settings(chat_model="openai:small", refusal=0.0), archive, embedder) as desk:
        given = desk.ask("How much do the wages at Portmere rise?", [SHARED])
    assert given.mode == "extractive"
    assert any("OPENAI_API_KEY" in note for note in given.notes)


def test_a_question_is_asked_with_both(archive, embedder, server, news, tmp_path):
    """The one makes a follow-up stand alone; that the other cannot order is noted."""
    chosen = Settings(
        reranker_model=str(tmp_path),
        chat_model="openai:small",
        chat_base_url=server.base_url,
        chat_key="sk-1",
    )
    server.will("What did Hanna Okafor call the deal?")
    before = Turn("Who leads the dockers?", "Union leader Hanna Okafor. [1]", "Who leads them?")
    with Desk(chosen, archive, embedder) as desk:
        answer = desk.ask("What did she call it?", [SHARED], history=[before])
    assert answer.understood.question == "What did Hanna Okafor call the deal?"
    assert NOTE in answer.notes


def test_warming_a_desk_whose_reranker_is_broken_goes_on(archive, embedder, tmp_path, caplog):
    """The bot starts without it, and its log says so."""
    with Desk(Settings(reranker_model=str(tmp_path)), archive, embedder) as desk:
        desk.warm()
    [record] = [one for one in caplog.records if one.levelno == logging.WARNING]
    assert "RERANKER_MODEL" in record.getMessage()


def test_the_doctor_finds_nothing_wrong_with_none(looked):
    """Neither is needed."""
    assert [check.state for check in looked()] == ["ok", "ok"]
    assert all("none set" in check.detail for check in looked())


def test_the_doctor_asks_the_chat_model(looked, server):
    """A key or a name may be wrong though it looks right."""
    _, found = looked(chat="openai:small", url=server.base_url, key="sk-1")
    assert (found.state, found.detail) == ("ok", "openai:small answers")
    server.will(Reply("Incorrect API key sk-1", 401))
    _, found = looked(chat="openai:small", url=server.base_url, key="sk-1")
    assert found.state == "warn"
    assert "HTTP 401" in found.detail
    assert "sk-1" not in found.detail


def test_the_doctor_warns_of_what_is_missing(looked, tmp_path):
    """A warning, no failure: newsdesk works without them."""
    reranker, chat = looked(reranker=str(tmp_path / "none"), chat="openai:small")
    assert (reranker.state, chat.state) == ("warn", "warn")
    assert "cannot be loaded" in reranker.detail
    assert "OPENAI_API_KEY" in chat.detail


def test_the_doctor_downloads_nothing(looked):
    """A model of the hub is named, not fetched."""
    reranker, _ = looked(reranker="cross-encoder/ms-marco-MiniLM-L6-v2")
    assert reranker.state == "warn"
    assert "on first use" in reranker.detail
