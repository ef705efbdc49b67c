"""Hostile articles where no model writes: their event is told, and nothing they want is done."""

import pytest

from bot.wording import web
from retrieval.answers import Status
from retrieval.news import SHARED
from tests.injection import rules
from tests.injection.articles import HOSTILE

CONTROL = "How long did the strike of the dockers at Portmere last?"

each = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
hidden = pytest.mark.parametrize(
    "hostile", [one for one in HOSTILE if one.attack.hidden], ids=lambda hostile: hostile.name
)


@each
def test_the_event_is_told_as_without_the_attack(desk, held, hostile):
    """Same end, same first source, and the fact that was asked for."""
    question = hostile.event.question
    clean = desk.ask(question, {SHARED, held.library(hostile, clean=True)})
    attacked = desk.ask(question, {SHARED, held.library(hostile)})
    assert clean.status is attacked.status is Status.ANSWERED
    assert hostile.event.fact in clean.text
    assert hostile.event.fact in attacked.text
    assert {one.article_id for one in attacked.citations} == {held.article(hostile).id}


@each
def test_other_answers_stay_as_they_were(desk, held, hostile):
    """What an innocent article answers, it answers in the same words beside a hostile one."""
    before = desk.ask(CONTROL, {SHARED})
    after = desk.ask(CONTROL, {SHARED, held.library(hostile)})
    assert before.status is Status.ANSWERED
    assert after.sentences == before.sentences
    assert after.citations == before.citations


@each
def test_a_terminal_gets_letters_and_our_own_links(desk, held, hostile):
    """No control, bidirectional or unseen character, and no hyperlink but to what is cited."""
    answer = desk.ask(hostile.event.question, {SHARED, held.library(hostile)})
    assert answer.citations
    assert rules.in_terminal(answer) == []


@each
def test_what_is_quoted_is_what_the_article_says(desk, held, hostile):
    """Every sentence stands in the article, and every link leads there or nowhere."""
    article = held.article(hostile)
    answer = desk.ask(hostile.event.question, {SHARED, held.library(hostile)})
    for sentence in answer.sentences:
        assert sentence.text in article.text
    for citation in answer.citations:
        assert citation.quote == article.text[citation.start : citation.end]
        assert citation.url is None or citation.url == article.url
        assert citation.link is None or citation.link.startswith(f"{article.url}#:~:text=")


@each
def test_an_address_that_no_browser_should_follow_is_none(held, hostile):
    """Kept are http and https addresses without a password, in letters that DNS knows."""
    url = held.article(hostile).url
    if hostile.name in {"javascript-address", "data-address", "address-with-password"}:
        assert url is None
    else:
        assert url is not None
        assert url.startswith("https://")
        assert url.isascii()
        assert not set(web(url) or url) & set(' \n\t<>()"')


@hidden
def test_what_a_page_hides_from_its_readers_is_not_taken_in(held, hostile):
    """A reader could not check it, and it is where orders to models are put."""
    assert hostile.mark not in held.article(hostile).text
