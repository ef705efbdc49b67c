"""The buttons under an answer, pressed by those who see it, before and after a restart."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.answers.buttons import GONE, Act, acts, rows
from bot.answers.cards import CARD_LIMIT
from bot.answers.quoted import Quoted, around, quoted_pages
from bot.answers.topics import topic_of
from bot.answers.voting import said_why
from bot.client import NewsBot
from bot.cogs.newer import newer
from bot.cogs.sharing import ALREADY, MAY_NOT, NOT_YOURS
from bot.cogs.votes import THANKS
from retrieval.answers import Answer, AnswerSentence, AsOf, Citation, Status, Understood, Window
from retrieval.news import SHARED
from retrieval.sentences import sentences
from retrieval.transcript import Transcript
from tests.bot.conftest import LIBRARY
from tests.bot.conftest import STRIKE as ARTICLE

STRIKE = "How long did the strike of the dockers at Portmere last?"
UNKNOWN = "Who won the chess championship in Reykjavik?"
PUBLISHED = datetime(2026, 8, 4, 14, 5, tzinfo=UTC)
PORTMERE = replace(
    ARTICLE,
    title="Days of the Portmere strike counted again",
    text="The strike of the dockers at Portmere lasted twelve days, the port has counted.",
    address="https://wire.example/again",
    url="https://wire.example/again",
    outlet="Ellsworth Wire",
    published=PUBLISHED + timedelta(days=2),
)


def plain(message):
    """The parts of a message as text."""
    return str([one if isinstance(one, dict) else one.to_dict() for one in message.components])


def shown_acts(message):
    """What the buttons under a message do, in order."""
    return re.findall(r"nd1:([a-z]+):", plain(message))


async def click(who, message, act):
    """Press a button by what it does."""
    [custom_id] = re.findall(rf"nd1:{act}:\d+", plain(message))
    return await who.click(message, custom_id=custom_id)


def forge(place, message, answer_id):
    """Let the buttons under a message name another answer than its own."""
    channel_id = getattr(message, "channel_id", None) or message.channel.id
    stored = place.env.backend.get_message(channel_id, message.id)
    for row in stored.components[0]["components"]:
        for part in row.get("components", []):
            part["custom_id"] = re.sub(r"\d+$", str(answer_id), part["custom_id"])


@pytest.fixture
def later(archive, news):
    """Something newer than the strike, and not about it."""
    made = replace(LIBRARY, address="https://wire.example/x", published=PORTMERE.published)
    return archive.put(SHARED, made, sentences(made.text))


def answered(**more):
    citation = Citation(
        n=1, article_id="a", revision=1, title="Dockers end strike", outlet="Post", url=None,
        published=PUBLISHED, precision="time", guessed=False, updated=None, quote="It ended.",
        start=0, end=9, link=None,
    )  # fmt: skip
    given = Answer(
        question="What about the port strike last week?",
        status=Status.ANSWERED,
        mode="extractive",
        understood=Understood("What about the port strike last week?"),
        as_of=AsOf(PUBLISHED, 9, 3, PUBLISHED),
        sentences=(AnswerSentence("It ended.", (1,)),),
        citations=(citation,),
    )
    return replace(given, **more)


LATER = AsOf(PUBLISHED, 9, 3, PUBLISHED + timedelta(hours=1))
VOTES = [Act.HELPFUL, Act.UNHELPFUL]


@pytest.mark.parametrize(
    ("answer", "private", "expected"),
    [
        (answered(), False, [Act.SOURCES, Act.TIMELINE, *VOTES]),
        (answered(), True, [Act.SOURCES, Act.SHARE, Act.TIMELINE, *VOTES]),
        (answered(as_of=LATER), False, [Act.SOURCES, Act.NEWER, Act.TIMELINE, *VOTES]),
        (
            answered(as_of=LATER, understood=Understood("?", as_of=PUBLISHED)),
            False,
            [Act.SOURCES, Act.TIMELINE, *VOTES],
        ),
        (answered(citations=()), False, VOTES),
        (answered(status=Status.NOT_IN_NEWS, citations=()), True, VOTES),
        (answered(status=Status.EMPTY_LIBRARY, citations=()), False, []),
    ],
)
def test_only_sensible_buttons_are_shown(answer, private, expected):
    """No sources without any, nothing newer where there is none, no sharing of what all see."""
    assert acts(answer, private=private) == expected


def test_six_buttons_stand_in_two_rows():
    """Discord shows five in one."""
    buttons = tuple(discord.ui.Button(label=str(n)) for n in range(6))
    assert [len(row.children) for row in rows(buttons)] == [3, 3]
    assert [len(row.children) for row in rows(buttons[:5])] == [5]
    assert rows(()) == []


def test_newer_is_after_the_newest_source_and_by_the_outlets_that_were_set():
    """Whatever time the question itself names."""
    chosen = newer(answered(understood=Understood("?", only=("Post",))), UTC)
    assert chosen.windows == (Window(PUBLISHED + timedelta(seconds=1), None),)
    assert chosen.only == ("Post",)
    follow_up = Understood("What of the port strike?", follow_up=True)
    assert newer(answered(understood=follow_up), UTC).question == "What of the port strike?"


def test_the_topic_of_an_answer_is_what_its_question_is_about():
    """Without its times, which would leave out the rest of the story."""
    assert topic_of(answered()) == "port strike"


def test_a_reason_is_what_was_chosen_and_written():
    """Neither of which is needed; nothing that the form did not offer is taken."""
    label = {"type": 18, "id": 1}
    kind = label | {"component": {"type": 21, "custom_id": "kind", "value": "old"}}
    text = label | {"component": {"type": 4, "custom_id": "text", "value": " Since\nMay. "}}
    odd = label | {"component": {"type": 21, "custom_id": "kind", "value": "evil"}}
    assert said_why([kind, text]) == "old: Since May."
    assert said_why([kind]) == "old"
    assert said_why([odd]) is None
    assert said_why(None) is None


@pytest.mark.asyncio
async def test_sources_show_the_quote_in_its_sentences(start, news, shown):
    """In bold, to who presses alone, also after a restart."""
    async with start() as place:
        await place.mention(STRIKE)
        for _ in range(2):
            result = await click(place.boss, place.channel.last_message, Act.SOURCES)
            assert result.ephemeral
            told = shown(result.response)
            assert "> **Dockers at the port of Portmere voted" in told
            assert "strike.** The port authority agreed to raise wages" in told
            assert "**The Harbour Post**" in told
            await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))


@pytest.mark.asyncio
async def test_sources_of_a_revised_article_say_so(start, archive, news, shown):
    """The words that are quoted are those that were there when it was asked."""
    async with start() as place:
        await place.mention(STRIKE)
        changed = ARTICLE.text.replace("eleven-day", "twelve-day")
        archive.put(SHARED, replace(ARTICLE, text=changed), sentences(changed))
        result = await click(place.alice, place.channel.last_message, Act.SOURCES)
        told = shown(result.response)
        assert "eleven-day strike.**" in told
        assert "These words stand in an earlier version" in told
        archive.remove(news[0].id, {SHARED})
        result = await click(place.alice, place.channel.last_message, Act.SOURCES)
        assert "no longer in the library" in shown(result.response)


@pytest.mark.asyncio
async def test_many_long_sources_are_turned_like_pages(start, news, shown):
    """In one private message, to and fro, also after a restart."""
    long = replace(answered().citations[0], quote="It ended well. " * 100, start=0, end=1500)
    many = answered(citations=tuple(replace(long, n=n, article_id=str(n)) for n in range(1, 9)))
    async with start() as place:
        await place.mention(STRIKE)
        answer_id = place.desk.transcript.remember(many, library=place.library, conversation="c")
        forge(place, place.channel.last_message, answer_id)
        first = await click(place.alice, place.channel.last_message, Act.SOURCES)
        assert shown(first.response).endswith("-# Page 1 of 3")
        assert "[1] **Post**" in shown(first.response)
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        await place.alice.click(first.response, label="▶")
        assert "[4] **Post**" in shown(first.response)
        assert shown(first.response).endswith("-# Page 2 of 3")
        await place.alice.click(first.response, label="◀")
        assert "[1] **Post**" in shown(first.response)
        assert len(place.channel.history()) == 2


def test_no_quote_is_more_than_a_card_holds():
    """However much of it has to be escaped."""
    signs = "*" * 3000
    citation = replace(answered().citations[0], quote=signs, title=signs, outlet="_" * 100)
    [[block]] = quoted_pages([Quoted(citation, signs, signs)])
    assert len(block) < CARD_LIMIT - 50


def test_what_stands_around_a_quote_is_the_sentences_beside_it():
    """Or the rest of its own, when it is a part of one."""
    text = "One was. Two was here. Three was there. Four was."
    assert around(text, 9, 22) == ("One was.", "Three was there.")
    assert around(text, 13, 16) == ("Two", "here.")
    assert around(text, 0, len(text)) == ("", "")


@pytest.mark.asyncio
async def test_a_forgotten_answer_has_nothing_behind_its_buttons(start, later, shown):
    """Every one of them says so, in private."""
    async with start() as place:
        await place.mention(STRIKE)
        message = place.channel.last_message
        place.desk.transcript.forget_person(str(place.alice.id), place.library)
        for act in (Act.SOURCES, Act.NEWER, Act.TIMELINE, Act.HELPFUL, Act.UNHELPFUL):
            result = await click(place.boss, message, act)
            assert result.ephemeral, act
            said = [result.response, *result.followups]
            assert any(GONE in shown(one) for one in said if one), act
        assert place.channel.last_message.id == message.id


@pytest.mark.asyncio
async def test_a_private_answer_is_shared_once_with_who_asked_named(start, news, shown):
    """In public, without a ping; it is then an answer of its own, to be asked on from."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question=STRIKE, private=True)
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        done = await click(place.alice, result.response, Act.SHARE)
        assert done.ephemeral
        posted = place.channel.last_message
        assert f"/{posted.id}" in shown(done.response)
        told = shown(posted)
        assert "shared by alice" in told
        assert f"**{STRIKE}**" in told
        assert "eleven-day strike" in told
        assert "<@" not in told
        assert Act.SHARE not in shown_acts(posted)
        assert not posted.flags.ephemeral
        assert place.desk.transcript.conversation_of(posted.id, place.library)
        again = await click(place.alice, result.response, Act.SHARE)
        assert any(ALREADY in shown(one) for one in [again.response, *again.followups])
        assert place.channel.last_message.id == posted.id


