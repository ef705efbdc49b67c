"""Topics that are followed: set up by staff, posted once a story, listed and stopped."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest
from simcord.backend.errors import SetupError
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.client import NewsBot
from bot.following.listing import NOTHING_LATELY, OTHER_WORDS, TOO_OLD
from bot.following.posting import Posting
from retrieval.follows import MOST
from retrieval.news import SHARED, Draft
from retrieval.sentences import sentences

pytestmark = pytest.mark.asyncio

TOPIC = "Portmere"
PORTMERE = (
    ("Dockers strike at Portmere", "Dockers at the port of Portmere began a strike on Monday."),
    ("Portmere elects a mayor", "Ines Marlow was elected mayor of Portmere by nine votes."),
    ("Fire in Portmere's cannery", "A fire ruined the old sardine cannery of Portmere at night."),
    ("Portmere bridge opens", "The first cars crossed the new bridge at Portmere on Sunday."),
)


def news_of_town(number, outlet="The Harbour Post"):
    """One of four pieces of news of a town, each of another event."""
    title, text = PORTMERE[number]
    address = f"https://{outlet.split()[-1].lower()}.example/{number}"
    return Draft(
        title=title,
        text=text,
        address=address,
        url=address,
        outlet=outlet,
        published=datetime.now(UTC) - timedelta(minutes=5),
    )


LIBRARY = Draft(
    title="Town library reopens after flood",
    text="The town library of Ellsworth reopened on Monday after repairs that took seven months.",
    address="https://wire.example/library",
    url="https://wire.example/library",
    outlet="Ellsworth Wire",
)


def put(place, draft, library=None, **more):
    return place.desk.archive.put(library or place.library, draft, sentences(draft.text), **more)


async def go_round(place, later=timedelta()):
    """One round, as if it were then."""
    bot = place.env.bot
    await bot.get_cog("Following").posting.round(datetime.now(UTC) + later)
    await place.env.settle()


async def follow(place, topic=TOPIC, who=None, **options):
    return await (who or place.boss).slash(place.channel, "follow", topic=topic, **options)


def posted(place, shown, channel=None):
    """What was posted by itself, as it is read."""
    return [shown(message) for message in (channel or place.channel).history()]


async def test_new_articles_are_posted_with_why_they_matched(start, shown):
    """Outlet, date, title, the words, and the topic; what is about something else is not."""
    async with start() as place:
        await follow(place)
        put(place, news_of_town(0))
        put(place, LIBRARY)
        await go_round(place)
        [text] = posted(place, shown)
        assert "**[Dockers strike at Portmere](<https://post.example/0#:~:text=" in text
        assert "**The Harbour Post** · <t:" in text
        assert "> Dockers at the port of **Portmere** began a strike on Monday." in text
        assert "-# matched: Portmere" in text
        assert f"a topic followed here: **{TOPIC}**" in text
        await go_round(place)
        assert len(posted(place, shown)) == 1


async def test_a_story_is_posted_once(start, shown):
    """Its copies at other outlets are named when they come with it, and never posted."""
    async with start() as place:
        await follow(place)
        first = put(place, news_of_town(0))
        put(place, news_of_town(0, "City Wire"), duplicate_of=first.id, story=first.story)
        await go_round(place)
        [text] = posted(place, shown)
        assert "also told by" in text
        put(place, news_of_town(0, "Tarnholt Echo"), duplicate_of=first.id, story=first.story)
        await go_round(place)
        assert len(posted(place, shown)) == 1
        put(place, news_of_town(2))
        await go_round(place)
        assert "A fire ruined" in posted(place, shown)[1]


async def test_many_at_once_are_summed_up(start, shown, monkeypatch):
    """The surest are posted, the rest is counted in one line and not posted later."""
    monkeypatch.setattr("bot.following.posts.MOST", 1)
    async with start() as place:
        await follow(place)
        for number in range(4):
            put(place, news_of_town(number))
        await go_round(place)
        await go_round(place)
        one, rest = posted(place, shown)
        assert "[" in one
        assert rest.startswith("-# and ")
        assert f"more new articles about **{TOPIC}**" in rest


async def test_a_day_of_a_topic_is_posted_at_its_time(start, shown):
    """In the guild's time zone, in one card; a day without is passed over in silence."""
    async with start() as place:
        bot = place.env.bot
        bot.guild_settings.change(place.guild.id, timezone="Pacific/Kiritimati")
        at = (datetime.now(UTC) + timedelta(hours=14, minutes=30)).strftime("%H:%M")
        answer = await follow(place, when=at)
        assert f": daily at {at}, next <t:" in shown(answer.response)
        put(place, news_of_town(0))
        put(place, news_of_town(2))
        await go_round(place)
        assert posted(place, shown) == []
        await go_round(place, timedelta(minutes=31))
        [text] = posted(place, shown)
        assert text.startswith(f"**{TOPIC}** · 2 new articles\n**[Dockers strike")
        await go_round(place, timedelta(minutes=32))
        await go_round(place, timedelta(days=1, minutes=31))
        assert len(posted(place, shown)) == 1


