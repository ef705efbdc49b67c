"""Feeds followed from Discord, by those who may, into the server's own library."""

import asyncio
import logging
import threading
from dataclasses import replace

import pytest
from simcord.backend.errors import SetupError

from bot.client import READING_AT_ONCE, NewsBot
from bot.guild.permissions import NotStaff
from bot.newsroom.choosing import MINUTES
from bot.poller import Poller, tell
from bot.settings import Settings
from ingest.feeds.polling import Check
from retrieval.news import SHARED
from tests.servers.publisher import Publisher

pytestmark = pytest.mark.asyncio

RSS = "application/rss+xml"
STORY = (
    "<!doctype html><html lang='en'><head><title>{title}</title>"
    "<meta property='og:type' content='article'></head><body><article><h1>{title}</h1>"
    "<p>{title}, the harbour office of Skarn said on Monday, and it asked walkers to keep away "
    "from the pier until the weekend.</p><p>The office had been asked about it by readers, and a "
    "longer report is to follow within the month, it said.</p></article></body></html>"
)
SEALS = "Eleven seals lie on the pier"
CRANE = "A crane fell into the dock"


@pytest.fixture
def settings():
    """Pages on this machine may be fetched, without a pause."""
    return Settings(allow_private=True, host_delay=0)


@pytest.fixture
def site():
    with Publisher() as running:
        yield running


def publish(site, *titles, path="/feed", name="Skarn *Daily*"):
    """A feed and the pages it leads to."""
    items = ""
    for number, title in enumerate(titles):
        link = site.publish(f"{path}-{number}", STORY.format(title=title))
        items += f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>"
    body = (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>{name}</title>"
        f"{items}</channel></rss>"
    )
    return site.publish(path, body, content_type=RSS)


async def add(place, address, who=None):
    result = await (who or place.boss).slash(place.channel, "feeds add", address=address)
    return result.response


async def test_a_feed_is_followed_and_read_at_once(start, site):
    """Into the server's own library; its name cannot format our words."""
    async with start() as place:
        answer = await add(place, publish(site, SEALS))
        assert answer.content.startswith(
            "Following **Skarn \\*Daily\\*** from now on.\nDone. 1 new"
        )
        assert [article.title for article in place.desk.archive.articles({place.library})] == [
            SEALS
        ]
        again = await add(place, site.url("/feed"))
        assert again.content == "**Skarn \\*Daily\\*** is followed already."


async def test_a_long_list_has_pages(start, shown):
    """Which turn after a restart too, for staff alone."""
    async with start() as place:
        for number in range(25):
            url = f"https://a.example/{number:02}/{'x' * 300}"
            title = f"Feed {number:02} {'*' * 300}"
            place.desk.archive.feeds.add(place.library, url, title)
        listed = await place.boss.slash(place.channel, "feeds list")
        text = shown(listed.response)
        assert text.startswith("**25 feeds**\n")
        assert text.endswith("\n-# Page 1 of 3")
        assert "Feed 09" in text
        assert "Feed 10" not in text
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        await place.boss.click(listed.response, label="▶")
        assert "Feed 10" in shown(listed.response)
        place.env.bot.staff = lambda _person: False
        refused = await place.boss.click(listed.response, label="▶")
        assert "Manage Server" in refused.response.content


async def test_the_list_shows_how_each_feed_is_faring(start, site, shown):
    """Privately, with its failure in words."""
    async with start() as place:
        empty = await place.boss.slash(place.channel, "feeds list")
        assert empty.ephemeral
        assert "add one with `/feeds add`" in shown(empty.response)
        url = publish(site, SEALS)
        await add(place, url)
        site.withdraw("/feed", 404)
        checked = await place.boss.slash(place.channel, "feeds check")
        assert "**Skarn \\*Daily\\***: There is no page" in checked.response.content
        listed = shown((await place.boss.slash(place.channel, "feeds list")).response)
        assert listed.startswith("**1 feed**\n")
        assert f"]({'<'}{url}>) · failed once · last new <t:" in listed
        assert "(404)" in listed


