"""Chat models with a real client: opened by name, heard in time, and silent about the key."""

import logging
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from retrieval.answers import Usage
from retrieval.chat_model import MOST_CHARACTERS, Said, opened, said, streamed
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


def heard(model, messages, seconds, **more):
    """What a model says piece by piece, for the tests of both ways of asking."""
    return streamed(model, messages, seconds, lambda text: None, **more)


def test_a_model_is_asked_by_its_name_with_its_key(server, model):
    """The server sees what was set, and the answer comes back as text."""
    server.will("  Portmere.\n")
    assert said(model, "Where?").text == "Portmere."
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
    assert said(opened("openai:small", server.base_url), "Where?").text == "yes"
    assert server.requests[0].headers["Authorization"] == "Bearer not-needed"


def test_thoughts_are_left_out(server, model):
    """Small models write theirs before the answer."""
    server.will("<think>Port…\nmere?</think>\n\nPortmere.")
    assert said(model, "Where?").text == "Portmere."


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
    assert len(server.requests) <= 3


def test_a_failure_that_passes_is_tried_once_more(server, model):
    """One retry, then the answer."""
    server.will(Reply("busy", 500), "Portmere.")
    assert said(model, "Where?").text == "Portmere."


@pytest.mark.parametrize("reply", [Reply(hangs=True), Reply(drips=True)])
def test_no_answer_is_waited_for_longer_than_was_said(server, model, reply):
    """Also not one that comes a blank at a time, which no client's own limit ends."""
    server.will(reply)
    began = time.monotonic()
    with pytest.raises(ChatModelUnavailable, match=r"longer than 0\.5 seconds"):
        said(model, "Where?", seconds=0.5)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("asked", ["30", "1e400", "nan"])
def test_a_pause_longer_than_the_time_is_not_begun(server, model, asked):
    """A minute's patience would be longer than any reader's, and what is no number is no pause."""
    server.will(Reply("slow down", 429, headers={"Retry-After": asked}))
    with pytest.raises(ChatModelUnavailable, match="HTTP 429"):
        said(model, "Where?", seconds=0.4)
    assert len(server.requests) == 1


@pytest.mark.parametrize("ask", [said, heard])
@pytest.mark.parametrize("written", ["1", "a date"])
def test_a_pause_the_server_asks_for_is_kept_to(server, model, ask, written):
    """As a number of seconds, or as a date."""
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    asked = date if written == "a date" else written
    server.will(Reply("slow down", 429, headers={"Retry-After": asked}), "Portmere.")
    began = time.monotonic()
    assert ask(model, "Where?", seconds=5).text == "Portmere."
    assert time.monotonic() - began > 0.9
    assert len(server.requests) == 2


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


class Blocks(BaseChatModel):
    """A model whose provider sends thoughts and text apart, and says nothing of an end."""

    pieces: list[list[dict[str, str]]]

    @property
    def _llm_type(self):
        return "blocks"

    def _generate(self, messages, stop=None, run_manager=None, **more):
        content: list[str | dict[str, str]] = [block for piece in self.pieces for block in piece]
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=content))])

    def _stream(self, messages, stop=None, run_manager=None, **more):
        for piece in self.pieces:
            yield ChatGenerationChunk(message=AIMessageChunk(content=[*piece]))


@pytest.mark.parametrize("ask", [said, heard])
def test_an_answer_of_blocks_is_read_as_text(ask):
    """The provider's own blocks of thoughts are left out."""
    thought = {"type": "reasoning", "reasoning": "Hm."}
    model = Blocks(
        pieces=[
            [thought],
            [{"type": "text", "text": "Port"}, thought],
            [{"type": "text", "text": "mere."}],
        ]
    )
    assert ask(model, "Where?", seconds=5).text == "Portmere."


def test_importing_loads_no_provider():
    """LangChain and the provider's client are loaded when a model is opened."""
    script = "import sys, retrieval.chat_model, retrieval.rewrite; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"langchain", "langchain_core", "langchain_openai", "openai", "pydantic"}
    assert not heavy & set(ran.stdout.split())


