"""The attack itself quoted as an answer, whole: the doors show it as letters and nothing more."""

from dataclasses import replace

import pytest

from bot.answers.cards import draft, plain
from bot.answers.quoted import Quoted, quoted_messages, quoted_pages
from retrieval.answers import AnswerSentence
from retrieval.news import SHARED
from tests.injection import rules
from tests.injection.articles import HOSTILE

each = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)


@pytest.fixture
def quoted(desk, held):
    """An answer that quotes all of a hostile article and the attack as it was planted."""

    def made(hostile):
        article = held.article(hostile)
        answer = desk.ask(hostile.event.question, {SHARED, held.library(hostile)})
        [first, *_] = answer.citations
        whole = replace(first, n=1, quote=article.text, start=0, end=len(article.text))
        said = [article.text, hostile.words, f"{hostile.words} {hostile.written(1)}"]
        told = tuple(AnswerSentence(text, (1,)) for text in said)
        return replace(answer, sentences=told, citations=(whole,), notes=(hostile.words,))

    return made


@each
def test_discord_shows_a_quoted_attack_as_letters(quoted, hostile):
    """On the card's text, in a draft and among the exact quotes."""
    answer = quoted(hostile)
    asked = f"What of {hostile.words}?"
    exact = quoted_messages(quoted_pages([Quoted(one) for one in answer.citations]))
    shown = [*plain(answer, asked=asked), *exact, draft(answer.sentences, asked)]
    assert any(hostile.event.fact in text for text in shown)
    for text in shown:
        assert rules.in_discord(text, answer) == []


@each
def test_a_terminal_shows_a_quoted_attack_as_letters(quoted, hostile):
    """With links and without, and in the notes."""
    assert rules.in_terminal(quoted(hostile)) == []
