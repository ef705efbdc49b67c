"""What is said back to a greeting, to thanks, and to who asks what can be asked."""

from bot.words import IN_ENGLISH, Words, phrase
from retrieval.question.courtesy import Courtesy, courtesy

_DOES = phrase("I answer questions about the news that was brought in here, each with its sources.")
_LINES = {
    Courtesy.GREETING: phrase("Hello! {does}", does=_DOES),
    Courtesy.THANKS: phrase("You are welcome! Just ask on."),
    Courtesy.LEAVE: phrase("Goodbye! Ask me again whenever you like."),
    Courtesy.ABILITIES: _DOES,
}
_TELLS_HOW = frozenset({Courtesy.GREETING, Courtesy.ABILITIES})


def said_back(text: str, how: str, words: Words = IN_ENGLISH) -> str | None:
    """A friendly line, for which nothing is searched; None for a question.

    `how` tells how to ask here, for who does not know yet.
    """
    kind = courtesy(text)
    if kind is None:
        return None
    line = words(_LINES[kind])
    return f"{line}\n{how}" if kind in _TELLS_HOW else line
