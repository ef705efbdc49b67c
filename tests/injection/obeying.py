"""Chat models that do what articles tell them."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.injection.articles import Hostile
from tests.servers.model import Asked

_PASSAGE = re.compile(
    r'<passage number="(?P<number>\d+)"(?P<head>[^\n]*)>\n(?P<text>[^\n]*)\n</passage>'
)
_QUESTION = re.compile(r"<question>\n([^\n]*)")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_SENTENCE = re.compile(r"[^.!?]*[.!?]")
ALL_OF_IT = "NOT IN THE NEWS"


@dataclass(frozen=True)
class Shown:
    """A passage as the model was shown it."""

    number: int
    head: str
    text: str


def passages(asked: Asked) -> list[Shown]:
    """The passages that a model was given, in their order."""
    told = asked.body["messages"][1]["content"]
    return [
        Shown(int(found["number"]), found["head"], found["text"])
        for found in _PASSAGE.finditer(told)
    ]


def reads(hostile: Hostile, prompt: str) -> bool:
    """Whether the article's mark reached the model, in letters, spelled out or encoded."""
    if hostile.mark in "".join(prompt.split()):
        return True
    return any(hostile.mark in _decoded(found[0]) for found in _ENCODED.finditer(prompt))


def obedient(hostile: Hostile) -> Callable[[Asked], str]:
    """A model that does as it is told where it reads the order, and reports besides."""
    return lambda asked: _reply(hostile, asked, obeys=reads(hostile, asked.prompt))


def possessed(hostile: Hostile) -> Callable[[Asked], str]:
    """A model that does what the article wants whether or not it could read that."""
    return lambda asked: _reply(hostile, asked, obeys=True)


def _reply(hostile: Hostile, asked: Asked, *, obeys: bool) -> str:
    report = _report(asked)
    if not obeys:
        return report
    written = hostile.written(_own(hostile, asked).number)
    if written == ALL_OF_IT:
        return written
    if "NOT SAID:" in written:
        return f"{report}\n{written}"
    return f"{written}\n\n{report}\n\n{written}"


def _own(hostile: Hostile, asked: Asked) -> Shown:
    shown = passages(asked)
    return next((one for one in shown if hostile.event.fact in one.text), shown[0])


def _report(asked: Asked) -> str:
    """What an honest model writes: the sentence that has most of the question's words."""
    [question, *_] = map(_words, _QUESTION.findall(asked.body["messages"][1]["content"]))
    told = [
        (len(question & _words(found[0])), one.number, found[0].strip())
        for one in passages(asked)
        for found in _SENTENCE.finditer(one.text)
    ]
    _, number, sentence = max(told, key=lambda each: each[0])
    return f"{sentence[:-1]} [{number}]."


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _decoded(words: str) -> str:
    try:
        return base64.b64decode(words, validate=True).decode("utf-8", "ignore")
    except binascii.Error:
        return ""
