"""The stand-in Discord, seen by a real discord.py client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands

from tests.servers import discord_limits
from tests.servers.discord_commands import NotOffered
from tests.servers.discord_messages import MESSAGE_CONTENT
from tests.servers.discord_server import DiscordServer
from tests.servers.discord_state import COMPONENTS_V2, Message, Upload

TOKEN = "a-token-for-tests"
Check = Callable[[discord.Interaction[discord.Client]], Coroutine[None, None, bool]]
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Again(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Again", custom_id="again")
    async def again(self, interaction: discord.Interaction, _: discord.ui.Button[Again]) -> None:
        await interaction.response.edit_message(content="pressed", view=None)


class Why(discord.ui.Modal, title="Why"):
    reason: discord.ui.TextInput[Why] = discord.ui.TextInput(label="Reason", custom_id="reason")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"because {self.reason.value}", ephemeral=True)


class Card(discord.ui.LayoutView):
    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Container(discord.ui.TextDisplay(text)))


class Reporter(discord.Client):
    """A bot with one of each: mention, nested slash command, autocomplete, attachment, button."""

    def __init__(self, intents: discord.Intents = INTENTS) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.2)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.readied = asyncio.Event()
        self._commands()

    async def setup_hook(self) -> None:
        self.add_view(Again())
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.readied.set()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        if self.user in message.mentions and not message.author.bot:
            async with message.channel.typing():
                answer = await message.reply("one moment")
            await answer.edit(content=None, view=Card(f"You asked: {message.clean_content}"))

    def _commands(self) -> None:
        group = app_commands.Group(
            name="ingest",
            description="Take news in",
            default_permissions=discord.Permissions(manage_guild=True),
        )

        @group.command(name="url", description="A page")
        async def url(interaction: discord.Interaction, url: str, depth: int = 0) -> None:
            await interaction.response.defer(thinking=True, ephemeral=True)
            await interaction.edit_original_response(content=f"read {url} to depth {depth}")
            await interaction.followup.send("and more", ephemeral=True)

        @group.command(name="file", description="A file")
        async def file(interaction: discord.Interaction, file: discord.Attachment) -> None:
            await interaction.response.defer(thinking=True)
            words = (await file.read()).decode()
            await interaction.edit_original_response(
                content=words, attachments=[discord.File(__file__, "copy.py")]
            )

        @app_commands.command(description="A topic")
        async def topic(interaction: discord.Interaction, name: str) -> None:
            await interaction.response.send_message(name, view=Again())

        @topic.autocomplete("name")
        async def names(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            known = ("economy", "ecology", "sport")
            return [app_commands.Choice(name=n, value=n) for n in known if n.startswith(typed)]

        @app_commands.command(description="A form")
        async def why(interaction: discord.Interaction) -> None:
            await interaction.response.send_modal(Why())

        async def check(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(f"checked: {message.content}")

        self.tree.add_command(group)
        self.tree.add_command(topic)
        self.tree.add_command(why)
        self.tree.add_command(app_commands.ContextMenu(name="Check", callback=check))


@asynccontextmanager
async def pointed_at(server: DiscordServer) -> AsyncIterator[None]:
    """Let discord.py talk to the server, and give it back to Discord afterwards."""
    route, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = f"{server.base}/api/v10"
    address = yarl.URL(server.base.replace("http", "ws", 1) + "/")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = address
    try:
        yield
    finally:
        discord.http.Route.BASE = route
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


@asynccontextmanager
async def running(
    server: DiscordServer, intents: discord.Intents = INTENTS
) -> AsyncIterator[Reporter]:
    """Run a ready bot against the server."""
    async with pointed_at(server), Reporter(intents) as bot:
        run = asyncio.create_task(bot.start(TOKEN))
        try:
            await asyncio.wait_for(bot.readied.wait(), 5)
            yield bot
        finally:
            await bot.close()
            with suppress(asyncio.CancelledError):
                await run
    assert not server.rest.unknown


@pytest.mark.asyncio
async def test_a_bot_logs_in_syncs_and_becomes_ready() -> None:
    """Login, sync, READY and the guild come in one go, the bot with its permissions."""
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        assert bot.user is not None
        assert bot.user.id == server.bot.id
        assert (server.identifies, server.syncs) == (1, 1)
        channel = bot.get_channel(server.general.id)
        assert isinstance(channel, discord.TextChannel)
        assert channel.permissions_for(channel.guild.me).send_messages
        assert len(await bot.tree.fetch_commands()) == 4


@pytest.mark.asyncio
async def test_a_client_with_its_own_patience_is_ready_within_two_and_a_half_seconds() -> None:
    """on_ready needs no more than discord.py's own two seconds."""
    async with DiscordServer(TOKEN) as server, pointed_at(server):
        client = discord.Client(intents=INTENTS)
        begun = time.monotonic()
        run = asyncio.create_task(client.start(TOKEN))
        await server.ready()
        await client.wait_until_ready()
        assert time.monotonic() - begun < 2.6
        await client.close()
        await run


