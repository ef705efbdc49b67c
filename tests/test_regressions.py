"""What news chatbots are known to get wrong, one case after the other, the whole way."""

import json
from datetime import UTC, datetime

import pytest

from bot.answers.cards import plain as as_messages
from bot.desk import Desk
from bot.settings import Settings
from bot.terminal import answer_lines, plain
from ingest.sources import Address, Upload
from retrieval.answers import Status
from retrieval.news import SHARED
from tests.models import lend
from tests.retrieval.drafts import by_vector, by_words, passage_ids
from tests.servers.model import ModelServer
from tests.servers.publisher import Publisher

MODEL = "openai:erring"
ASKED_AT = datetime(2026, 6, 20, 12, tzinfo=UTC)

OPENED = {
    "title": "Saltmere opens its swing bridge",
    "text": "Ines Varrow, the mayor of Saltmere, opened the swing bridge on Monday. "
    "It had cost 48 million crowns and taken 6 years to build.",
    "outlet": "Kelp Coast Courier",
    "url": "https://courier.example/bridge",
    "published": "2026-06-15T09:00:00Z",
}
ELECTED = {
    "title": "Osric Dunmore elected in Saltmere",
    "text": "Osric Dunmore was elected mayor of Saltmere on Sunday. "
    "He promised the town a swing bridge.",
    "outlet": "Kelp Coast Courier",
    "url": "https://courier.example/elected",
    "published": "2018-05-06T20:00:00Z",
}
WHO = "Which mayor opened the swing bridge in Saltmere?"


@pytest.fixture
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Open a desk over an archive of its own, closed in the end."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    lend(tmp_path)
    desks = []

    def open_(**settings):
        chosen = Settings(data=tmp_path, allow_private=True, host_delay=0, **settings)
        desks.append(Desk.open(chosen, holder="a test"))
        return desks[-1]

    yield open_
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(opened):
    """A desk without a chat model."""
    return opened()


@pytest.fixture
def erring(opened, server):
    """A desk whose chat model says, whenever it is asked, what a test writes."""
    desk = opened(chat_model=MODEL, chat_base_url=server.base_url, chat_key="sk-test")

    def says(text):
        server.will(text)
        return desk

    return says


def take(desk, *records):
    """Take articles in from a dump; gives them in its order."""
    dump = "\n".join(map(json.dumps, records)).encode()
    results = desk.ingest([Upload("dump.jsonl", dump)], SHARED).results
    assert all(result.article for result in results), results
    return [result.article for result in results]


# A name that the cited passage does not have


@pytest.mark.parametrize("known", [[OPENED], [ELECTED, OPENED]], ids=["unheard-of", "in-old-news"])
def test_a_former_office_holder_is_not_put_into_newer_news(erring, known):
    """Though the model that names him cites the article which names his successor."""
    wrong = "Osric Dunmore, the mayor of Saltmere, opened the swing bridge on Monday [1]."
    desk = erring(wrong)
    take(desk, *known)
    answer = desk.ask(WHO, {SHARED}, asked_at=ASKED_AT)
    assert answer.status is Status.ANSWERED
    assert "Ines Varrow" in answer.text
    assert "Dunmore" not in answer.text
    assert answer.mode == "extractive"
    assert any("do not bear out" in note for note in answer.notes)


def test_of_two_sentences_the_one_with_the_former_holder_goes(erring):
    """What the passage carries stays, in the model's words, and the reader is told of the cut."""
    desk = erring(
        "Mayor Osric Dunmore opened the swing bridge [1]. The bridge cost 48 million crowns [1]."
    )
    take(desk, OPENED)
    answer = desk.ask(WHO, {SHARED}, asked_at=ASKED_AT)
    assert answer.mode == MODEL
    assert [one.text for one in answer.sentences] == ["The bridge cost 48 million crowns."]
    assert "Dunmore" not in plain(answer_lines(answer, quotes=True))
    assert any("Left out: one sentence" in note for note in answer.notes)


# Numbers that the passage has, each in the other's place


