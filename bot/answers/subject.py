"""A question about what somebody else wrote: what it asks, and what it leans on."""

import re

import discord

from bot.markup import LINK
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.answers import Turn
from retrieval.errors import NewsdeskError
from retrieval.question.words import STOP_WORDS, words
from retrieval.sentences import sentences

LONGEST = 300
NO_WORDS = phrase("There are no words in that message to look for; say what you want to know.")
_CHECKS = frozenset(
    # English, German, French and Spanish, without accents.
    "true false real really fake right wrong correct confirmed confirm check checked fact facts "
    "verify verified source sources proof evidence news say says said claim claims "
    "stimmt das ist dies es wahr wirklich echt richtig falsch so quelle quellen beleg belege dazu "
    "est ce que c cela ca vrai vraiment faux exact confirme verifie preuve preuves "
    "eso esto verdad cierto de falso confirmado fuente fuentes prueba pruebas".split()
)
_ASKS_MORE = frozenset("who whom whose when where which why how".split())
_SIGNS = re.compile(r"<?https?://[^\s<>]+>?|<(?:@[!&]?|#|/|a?:|t:)[^<>\s]*>|\|\|")
_FEWEST = 4
"""Words of a claim: less is a greeting or a heading."""


def of_message(message: discord.Message) -> str:
    """The words of a message: its own, those forwarded in it, or those of a card that it shows."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    own = [part.content for part in parts]
    cards = [f"{one.title or ''}\n{one.description or ''}" for part in parts for one in part.embeds]
    return plain("\n".join(own)) or plain("\n".join(cards)) or _of_card(message)


def of_post(message: discord.Message) -> str:
    """The words of an article that we posted by itself; nothing of what tells of several."""
    texts = _texts(message)
    return _without_numbers(texts[0]) if len(texts) == 1 else ""


def _of_card(message: discord.Message) -> str:
    """The first text of a newer card, such as an answer of ours."""
    return _without_numbers(next(iter(_texts(message)), ""))


def _texts(message: discord.Message) -> list[str]:
    found: list[str] = []
    for component in message.components:
        parts = component.children if isinstance(component, discord.Container) else [component]
        found += [part.content for part in parts if isinstance(part, discord.TextDisplay)]
    return found


def _without_numbers(text: str) -> str:
    """The text with the words of its links, unless these are the number of a source."""
    return plain(LINK.sub(_label, text))


def _label(link: re.Match[str]) -> str:
    label = link[0][1 : link[0].rindex("](<")]
    return " " if label.startswith("[") else label


def plain(text: str) -> str:
    """The text without addresses, mentions and Markdown; empty when there is no word in it."""
    left = discord.utils.remove_markdown(_SIGNS.sub(" ", text))
    lines = (" ".join(line.split()) for line in left.splitlines())
    joined = "\n".join(line for line in lines if line)
    return joined if any(map(str.isalnum, joined)) else ""


def claim(text: str) -> str:
    """The first sentence that says or asks something, cut where it is very long."""
    said = [text[one.start : one.end] for one in sentences(text)]
    first = next((one for one in said if len(one.split()) >= _FEWEST), text)
    line = " ".join(first.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"


def asked_about(question: str, text: str, words: Words = IN_ENGLISH) -> str:
    """The question about a text, or what the news says of it when nothing more is asked.

    Raises NewsdeskError when neither has words.
    """
    if not _asks_to_check(question):
        return question
    if not text:
        raise NewsdeskError(NO_WORDS)
    said = claim(text)
    return said if said.endswith("?") else words("What does the news say about this: {it}", it=said)


def leaned_on(text: str) -> Turn:
    """The text as something said before, for "when was that?" to lean on."""
    return Turn(question=claim(text), answer=text)


def _asks_to_check(question: str) -> bool:
    """Whether it asks no more than "is that true?", or nothing."""
    said = set(words(question))
    return said <= _CHECKS | STOP_WORDS and said.isdisjoint(_ASKS_MORE)