@pytest.mark.asyncio
async def test_a_mention_is_answered_and_its_edits_are_kept() -> None:
    """A placeholder becomes a card; the server keeps both states and the reply's target."""
    async with DiscordServer(TOKEN) as server, running(server):
        question = await server.say(server.general, server.reader, "what happened?")
        answer = await server.answer_to(question, until=lambda one: bool(one.components))
        assert "what happened?" in server.text_of(answer)
        assert answer.flags & COMPONENTS_V2
        assert answer.versions[0]["content"] == "one moment"
        assert len(server.edits(answer.id)) == 1
        assert answer.replies_to == question.id
        assert server.world.typings == [server.general.id]


@pytest.mark.asyncio
async def test_content_is_hidden_without_the_intent_unless_the_bot_is_mentioned() -> None:
    """Without the privileged intent only mentions and direct messages carry their words."""
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        await server.say(server.general, server.reader, "secret", mentions_bot=False)
        await server.say(server.dm(server.reader), server.reader, "hello", mentions_bot=False)
        await server.wait_for(lambda: len(bot.heard) == 2)
        assert [one.content for one in bot.heard] == ["", "hello"]


@pytest.mark.asyncio
async def test_a_subcommand_is_deferred_then_edited_then_followed_up() -> None:
    """Options arrive in their types; the deferred answer is filled and only its asker sees it."""
    async with DiscordServer(TOKEN) as server, running(server):
        asked = await server.slash(
            server.general, server.admin, "ingest url", url="https://example.org", depth=2
        )
        answer = await server.answer_to(asked)
        assert answer.content == "read https://example.org to depth 2"
        assert answer.ephemeral
        assert answer.versions[0]["content"] == ""
        assert [one.content for one in asked.replies][1:] == ["and more"]


@pytest.mark.asyncio
async def test_a_command_is_not_offered_to_those_who_may_not_use_it() -> None:
    """Default permissions, missing options and unknown commands stop at Discord's own client."""
    async with DiscordServer(TOKEN) as server, running(server):
        with pytest.raises(NotOffered, match="not offered to Rhea"):
            await server.slash(server.general, server.reader, "ingest url", url="x")
        with pytest.raises(NotOffered, match="required"):
            await server.slash(server.general, server.admin, "ingest url")
        with pytest.raises(NotOffered, match="no command"):
            await server.slash(server.general, server.admin, "nothing")


@pytest.mark.asyncio
async def test_an_attachment_is_read_and_another_sent_through_the_cdn() -> None:
    """Files go both ways with their bytes whole."""
    async with DiscordServer(TOKEN) as server, running(server):
        asked = await server.slash(
            server.general, server.admin, "ingest file", file=Upload("a.txt", b"the news")
        )
        answer = await server.answer_to(asked, until=lambda one: one.content == "the news")
        assert answer.attachments[0]["filename"] == "copy.py"
        assert server.world.files[int(answer.attachments[0]["id"])].content.startswith(b'"""')


