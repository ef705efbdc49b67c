"""/settings: what each server chooses for itself, by who manages it alone."""

import asyncio
import logging
from dataclasses import replace

import discord
import pytest
from simcord.backend.errors import SetupError

from bot.client import NewsBot
from bot.cogs.settings import MANAGERS_ONLY
from bot.guild.choices import NO_CONTENT
from bot.guild.panel import PREFIX
from bot.poller import Poller
from retrieval.news import SHARED

pytestmark = pytest.mark.asyncio


async def opened(place, who=None, **options):
    """The panel, as who manages the server opened it."""
    return await (who or place.boss).slash(place.channel, "settings", **options)


async def pick(place, shown, name, *values, who=None):
    return await (who or place.boss).select(
        shown.response, custom_id=f"{PREFIX}{name}", values=list(values)
    )


async def press(place, shown, name, who=None):
    return await (who or place.boss).click(shown.response, custom_id=f"{PREFIX}{name}")


def chosen(place):
    return place.env.bot.guild_settings.of(place.guild.id)


async def test_the_panel_shows_every_choice_to_its_manager_alone(start, shown):
    """In plain words, with what holds while nothing was chosen."""
    async with start() as place:
        panel = await opened(place)
        assert panel.ephemeral
        text = shown(panel.response)
        for title in (
            "Where I answer",
            "Who may ask",
            "Who may bring news in",
            "Language",
            "Time zone",
            "A thread for each question: off",
            "Questions without a mention: off",
            "Chat model",
        ):
            assert title in text
        assert "500,000 tokens a day" in text


async def test_who_does_not_manage_the_server_cannot_open_it(start):
    """Neither a reader nor a role that may bring news in; Discord's hiding is not relied on."""
    async with start() as place:
        editors = place.guild.create_role("Editors")
        editor = place.guild.add_member(place.env.create_user("ed"), roles=[editors])
        place.env.bot.guild_settings.change(place.guild.id, ingesters=frozenset({editors.id}))
        # A server may let others see it.
        fetched = await place.env.bot.tree.fetch_commands()
        [command] = [one for one in fetched if one.name == "settings"]
        place.guild.set_command_permissions(command.id, {place.alice: True, editor: True})
        for who in (place.alice, editor):
            refused = await opened(place, who)
            assert refused.ephemeral
            assert refused.response.content == MANAGERS_ONLY
        assert place.env.errors


async def test_where_it_answers_and_who_may_ask_or_ingest_are_picked(start, shown):
    """At once; and what Discord hides from those roles is told."""
    async with start() as place:
        editors = place.guild.create_role("Editors")
        forum = place.guild.create_forum_channel("desk")
        panel = await opened(place)
        changed = await pick(place, panel, "channels", place.channel, forum)
        assert chosen(place).channels == {place.channel.id, forum.id}
        assert "Changed." in shown(changed.response)
        await pick(place, panel, "askers", editors)
        assert chosen(place).askers == {editors.id}
        changed = await pick(place, panel, "ingesters", editors)
        assert chosen(place).ingesters == {editors.id}
        assert "Server Settings › Integrations" in shown(changed.response)
        await pick(place, panel, "channels")
        assert chosen(place).channels == frozenset()


async def test_switches_say_what_holds_and_turn_it(start, shown):
    """On, and off again."""
    async with start(message_content=True) as place:
        panel = await opened(place)
        turned = await press(place, panel, "threads:on")
        assert chosen(place).threads
        assert "A thread for each question: on" in shown(turned.response)
        turned = await press(place, panel, "threads:off")
        assert not chosen(place).threads
        turned = await press(place, panel, "unmentioned:on")
        assert chosen(place).unmentioned
        assert "No channel is chosen above" in shown(turned.response)


async def test_messages_are_read_only_where_the_operator_lets_it(start, shown):
    """Else the switch cannot be pressed, and it says who must do what."""
    async with start() as place:
        panel = await opened(place)
        assert "MESSAGE_CONTENT=on" in shown(panel.response)
        with pytest.raises(SetupError):
            await press(place, panel, "unmentioned:on")


async def test_a_switch_that_was_shown_before_the_operator_forbade_it_does_nothing(start):
    """What is possible is looked at when it is pressed."""
    async with start(message_content=True) as place:
        panel = await opened(place)
        place.env.bot.settings = replace(place.desk.settings, message_content=False)
        refused = await press(place, panel, "unmentioned:on")
        assert refused.response.content == NO_CONTENT
        assert not chosen(place).unmentioned


async def test_the_language_is_one_of_those_there_are_words_in(start):
    """Or automatic again."""
    async with start() as place:
        panel = await opened(place)
        await pick(place, panel, "language", "fr")
        assert chosen(place).language == "fr"
        await pick(place, panel, "language", "auto")
        assert chosen(place).language is None