async def test_a_missed_day_is_made_up_for_within_six_hours(start, shown):
    """Once; later than that it is left to the next day, and nothing of it is lost."""
    async with start() as place:
        at = (datetime.now(UTC) + timedelta(minutes=30)).strftime("%H:%M")
        await follow(place, when=at)
        put(place, news_of_town(0))
        await go_round(place, timedelta(hours=7))
        assert posted(place, shown) == []
        await go_round(place, timedelta(days=1, hours=5))
        await go_round(place, timedelta(days=1, hours=6))
        assert len(posted(place, shown)) == 1


async def test_the_confirmation_tells_of_the_last_week(start, shown):
    """Privately: how much it would have posted, and the newest of it."""
    async with start() as place:
        put(place, news_of_town(0))
        put(place, news_of_town(2))
        answer = await follow(place)
        assert answer.ephemeral
        text = shown(answer.response)
        assert text.startswith(
            f"I post new articles about **{TOPIC}** in <#{place.channel.id}> from now on: "
            "as they come.\n"
            "In the last seven days it would have posted 2 articles, the newest of them:"
        )
        assert "A fire ruined" in text
        await go_round(place)
        assert posted(place, shown) == []
        assert text.endswith(f"-# {TOO_OLD}")


async def test_a_confirmation_without_articles_tells_whether_there_are_older_ones(start, shown):
    """What was published long before it came in would not have been posted, but its words fit."""
    async with start() as place:
        none = shown((await follow(place, topic="volcano on Tenerife")).response)
        assert f"{NOTHING_LATELY} {OTHER_WORDS}\n-# {TOO_OLD}" in none
        long_ago = datetime.now(UTC) - timedelta(days=5)
        put(place, replace(news_of_town(0), published=long_ago))
        old = shown((await follow(place)).response)
        assert f"{NOTHING_LATELY} 1 older article has all of its words.\n-# {TOO_OLD}" in old


async def test_a_topic_is_followed_once_in_a_channel(start, shown):
    """Said, not doubled; with another time it is posted at that."""
    async with start() as place:
        await follow(place)
        again = await follow(place, topic=f"  {TOPIC.upper()} ")
        assert f"is followed in <#{place.channel.id}> already" in shown(again.response)
        await follow(place, when="8pm")
        [held] = place.desk.archive.follows.of([place.library])
        assert held.at == "20:00"


async def test_a_server_follows_only_so_much(start, shown):
    """One more gets a sentence."""
    async with start() as place:
        for number in range(MOST):
            place.desk.archive.follows.add(
                place.library,
                "topic",
                f"ship number {number}",
                channel=place.channel.id,
                person="1",
                at=None,
                language="en",
                now=datetime.now(UTC),
            )
        answer = await follow(place)
        assert "stop one with `/following`" in shown(answer.response)
        again = await follow(place, topic="Ship number 3")
        assert "is followed in" in shown(again.response)
        listed = await place.boss.slash(place.channel, "following")
        parts = [shown(one) for one in (listed.response, *listed.followups)]
        assert len(parts) == 4
        assert "ship number 0" in parts[0]
        assert f"ship number {MOST - 1}" in parts[-1]


