"""Whatever goes wrong, the person reads one sentence and the log has the rest."""

import logging
from types import SimpleNamespace
from typing import cast

import discord
import pytest
from aiohttp import ClientResponse
from discord import app_commands

from bot.faults import STALE, TOO_SLOW, explain
from bot.guild.permissions import STAFF_ONLY, NotStaff
from retrieval.errors import FetchFailed

FORBIDDEN = discord.Forbidden(
    cast("ClientResponse", SimpleNamespace(status=403, reason="Forbidden")),
    {"code": 50013, "message": "Missing Permissions"},
)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FetchFailed("The page answered 404."), "The page answered 404."),
        (NotStaff(), STAFF_ONLY),
        (TimeoutError(), TOO_SLOW),
        (app_commands.CommandNotFound("asks", []), STALE),
    ],
)
def test_what_is_foreseen_has_its_own_sentence(error, sentence, caplog):
    """And leaves no stack in the log."""
    assert explain(error, 1) == sentence
    assert not any(record.exc_info for record in caplog.records)


def test_a_failure_inside_a_command_is_told_by_its_cause():
    """discord.py wraps it; the person need not know."""
    command = app_commands.Command(name="ask", description="Ask", callback=_callback)
    wrapped = app_commands.CommandInvokeError(command, FetchFailed("Gone."))
    assert explain(wrapped, 1) == "Gone."


def test_a_missing_permission_is_named():
    """So that whoever manages the server can give it."""
    granted = discord.Permissions(view_channel=True, read_message_history=True)
    assert "the permission Send Messages" in explain(FORBIDDEN, 1, granted)


def test_the_unforeseen_shows_a_reference_and_nothing_else(caplog):
    """The words of an exception may hold what nobody else should read."""
    with caplog.at_level(logging.ERROR, "bot"):
        sentence = explain(ValueError("secret detail"), 4711)
    assert "`4711`" in sentence
    assert "secret" not in sentence
    [record] = caplog.records
    assert "4711" in record.getMessage()
    assert record.exc_info


async def _callback(interaction: discord.Interaction):
    """Stand as a command's body."""
