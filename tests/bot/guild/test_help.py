"""/help and a mention without a question: what can be done here, for the one who asks."""

import re

import pytest

from bot.client import NewsBot
from bot.guild.helping import DIRECT_LEAD, FOR_STAFF, IN_DIRECT_MESSAGES, LEAD, help_text

pytestmark = pytest.mark.asyncio

COMMAND = re.compile(r"</([a-z -]+):\d+>")


def offered(text):
    """The commands that a help offers, by the first word of their names."""
    return {name.split()[0] for name in COMMAND.findall(text)}


async def test_each_is_told_what_they_can_do(start):
    """Commands can be clicked; those for staff are shown to staff alone."""
    async with start() as place:
        asked = await place.alice.slash(place.channel, "help")
        assert asked.ephemeral
        theirs = asked.response.content
        assert theirs.startswith(LEAD)
        assert {"ask", "privacy", "forget-me", "help"} <= offered(theirs)
        assert not offered(theirs) & FOR_STAFF
        asked = await place.boss.slash(place.channel, "help")
        of_staff = "\n".join(
            one.content for one in [asked.response, *asked.followups] if one is not None
        )
        assert {"ask", "feeds", "ingest", "settings"} <= offered(of_staff)
        lines = [line for line in of_staff.splitlines() if line.startswith("</")]
        assert all(line.endswith(".") for line in lines)


async def test_of_a_group_each_sees_what_is_theirs(start):
    """Anybody reads articles, only staff removes one."""
    async with start() as place:
        articles = place.env.bot.tree.get_command("articles")
        assert articles is not None
        assert "`/articles show`" in help_text([articles])
        assert "`/articles remove`" not in help_text([articles])
        told = help_text([articles], staff=True)
        remove = articles.get_command("remove")
        assert f"`/articles remove` {remove.description}" in told
        assert told.count("`/articles show`") == 1


async def test_after_a_restart_the_commands_can_still_be_clicked(start):
    """Though nothing was sent to Discord this time."""
    async with start() as place:
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        assert len(place.requests("PUT", "/commands")) == 1
        asked = await place.alice.slash(place.channel, "help")
        assert "ask" in offered(asked.response.content)


async def test_every_command_that_discord_hides_is_one_for_staff(start):
    """What is hinted to Discord and what is told to people is the same."""
    async with start() as place:
        hidden = {
            command.name
            for command in place.env.bot.tree.get_commands()
            if command.default_permissions is not None
        }
        assert hidden == FOR_STAFF & {one.name for one in place.env.bot.tree.get_commands()}


async def test_in_direct_messages_only_what_works_there_is_offered(start):
    """And that no mention is needed."""
    async with start(direct_messages=True) as place:
        asked = await place.alice.user.slash("help")
        told = asked.response.content
        assert told.startswith(DIRECT_LEAD)
        assert offered(told) == set(IN_DIRECT_MESSAGES)


async def test_without_direct_messages_nothing_is_offered_there(start):
    """Discord itself shows no command of ours."""
    async with start() as place:
        assert place.alice.user.available_commands() == ()


async def test_without_numbers_the_commands_are_named(start):
    """Until Discord has told them."""
    async with start() as place:
        [command] = [one for one in place.env.bot.tree.get_commands() if one.name == "help"]
        assert f"`/help` {command.description}" in help_text([command])