@pytest.mark.asyncio
async def test_an_overtaken_answer_is_marked_once_it_is_shared(start, archive, news, shown):
    """What befell its sources before it was shared is told there too."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question=STRIKE, private=True)
        changed = ARTICLE.text.replace("eleven-day", "twelve-day")
        archive.put(SHARED, replace(ARTICLE, text=changed), sentences(changed))
        await click(place.alice, result.response, Act.SHARE)
        await place.env.bot.get_cog("Marks").look()
        assert "Corrected since" in shown(place.channel.last_message)


@pytest.mark.asyncio
async def test_an_answer_forgotten_while_it_is_shared_leaves_nothing_behind(
    start, news, monkeypatch
):
    """Neither in the channel nor in what is kept."""
    async with start() as place:
        result = await place.alice.slash(place.channel, "ask", question=STRIKE, private=True)
        transcript = place.desk.transcript

        def forgotten_first(*args, **kwargs):
            transcript.forget_library(None)
            return Transcript.repeat(transcript, *args, **kwargs)

        monkeypatch.setattr(transcript, "repeat", forgotten_first)
        await click(place.alice, result.response, Act.SHARE)
        assert place.channel.history() == []
        assert transcript.forget_library(None) == 0


@pytest.mark.asyncio
async def test_in_direct_messages_there_is_nobody_to_share_with(start, news):
    """Though what is asked there in private has all the other buttons."""
    async with start(direct_messages=True) as place:
        result = await place.alice.user.slash("ask", question=STRIKE, private=True)
        assert Act.SOURCES in shown_acts(result.response)
        assert Act.SHARE not in shown_acts(result.response)


@pytest.mark.asyncio
async def test_who_may_not_write_in_a_channel_does_not_share_there(start, news, shown):
    """Nor does the bot in their place."""
    async with start() as place:
        mute = discord.PermissionOverwrite(send_messages=False)
        hushed = place.guild.create_text_channel("hushed", overwrites={place.alice: mute})
        result = await place.alice.slash(hushed, "ask", question=STRIKE, private=True)
        done = await click(place.alice, result.response, Act.SHARE)
        assert MAY_NOT in shown(done.response)
        deaf = discord.PermissionOverwrite(send_messages=False)
        shut = place.guild.create_text_channel("shut", overwrites={place.env.bot.user: deaf})
        result = await place.alice.slash(shut, "ask", question=STRIKE, private=True)
        done = await click(place.alice, result.response, Act.SHARE)
        assert "Send Messages" in shown(done.response)
        # Nothing was used up by trying.
        assert place.desk.transcript.share(1, place.library)


@pytest.mark.asyncio
async def test_only_who_asked_shares(start, news, shown):
    """Though nobody else sees the button, its name can be made up."""
    async with start() as place:
        await place.alice.slash(place.channel, "ask", question=STRIKE, private=True)
        mine = await place.boss.slash(place.channel, "ask", question=STRIKE, private=True)
        forge(place, mine.response, 1)
        result = await click(place.boss, mine.response, Act.SHARE)
        assert NOT_YOURS in shown(result.response)
        assert place.channel.history() == []


@pytest.mark.asyncio
async def test_newer_only_asks_again_of_what_is_newer(start, archive, later, shown):
    """In a message of its own, whose window says so."""
    async with start() as place:
        await place.mention(STRIKE)
        first = place.channel.last_message
        archive.put(SHARED, PORTMERE, sentences(PORTMERE.text))
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        result = await click(place.boss, first, Act.NEWER)
        assert not result.ephemeral
        told = shown(result.response)
        assert "lasted twelve days" in told
        assert "https://post.example/strike" not in told
        assert f"published since <t:{int(PUBLISHED.timestamp()) + 1}:f>" in told
        assert "eleven-day" in shown(first)


@pytest.mark.asyncio
async def test_the_timeline_button_shows_the_story_in_private(start, archive, news, shown):
    """Of what the answer is about, with its picture."""
    archive.put(SHARED, PORTMERE, sentences(PORTMERE.text))
    async with start() as place:
        await place.mention(STRIKE)
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        result = await click(place.boss, place.channel.last_message, Act.TIMELINE)
        assert result.ephemeral
        told = shown(result.response)
        assert told.startswith("**strike dockers Portmere**")
        assert "eleven-day strike" in told
        assert "lasted twelve days" in told
        [picture] = result.response.attachments
        assert picture.filename == "coverage.png"


@pytest.mark.asyncio
async def test_votes_are_one_a_person_and_may_be_changed(start, news, shown):
    """Of everyone who sees the answer; why it did not help is asked for and need not be told."""
    async with start() as place:
        await place.mention(STRIKE)
        message = place.channel.last_message
        thanked = await click(place.boss, message, Act.HELPFUL)
        assert thanked.ephemeral
        assert shown(thanked.response) == THANKS
        asked = await click(place.alice, message, Act.UNHELPFUL)
        assert asked.modal["title"] == "What was wrong?"
        votes = place.desk.archive.votes
        [answer_id] = re.findall(r"nd1:why:(\d+)", asked.modal["custom_id"])
        given = {vote.person: (vote.helpful, vote.reason) for vote in votes.of(int(answer_id))}
        assert given == {str(place.boss.id): (True, None), str(place.alice.id): (False, None)}
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        done = await place.alice.submit_modal(asked, {"kind": "old", "text": "It is over."})
        assert done.ephemeral
        await click(place.boss, message, Act.UNHELPFUL)
        given = {vote.person: (vote.helpful, vote.reason) for vote in votes.of(int(answer_id))}
        assert given == {
            str(place.boss.id): (False, None),
            str(place.alice.id): (False, "old: It is over."),
        }


@pytest.mark.asyncio
async def test_a_refusal_has_votes_alone(start, news):
    """There is nothing to look up, to share or to go on from."""
    async with start() as place:
        await place.mention(UNKNOWN)
        assert shown_acts(place.channel.last_message) == ["helpful", "unhelpful"]


@pytest.mark.asyncio
async def test_a_button_gives_nothing_of_another_guild(start, news, shown):
    """Wherever its name is brought to."""
    async with start() as place:
        await place.mention(STRIKE)
        other = place.env.create_guild("Elsewhere")
        channel = other.create_text_channel("general")
        bob = other.add_member(place.env.create_user("bob"))
        await bob.send(channel, f"<@{place.env.bot.user.id}> {STRIKE}")
        theirs = place.env.backend.get_message(channel.id, channel.last_message.id)
        forge(place, theirs, 1)
        for act in (Act.SOURCES, Act.TIMELINE):
            result = await click(bob, channel.last_message, act)
            assert GONE in shown(result.response)