@pytest.mark.parametrize(
    "swapped",
    [
        "The swing bridge cost 6 million crowns and took 48 years to build [1].",
        "The bridge in Saltmere took 48 years to build [1].",
        "The swing bridge cost 6 million crowns [1].",
    ],
)
def test_swapped_numbers_do_not_reach_the_answer(erring, swapped):
    """That a number stands somewhere in the passage does not make it this one."""
    desk = erring(swapped)
    take(desk, OPENED)
    answer = desk.ask("What did the swing bridge in Saltmere cost?", {SHARED}, asked_at=ASKED_AT)
    assert answer.status is Status.ANSWERED
    assert answer.mode == "extractive"
    assert "6 million" not in answer.text
    assert "48 years" not in answer.text
    assert "48 million crowns" in answer.text


def test_numbers_in_their_places_are_kept(erring):
    """The check refuses the swap, and not the numbers."""
    desk = erring("The swing bridge cost 48 million crowns and took 6 years to build [1].")
    take(desk, OPENED)
    answer = desk.ask("What did the swing bridge in Saltmere cost?", {SHARED}, asked_at=ASKED_AT)
    assert answer.mode == MODEL
    assert "48 million crowns and took 6 years" in answer.text


# "The last two weeks", and pages without a date

RECENTLY = "How many passengers did the ferry Petrel carry to the regatta in the last two weeks?"
RECENT = {
    "title": "Full decks for the regatta",
    "text": "The ferry Petrel carried 9,000 passengers to the regatta of Saltmere.",
    "url": "https://courier.example/full-decks",
    "published": "2026-06-10T09:00:00Z",
}
LONG_AGO = {
    "title": "A wet regatta",
    "text": "The ferry Petrel carried 700 passengers to the regatta of Saltmere in the rain.",
    "url": "https://courier.example/wet",
    "published": "2021-06-12T09:00:00Z",
}
UNDATED = {
    "title": "To the regatta by ferry",
    "text": "The ferry Petrel carried 4,200 passengers to the regatta of Saltmere this summer.",
    "url": "https://courier.example/by-ferry",
}
NO_DATE = "carries no date"


def test_dated_news_of_the_last_two_weeks_answers(desk):
    """Neither what is older nor what has no date stands in for it."""
    recent, _, _ = take(desk, RECENT, LONG_AGO, UNDATED)
    answer = desk.ask(RECENTLY, {SHARED}, asked_at=ASKED_AT)
    assert {one.article_id for one in answer.citations} == {recent.id}
    assert "9,000" in answer.text
    assert not any(NO_DATE in note for note in answer.notes)


def test_undated_news_answers_where_nothing_dated_does_and_says_so(desk):
    """It is not dropped, as a page that its publisher did not date may well be new."""
    _, undated = take(desk, LONG_AGO, UNDATED)
    answer = desk.ask(RECENTLY, {SHARED}, asked_at=ASKED_AT)
    assert {one.article_id for one in answer.citations} == {undated.id}
    assert answer.citations[0].published is None
    assert any(NO_DATE in note and "time asked about" in note for note in answer.notes)


def test_a_page_is_not_dated_by_the_day_it_was_read(desk):
    """Read today, it is no news of today."""
    [undated] = take(desk, UNDATED)
    assert undated.published is None
    answer = desk.ask("How many passengers did the ferry Petrel carry to the regatta?", {SHARED})
    assert answer.as_of.newest is None
    assert " · undated · " in plain(answer_lines(answer))


# An article that was deleted

COST = "What did the swing bridge in Saltmere cost?"
FOLLOWING = "And how long did it take to build?"


def nothing_of(desk, gone, passages):
    """Hold that no store, question or follow-up finds anything of an article."""
    before = desk.transcript.history("talk", SHARED)
    assert before  # the answer that cited it is still there to be followed up
    assert passages
    assert by_words(desk.archive, "swing") == []
    assert not {*passages} & {*by_vector(desk.archive, OPENED["text"], count=50)}
    for question, history in ((COST, ()), (FOLLOWING, before)):
        answer = desk.ask(question, {SHARED}, history=history, asked_at=ASKED_AT)
        assert answer.status is Status.NOT_IN_NEWS
        assert gone.id not in {one.article.id for one in answer.passages}
        assert gone.id not in {one.article_id for one in (*answer.citations, *answer.closest)}


