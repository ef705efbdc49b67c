"""The panel of a guild's choices: each in plain words, with what changes it under or beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from bot.guild.guilds import GuildSettings
from bot.words import IN_ENGLISH, LANGUAGES, Words, phrase

PREFIX = "nd1:settings:"
"""The version leads, so that a later panel can live beside those already open."""

CHOSEN_AT_ONCE = 25
AUTOMATIC = "auto"

_KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
_HIDDEN = phrase(
    "Discord goes on hiding `/ingest`, `/feeds`, `/follow` and `/stats` from these roles until you "
    "let them in under Server Settings › Integrations."
)
_OPERATOR_MUST = phrase(
    "Not possible yet: whoever runs me has to set MESSAGE_CONTENT=on, and switch Message Content "
    "Intent on in Discord’s developer portal."
)
_NOWHERE = phrase("No channel is chosen above, so for now only in threads of mine.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a panel tells besides the choices: what the operator set, and what stands in the guild.

    `now` is in the guild's zone, `tokens` the operator's budget, `channels` and `roles` those that
    there are, `mute` the names of chosen channels where the bot may not write.
    """

    now: datetime
    zone: str
    message_content: bool
    chat_model: bool
    tokens: int | None
    channels: frozenset[int]
    roles: frozenset[int]
    mute: tuple[str, ...] = ()


def panel(
    chosen: GuildSettings, found: Circumstances, words: Words = IN_ENGLISH, *, told: str = ""
) -> discord.ui.LayoutView:
    """The panel; `told` is what a change just led to."""
    view = discord.ui.LayoutView(timeout=None)
    head = f"## {words('Settings of this server')}\n{words('Changes take effect at once.')}"
    view.add_item(
        discord.ui.Container(
            _text(f"{head}\n**{told}**" if told else head),
            discord.ui.Separator(),
            *_where(chosen, found, words),
            *_who(chosen, found, words),
            *_language(chosen, words),
            discord.ui.Separator(),
            _zone(chosen, found, words),
            _threads(chosen, words),
            _unmentioned(chosen, found, words),
            _budget(chosen, found, words),
        )
    )
    # It is answered by what its controls are called, also after a restart; discord.py need not
    # hold on to it.
    view.stop()
    return view


def _where(chosen: GuildSettings, found: Circumstances, words: Words) -> list[Any]:
    told = [words("In these channels and their threads; with none chosen, everywhere I may write.")]
    told += _gone(chosen.channels - found.channels, words)
    if found.mute:
        told.append(words("I may not write in {channels}.", channels=words.all_of(found.mute)))
    standing = sorted(chosen.channels & found.channels)
    picker = discord.ui.ChannelSelect[Any](
        custom_id=f"{PREFIX}channels",
        channel_types=_KINDS,
        placeholder=words("Everywhere"),
        min_values=0,
        max_values=CHOSEN_AT_ONCE,
        default_values=[
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.channel)
            for one in standing[:CHOSEN_AT_ONCE]
        ],
    )
    return [_told(words("Where I answer"), told), discord.ui.ActionRow(picker)]


def _who(chosen: GuildSettings, found: Circumstances, words: Words) -> list[Any]:
    may_ask = [words("People with one of these roles; with none chosen, everyone.")]
    may_ask += _gone(chosen.askers - found.roles, words)
    may_ingest = [words("People with one of these roles, besides those who manage this server.")]
    may_ingest += _gone(chosen.ingesters - found.roles, words)
    may_ingest += [words(_HIDDEN)] if chosen.ingesters else []
    everyone, nobody = words("Everyone"), words("Nobody else")
    return [
        _told(words("Who may ask"), may_ask),
        _roles("askers", chosen.askers & found.roles, everyone),
        _told(words("Who may bring news in"), may_ingest),
        _roles("ingesters", chosen.ingesters & found.roles, nobody),
    ]


def _roles(name: str, chosen: frozenset[int], placeholder: str) -> discord.ui.ActionRow[Any]:
    picker = discord.ui.RoleSelect[Any](
        custom_id=f"{PREFIX}{name}",
        placeholder=placeholder,
        min_values=0,
        max_values=CHOSEN_AT_ONCE,
        default_values=[
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.role)
            for one in sorted(chosen)[:CHOSEN_AT_ONCE]
        ],
    )
    return discord.ui.ActionRow(picker)