LONG = "Die Fähre liegt fest. [1]\n„Neun Verletzte“, so die Küstenwache. [2][3] 🚢 Ende."


@pytest.mark.parametrize(
    "reply",
    [
        Reply(LONG, pieces=1),
        Reply(LONG, pieces=7),
        Reply(LONG, pieces=len(LONG)),
        Reply(LONG, pieces=3, bytes_=1),
        Reply(LONG, pieces=5, bytes_=11),
    ],
)
def test_an_answer_is_told_as_it_comes(server, model, reply):
    """In order and whole, however the network cuts it: within a character, a marker or a word."""
    server.will(reply)
    told: list[str] = []
    answer = streamed(model, "Where?", 20, told.append)
    assert answer == Said(LONG, Usage(10, 5))
    assert "".join(told) == LONG
    assert all(told)
    assert len(told) >= len(LONG) // reply.pieces


def test_a_piece_is_told_before_the_next_has_come(server, model):
    """A reader sees the first words while the last are not yet written."""
    server.will(Reply("Portmere it is.", pieces=1, after=5, hangs=True))
    told: list[str] = []
    with pytest.raises(ChatModelUnavailable):
        streamed(model, "Where?", 20, told.append, patience=0.5)
    assert "".join(told) == "Port"


@pytest.mark.parametrize("pieces", [1, 3, 8, 100])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<think>Port…\nmere?</think>\n\nPortmere.", "Portmere."),
        ("  <think></think>Portmere.", "Portmere."),
        ("Port<think>hm</think>mere.", "Portmere."),
        ("2 < 3 <thin air> <", "2 < 3 <thin air> <"),
        ("<think>It never ends", ""),
        ("<think>a</thin</think>b<think>c</think>d", "bd"),
    ],
)
def test_thoughts_are_not_told(server, model, pieces, text, wanted):
    """Also when their marks come in several pieces; what only begins like one is told."""
    server.will(Reply(text, pieces=pieces))
    told: list[str] = []
    assert streamed(model, "Where?", 20, told.append).text == wanted
    assert "".join(told).strip() == wanted


def test_thoughts_without_a_beginning_are_left_out_of_the_answer(server, model):
    """Some servers have written the first mark themselves."""
    server.will("Port or mere?</think>Portmere.")
    assert said(model, "Where?").text == "Portmere."


def test_thoughts_sent_apart_are_signs_of_life(server, model):
    """They are not told."""
    server.will(Reply("Portmere.", thinks="Hm, where?"))
    assert heard(model, "Where?", seconds=5).text == "Portmere."


@pytest.mark.parametrize("ask", [said, heard])
def test_tokens_are_the_server_s_count(server, model, ask):
    """As it tells them, streamed or not."""
    server.will(Reply("Portmere.", usage=(1234, 56)))
    assert ask(model, "Where?", seconds=5).usage == Usage(1234, 56)


@pytest.mark.parametrize("ask", [said, heard])
@pytest.mark.parametrize("usage", [None, (0, 0)])
def test_tokens_are_estimated_where_nobody_counts(server, model, ask, usage):
    """By the length of what was asked and said, and marked so."""
    server.will(Reply("Portmere it is.", usage=usage))
    asked = [("system", "Answer."), HumanMessage("Where do the dockers work?")]
    found = ask(model, asked, seconds=5).usage
    assert found.estimated
    assert (found.tokens_in, found.tokens_out) == (9, 4)


@pytest.mark.parametrize("ask", [said, heard])
def test_a_count_beyond_reason_is_bounded(server, model, ask):
    """A server's slip does not use up every budget for ever."""
    server.will(Reply("Portmere.", usage=(10**30, -5)))
    found = ask(model, "Where?", seconds=5).usage
    assert found.tokens_in <= 10**7
    assert 0 < found.tokens_out <= 10**7


