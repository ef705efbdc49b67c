"""The files that a Discord message carries: which are read, and how large they may be."""

import logging
from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

import discord

from bot.delivery.reaching import FAILED, persistently
from bot.notes import said
from bot.words import phrase
from ingest.kinds import READABLE, SUFFIXES
from ingest.report import Outcome, Result
from ingest.sources import Address, Given, Upload
from retrieval.errors import SourceUnreadable

log = logging.getLogger(__name__)

LARGEST, LARGEST_DUMP = 10, 25
"""Megabytes: of a document, and of a dump of many articles or a packed file."""
LARGEST_TOGETHER = 50
"""Megabytes of the files of one message: they are in memory while they are read."""
_MEGABYTE = 1_000_000

GONE = phrase("Discord no longer has that file; post it again.")
WITHHELD = phrase("Discord did not hand that file over; try again in a minute.")


def readable(attachment: discord.Attachment) -> None:
    """Refuse what cannot be read by what Discord says of it, before anything is fetched."""
    if not _is_news(attachment):
        read = partial(said, READABLE)
        raise SourceUnreadable(
            phrase("Files of this kind are not read; {readable}.", readable=read)
        )
    _check_size(attachment, attachment.size)


async def fetched(
    sources: Sequence[Address | discord.Attachment],
) -> tuple[list[Given], list[Result]]:
    """Fetch the attachments among the sources whole; tell of each that is refused or gone."""
    given: list[Given] = []
    refused: list[Result] = []
    room = LARGEST_TOGETHER * _MEGABYTE
    for source in sources:
        if isinstance(source, Address):
            given.append(source)
            continue
        try:
            upload = await _upload(source, room)
        except SourceUnreadable as refusal:
            refused.append(Result(source.filename, Outcome.FAILED, reason=refusal.args[0]))
        else:
            room -= len(upload.content)
            given.append(upload)
    return given, refused


async def _upload(attachment: discord.Attachment, room: int) -> Upload:
    _check_size(attachment, attachment.size, room)
    try:
        content = await persistently(attachment.read)
    except discord.NotFound:
        raise SourceUnreadable(GONE) from None
    except FAILED as error:
        log.info("Discord did not hand over a file: %s", error)
        raise SourceUnreadable(WITHHELD) from None
    # Its size was the sender's claim.
    _check_size(attachment, len(content), room)
    return Upload(attachment.filename, content)


def of_message(message: discord.Message) -> tuple[str, list[discord.Attachment]]:
    """The words of a message in which links may be, and the files of it that can be read.

    A forwarded message is empty itself and carries what was forwarded; other bots post cards.
    """
    parts: list[discord.Message | discord.MessageSnapshot]
    parts = [message, *message.message_snapshots]
    cards = [card for part in parts for card in part.embeds if card.type == "rich"]
    words = [part.content for part in parts]
    words += [text for card in cards for text in (card.url, card.description) if text]
    files = [file for part in parts for file in part.attachments if _is_news(file)]
    return "\n".join(words), files


def _is_news(attachment: discord.Attachment) -> bool:
    ending = _ending(attachment)
    # The type is only what the sender's machine believes, and is often missing.
    is_text = (attachment.content_type or "").startswith("text/")
    return ending in SUFFIXES or (is_text and not ending)


def _ending(attachment: discord.Attachment) -> str:
    return PurePath(attachment.filename).suffix.lower()


def _check_size(attachment: discord.Attachment, size: int, room: int | None = None) -> None:
    kind = SUFFIXES.get(_ending(attachment))
    many = kind is not None and (kind.streams or kind.packed)
    most = LARGEST_DUMP if many else LARGEST
    if size > most * _MEGABYTE:
        raise SourceUnreadable(
            phrase("That file is larger than {most} MB: split it and try again.", most=most)
        )
    if room is not None and size > room:
        raise SourceUnreadable(
            phrase(
                "The files of one message may hold {most} MB: post this one by itself.",
                most=LARGEST_TOGETHER,
            )
        )
