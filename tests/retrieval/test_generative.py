"""Answers that a chat model writes, by a real client and server, kept only where they hold."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from retrieval.answerer import answer
from retrieval.answers import Asker, Status, Turn
from retrieval.budget import Limits
from retrieval.chat_model import opened
from retrieval.news import SHARED
from retrieval.writer import Writer
from tests.retrieval.drafts import draft, put
from tests.servers.model import ModelServer, Reply

MINE = [SHARED]
QUESTION = "How many people were hurt when the ferry Lark hit the pier at Saltmere?"
GOOD = (
    "The ferry Lark hit the pier at Saltmere on Monday, and 12 people were hurt [1]. "
    "Harbourmaster Ines Calloway said the engine had failed [1]."
)
SURE: dict[str, Any] = {"refusal_point": 0.0}


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_API_BASE", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def writer(server):
    return Writer(
        opened("openai:small", server.base_url, "sk-1", seconds=5), "openai:small", seconds=8
    )


@pytest.fixture
def news(archive):
    put(
        archive,
        draft(
            "The ferry Lark hit the pier at Saltmere on Monday and twelve people were hurt. "
            "Harbourmaster Ines Calloway said that the engine had failed.",
            slug="lark",
            title="Ferry hits pier",
            outlet="Harbour Post",
            url="https://news.test/lark",
            published=datetime(2026, 3, 3, 9, tzinfo=UTC),
        ),
    )
    put(
        archive,
        draft(
            "Orla Venn was elected mayor of Tarnholt with 4,310 votes.",
            slug="venn",
            title="Venn elected in Tarnholt",
            outlet="Meridian Wire",
            url="https://news.test/venn",
            published=datetime(2026, 3, 2, 9, tzinfo=UTC),
        ),
    )
    return archive


@pytest.fixture
def ask(news, writer):
    def asked(question=QUESTION, **more):
        return answer(news, question, MINE, **({"writer": writer} | SURE | more))

    return asked


def texts(given):
    return [sentence.text for sentence in given.sentences]


def test_prose_is_kept_with_the_exact_words_it_rests_on(ask, server):
    """Each sentence cites whole sentences of its article; the answer names the model."""
    server.will(GOOD)
    given = ask()
    assert given.status is Status.ANSWERED
    assert given.mode == "openai:small"
    assert len(texts(given)) == 2
    first, second = given.citations
    assert (
        first.quote
        == "The ferry Lark hit the pier at Saltmere on Monday and twelve people were hurt."
    )
    assert second.quote.startswith("Harbourmaster Ines Calloway said")
    assert [one.citations for one in given.sentences] == [(1,), (2,)]
    assert given.usage is not None
    assert given.usage.calls == 1


def test_the_model_is_told_the_passages_as_data(ask, server):
    """Numbered, with outlet and date, inside fences that no article can end."""
    server.will(GOOD)
    ask()
    told = server.requests[0].prompt
    assert 'outlet="Harbour Post" published="Tuesday, 03 March 2026, 09:00 UTC"' in told
    assert "<question>" in told
    assert QUESTION in told


def test_markers_are_emitted_strictly_however_they_were_written(ask, server):
    """The text has [n] alone, numbered as sentences need them."""
    server.will(GOOD.replace("[1]", "【1†source】"))
    assert "[1]" in ask().text
    assert "【" not in ask().text


def test_a_wrong_number_is_written_anew(ask, server):
    """The second try is told what failed, and stands when it holds."""
    server.will(GOOD.replace("12 people", "19 people"), GOOD)
    given = ask()
    assert "12 people" in given.text
    assert given.usage.calls == 2
    assert "number: “19" in server.requests[1].prompt


def test_what_fails_twice_is_cut_and_told(ask, server):
    """The rest of the answer stays."""
    server.will(GOOD.replace("Ines Calloway", "Osric Pellham"))
    given = ask()
    assert "Pellham" not in given.text
    assert "12 people" in given.text
    assert any("Left out: one sentence" in note for note in given.notes)
    assert len(server.requests) == 2


def test_when_nothing_holds_the_passages_speak(ask, server):
    """The extractive answer comes instead and says so."""
    server.will("Nineteen sheep were elected in Quarrendon [1].")
    given = ask()
    assert given.mode == "extractive"
    assert "twelve people were hurt" in given.text
    assert any("do not bear out what the chat model wrote" in note for note in given.notes)


def test_a_citation_moves_to_where_it_fits(ask, server):
    """A right sentence with a wrong number is cited rightly."""
    server.will(GOOD.replace("[1]", "[2]"))
    given = ask()
    assert {one.title for one in given.citations} == {"Ferry hits pier"}


@pytest.mark.parametrize("marks", ["", " [7]", " [0]", " [99, 100]"])
def test_no_citation_and_invented_ones_are_found_by_the_words(ask, server, marks):
    """A number that no passage has is none."""
    server.will(GOOD.replace(" [1]", marks))
    given = ask()
    assert [one.citations for one in given.sentences] == [(1,), (2,)]


def test_an_invented_quotation_is_cut(ask, server):
    """Quotation marks are a promise."""
    server.will(
        "12 people were hurt when the ferry Lark hit the pier at Saltmere [1]. "
        "Ines Calloway said “we never checked the engine” [1]."
    )
    given = ask()
    assert "never checked" not in given.text
    assert "12 people" in given.text


def test_that_the_news_does_not_say_is_believed(ask, server):
    """A refusal with the closest headlines, in the model's name."""
    server.will("NOT IN THE NEWS")
    given = ask()
    assert given.status is Status.NOT_IN_NEWS
    assert given.closest
    assert given.mode == "openai:small"