@pytest.mark.parametrize(
    "reply",
    [
        Reply("Portmere it is.", after=2, cuts=True),
        Reply("Portmere it is.", after=2, wrecks="{'no': json"),
        Reply(
            "Portmere it is.", after=2, wrecks='{"error": {"message": "sk-very-secret", "code": 1}}'
        ),
        Reply("Portmere it is.", finish=None, done=False),
        Reply("Portmere it is.", finish=None),
    ],
)
def test_an_answer_that_breaks_off_is_told_to_have(server, model, caplog, reply):
    """It is not asked for again, as a part was told, and what was read and written is known."""
    server.will(reply)
    with pytest.raises(ChatModelUnavailable, match="broke off") as caught:
        heard(model, "Where?", seconds=5)
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.usage is not None
    assert caught.value.usage.tokens_out > 0
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply("Portmere.", wrecks="{'no': json"),
        Reply("Portmere.", wrecks='{"error": {"message": "sk-very-secret", "code": 1}}'),
        Reply(cuts=True),
        Reply("oh no", 500),
        Reply("slow down", 429),
        Reply(f"Incorrect API key {KEY}", 401),
        Reply(body="<html>"),
        Reply(body=""),
    ],
)
def test_an_answer_that_never_begins_is_told_by_its_kind(server, model, reply):
    """Never in the server's words."""
    server.will(reply)
    with pytest.raises(
        ChatModelUnavailable, match=r"did not answer \(\w+(, HTTP \d+)?\)"
    ) as caught:
        heard(model, "Where?", seconds=5)
    assert KEY not in str(caught.value)
    assert caught.value.usage is None


def test_an_end_without_its_mark_is_an_end(server, model):
    """Some servers leave the mark out, but say that they have finished."""
    server.will(Reply("Portmere.", done=False))
    assert heard(model, "Where?", seconds=5).text == "Portmere."


@pytest.mark.parametrize("ask", [said, heard])
def test_an_empty_answer_is_an_answer(server, model, ask):
    """What to make of it is for whoever asked."""
    server.will("")
    assert ask(model, "Where?", seconds=5).text == ""


@pytest.mark.parametrize("ask", [said, heard])
@pytest.mark.parametrize(
    "failure", [Reply("busy", 500), Reply("busy", 503), Reply("slow down", 429), Reply(cuts=True)]
)
def test_what_fails_twice_is_asked_a_third_time(server, model, ask, failure):
    """The reader sees nothing of it."""
    server.will(failure, failure, "Portmere.")
    assert ask(model, "Where?", seconds=10).text == "Portmere."
    assert len(server.requests) == 3


@pytest.mark.parametrize("ask", [said, heard])
@pytest.mark.parametrize(
    ("failure", "times"),
    [
        (Reply("busy", 500), 3),
        (Reply("bad", 400), 1),
        (Reply("who?", 401), 1),
        (Reply(body='{"error": {"message": "", "code": "insufficient_quota"}}', status=429), 1),
    ],
)
def test_what_does_not_pass_is_given_up(server, model, ask, failure, times):
    """After three tries, or at once where no other try can help."""
    server.will(failure)
    with pytest.raises(ChatModelUnavailable, match=f"HTTP {failure.status}"):
        ask(model, "Where?", seconds=10)
    assert len(server.requests) == times


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply("Portmere.", hangs=True), "said nothing for 0.5 seconds"),
        (Reply("Portmere.", pieces=2, hangs=True, after=3), "said nothing for 0.5 seconds"),
        (Reply("Portmere.", pieces=2, drips=True, after=3), "said nothing for 0.5 seconds"),
        (Reply("Portmere.", drips=True), "said nothing for 0.5 seconds"),
        (Reply("Portmere it is. " * 20, pieces=2, pause=0.2), "longer than 1.5 seconds"),
    ],
)
def test_a_slow_answer_is_ended_and_its_connection_closed(server, model, reply, message):
    """By its time as a whole and by its pauses; the server is told, so that it can stop."""
    server.will(reply)
    with pytest.raises(ChatModelUnavailable, match=message) as caught:
        heard(model, "Where?", seconds=1.5, patience=0.5)
    assert caught.value.usage is not None
    assert server.left.acquire(timeout=5) or reply.hangs