async def test_a_check_brings_in_what_is_new(start, site):
    """Of one feed, chosen by its name, or of all."""
    async with start() as place:
        await add(place, publish(site, SEALS))
        publish(site, SEALS, CRANE)
        offered = await place.boss.autocomplete(place.channel, "feeds check", "feed", "skarn")
        assert [choice["name"] for choice in offered] == ["Skarn *Daily*"]
        feed = offered[0]["value"]
        checked = await place.boss.slash(place.channel, "feeds check", feed=feed)
        assert checked.response.content.startswith("Done. 1 new")
        again = await place.boss.slash(place.channel, "feeds check")
        assert again.response.content == "Nothing new."


async def test_a_feed_is_meant_by_its_name(start, site):
    """As the option says; a name that two have is no answer to which."""
    async with start() as place:
        named = {"feed": "Skarn *Daily*"}
        await add(place, publish(site, SEALS))
        checked = await place.boss.slash(place.channel, "feeds check", **named)
        assert checked.response.content == "Nothing new."
        await add(place, publish(site, CRANE, path="/other"))
        which = await place.boss.slash(place.channel, "feeds remove", **named)
        assert "Several feeds have that name" in which.response.content
        assert which.ephemeral
        assert place.env.errors
        await place.boss.slash(place.channel, "feeds remove", feed=site.url("/feed"))
        gone = await place.boss.slash(place.channel, "feeds remove", **named)
        assert gone.response.content.endswith("is followed no longer; its articles stay.")
        assert not place.desk.archive.feeds.all({place.library})


async def test_a_story_that_another_feed_told_is_named(start, site):
    """In the report, as after an ingest."""
    async with start() as place:
        await add(place, publish(site, SEALS))
        told = await add(place, publish(site, SEALS, path="/other", name="Other"))
        assert "same text as Skarn" in told.content


async def test_the_names_of_feeds_are_suggested_to_staff_alone(start, site):
    """Where a role may follow feeds, everybody sees the commands."""
    async with start(ingest_roles=frozenset({"Editors"})) as place:
        await add(place, publish(site, SEALS))
        asked = (place.channel, "feeds remove", "feed", "skarn")
        assert await place.boss.autocomplete(*asked)
        assert await place.alice.autocomplete(*asked) == []


async def test_a_server_follows_no_more_feeds_than_can_be_looked_at(start, site, monkeypatch):
    """One too many is refused with what to do; so is a list, as a whole."""
    monkeypatch.setattr("bot.newsroom.feeds.MOST", 1)
    async with start() as place:
        await add(place, publish(site, SEALS))
        again = await add(place, publish(site, SEALS))
        assert "followed already" in again.content
        refused = await add(place, publish(site, CRANE, path="/other"))
        most = "No more than 1 feeds can be followed here; remove one first."
        assert refused.content == most
        outlines = "".join(
            f"<outline type='rss' text='x' xmlUrl='{site.url(path)}'/>" for path in ("/b", "/c")
        )
        opml = site.publish("/list.opml", f"<opml version='2.0'><body>{outlines}</body></opml>")
        listed = await add(place, opml)
        assert listed.content.startswith("That list names 2 feeds that are not followed yet")
        assert len(place.desk.archive.feeds.all({place.library})) == 1


async def test_a_feed_is_followed_by_ingest_too(start, site):
    """Who looks for it under /ingest finds it there."""
    async with start() as place:
        asked = await place.boss.slash(place.channel, "ingest feed", address=publish(site, SEALS))
        assert asked.response.content.startswith("Following **Skarn")
        assert len(place.desk.archive.feeds.all({place.library})) == 1