def test_what_is_missing_is_a_note(ask, server):
    """And no sentence, as nothing carries it."""
    server.will(GOOD + "\nNOT SAID: whether the ferry will sail again")
    given = ask()
    assert len(texts(given)) == 2
    assert "The news found does not say: whether the ferry will sail again." in given.notes


def test_what_is_missing_brings_in_no_names_of_its_own(ask, server):
    """It is as untrusted as the rest."""
    server.will(GOOD + "\nNOT SAID: why Osric Pellham of Quarrendon fled with 4000 dollars")
    assert not any("Pellham" in note for note in ask().notes)


@pytest.mark.parametrize(
    "reply",
    [
        Reply("busy", 429),
        Reply("oh no", 500),
        Reply(cuts=True),
        Reply(body="<html>"),
        Reply(""),
    ],
)
def test_when_the_model_fails_the_passages_answer_and_it_is_said(ask, server, reply):
    """One note, the extractive answer, and no exception."""
    server.will(reply)
    given = ask()
    assert given.mode == "extractive"
    assert given.status is Status.ANSWERED
    assert any("passages' own sentences" in note for note in given.notes)


def test_a_model_that_is_slow_is_not_waited_for(news, server):
    """Its time is limited."""
    server.will(Reply(hangs=True))
    slow = Writer(
        opened("openai:small", server.base_url, "k", seconds=5), "openai:small", seconds=0.5
    )
    given = answer(news, QUESTION, MINE, writer=slow, **SURE)
    assert given.mode == "extractive"
    assert any("longer than" in note for note in given.notes)


def test_no_budget_means_no_request(news, writer, server):
    """The extractive answer says why."""
    poor = replace(
        writer,
        budget=news.budget.limited(Limits(guild=10, person=10), None),
        asker=Asker("guild-1", "7"),
    )
    given = answer(news, QUESTION, MINE, writer=poor, **SURE)
    assert given.mode == "extractive"
    assert not server.requests
    assert any("budget" in note for note in given.notes)


def test_sentences_are_heard_as_they_come_and_only_checked_ones(ask, server):
    """In their order, with the numbers that they have in the answer."""
    server.will("Nineteen people drowned at Quarrendon [1]. " + GOOD)
    heard = []
    given = ask(on_sentence=heard.append)
    assert [one.text for one in heard] == texts(given)
    assert [one.citations for one in heard] == [one.citations for one in given.sentences]


