"""The scenes that pictures are drawn of: who looks, and at which message."""

from collections.abc import Awaitable, Callable
from typing import Any

from ingest import sample

Scene = Callable[[Any], Awaitable[tuple[Any, Any]]]

REFUSED = "Who won the chess championship in Reykjavik?"
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


SCENES: dict[str, Scene] = {
    "answer": answer,
    "refused": refused,
    "private": private,
}