async def test_feeds_and_files_share_the_room_for_reading(start, site):
    """Questions are answered in the same threads."""
    async with start() as place:
        loop, reading = asyncio.get_running_loop(), place.env.bot.reading
        for _ in range(READING_AT_ONCE):
            await reading.acquire()
        waited = []

        def go_on():
            waited.append((site.asked("/nowhere"), len(place.requests("PATCH", "@original"))))
            reading.release()

        threading.Timer(1, loop.call_soon_threadsafe, (go_on,)).start()
        await place.boss.slash(place.channel, "ingest url", address=site.url("/nowhere"))
        assert waited == [(0, 1)]


async def test_a_feed_is_left_and_its_articles_stay(start, site):
    """By its address as well as by its name."""
    async with start() as place:
        await add(place, publish(site, SEALS))
        gone = await place.boss.slash(place.channel, "feeds remove", feed=site.url("/feed"))
        assert gone.response.content.endswith("is followed no longer; its articles stay.")
        assert len(place.desk.archive.articles({place.library})) == 1
        again = await place.boss.slash(place.channel, "feeds remove", feed=site.url("/feed"))
        assert "No such feed" in again.response.content
        assert place.env.errors


async def test_a_feed_that_is_none_is_told_to_who_named_it_alone(start, site):
    """Also where none is followed at all."""
    async with start() as place:
        for command, named, said in (
            ("feeds remove", {"feed": "nope"}, "No such feed"),
            ("feeds check", {"feed": "nope"}, "No such feed"),
            ("feeds check", {}, "No feed is followed here yet"),
        ):
            told = await place.boss.slash(place.channel, command, **named)
            assert told.ephemeral
            assert said in told.response.content
        assert place.env.errors


async def test_the_feeds_of_other_libraries_are_out_of_reach(start, site, shown):
    """Neither listed nor removed: the shared ones are the operator's."""
    async with start() as place:
        shared = place.desk.archive.feeds.add(SHARED, publish(site, SEALS), "Shared")
        listed = await place.boss.slash(place.channel, "feeds list")
        assert "Shared" not in shown(listed.response)
        removed = await place.boss.slash(place.channel, "feeds remove", feed=shared.id)
        assert "No such feed" in removed.response.content
        assert place.env.errors
        assert place.desk.archive.feeds.get(shared.id, {SHARED})


def front_page(site, urls):
    """The front page of a site that has several feeds."""
    outlines = "".join(
        f"<link rel='alternate' type='{RSS}' title='{url}' href='{url}'>" for url in urls
    )
    stories = "".join(f"<li><a href='/{n}'>Story number {n}</a></li>" for n in range(30))
    return site.publish(
        "/",
        f"<html><head><title>Skarn</title>{outlines}</head>"
        f"<body><h1>Skarn</h1><ul>{stories}</ul></body></html>",
    )


async def test_several_feeds_of_a_site_are_offered_to_who_asked(start, site, shown):
    """The choice is followed and read; nobody else may choose."""
    async with start() as place:
        urls = [publish(site, SEALS, path="/news"), publish(site, CRANE, path="/sea")]
        home = front_page(site, urls)
        card = await add(place, home)
        assert "has 2 feeds" in shown(card)
        refused = await place.alice.select(card, ["1"])
        assert refused.ephemeral
        assert "Only who asked" in refused.response.content
        chosen = await place.boss.select(card, ["1"])
        assert "1 new" in chosen.response.content
        (feed,) = place.desk.archive.feeds.all({place.library})
        assert feed.url == urls[1]


async def test_who_may_no_longer_may_not_choose(start, site):
    """The menu is older than the roles of who asked."""
    async with start() as place:
        urls = [publish(site, SEALS, path="/news"), publish(site, CRANE, path="/sea")]
        card = await add(place, front_page(site, urls))
        place.env.bot.get_cog("Feeds").interaction_check = _refused
        chosen = await place.boss.select(card, ["1"])
        assert chosen.ephemeral
        assert "Manage Server" in chosen.response.content
        assert not place.desk.archive.feeds.all({place.library})
        assert place.env.errors