async def test_the_time_zone_is_typed_as_a_city(start, shown):
    """With the time there as proof; what is unclear is asked back."""
    async with start() as place:
        panel = await opened(place)
        form = await press(place, panel, "timezone")
        done = await place.boss.submit_modal(form, {"typed": "new york"})
        assert chosen(place).timezone == "America/New_York"
        assert "`America/New_York` now, where it is" in shown(done.response)
        form = await press(place, panel, "timezone")
        await place.boss.submit_modal(form, {"typed": "Atlantis"})
        assert chosen(place).timezone == "America/New_York"
        form = await press(place, panel, "timezone")
        await place.boss.submit_modal(form, {"typed": ""})
        assert chosen(place).timezone is None


async def test_the_time_zone_can_be_given_with_the_command(start, shown):
    """Proposed while it is typed, with the time there; nothing to who may not change it."""
    async with start() as place:
        offered = await place.boss.autocomplete(place.channel, "settings", "timezone", "berl")
        assert [choice["value"] for choice in offered] == ["Europe/Berlin"]
        assert offered[0]["name"].startswith("Europe/Berlin · ")
        done = await opened(place, timezone="Europe/Berlin")
        assert "`Europe/Berlin` now" in shown(done.response)
        assert str(place.env.bot.zone(place.guild.id)) == "Europe/Berlin"


async def test_the_budget_is_never_above_the_operator_s(start, shown):
    """Less is theirs to choose; nothing typed is what the operator set."""
    async with start(chat_model="openai:small", chat_budget_guild=1000) as place:
        panel = await opened(place)
        form = await press(place, panel, "budget")
        refused = await place.boss.submit_modal(form, {"typed": "1001"})
        assert "1,000" in refused.response.content
        assert chosen(place).budget is None
        form = await press(place, panel, "budget")
        done = await place.boss.submit_modal(form, {"typed": "1,000"})
        assert chosen(place).budget == 1000
        assert "At most 1,000 tokens a day." in shown(done.response)


async def test_the_panel_works_after_a_restart_and_so_does_what_was_chosen(start):
    """Its controls are known by their names, its choices are kept."""
    async with start() as place:
        panel = await opened(place)
        await press(place, panel, "threads:on")
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        assert chosen(place).threads
        await pick(place, panel, "language", "de")
        assert chosen(place).language == "de"


async def test_who_no_longer_manages_the_server_changes_nothing(start):
    """Also on a panel that is still open."""
    async with start() as place:
        panel = await opened(place)
        guild = place.env.bot.get_guild(place.guild.id)
        [role] = [one for one in guild.roles if one.name == "Managers"]
        await role.edit(permissions=discord.Permissions.none())
        refused = await press(place, panel, "threads:on")
        assert refused.response.content == MANAGERS_ONLY
        assert not chosen(place).threads


async def test_one_server_sees_nothing_of_another_s_choices(start):
    """Neither are they changed there."""
    async with start() as place:
        await press(place, await opened(place), "threads:on")
        other = place.env.create_guild()
        settings = place.env.bot.guild_settings.of(other.id)
        assert not settings.threads


async def test_who_changed_what_is_logged_by_numbers(start, caplog):
    """No name of a person, server or role."""
    caplog.set_level(logging.INFO)
    async with start() as place:
        editors = place.guild.create_role("Editors")
        await pick(place, await opened(place), "askers", editors)
        [line] = [one.getMessage() for one in caplog.records if "askers" in one.getMessage()]
        assert str(place.guild.id) in line
        assert str(place.boss.id) in line
        assert str(editors.id) in line
        assert "boss" not in line
        assert "Editors" not in line


async def test_a_chosen_channel_or_role_that_is_gone_is_told(start, shown):
    """It still counts: else everyone could ask once the only role that may is deleted."""
    async with start() as place:
        place.env.bot.guild_settings.change(
            place.guild.id, askers=frozenset({5}), channels=frozenset({6, place.channel.id})
        )
        panel = await opened(place)
        assert shown(panel.response).count("1 that was chosen is gone") == 2


async def test_a_server_that_sent_the_bot_away_keeps_its_choices(start, caplog):
    """They are there when it comes back; the operator is told how to erase what was asked."""
    caplog.set_level(logging.INFO)
    async with start() as place:
        bot = place.env.bot
        await press(place, await opened(place), "threads:on")
        await bot.get_guild(place.guild.id).leave()
        await place.env.settle()
        assert f"newsdesk forget --library {place.library}" in caplog.text
        assert chosen(place).threads


async def test_feeds_of_a_server_that_sent_the_bot_away_are_left_alone(start):
    """Until it lets the bot in again."""
    async with start() as place:
        feeds = place.desk.archive.feeds
        kept = feeds.add("guild-999", "http://127.0.0.1:9/feed", "Far away")
        await asyncio.to_thread(Poller(place.env.bot)._round, frozenset({SHARED}))
        assert feeds.get(kept.id, ["guild-999"]) == kept
