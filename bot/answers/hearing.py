"""Whether a message asks us something, and what."""

import re
from typing import TYPE_CHECKING

import discord

from retrieval.question.courtesy import courtesy

if TYPE_CHECKING:
    from bot.client import NewsBot

_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>")
_WORD = re.compile(r"[^\W\d_]+")
_ASKING = frozenset(
    # English, German, French and Spanish.
    "who whom whose what when where why which how "
    "wer wen wem wessen was wann wo woher wohin warum wieso weshalb welche welcher welches wie "
    "qui que quoi quand où pourquoi comment combien quel quelle quels quelles "
    "quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles".split()
)
_FEWEST = 2
"""Words: people who talk to one another also say "What?"."""


def question_of(message: discord.Message) -> str:
    """The words of a message, without whom it mentions."""
    return " ".join(_MENTION.sub(" ", message.content).split())


def reads_like_a_question(text: str) -> bool:
    """Whether a message among others asks something: by its mark, or the word it begins with."""
    said = _WORD.findall(text.lower())
    if len(said) < _FEWEST or courtesy(text) is not None:
        # "How are you?" is said to one another.
        return False
    return text.rstrip(" )\"'*_").endswith("?") or (said[0] in _ASKING and not text.endswith("!"))


def mentions_us(message: discord.Message, bot: "NewsBot") -> bool:
    """Whether a person calls us; `Message.mentioned_in` would also be true for @everyone."""
    return bot.user in message.mentions


def asks_us(message: discord.Message, bot: "NewsBot") -> bool:
    """Whether a person's message is for us, with a mention or where none is needed."""
    if message.author.bot or message.webhook_id or message.is_system():
        return False
    if message.guild is None or mentions_us(message, bot):
        return True
    return bot.settings.message_content and _said_to_us(message, bot, message.guild)


def is_ours(channel: object, bot: "NewsBot") -> bool:
    """Whether a channel is a thread that we opened for a question."""
    owner = channel.owner_id if isinstance(channel, discord.Thread) else None
    return owner is not None and bot.user is not None and owner == bot.user.id


def _said_to_us(message: discord.Message, bot: "NewsBot", guild: discord.Guild) -> bool:
    """Whether a message without a mention is for us: in a thread of ours, or an answer channel."""
    if _said_to_others(message, bot):
        return False
    text, channel = question_of(message), message.channel
    if is_ours(channel, bot):
        return any(map(str.isalnum, text))
    chosen = bot.guild_settings.of(guild.id)
    here = chosen.channels and chosen.answers_in(channel.id, getattr(channel, "parent_id", None))
    return bool(chosen.unmentioned and here and reads_like_a_question(text))


def _said_to_others(message: discord.Message, bot: "NewsBot") -> bool:
    """Whether it names somebody else, or replies to somebody else's message."""
    if message.mentions or message.role_mentions or message.mention_everyone:
        return True
    referred = message.reference.resolved if message.reference else None
    return isinstance(referred, discord.Message) and referred.author != bot.user
