"""A topic's timeline or changes, told for Discord: found, drawn, and made to fit a card."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

import discord

from bot.answers.story_cards import changes_card, changes_messages, timeline_card, timeline_messages
from bot.delivery.replies import Picture
from bot.story_lines import told_of
from bot.words import Words
from retrieval.answers import Answer, Understood
from retrieval.question.when import times
from retrieval.question.words import telling
from retrieval.story.coverage import Coverage

if TYPE_CHECKING:
    from bot.desk import Desk
    from retrieval.story.changes import Changes
    from retrieval.story.timeline import Timeline

PICTURE = "coverage.png"
_DRAWN = 2
"""Dated articles that a picture needs to show more than their number does."""
_DESCRIBED = 1024
"""Discord's own limit on what is said of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is to be told, from whose news, and in whose words and days."""

    text: str
    libraries: frozenset[str]
    zone: tzinfo
    words: Words
    chosen: Understood | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A topic as it is shown: a card, its picture, and the same in messages."""

    card: discord.ui.LayoutView | None
    messages: list[str]
    picture: Picture | None = None


def told_timeline(desk: "Desk", topic: Topic) -> Told:
    """What happened, event by event, with a picture of who reported how much and when."""
    from retrieval.story.timeline import timeline

    found = timeline(
        desk.archive, topic.text, topic.libraries, zone=topic.zone, chosen=topic.chosen
    )
    drawn = _picture(found.coverage, topic)
    return Told(
        fitting_timeline(found, drawn, topic.words),
        timeline_messages(found, words=topic.words),
        drawn,
    )


def told_changes(desk: "Desk", topic: Topic, since: datetime) -> Told:
    """What is new since a moment, and what was corrected."""
    from retrieval.story.changes import changes

    found = changes(
        desk.archive,
        topic.text,
        topic.libraries,
        since=since,
        zone=topic.zone,
        chosen=topic.chosen,
    )
    return Told(fitting_changes(found, topic.words), changes_messages(found, words=topic.words))


def fitting_timeline(
    found: "Timeline", drawn: Picture | None, words: Words
) -> discord.ui.LayoutView | None:
    """The timeline as a card, with as many events as one holds; None when not even one fits."""
    from retrieval.story.shorter import shorter_timeline

    whole = len(found.lines) + len(found.undated)
    parts = (shorter_timeline(found, most) for most in range(whole, 0, -1))
    made = (timeline_card(part, picture=drawn, words=words) for part in parts)
    return next(filter(None, made), None if whole else timeline_card(found, words=words))


def fitting_changes(found: "Changes", words: Words) -> discord.ui.LayoutView | None:
    """The changes as a card, with as many as one holds."""
    from retrieval.story.shorter import shorter_changes

    if view := changes_card(found, words=words):
        return view
    kinds = (found.news, found.figures, found.corrections)
    for most in range(max(map(len, kinds)), 0, -1):
        part, gone = shorter_changes(found, most)
        if view := changes_card(part, words=words, left_out=gone):
            return view
    return None


def topic_of(answer: Answer) -> str:
    """What an answer is about: the telling words of its question, without its times."""
    question = answer.understood.question
    rest = times(question, answer.as_of.asked_at.astimezone(UTC)).rest
    wanted = set(telling(rest))
    said = [word.strip("?!.,;:“”\"'()") for word in rest.split()]
    kept = [word for word in said if wanted.intersection(telling(word))]
    return " ".join(kept) or question


def _picture(coverage: Coverage, topic: Topic) -> Picture | None:
    if sum(one.articles for one in coverage.counts) < _DRAWN:
        return None
    from bot.picture import picture

    told = topic.words("Articles by outlet and time: {found}", found=told_of(coverage, topic.words))
    return Picture(PICTURE, picture(coverage, topic.text, topic.words), told[:_DESCRIBED])