async def test_only_staff_follow(start):
    """Discord hides the command, the bot looks for itself, and proposes nothing to others."""
    async with start() as place:
        with pytest.raises(SetupError, match="default-member-permissions"):
            await follow(place, who=place.alice)
        command = place.env.backend.find_command("follow", place.guild.id, type=1)
        place.guild.set_command_permissions(int(command["id"]), {place.alice: True})
        answer = await follow(place, who=place.alice)
        assert answer.ephemeral
        assert "Manage Server" in answer.response.content
        assert place.desk.archive.follows.of([place.library]) == []
        asked = (place.channel, "follow", "when", "8")
        assert await place.alice.autocomplete(*asked) == []
        offered = await place.boss.autocomplete(*asked)
        assert [one["name"] for one in offered] == ["daily at 08:00", "daily at 20:00"]
        begun = await place.boss.autocomplete(*asked[:-1], "dai")
        assert begun[0]["name"] == "daily at 07:00"
        assert place.env.errors


async def test_roles_that_may_ingest_see_the_command(start, shown):
    """Those that the operator named, as with the other commands of theirs."""
    async with start(ingest_roles=frozenset({"Editors"})) as place:
        editors = place.guild.create_role("Editors")
        carol = place.guild.add_member(place.env.create_user("carol"), roles=[editors])
        assert "from now on" in shown((await follow(place, who=carol)).response)


async def test_what_makes_no_sense_gets_a_sentence(start, shown):
    """No word to follow, no time of the day."""
    async with start() as place:
        assert "Say in words" in (await follow(place, topic="?!")).response.content
        answer = await follow(place, when="tomorrow")
        assert answer.ephemeral
        assert "“tomorrow” is no time of the day" in answer.response.content
        assert place.env.errors


async def test_a_channel_must_be_open_to_both(start, shown):
    """The permission that the bot lacks is named; nobody posts through it where they may not."""
    async with start() as place:
        deaf = discord.PermissionOverwrite(send_messages=False)
        quiet = place.guild.create_text_channel("quiet", overwrites={place.env.bot.user: deaf})
        answer = await follow(place, channel=quiet)
        assert "the permission Send Messages there" in answer.response.content
        closed = place.guild.create_text_channel("closed", overwrites={place.boss: deaf})
        answer = await follow(place, channel=closed)
        assert "You may not write in" in answer.response.content
        assert place.env.errors
        open_ = place.guild.create_text_channel("open")
        await follow(place, channel=open_)
        put(place, news_of_town(0))
        await go_round(place)
        assert len(posted(place, shown, open_)) == 1
        assert posted(place, shown) == []


async def test_a_permission_that_is_missing_is_named_in_the_list(start, shown):
    """Nothing is asked of Discord meanwhile, and nothing is lost once it is given."""
    async with start() as place:
        await follow(place)
        mute(place, send_messages=False)
        put(place, news_of_town(0))
        for _ in range(3):
            await go_round(place)
        assert not place.requests("POST", "/messages")
        listed = await place.boss.slash(place.channel, "following")
        assert "⚠ cannot post: the permission Send Messages is missing" in shown(listed.response)
        mute(place)
        await go_round(place)
        assert len(posted(place, shown)) == 1


def mute(place, **denied):
    """Set what the bot is denied in the channel."""
    deny = discord.Permissions(**dict.fromkeys(denied, True))
    overwrite = Overwrite(
        target_id=place.env.bot.user.id, type=OverwriteType.MEMBER, allow=0, deny=deny.value
    )
    place.env.backend.set_overwrite(place.channel.id, overwrite)


async def test_a_channel_that_is_gone_is_not_asked_for_again_at_once(start, shown):
    """The follow is kept and marked; Discord counts requests that make no sense."""
    async with start() as place:
        gone = place.guild.create_text_channel("gone")
        await follow(place, channel=gone)
        place.env.backend.delete_channel(gone.id)
        put(place, news_of_town(0))
        for minutes in (0, 1, 3, 4, 5):
            await go_round(place, timedelta(minutes=minutes))
        assert len(place.requests("GET", f"/channels/{gone.id}")) == 2
        listed = await place.boss.slash(place.channel, "following")
        assert "⚠ cannot post: the channel is gone" in shown(listed.response)