def _language(chosen: GuildSettings, words: Words) -> list[Any]:
    own = {AUTOMATIC: words("That of who asks, or of this server")}
    picker = discord.ui.Select[Any](
        custom_id=f"{PREFIX}language",
        options=[
            discord.SelectOption(
                label=label, value=value, default=value == (chosen.language or AUTOMATIC)
            )
            for value, label in (own | LANGUAGES).items()
        ],
    )
    told = words("What I say by myself; news is quoted as it was written.")
    return [_told(words("Language"), [told]), discord.ui.ActionRow(picker)]


def _zone(chosen: GuildSettings, found: Circumstances, words: Words) -> Any:  # noqa: ANN401, any item
    time = f"{found.now:%H:%M}"
    if chosen.timezone:
        told = words("{zone}, where it is {time} now.", zone=f"`{found.zone}`", time=time)
    else:
        told = words(
            "As whoever runs me set: {zone}, where it is {time} now.",
            zone=f"`{found.zone}`",
            time=time,
        )
    return _changed("timezone", words("Time zone"), [told], words("Change…"))


def _threads(chosen: GuildSettings, words: Words) -> Any:  # noqa: ANN401, any item
    told = words("A mention in a channel is answered in a thread of its own.")
    title = words("A thread for each question")
    return _switch("threads", title, [told], words, on=chosen.threads)


def _unmentioned(chosen: GuildSettings, found: Circumstances, words: Words) -> Any:  # noqa: ANN401, any item
    told = [words("In the chosen channels and in threads of mine, questions need no mention.")]
    if not found.message_content:
        told.append(words(_OPERATOR_MUST))
    elif chosen.unmentioned and not chosen.channels:
        told.append(words(_NOWHERE))
    return _switch(
        "unmentioned",
        words("Questions without a mention"),
        told,
        words,
        on=chosen.unmentioned and found.message_content,
        possible=found.message_content,
    )


def _budget(chosen: GuildSettings, found: Circumstances, words: Words) -> Any:  # noqa: ANN401, any item
    told = [_tokens(chosen, found, words)]
    if not found.chat_model:
        told.append(words("No chat model is set, so none are used."))
    return _changed("budget", words("Chat model"), told, words("Change…"))


def _tokens(chosen: GuildSettings, found: Circumstances, words: Words) -> str:
    if chosen.budget is not None:
        # The operator may have lowered it since.
        tokens = chosen.budget if found.tokens is None else min(chosen.budget, found.tokens)
        return words.count("At most {n} token a day.", "At most {n} tokens a day.", tokens)
    if found.tokens is None:
        return words("As whoever runs me set: without a limit.")
    return words.count(
        "As whoever runs me set: at most {n} token a day.",
        "As whoever runs me set: at most {n} tokens a day.",
        found.tokens,
    )


def _gone(gone: frozenset[int], words: Words) -> list[str]:
    """What was chosen and deleted since still counts: else a deleted role would let everyone in."""
    if not gone:
        return []
    return [
        words.count(
            "{n} that was chosen is gone from this server; choose anew.",
            "{n} that were chosen are gone from this server; choose anew.",
            len(gone),
        )
    ]


def _text(content: str) -> discord.ui.TextDisplay[Any]:
    return discord.ui.TextDisplay(content)


def _told(title: str, sentences: Sequence[str]) -> discord.ui.TextDisplay[Any]:
    return _text("\n".join([f"**{title}**", *sentences]))


def _changed(name: str, title: str, sentences: Sequence[str], label: str) -> Any:  # noqa: ANN401, any item
    button = discord.ui.Button[Any](label=label, custom_id=f"{PREFIX}{name}")
    return discord.ui.Section(_told(title, sentences), accessory=button)


def _switch(
    name: str,
    title: str,
    sentences: Sequence[str],
    words: Words,
    *,
    on: bool,
    possible: bool = True,
) -> Any:  # noqa: ANN401, any item
    state = words("on") if on else words("off")
    button = discord.ui.Button[Any](
        label=words("Switch off") if on else words("Switch on"),
        style=discord.ButtonStyle.secondary if on else discord.ButtonStyle.primary,
        custom_id=f"{PREFIX}{name}:{'off' if on else 'on'}",
        disabled=not possible,
    )
    return discord.ui.Section(_told(f"{title}: {state}", sentences), accessory=button)
