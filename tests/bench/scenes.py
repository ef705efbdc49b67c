"""The scenes that pictures are drawn of: who looks, and at which message."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from ingest import sample
from retrieval.news import SHARED

Scene = Callable[[Any], Awaitable[tuple[Any, Any]]]

REFUSED = "Who won the chess championship in Reykjavik?"
ARTICLE = "Sound Link chief Hanlow resigns over ferry grounding"
TOPIC = "Grey Heron"
PRIVATE = "Why did Piers Hanlow resign?"


async def answer(place: Any) -> tuple[Any, Any]:
    """An answer's card."""
    return place.reader, await place.mention(sample.QUESTION)


async def refused(place: Any) -> tuple[Any, Any]:
    """A question that the news does not answer."""
    return place.reader, await place.mention(REFUSED, place.editor)


async def private(place: Any) -> tuple[Any, Any]:
    """An answer that its asker alone sees."""
    asked = await place.reader.slash(place.channel, "ask", question=PRIVATE, private=True)
    return place.reader, asked


async def sources(place: Any) -> tuple[Any, Any]:
    """The exact words that an answer rests on, in their context."""
    shown = await place.mention(sample.QUESTION, place.editor)
    # A button's label is in the guild's language, its name is not.
    parts = [one if isinstance(one, dict) else one.to_dict() for one in shown.components]
    [name] = re.findall(r"nd1:quotes:\d+", str(parts))
    return place.editor, await place.editor.click(shown, custom_id=name)


async def timeline(place: Any) -> tuple[Any, Any]:
    """What happened to a topic, with the picture of its coverage."""
    await place.reader.slash(place.channel, "timeline", topic=TOPIC)
    return place.reader, place.channel.last_message


async def changes(place: Any) -> tuple[Any, Any]:
    """What is new about a topic."""
    await place.editor.slash(place.channel, "changes", topic=TOPIC, since="8 October 2026")
    return place.editor, place.channel.last_message


async def digest(place: Any) -> tuple[Any, Any]:
    """The stories of some weeks, however long ago they were."""
    place.env.bot.extensions["bot.cogs.digest"].FARTHEST = timedelta(days=36_500)
    await place.reader.slash(place.channel, "digest now", since="1 October 2026")
    return place.reader, place.channel.last_message


async def marked(place: Any) -> tuple[Any, Any]:
    """An answer whose source was removed afterwards."""
    await place.mention(PRIVATE, place.editor)
    [article] = place.desk.archive.articles([SHARED], matching="Hanlow resigns", limit=1)
    place.desk.archive.remove(article.id, [SHARED])
    await place.env.bot.get_cog("Marks").look()
    return place.editor, place.channel.last_message


def command(name: str, **options: Any) -> Scene:
    """What an editor sees of a command."""

    async def scene(place: Any) -> tuple[Any, Any]:
        asked = await place.editor.slash(place.channel, name, **options)
        return place.editor, asked

    return scene


SCENES: dict[str, Scene] = {
    "answer": answer,
    "refused": refused,
    "private": private,
    "sources": sources,
    "timeline": timeline,
    "changes": changes,
    "digest": digest,
    "follow": command("follow", topic=TOPIC),
    "following": command("following"),
    "outlets": command("sources"),
    "search": command("articles search", words="ferry"),
    "show": command("articles show", article=ARTICLE),
    "feeds": command("feeds list"),
    "settings": command("settings"),
    "stats": command("stats"),
    "privacy": command("privacy"),
    "help": command("help"),
    "marked": marked,
}