async def test_a_refusal_is_not_hammered_at(start, shown):
    """What Discord forbids for reasons of its own is tried again later, and then posted."""
    async with start() as place:
        await follow(place)
        place.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        put(place, news_of_town(0))
        await go_round(place)
        await go_round(place, timedelta(minutes=1))
        assert len(place.requests("POST", "/messages")) == 1
        await go_round(place, timedelta(minutes=2, seconds=1))
        [text] = posted(place, shown)
        assert "began a" in text
        [held] = place.desk.archive.follows.of([place.library])
        assert (held.failures, held.problem, held.retry) == (0, "", None)


async def test_a_second_try_has_the_same_nonce(start, shown):
    """By which Discord knows that it is one message."""
    async with start() as place:
        await follow(place)
        place.env.inject_error("POST", "/channels/*/messages", status=503)
        put(place, news_of_town(0))
        await go_round(place)
        first, second = [one.json for one in place.requests("POST", "/messages")]
        assert first["nonce"] == second["nonce"]
        assert len(first["nonce"]) <= 25
        assert first["enforce_nonce"]
        assert len(posted(place, shown)) == 1


async def test_what_was_posted_before_a_crash_is_not_posted_after_it(start, shown, monkeypatch):
    """Each post is remembered by itself, before the round is over."""
    async with start() as place:
        await follow(place)
        put(place, news_of_town(0))
        follows, done = place.desk.archive.follows, place.desk.archive.follows.done
        monkeypatch.setattr(follows, "done", _crash)
        await go_round(place)
        monkeypatch.setattr(follows, "done", done)
        put(place, news_of_town(2))
        await go_round(place, timedelta(minutes=3))
        assert len(posted(place, shown)) == 2


def _crash(*_):
    raise SystemError("The power is gone.")


async def test_a_card_that_discord_does_not_take_goes_out_plain(start, shown):
    """And what it takes in no form is left out, with all after it posted."""
    async with start() as place:
        await follow(place)
        place.env.inject_error("POST", "/channels/*/messages", status=400, code=50035)
        put(place, news_of_town(0))
        await go_round(place)
        assert "began a" in place.channel.last_message.content
        place.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, times=2)
        put(place, news_of_town(2))
        await go_round(place)
        put(place, news_of_town(3))
        await go_round(place)
        assert len(posted(place, shown)) == 2


async def test_a_server_that_took_the_bot_out_is_left_alone(start, shown):
    """What it followed is kept, and nothing tried."""
    async with start() as place:
        await follow(place)
        place.env.backend.remove_guild(place.guild.id)
        await place.env.settle()
        before = len(place.env.http_requests)
        put(place, news_of_town(0))
        await go_round(place)
        assert len(place.env.http_requests) == before
        assert place.desk.archive.follows.of([place.library])


async def test_a_server_follows_its_own_news_and_the_shared(start, shown):
    """Never another's."""
    async with start() as place:
        await follow(place)
        put(place, news_of_town(0), "guild-1")
        await go_round(place)
        assert posted(place, shown) == []
        put(place, news_of_town(2), SHARED)
        await go_round(place)
        assert len(posted(place, shown)) == 1


async def test_nothing_is_posted_while_the_bot_stops(start, shown):
    """It comes after the restart."""
    async with start() as place:
        await follow(place)
        put(place, news_of_town(0))
        place.env.bot.stopping.set()
        await go_round(place)
        assert posted(place, shown) == []
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        await go_round(place)
        assert len(posted(place, shown)) == 1


async def test_rounds_go_on_by_themselves(start, shown):
    """Also after one that went wrong."""
    async with start() as place:
        await follow(place)
        bot, rounds = place.env.bot, []
        posting = Posting(bot, every=0.01)

        async def broken(now):
            rounds.append(now)
            if len(rounds) == 1:
                raise OSError("The disk is gone.")

        posting.round = broken
        posting.start()
        async with asyncio.timeout(60):
            while len(rounds) < 3:  # noqa: ASYNC110  (nothing tells)
                await asyncio.sleep(0.01)
        await posting.close()


