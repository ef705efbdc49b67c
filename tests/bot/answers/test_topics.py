"""/timeline and /changes in Discord, and what is made to fit a card."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answers.buttons import Act
from bot.answers.cards import CARD_LIMIT
from bot.answers.topics import fitting_changes, fitting_timeline
from bot.cogs.votes import THANKS
from bot.words import IN_ENGLISH
from retrieval.news import SHARED
from retrieval.sentences import sentences
from retrieval.story.changes import changes
from retrieval.story.shorter import shorter_changes, shorter_timeline
from retrieval.story.timeline import timeline
from tests.bot.answers.test_buttons import click
from tests.bot.conftest import STRIKE, texts
from tests.retrieval.drafts import day, draft, put

AGAIN = replace(
    STRIKE,
    title="Days of the Portmere strike counted again",
    text="The strike of the dockers at Portmere lasted twelve days, the port has counted.",
    address="https://wire.example/again",
    url="https://wire.example/again",
    outlet="Ellsworth Wire",
    published=datetime(2026, 8, 6, 14, 5, tzinfo=UTC),
)
TOPIC = "Portmere dockers strike"


@pytest.fixture
def story(archive, news):
    """The strike, and what was told of it two days later."""
    return archive.put(SHARED, AGAIN, sentences(AGAIN.text))


@pytest.fixture
def long_story(archive):
    """A bridge that something happens to on each of twelve days, told at length."""
    for number in range(1, 13):
        text = f"The Orrin Bridge {'shook and swayed and rang ' * 12}on the {number}th try."
        url = f"https://vale.example/{number}"
        made = draft(text, slug=str(number), title="Bridge", url=url, published=day(number))
        put(archive, made)
    return archive


def length(view):
    return sum(map(len, texts(view.to_components())))


def test_a_long_timeline_has_fewer_events_and_says_how_many_are_left_out(long_story):
    """Its numbers and its sources are those of the events that stay."""
    found = timeline(long_story, "Orrin Bridge", [SHARED], asked_at=day(20))
    view = fitting_timeline(found, None, IN_ENGLISH)
    assert view is not None
    shown = "\n".join(texts(view.to_components()))
    assert length(view) <= CARD_LIMIT
    kept = shown.count(" · The Orrin Bridge")
    assert 0 < kept < len(found.lines)
    assert f"and {len(found.lines) - kept} more events" in shown
    assert "th try. [[1]](<" in shown
    assert f"\n[{kept}] " in shown
    assert f"[{kept + 1}]" not in shown


def test_a_short_timeline_is_left_as_it_is(archive, story):
    """Nothing is left out where there is room."""
    found = timeline(archive, TOPIC, [SHARED])
    assert shorter_timeline(found, len(found.lines)) == found


def test_those_told_by_most_outlets_stay(archive, story):
    """And of equals the later ones, but for how it began."""
    found = timeline(archive, TOPIC, [SHARED])
    first, *others = found.lines
    told = replace(found, lines=(replace(first, outlets=("A", "B")), *others))
    [kept] = shorter_timeline(told, 1).lines
    assert kept.text == first.text
    [kept] = shorter_timeline(found, 1).lines
    assert kept.text == found.lines[-1].text
    began, latest = shorter_timeline(found, 2).lines
    assert (began.text, latest.text) == (found.lines[0].text, found.lines[-1].text)


def test_long_changes_are_shortened_too(long_story):
    """With how much more there is."""
    found = changes(long_story, "Orrin Bridge", [SHARED], since=day(3), asked_at=day(20))
    view = fitting_changes(found, IN_ENGLISH)
    assert view is not None
    assert length(view) <= CARD_LIMIT
    part, gone = shorter_changes(found, 1)
    assert gone == len(found.news) + len(found.figures) + len(found.corrections) - len(
        part.news + part.figures + part.corrections
    )
    assert [one.n for one in part.citations] == list(range(1, len(part.citations) + 1))


def test_what_was_known_before_goes_before_anything_new(long_story):
    """And of what is new the first event stays to the last."""
    found = changes(long_story, "Orrin Bridge", [SHARED], since=day(5), asked_at=day(20))
    view = fitting_changes(found, IN_ENGLISH)
    assert view is not None
    shown = "\n".join(texts(view.to_components()))
    assert "\n-# and " in shown
    assert "**Known before**" not in shown
    assert found.news[-1].text in shown
    last, first = shorter_changes(found, 2)[0].news
    assert (last.text, first.text) == (found.news[0].text, found.news[-1].text)


@pytest.mark.asyncio
async def test_a_timeline_is_a_card_with_its_picture(start, story, shown):
    """Drawn as a PNG, named in the card and described in words."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "timeline", topic=TOPIC)
        assert not result.ephemeral
        told = shown(result.response)
        assert told.startswith(f"**{TOPIC}**")
        assert "eleven-day strike" in told
        assert "lasted twelve days" in told
        [picture] = result.response.attachments
        assert picture.filename == "coverage.png"
        assert "2 articles found about it by 2 outlets" in picture.description
        assert (await picture.read()).startswith(b"\x89PNG")
        assert "coverage.png" in str(result.response.components)


