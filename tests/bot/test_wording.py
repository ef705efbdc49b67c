"""What both doors say alike."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.answers.cards import plain
from bot.terminal import answer_lines
from bot.terminal import plain as printed
from bot.wording import authorship
from retrieval.answers import Answer, AnswerSentence, AsOf, Status, Understood

ANSWER = Answer(
    question="Who won?",
    status=Status.ANSWERED,
    mode="openai:big_*model*",
    understood=Understood("Who won?"),
    as_of=AsOf(datetime(2026, 8, 5, tzinfo=UTC), 1, 1, None),
    sentences=(AnswerSentence("The Herons won.", ()),),
)


def test_both_doors_say_which_model_wrote_an_answer():
    """Under the answer, its name as it is written."""
    said = "Written by openai:big_*model* from these sources; each sentence checked."
    assert authorship(ANSWER) == said
    assert f"\n{said}\n" in printed(answer_lines(ANSWER))
    [page] = plain(ANSWER)
    assert r"-# Written by openai:big\_\*model\* from these sources; each" in page


def test_nothing_is_said_of_the_news_own_words_or_a_refusal():
    """There nobody wrote."""
    assert not authorship(replace(ANSWER, mode="extractive"))
    assert not authorship(replace(ANSWER, status=Status.NOT_IN_NEWS))
