"""What is posted of one follow when its turn has come: its new articles, or a digest.

What is posted is remembered afterwards, so that a crash loses nothing; each message carries a
nonce made of what it tells, by which Discord knows it again if it is sent twice within minutes.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.delivery.reaching import persistently
from bot.following import schedule
from bot.following.cards import card, matched, more, of_the_day, plain, surest
from bot.following.digest_cards import digest_blocks
from bot.words import Words, language_of, words_in
from retrieval.followed import news, told_by
from retrieval.following import Match
from retrieval.follows import Follow
from retrieval.story.digest import Digest, digest
from retrieval.story.recent import Batches

if TYPE_CHECKING:
    from bot.client import NewsBot

log = logging.getLogger(__name__)

MOST = 10
"""Articles that are posted of one topic at once; more are counted."""
INVALID = 50035
FARTHEST = timedelta(days=3)
"""How far back a digest goes at most after a downtime."""
OLDEST = timedelta(days=7)
"""How far back a topic's news is posted once a channel can be written to again."""
LATE = timedelta(hours=12)
"""How long before the last digest something may have come out that was read only after it."""


@dataclass(frozen=True, slots=True)
class Post:
    """A follow whose turn it is: since `turn`, seen from `now`; `batches` are what others read."""

    bot: "NewsBot"
    follow: Follow
    guild_id: int
    turn: datetime
    now: datetime
    batches: Batches

    @property
    def libraries(self) -> frozenset[str]:
        """What the guild reads."""
        return self.bot.libraries(self.guild_id)

    @property
    def words(self) -> Words:
        """The guild's language, or that in which it was set up."""
        chosen = self.bot.guild_settings.of(self.guild_id).language
        return words_in(language_of(chosen or self.follow.language))


async def post_topic(post: Post, channel: Any, until: datetime) -> None:  # noqa: ANN401, any that takes messages
    """Post the articles about a topic that came in until a moment, each story once."""
    follow, follows = post.follow, post.bot.desk.archive.follows
    found = await asyncio.to_thread(_found, post, until)
    if follow.at is None:
        if not await _post_each(post, channel, found, until):
            return
    elif found:
        await send(channel, of_the_day(follow.topic, found, MOST, post.words), _nonce(post))
    stories = [story for one in found for story in told_by(one)]
    await asyncio.to_thread(follows.done, follow.id, until, post.now, stories)


async def _post_each(post: Post, channel: Any, found: Sequence[Match], until: datetime) -> bool:  # noqa: ANN401, any that takes messages
    """Post the surest by themselves and count the rest; False when the bot stops meanwhile."""
    follow, follows = post.follow, post.bot.desk.archive.follows
    for one in surest(found, MOST):
        if post.bot.stopping.is_set():
            return False
        await send(channel, matched(one, follow.topic, post.words), _nonce(post, one))
        await asyncio.to_thread(follows.tell, follow.id, told_by(one), post.now)
    if (left := len(found) - MOST) > 0:
        await send(channel, [more(follow.topic, left, post.words)], _nonce(post, until))
    return True


async def post_digest(post: Post, channel: Any) -> None:  # noqa: ANN401, any that takes messages
    """Post the news since the digest before."""
    found = await asyncio.to_thread(_digest, post)
    await send(channel, digest_blocks(found, post.words), _nonce(post))
    follows = post.bot.desk.archive.follows
    await asyncio.to_thread(follows.done, post.follow.id, post.now, post.now)


async def send(channel: Any, blocks: Sequence[str], nonce: str) -> None:  # noqa: ANN401, any that takes messages
    """Post blocks as a card, or plainly where Discord takes no card."""
    if view := card(blocks):
        try:
            await persistently(lambda: channel.send(view=view, nonce=nonce))
        except discord.HTTPException as error:
            if error.status != 400:
                raise
            log.warning("Discord did not take a card, so it goes out plain: %s", error)
        else:
            return
    for number, page in enumerate(plain(blocks)):
        await _send_page(channel, page, f"{nonce}.{number}")


async def _send_page(channel: Any, page: str, nonce: str) -> None:  # noqa: ANN401, any that takes messages
    try:
        await persistently(lambda: channel.send(page, nonce=nonce, suppress_embeds=True))
    except discord.HTTPException as error:
        if error.code != INVALID:
            raise
        # Tried again it would be refused again, and keep all that comes after it.
        log.exception("Discord does not take a post, so it is left out.")


def _found(post: Post, until: datetime) -> list[Match]:
    archive, follow = post.bot.desk.archive, post.follow
    return news(
        archive,
        follow.topic,
        post.libraries,
        after=max(follow.seen, until - OLDEST),
        until=until,
        told=archive.follows.told(follow.id),
        batches=post.batches,
    )


def _digest(post: Post) -> Digest:
    follow, zone = post.follow, post.bot.zone(post.guild_id)
    since = follow.seen
    if since == follow.added_at and follow.at:
        # The first one tells of a whole day, whenever it was set up.
        since = schedule.last_at(follow.at, zone, post.turn - timedelta(minutes=1))
    return digest(
        post.bot.desk.archive,
        post.libraries,
        since=max(since, post.now - FARTHEST),
        until=post.now,
        zone=zone,
        topic=follow.topic,
        late=LATE,
    )


def _nonce(post: Post, told: Match | datetime | None = None) -> str:
    """A name for a message, the same each time; Discord takes 25 characters."""
    what = told.article.story if isinstance(told, Match) else told or post.turn
    return hashlib.sha256(f"{post.follow.id}:{what}".encode()).hexdigest()[:20]
