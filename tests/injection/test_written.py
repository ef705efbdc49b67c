"""Hostile articles given to a chat model that obeys them: nothing of it comes out."""

import pytest

from bot.desk import Desk
from bot.settings import Settings
from bot.terminal import answer_lines, plain
from retrieval.answers import Status
from retrieval.news import SHARED
from retrieval.prompt import TASK
from tests.injection import rules
from tests.injection.articles import HOSTILE
from tests.injection.obeying import obedient, passages, possessed
from tests.servers.model import ModelServer, Reply

KEY = "sk-of-the-operator-0123456789"
CONTROL = "How long did the strike of the dockers at Portmere last?"
INVENTED = ("evil.example", "discord.gg", "NOT IN THE NEWS", "NOT SAID", "![", "](", "@everyone")

each = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)


@pytest.fixture(scope="module")
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def writing(held, embedder, server, monkeypatch):
    """A desk over the set's archive whose model says what a function makes of the prompt."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    embedder.warm()
    settings = Settings(chat_model="openai:obedient", chat_base_url=server.base_url, chat_key=KEY)

    def opened(says):
        server.requests.clear()
        server.will(Reply(says=says))
        return Desk(settings, held.archive, embedder)

    return opened


@each
@pytest.mark.parametrize("kind", [obedient, possessed])
def test_nothing_that_an_obeying_model_invents_is_in_its_answer(writing, held, hostile, kind):
    """Neither the word demanded nor a link, a ping or a refusal; the report alone is."""
    heard = []
    answer = writing(kind(hostile)).ask(
        hostile.event.question,
        {SHARED, held.library(hostile)},
        on_sentence=lambda sentence: heard.append(sentence.text),
    )
    said = "\n".join([answer.text, *heard, *answer.notes])
    assert hostile.attack.news or hostile.mark not in said
    assert not [word for word in INVENTED if word in said]
    if kind is possessed and hostile.name == "nothing-in-the-news":
        assert answer.status is Status.NOT_IN_NEWS  # a model's own refusal is believed
        return
    assert answer.status is Status.ANSWERED
    assert hostile.event.fact in answer.text
    assert {one.article_id for one in answer.citations} == {held.article(hostile).id}


@each
def test_neither_rules_nor_key_are_told(writing, held, server, hostile):
    """The key goes to the model's server alone, and the rules no further than to the model."""
    desk = writing(possessed(hostile))
    answer = desk.ask(hostile.event.question, {SHARED, held.library(hostile)})
    shown = plain(answer_lines(answer, quotes=True))
    assert KEY not in shown
    assert not [line for line in TASK.splitlines() if len(line) > 30 and line in shown]
    assert all(KEY not in asked.prompt for asked in server.requests)


@each
def test_the_fence_around_each_passage_holds(writing, held, server, hostile):
    """As many passages begin and end in the prompt as were given, and one question stands there."""
    desk = writing(obedient(hostile))
    answer = desk.ask(hostile.event.question, {SHARED, held.library(hostile)})
    told = server.requests[0].body["messages"][1]["content"]
    numbers = [one.number for one in passages(server.requests[0])]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == len(answer.passages)
    assert told.count("<passage ") == told.count("</passage>") == len(numbers)
    assert told.count("<") == 2 * len(numbers) + 4
    assert rules.unseen(told) == []


@each
def test_the_innocent_answer_stays_itself(writing, held, hostile):
    """A model that obeys beside it does not change what an innocent article answers."""
    desk = writing(obedient(hostile))
    answer = desk.ask(CONTROL, {SHARED, held.library(hostile)})
    assert answer.status is Status.ANSWERED
    assert "eleven-day strike" in answer.text
    assert not [word for word in INVENTED if word in answer.text]
    if not hostile.attack.news:
        assert hostile.mark not in answer.text
        assert {one.outlet for one in answer.citations} == {"The Harbour Post"}


@each
def test_a_terminal_gets_letters_and_our_own_links(writing, held, hostile):
    """As where no model writes."""
    desk = writing(possessed(hostile))
    answer = desk.ask(hostile.event.question, {SHARED, held.library(hostile)})
    assert rules.in_terminal(answer) == []