@pytest.mark.asyncio
async def test_a_button_an_autocompletion_a_menu_and_a_form_come_back() -> None:
    """Every kind of interaction reaches the bot and its answer reaches the person."""
    async with DiscordServer(TOKEN) as server, running(server):
        place, reader = server.general, server.reader
        offered = await server.autocomplete(place, reader, "topic", "name", "eco")
        assert [one["value"] for one in offered] == ["economy", "ecology"]
        shown = await server.answer_to(await server.slash(place, reader, "topic", name="sport"))
        pressed = await server.answer_to(await server.click(shown, "again", reader))
        assert pressed is shown
        assert (shown.content, shown.components) == ("pressed", [])
        said = await server.say(place, reader, "a claim", mentions_bot=False)
        checked = await server.answer_to(await server.menu(reader, "Check", said))
        assert checked.content == "checked: a claim"
        form = await server.slash(place, reader, "why")
        filled = await server.answer_to(await server.submit(form, {"reason": "I ask"}))
        assert filled.content == "because I ask"


@pytest.mark.asyncio
async def test_after_a_cut_the_bot_resumes_and_gets_what_it_missed() -> None:
    """A question asked while the line is cut is replayed, not lost, and nobody identifies anew."""
    async with DiscordServer(TOKEN) as server, running(server):
        server.cut_sockets()
        question = await server.say(server.general, server.reader, "did you miss this?")
        await server.answer_to(question, until=lambda one: bool(one.components))
        assert (server.identifies, server.resumes) == (1, 1)
        server.ask_to_reconnect()
        await server.wait_for(lambda: server.resumes == 2)


@pytest.mark.asyncio
async def test_after_an_invalid_session_the_bot_identifies_again_and_the_gap_is_lost() -> None:
    """What was asked in between never arrives; it can be read from the history."""
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        bot.readied.clear()
        server.invalidate_session()
        question = await server.say(server.general, server.reader, "lost?")
        await asyncio.wait_for(bot.readied.wait(), 15)
        assert server.identifies == 2
        assert not bot.heard
        channel = bot.get_partial_messageable(server.general.id)
        assert [one.id async for one in channel.history(limit=5)] == [question.id]


@pytest.mark.asyncio
async def test_a_wrong_token_and_a_missing_privilege_end_the_client() -> None:
    """Discord's two refusals at the door come as discord.py's own exceptions."""
    async with DiscordServer(TOKEN) as server, pointed_at(server):
        async with discord.Client(intents=INTENTS) as client:
            with pytest.raises(discord.LoginFailure):
                await client.start("another")
        greedy = discord.Intents(guilds=True, guild_messages=True, message_content=True)
        async with discord.Client(intents=greedy) as client:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await client.start(TOKEN)
    server = DiscordServer(TOKEN, privileged=MESSAGE_CONTENT)
    async with server, running(server, greedy) as bot:
        await server.say(server.general, server.reader, "open", mentions_bot=False)
        await server.wait_for(lambda: bot.heard)
        assert bot.heard[0].content == "open"


@pytest.mark.asyncio
async def test_requests_fail_as_told_and_then_work() -> None:
    """503 is raised at once, 429 and 502 are waited out, and a dropped line is an error."""
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        channel = bot.get_partial_messageable(server.general.id)
        path = "/channels/*/messages"
        server.fail_next("POST", path)
        with pytest.raises(discord.DiscordServerError):
            await channel.send("first")
        server.fail_next("POST", path, status=0)
        with pytest.raises(Exception, match="disconnected"):
            await channel.send("second")
        server.fail_next("POST", path, status=429, retry_after=0.05)
        await channel.send("third")
        server.fail_next("POST", path, status=502, performed=True)
        await channel.send("fourth", nonce=7)
        assert [one.content for one in server.messages(server.general)] == ["third", "fourth"]
        statuses = [one.status for one in server.requests("POST", path)]
        assert statuses == [503, 0, 429, 200, 502, 200]