def test_no_thread_stays_behind(server, model):
    """However many answers never came."""
    heard(model, "Where?", seconds=5)
    before = threading.active_count()
    server.will(Reply(hangs=True))
    for _ in range(5):
        with pytest.raises(ChatModelUnavailable):
            heard(model, "Where?", seconds=0.2)
        with pytest.raises(ChatModelUnavailable):
            said(model, "Where?", seconds=0.2)
    assert threading.active_count() <= before


def test_an_endless_answer_is_cut(server, model):
    """At the most that is read of any, with what came before; its connection is closed."""
    server.will(Reply("Portmere it is. ", pieces=200, endless=True))
    told: list[str] = []
    answer = streamed(model, "Where?", 60, told.append)
    assert answer.cut
    assert answer.usage.estimated
    assert len("".join(told)) == MOST_CHARACTERS
    assert server.left.acquire(timeout=5)


def test_endless_thoughts_are_cut(server, model):
    """Though none of them is told."""
    server.will(Reply("<think>" + "Hm. " * 500, pieces=2000, endless=True))
    answer = heard(model, "Where?", seconds=60)
    assert (answer.text, answer.cut) == ("", True)
    assert server.left.acquire(timeout=5)
    assert answer.usage.tokens_out > 1000


@pytest.mark.parametrize("ask", [said, heard])
def test_an_answer_as_long_as_was_allowed_is_known_to_be_cut(server, model, ask):
    """The server says so."""
    server.will(Reply("Portmere it", finish="length"))
    assert ask(model, "Where?", seconds=5).cut


def test_what_the_listener_raises_ends_the_answer(server, model):
    """It comes out as it is, and the connection is closed."""
    server.will(Reply("Portmere it is. ", endless=True, pause=0.01))

    def stop(text):
        raise LookupError(text)

    with pytest.raises(LookupError):
        streamed(model, "Where?", 20, stop)
    assert server.left.acquire(timeout=5)


def test_many_are_answered_at_once(server, model):
    """Each gets its own words."""
    server.will(Reply(says=lambda asked: f"You asked: {asked.prompt}", pieces=2, pause=0.01))
    with ThreadPoolExecutor(20) as pool:
        answers = pool.map(lambda n: heard(model, f"Where is {n}?", seconds=30).text, range(20))
    assert list(answers) == [f"You asked: Where is {n}?" for n in range(20)]


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("small", {"temperature": 0, "max_completion_tokens": 4000}),
        ("gpt-4.1-mini", {"temperature": 0, "max_completion_tokens": 4000}),
        ("gpt-5-chat-latest", {"temperature": 0, "max_completion_tokens": 4000}),
        ("gpt-5-mini", {"max_completion_tokens": 12000, "reasoning_effort": "low"}),
        ("o4-mini", {"max_completion_tokens": 12000, "reasoning_effort": "low"}),
        ("openai/o3", {"max_completion_tokens": 12000, "reasoning_effort": "low"}),
        ("olmo-3", {"temperature": 0, "max_completion_tokens": 4000}),
    ],
)
def test_a_model_is_asked_to_keep_to_the_point(server, name, sent):
    """A temperature only where one is taken, room for thoughts where there are some."""
    heard(opened(f"openai:{name}", server.base_url, KEY), "Where?", seconds=5)
    body = server.requests[0].body
    manner = ("temperature", "max_completion_tokens", "reasoning_effort")
    found = {key: body[key] for key in manner if key in body}
    assert found == sent
    assert body["stream_options"] == {"include_usage": True}


@pytest.mark.process
def test_a_model_that_hangs_does_not_keep_newsdesk_from_ending(server):
    """The process ends at once."""
    server.will(Reply(hangs=True))
    script = (
        "import sys, threading\n"
        "from retrieval.chat_model import opened, said\n"
        "model = opened('openai:small', sys.argv[1])\n"
        "threading.Thread(target=lambda: said(model, 'Where?', 60), daemon=True).start()\n"
        "threading.Event().wait(2)\n"
    )
    subprocess.run([sys.executable, "-c", script, server.base_url], timeout=30, check=True)
