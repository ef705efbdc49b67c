"""Sentences that were made further down, said in the reader's language.

Retrieval and ingest speak English and know nothing of languages: what they say is found again
by its words, and what has parts by the phrases of SAID and of bot.reasons.
"""

import re
from contextlib import suppress
from datetime import datetime
from functools import cache

from bot.dates import day
from bot.reasons import OF_READING, OF_WHAT_RUNS
from bot.words import ENGLISH, Phrase, Words, phrase

SAID = (
    phrase("Searched by words alone: the vector index is being mended."),
    phrase("Ordered without the reranking model, which does not work here."),
    phrase("There is no news of {outlet} here."),
    phrase("There is no news of that time here."),
    phrase("The words “{quoted}” stand in no article here."),
    phrase("Left out: one sentence by the chat model that the passages do not bear out."),
    phrase("Left out: {number} sentences by the chat model that the passages do not bear out."),
    phrase("The news found does not say: {missing}."),
    phrase("Some of this news carries no date."),
    phrase("Some of this news carries no date: it may not be of the time asked about."),
    phrase("Some of this was first read after {day}: its text may have changed since."),
    phrase("{reason} So these are the passages' own sentences."),
    phrase("The chat model wrote nothing."),
    phrase("The passages do not bear out what the chat model wrote."),
    phrase("Today's budget for written answers is used up here; it begins anew at midnight UTC."),
    phrase(
        "Today's budget of this person for written answers is used up; it begins anew at midnight "
        "UTC."
    ),
    phrase("The chat model took longer than {seconds} seconds."),
    phrase("The chat model said nothing for {seconds} seconds."),
    phrase("The chat model broke off in the middle of its answer."),
    phrase("The chat model broke off ({why})."),
    phrase("The chat model did not answer ({why})."),
    phrase("The chat model {name} needs a key; set {setting}."),
    phrase("The chat model {name} needs one more package: pip install {package}."),
    phrase("The chat model {name} cannot be opened ({why}); mend CHAT_MODEL."),
    phrase(
        "CHAT_MODEL {name} names no provider that LangChain knows; write provider:name, such as "
        "openai:gpt-5-mini."
    ),
)
"""What an answer notes of itself."""

_PLACE = re.compile(r"\\{(\w+)\\}")
_OURS = frozenset({"reason", "readable", "what", "left"})
"""Places that are filled with words of ours; those of others stay as they are."""


def said(sentence: str, words: Words) -> str:
    """One of our sentences in the reader's language; as it is when there is none."""
    if isinstance(sentence, Phrase):
        return words(sentence)
    if words.language == ENGLISH:
        return sentence
    if (exact := words(sentence)) != sentence:
        return exact
    for form, english in _forms():
        if found := form.fullmatch(sentence):
            parts = found.groupdict().items()
            return words(english, **{name: _part(name, part, words) for name, part in parts})
    # A record or a member of an archive names itself before what is wrong with it.
    name, colon, reason = sentence.partition(": ")
    return f"{name}: {said(reason, words)}" if colon else sentence


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_form(one) for one in (*SAID, *OF_READING, *OF_WHAT_RUNS) if "{" in one)


def _form(english: str) -> tuple[re.Pattern[str], str]:
    form = _PLACE.sub(lambda place: f"(?P<{place[1]}>.+?)", re.escape(english))
    return re.compile(form, re.DOTALL), english


def _part(name: str, part: str, words: Words) -> str:
    if name in _OURS:
        return said(part, words)
    if name == "day":
        with suppress(ValueError):
            return day(datetime.strptime(part, "%d %B %Y").date(), words)  # noqa: DTZ007 - a day
    return part