@pytest.mark.asyncio
async def test_a_channel_takes_five_messages_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sixth waits as the headers told; an edit and another channel have room of their own."""
    monkeypatch.setattr(discord_limits, "SECONDS", 1.0)
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        channel = bot.get_partial_messageable(server.general.id)
        begun = time.monotonic()
        for number in range(5):
            sent = await channel.send(str(number))
        await sent.edit(content="edited")
        await bot.get_partial_messageable(server.channel("other").id).send("free")
        assert {one.status for one in server.requests("POST")} == {200}
        await channel.send("held")
        assert time.monotonic() - begun > 0.9


@pytest.mark.asyncio
async def test_refusals_carry_discords_codes() -> None:
    """Permissions, limits, gone messages and second answers are refused as Discord does."""
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        channel = bot.get_partial_messageable(server.general.id)
        sent = await channel.send("short")
        codes = [
            await code_of(channel.send("x" * 2001)),
            await code_of(channel.send(view=Card("x" * 4001))),
            await code_of(sent.edit(view=Card("x"))),
            await code_of(channel.get_partial_message(1).edit(content="x")),
        ]
        server.deny_send(server.general, told=False)
        codes.append(await code_of(channel.send("no")))
        assert codes == [50035, 50035, 50035, 10008, 50013]
        server.deny_send(server.general)
        await asyncio.sleep(0.1)
        seen = bot.get_channel(server.general.id)
        assert isinstance(seen, discord.TextChannel)
        assert not seen.permissions_for(seen.guild.me).send_messages


@pytest.mark.asyncio
async def test_an_interaction_is_answered_once_and_in_time() -> None:
    """A second answer is refused with 40060, a late one with 10062."""
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        waiting: asyncio.Queue[discord.Interaction] = asyncio.Queue()
        bot.tree.interaction_check = hold(waiting)
        await server.slash(server.general, server.reader, "why")
        late = await waiting.get()
        server.world.ack_within = 0.0
        assert await code_of(late.response.defer()) == 10062
        server.world.ack_within = 3.0
        await late.response.send_message("now")
        late.response._response_type = None
        assert await code_of(late.response.send_message("again")) == 40060


@pytest.mark.asyncio
async def test_threads_reactions_and_deletions_are_kept() -> None:
    """A thread has its message's id, and comes once; what is deleted is gone."""
    async with DiscordServer(TOKEN) as server, running(server) as bot:
        channel = bot.get_channel(server.general.id)
        assert isinstance(channel, discord.TextChannel)
        sent = await channel.send("root")
        thread = await sent.create_thread(name="talk")
        assert thread.id == sent.id
        assert await code_of(sent.create_thread(name="again")) == 160004
        inside = await thread.send("inside")
        await sent.add_reaction("👍")
        await inside.delete()
        (kept,) = server.threads(server.general)
        assert (kept.name, server.messages(kept)) == ("talk", [])
        assert server.messages(server.general)[0].reactions == ["👍"]
        follow = await server.say(kept, server.reader, "and then?")
        await server.answer_to(follow, until=lambda one: bool(one.components))


async def code_of(attempt: Awaitable[object]) -> int:
    """Return the code a request is refused with."""
    with pytest.raises(discord.HTTPException) as refused:
        await attempt
    return refused.value.code


def hold(waiting: asyncio.Queue[discord.Interaction]) -> Check:
    """Keep an interaction back from its command."""

    async def check(interaction: discord.Interaction) -> bool:
        await waiting.put(interaction)
        return False

    return check


@pytest.mark.asyncio
async def test_a_sixth_edit_in_five_seconds_is_refused() -> None:
    """In a channel, of whatever message; the headers count down, and another channel is free."""
    async with DiscordServer(TOKEN) as server, aiohttp.ClientSession() as client:
        channels = [server.general, server.channel("other")]
        asked = [await server.say(one, server.bot, "asked") for one in channels]

        async def edit(message: Message) -> tuple[int, str]:
            path = f"/api/v10/channels/{message.channel.id}/messages/{message.id}"
            headers = {"Authorization": f"Bot {TOKEN}"}
            form = {"content": "changed"}
            async with client.patch(server.base + path, json=form, headers=headers) as response:
                return response.status, response.headers["X-RateLimit-Remaining"]

        got = [await edit(asked[0]) for _ in range(6)]
        assert got == [*((200, str(left)) for left in (4, 3, 2, 1, 0)), (429, "0")]
        assert await edit(asked[1]) == (200, "4")