def test_a_removed_article_answers_nothing_more(desk):
    """Neither its text nor its vectors nor the answers once given from it."""
    bridge, _ = take(desk, OPENED, LONG_AGO)
    answer = desk.ask(COST, {SHARED}, asked_at=ASKED_AT)
    assert answer.citations[0].article_id == bridge.id
    passages = passage_ids(desk.archive, bridge)
    desk.transcript.remember(answer, library=SHARED, conversation="talk")
    assert desk.archive.remove(bridge.id, {SHARED})
    nothing_of(desk, bridge, passages)


PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="{published}"></head>
<body><article><h1>{title}</h1><p>{text}</p>
<p>Children from both schools of the town walked across first, each with a flag in the colours of
the harbour guild, and the fire brigade's band played until the evening.</p>
</article></body></html>"""


def test_an_article_that_its_publisher_took_down_answers_nothing_more(desk):
    """Found gone when its page is read again, it is withdrawn from every answer."""
    take(desk, LONG_AGO)
    with Publisher() as publisher:
        publisher.publish("/bridge", PAGE.format(**OPENED))
        [taken] = desk.ingest([Address(publisher.url("/bridge"))], SHARED).results
        answer = desk.ask(COST, {SHARED}, asked_at=ASKED_AT)
        assert answer.citations[0].article_id == taken.article.id
        passages = passage_ids(desk.archive, taken.article)
        desk.transcript.remember(answer, library=SHARED, conversation="talk")
        publisher.withdraw("/bridge")
        desk.recheck({SHARED})
    nothing_of(desk, taken.article, passages)


def test_what_cited_a_removed_article_can_still_be_read(desk):
    """The answer once given stays what it was, as whoever has it must be able to look it up."""
    bridge, _ = take(desk, OPENED, LONG_AGO)
    answer = desk.ask(COST, {SHARED}, asked_at=ASKED_AT)
    number = desk.transcript.remember(answer, library=SHARED, conversation="talk")
    desk.archive.remove(bridge.id, {SHARED})
    kept = desk.transcript.recall(number, SHARED)
    assert kept is not None
    assert kept.citations == answer.citations


# One wire story in five outlets

WIRE = (
    "The tide gate at Fenwold jammed half open on Thursday and 300 cellars filled with water. "
    "Engineers freed it with a crane at noon. "
    "The town had put off its overhaul for two winters to save money. "
    "Shops on the quay will stay shut until the weekend, the chamber of trade said."
)
OUTLETS = ("Northern Wire", "Fenwold Echo", "Harbour Gazette", "Inland Times", "Quay Observer")


def test_five_copies_of_one_wire_story_are_one_source(desk):
    """Cited once, and said to be one text of five outlets, in the terminal and in Discord."""
    copies = take(
        desk,
        *(
            {
                "title": "Tide gate jams at Fenwold",
                "text": WIRE,
                "outlet": outlet,
                "url": f"https://outlet{number}.example/tide-gate",
                "published": f"2026-06-1{number}T10:00:00Z",
            }
            for number, outlet in enumerate(OUTLETS)
        ),
    )
    answer = desk.ask(
        "How many cellars filled with water when the tide gate at Fenwold jammed?",
        {SHARED},
        asked_at=ASKED_AT,
    )
    assert "The tide gate at Fenwold jammed" in answer.text
    assert {one.article_id for one in answer.citations} == {copies[0].id}
    assert {one.article.id for one in answer.passages} == {copies[0].id}
    [cited, *_] = answer.citations
    assert {cited.outlet, *cited.also} == set(OUTLETS)
    for shown in (plain(answer_lines(answer)), "\n".join(as_messages(answer))):
        assert shown.count("5 outlets, one text") == 1