def test_a_refused_question_is_not_sent_to_the_model(news, writer, server):
    """Nothing retrieved is about it, so there is nothing to write from."""
    given = answer(news, "Who won the chess title in Uruguay?", MINE, writer=writer)
    assert given.status is Status.NOT_IN_NEWS
    assert not server.requests


def test_a_follow_up_is_made_to_stand_alone_first(ask, server):
    """By the model that also writes, on the same account."""
    history = [
        Turn("What happened to the ferry Lark?", "It hit the pier [1].", about="Ferry hits pier")
    ]
    server.will("How many people were hurt when the ferry Lark hit the pier?", GOOD)
    given = ask("And how many were hurt on it?", history=history)
    assert given.understood.question.startswith("How many people were hurt when")
    assert "12 people" in given.text


@pytest.mark.parametrize(
    "written",
    [
        "12 people were hurt when the ferry Lark hit the pier [1](https://evil.test/?q=1).",
        "12 people were hurt when the **ferry Lark** hit the pier https://evil.test/a [1].",
        "- 12 people were hurt when the ferry Lark hit the [pier](https://evil.test) [1].",
    ],
)
def test_no_address_that_a_model_typed_is_in_an_answer(ask, server, written):
    """Links come from the archive alone."""
    server.will(written)
    given = ask()
    assert given.mode == "openai:small"
    assert "evil.test" not in given.text
    assert "12 people were hurt" in given.text
    assert "*" not in given.text


def test_a_claim_keeps_who_made_it(ask, server):
    """A flat statement of what somebody said is told as theirs."""
    server.will("The engine of the ferry had failed [1].")
    given = ask("Why did the ferry Lark hit the pier at Saltmere?")
    assert "Calloway" in given.text


def test_what_a_failed_answer_took_is_booked(news, writer, server):
    """A stream that breaks was paid for as far as it came."""
    server.will(Reply(GOOD, cuts=True, after=3))
    asked = replace(writer, budget=news.budget.limited(Limits()), asker=Asker("guild-1", "7"))
    assert answer(news, QUESTION, MINE, writer=asked, **SURE).mode == "extractive"
    [spent] = news.budget.spent(library="guild-1")
    assert spent.tokens_in > 0


def test_thoughts_without_a_beginning_are_no_sentences(ask, server):
    """Some servers leave out the sign that opens them."""
    server.will("The reader asks how many. " * 10 + "</think>" + GOOD)
    given = ask()
    assert len(texts(given)) == 2
    assert not any("Left out" in note for note in given.notes)


def test_that_nothing_is_missing_is_no_note(ask, server):
    """Models fill in every line of a form."""
    server.will(GOOD + "\nNOT SAID: nothing.")
    assert not any("does not say" in note for note in ask().notes)


def test_a_follow_up_in_another_language_is_left_to_the_model(ask, server):
    """The rules know English ones alone."""
    history = [Turn("What happened to the ferry Lark?", "It hit the pier [1].")]
    server.will("Combien de blessés sur le ferry Lark ?", GOOD)
    given = ask("Combien de blessés ?", history=history)
    assert given.understood.follow_up
    assert "Lark" in given.understood.question


def test_a_question_in_another_language_that_stands_alone_stays(ask, server):
    """The model writes it as it is."""
    history = [Turn("What happened to the ferry Lark?", "It hit the pier [1].")]
    server.will("Combien de personnes le ferry Lark blessa-t-il ?", GOOD)
    given = ask("Combien de personnes le ferry Lark blessa-t-il ?", history=history)
    assert not given.understood.follow_up


@pytest.mark.parametrize("reply", ["", " \n", "…"])
def test_a_model_that_writes_nothing_is_said_to(ask, server, reply):
    """It is another thing than writing what does not hold."""
    server.will(reply)
    assert any("wrote nothing" in note or "did not answer" in note for note in ask().notes)