async def _refused(_interaction):
    raise NotStaff


async def test_a_menu_left_alone_goes_away(start, site, shown):
    """What it found stays to be read, with what to do."""
    async with start() as place:
        urls = [publish(site, SEALS, path="/news"), publish(site, CRANE, path="/sea")]
        await add(place, front_page(site, urls))
        await place.env.advance_time(60 * MINUTES + 1)
        after = shown(place.channel.last_message)
        assert after.endswith("has 2 feeds. Use `/feeds add` to choose again.")


async def test_a_wrong_address_gets_a_sentence(start, site):
    """What is no web address is told privately, what gives no feed in its place."""
    async with start() as place:
        wrong = await place.boss.slash(place.channel, "feeds add", address="skarn daily")
        assert wrong.ephemeral
        assert "must begin with https://" in wrong.response.content
        missing = await add(place, site.url("/nowhere"))
        assert "404" in missing.content
        assert place.env.errors


async def test_the_commands_are_for_staff(start, site):
    """Discord hides them, and the bot looks for itself."""
    async with start() as place:
        with pytest.raises(SetupError, match="default-member-permissions"):
            await place.alice.slash(place.channel, "feeds list")
        command = place.env.backend.find_command("feeds", place.guild.id, type=1)
        place.guild.set_command_permissions(int(command["id"]), {place.alice: True})
        result = await place.alice.slash(place.channel, "feeds add", address=publish(site, SEALS))
        assert result.ephemeral
        assert "Manage Server" in result.response.content
        assert place.desk.archive.feeds.all({place.library}) == []
        assert place.env.errors


async def eventually(condition):
    """Wait for what happens beside the test."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110  (the archive has no event)
            await asyncio.sleep(0.05)


async def test_feeds_are_read_by_themselves(start, site):
    """Those of every library, while the bot runs; it ends with the bot."""
    publish(site, SEALS)
    async with start() as place:
        feed = place.desk.archive.feeds.add(SHARED, site.url("/feed"), "")
        bot = place.env.bot
        poller = Poller(bot, every=0.05)
        poller.start()
        await eventually(lambda: place.desk.archive.articles([SHARED]))
        await eventually(lambda: place.desk.archive.feeds.get(feed.id, {SHARED}).last_ok)
        bot.stopping.set()
        await poller.close()
        asked = site.asked("/feed")
        await asyncio.sleep(0.2)
        assert site.asked("/feed") == asked == 1


async def test_a_round_that_goes_wrong_is_not_the_last(start, site, caplog):
    """It is logged, and the next one comes."""
    async with start() as place:
        bot, rounds = place.env.bot, []
        poller = Poller(bot, every=0.01)

        def broken(libraries):
            rounds.append(libraries)
            raise OSError("The disk is gone.")

        poller._round = broken
        poller.start()
        await eventually(lambda: len(rounds) > 2)
        bot.stopping.set()
        await poller.close()
        assert rounds[0] == {SHARED, place.library}
        assert "A round of the feeds went wrong" in caplog.text


async def test_a_failing_feed_is_logged_once_and_once_when_it_works_again(archive, caplog):
    """At five failures; before that it is an ordinary day."""
    caplog.set_level(logging.INFO, "bot")
    feed = archive.feeds.add(SHARED, "https://skarn.example/feed", "Skarn Daily")
    for failures in range(1, 8):
        before = replace(feed, failures=failures - 1)
        tell(Check(before, replace(feed, failures=failures, state="failing"), error="No answer."))
    assert caplog.text.count("Skarn Daily") == 1
    assert "has failed 5 times: No answer." in caplog.text
    tell(Check(replace(feed, failures=7, state="failing"), feed))
    tell(Check(feed, feed))
    assert caplog.text.count("works again") == 1