@pytest.mark.asyncio
async def test_a_timeline_is_limited_as_was_asked(start, story, shown):
    """By outlet and time, in private when that is wanted; one article needs no picture."""
    async with start() as place:
        result = await place.alice.slash(
            place.channel, "timeline", topic=TOPIC, outlet="Ellsworth Wire", private=True
        )
        assert result.ephemeral
        assert "eleven-day" not in shown(result.response)
        assert not result.response.attachments
        result = await place.alice.slash(place.channel, "timeline", topic=TOPIC, until="2026-08-05")
        assert "twelve days" not in shown(result.response)


@pytest.mark.asyncio
async def test_changes_tell_what_was_not_known(start, story, shown):
    """Since the moment given."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "changes", topic=TOPIC, since="2026-08-05")
        told = shown(result.response)
        assert "**New since 5 August 2026**" in told
        assert "lasted twelve days" in told


@pytest.mark.asyncio
async def test_what_makes_no_sense_is_said_in_private(start, story, shown):
    """A time that is none, an outlet that there is no news of, a topic without a word."""
    async with start() as place:
        for options, said in (
            ({"topic": TOPIC, "since": "soonish"}, "is not a time"),
            ({"topic": TOPIC, "outlet": "The Moon"}, "no news of “The Moon”"),
            ({"topic": "?!"}, "in words"),
        ):
            result = await place.alice.slash(place.channel, "timeline", **options)
            assert result.ephemeral
            assert said in shown(result.response)
        assert place.env.errors


@pytest.mark.asyncio
async def test_a_topic_without_news_names_the_closest(start, story, shown):
    """As a refused question does."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "timeline", topic="Volcano on Mount Hesper")
        assert "Closest headlines" in shown(result.response)
        assert not result.response.attachments


@pytest.mark.asyncio
async def test_what_goes_wrong_while_telling_is_one_sentence(start, story, shown):
    """In the place of the answer."""

    def fail(*_):
        raise OSError("disk I/O error")

    async with start() as place:
        place.desk.archive.words.rarity = fail
        result = await place.alice.slash(place.channel, "timeline", topic=TOPIC)
        assert "Something went wrong on my side" in shown(result.response)


@pytest.mark.asyncio
async def test_a_guild_says_where_topics_are_told(start, story, shown):
    """As it does for questions; who manages it is not held to that."""
    async with start() as place:
        elsewhere = place.guild.create_text_channel("elsewhere")
        place.env.bot.guild_settings.change(place.guild.id, channels=frozenset({elsewhere.id}))
        for command, more in (("timeline", {}), ("changes", {"since": "2026-08-05"})):
            refused = await place.alice.slash(place.channel, command, topic=TOPIC, **more)
            assert refused.ephemeral
            assert f"<#{elsewhere.id}>" in shown(refused.response)
            taken = await place.boss.slash(place.channel, command, topic=TOPIC, **more)
            assert "twelve days" in shown(taken.response)
        assert place.env.errors


@pytest.mark.asyncio
async def test_direct_messages_tell_topics_of_the_shared_news(start, story, shown):
    """And what is under an answer works there, of which nothing is to be shared."""
    async with start(direct_messages=True) as place:
        alice = place.alice.user
        told = await alice.slash("timeline", topic=TOPIC)
        assert "lasted twelve days" in shown(told.response)
        asked = await alice.slash("ask", question="How long did the strike at Portmere last?")
        result = await click(alice, asked.response, Act.SOURCES)
        assert "twelve days, the port has counted.**" in shown(result.response)
        voted = await click(alice, asked.response, Act.HELPFUL)
        assert shown(voted.response) == THANKS
