"""Hostile articles asked about in Discord: nobody is pinged, and only our own links are there."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk import Desk
from bot.settings import Settings
from tests.bot.conftest import texts
from tests.injection import rules
from tests.injection.articles import HOSTILE
from tests.injection.obeying import possessed
from tests.servers.model import ModelServer, Reply

pytestmark = pytest.mark.asyncio

each = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)


_BUTTON = re.compile(r"nd1:quotes:(\d+)")


@pytest.fixture(scope="module")
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def desk(held, embedder, server, monkeypatch):
    """A desk over the set's archive with a chat model."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    embedder.warm()
    chosen = Settings(
        chat_model="openai:obedient", chat_base_url=server.base_url, chat_key="sk-test"
    )
    return Desk(chosen, held.archive, embedder)


class Posted:
    """All that the bot sent for one question and its quotes."""

    def __init__(self, place, answer):
        self.answer = answer
        sent = [one for one in place.env.http_requests if one.method in {"POST", "PATCH"}]
        bodies = [one.json.get("data") or one.json for one in sent if isinstance(one.json, dict)]
        self.bodies = [one for one in bodies if one.get("content") or one.get("components")]
        self.texts = [
            "\n".join([one.get("content") or "", *texts(parts(one))]) for one in self.bodies
        ]


def parts(body):
    """The components of a message's body."""
    return body.get("components") or []


@pytest.fixture
def ask(start, desk, held):
    """Ask of a hostile article by mention, look at the quotes, and give all that was posted."""

    async def asked(hostile):
        async with start() as place:
            article = held.take(hostile, place.library)
            try:
                await place.mention(hostile.event.question)
                for message in place.channel.history()[1:]:
                    if found := _BUTTON.search(
                        json.dumps([one.to_dict() for one in message.components])
                    ):
                        await place.boss.click(message, label="Sources")
                        answer = desk.transcript.recall(int(found[1]), place.library)
                return Posted(place, answer)
            finally:
                held.archive.remove(article.id, {place.library})
                # The next Discord has the same ids again, and knows nothing of this one's answers.
                held.archive.transcript.forget_library(None)
                held.archive.mentions.expire(datetime.now(UTC) + timedelta(days=1))

    return asked


@each
async def test_nobody_is_pinged_and_every_link_is_the_articles(ask, server, hostile):
    """Whatever the article holds and a model that obeys it writes, on card, draft and quotes."""
    server.will(Reply(says=possessed(hostile)))
    posted = await ask(hostile)
    assert posted.answer.citations or hostile.name == "nothing-in-the-news"
    assert any(hostile.event.fact in text for text in posted.texts) or not posted.answer.citations
    for body, text in zip(posted.bodies, posted.texts, strict=True):
        assert body.get("allowed_mentions", {}).get("parse") == []
        assert rules.in_discord(text, posted.answer) == []


@each
async def test_quoted_answers_ping_nobody_either(ask, server, hostile):
    """Where the model fails and the passages answer themselves, the attack verbatim among them."""
    server.will(Reply(status=400, text="no"))
    posted = await ask(hostile)
    assert posted.answer.mode == "extractive"
    assert posted.answer.citations
    for body, text in zip(posted.bodies, posted.texts, strict=True):
        assert body.get("allowed_mentions", {}).get("parse") == []
        assert rules.in_discord(text, posted.answer) == []