async def test_what_is_followed_is_listed_and_stopped_from_the_list(start, shown):
    """By staff, also after a restart; others see the list of the channels that they see."""
    async with start() as place:
        hidden = discord.PermissionOverwrite(view_channel=False)
        board = place.guild.create_text_channel("board", overwrites={place.alice: hidden})
        await follow(place)
        await follow(place, topic="board of directors", channel=board)
        await place.boss.slash(place.channel, "digest daily", at="8", channel=place.channel)
        listed = await place.boss.slash(place.channel, "following")
        assert listed.ephemeral
        text = shown(listed.response)
        assert f"- **{TOPIC}** → <#{place.channel.id}> · as they come" in text
        assert "- **Digest: all the news** → " in text
        assert " · daily at 08:00, next <t:" in text
        seen = await place.alice.slash(place.channel, "following")
        assert "board" not in shown(seen.response)
        assert "nd1:" not in str(seen.response.components)

        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        [first, *_] = place.desk.archive.follows.of([place.library])
        after = await place.boss.select(listed.response, [str(first.id)])
        text = shown(after.response)
        assert text.startswith(f"**{TOPIC}** is followed no longer.\n- **board of directors**")
        assert len(place.desk.archive.follows.of([place.library])) == 2


async def test_what_was_just_set_up_is_stopped_by_its_button(start, shown):
    """To try other words; once it is gone it says so."""
    async with start() as place:
        answer = await follow(place)
        stopped = await place.boss.click(answer.response, label="Stop")
        assert shown(stopped.response) == f"**{TOPIC}** is followed no longer."
        assert place.desk.archive.follows.of([place.library]) == []
        listed = await place.boss.slash(place.channel, "following")
        assert "Nothing is followed here yet" in shown(listed.response)


async def test_what_is_stopped_during_a_round_is_not_posted_in_it(start, shown, monkeypatch):
    """A round takes its time where much is followed."""
    async with start() as place:
        await follow(place)
        put(place, news_of_town(0))
        follows = place.desk.archive.follows
        [held] = follows.of([place.library])
        follows.remove(held.id, place.library)
        monkeypatch.setattr(follows, "of", lambda _libraries: [held])
        await go_round(place)
        assert posted(place, shown) == []


async def test_news_of_long_ago_is_not_made_up_for(start, shown):
    """When a server lets the bot post again, it gets the news of a week at most."""
    async with start() as place:
        await follow(place)
        put(place, replace(news_of_town(0), published=None))
        await go_round(place, timedelta(days=8))
        assert posted(place, shown) == []


async def test_what_is_followed_in_a_private_thread_is_told_to_staff_alone(start, shown):
    """Its members are not known, and its topic may be as private as itself."""
    async with start() as place:
        channel = place.env.bot.get_channel(place.channel.id)
        with place.env.time_context():
            await channel.create_thread(name="board", invitable=False)
        await place.env.settle()
        [thread] = place.channel.threads
        place.env.backend.add_thread_member(thread.id, place.boss.id)
        await place.boss.slash(thread, "follow", topic="takeover")
        seen = await place.alice.slash(place.channel, "following")
        assert "takeover" not in shown(seen.response)
        listed = await place.boss.slash(place.channel, "following")
        assert "takeover" in shown(listed.response)


async def test_who_is_no_longer_staff_stops_nothing(start, shown):
    """The list is older than the roles of who asked for it."""
    async with start() as place:
        answer = await follow(place)
        place.env.bot.staff = lambda _person: False
        refused = await place.boss.click(answer.response, label="Stop")
        assert "Manage Server" in refused.response.content
        assert place.desk.archive.follows.of([place.library])


async def test_what_was_confirmed_plainly_is_stopped_plainly(start, shown):
    """A message without a card takes none later either."""
    async with start() as place:
        place.env.inject_error("PATCH", "*/messages/@original", status=400, code=50035)
        answer = await follow(place)
        assert answer.response.content.startswith(f"I post new articles about **{TOPIC}**")
        await place.boss.click(answer.response, label="Stop")
        assert answer.response.content == f"**{TOPIC}** is followed no longer."
        assert not answer.response.components
        assert not place.desk.archive.follows.of([place.library])
