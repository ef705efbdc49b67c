"""The routes of an interaction's token: the first answer, its later edits, follow-ups."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from tests.servers import discord_messages as messages
from tests.servers.discord_rest import Call, Reply, Route
from tests.servers.discord_rules import invalid
from tests.servers.discord_state import (
    LOADING,
    ApiError,
    Interaction,
    Json,
    Message,
)
from tests.servers.discord_world import World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
SAY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True)
class InteractionRoutes:
    """What a bot may ask with an interaction's token."""

    world: World

    def table(self) -> Mapping[str, Route]:
        """Return every route by method and path."""
        webhook = "/webhooks/{app}/{token}"
        return {
            "POST /interactions/{id}/{token}/callback": self.callback,
            f"POST {webhook}": self.follow_up,
            f"GET {webhook}/messages/{{message}}": lambda call: Reply(self._message(call).wire),
            f"PATCH {webhook}/messages/{{message}}": self.edit,
            f"DELETE {webhook}/messages/{{message}}": self.delete,
        }

    def callback(self, call: Call) -> Reply:
        """Take the first answer: once, and within three seconds."""
        asked = self.world.interactions.get(call.at["token"])
        if asked is None or time.monotonic() - asked.created > self.world.ack_within:
            raise ApiError(404, 10062, "Unknown interaction")
        if asked.answered is not None:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        kind, data = int(call.form["type"]), call.form.get("data") or {}
        message = self._first(asked, kind, data, call)
        asked.answered = kind
        if call.query.get("with_response") not in {"1", "true"}:
            return Reply()
        about: Json = {"id": str(asked.id), "type": asked.type}
        reply: Json = {"interaction": about, "resource": {"type": kind}}
        if message is not None:
            about["response_message_id"] = str(message.id)
            about["response_message_loading"] = message.loading
            about["response_message_ephemeral"] = message.ephemeral
            reply["resource"]["message"] = message.wire
        return Reply(reply)

    def follow_up(self, call: Call) -> Reply:
        """Add a message; the first one after a deferral fills the deferred one, as Discord does."""
        asked = self._asked(call)
        if asked.original is not None and asked.original.loading:
            return Reply(messages.edit(self.world, asked.original, call.form, call.files).wire)
        message = self._write(asked, call.form, call)
        asked.replies.append(message)
        return Reply(message.wire)

    def edit(self, call: Call) -> Reply:
        """Change the answer or a follow-up."""
        asked, message = self._asked(call), self._message(call)
        messages.edit(self.world, message, call.form, call.files)
        if message not in asked.replies:
            asked.replies.append(message)
        return Reply(message.wire)

    def delete(self, call: Call) -> Reply:
        """Delete the answer or a follow-up."""
        messages.delete(self.world, self._message(call))
        return Reply()

    def _first(self, asked: Interaction, kind: int, data: Json, call: Call) -> Message | None:
        if (kind == CHOICES) is not (asked.type == AUTOCOMPLETE):
            raise invalid("type", "BASE_TYPE_CHOICES", "Not an answer to this interaction")
        if kind == CHOICES:
            asked.choices = _checked_choices(data["choices"])
        elif kind == FORM and asked.type != MODAL:
            asked.modal = data
        elif kind in {DEFER_UPDATE, UPDATE} and asked.target is not None:
            if kind == UPDATE:
                asked.replies.append(messages.edit(self.world, asked.target, data, call.files))
            return asked.target
        elif kind in {SAY, DEFER}:
            asked.original = self._write(asked, data, call, loading=LOADING * (kind == DEFER))
            asked.replies.append(asked.original)
            return asked.original
        else:
            raise invalid("type", "BASE_TYPE_CHOICES", "Not an answer to this interaction")
        return None

    def _write(self, asked: Interaction, form: Json, call: Call, loading: int = 0) -> Message:
        bot = self.world.bot
        flags = int(form.get("flags") or 0) & ~LOADING | loading
        owners = {"0": str(asked.channel.guild.id)} if asked.channel.guild else {}
        about = {
            "id": str(asked.id),
            "type": asked.type,
            "user": asked.user.wire(),
            "authorizing_integration_owners": owners,
        }
        # Answers to interactions need no permission to send in the channel.
        return messages.post(
            self.world,
            asked.channel,
            bot,
            form | {"flags": flags},
            call.files,
            type=20 if asked.type == COMMAND else 0,
            webhook_id=str(bot.id),
            application_id=str(bot.id),
            interaction_metadata=about,
        )

    def _asked(self, call: Call) -> Interaction:
        asked = self.world.interactions.get(call.at["token"])
        if asked is None or asked.answered is None:
            raise ApiError(404, 10015, "Unknown Webhook")
        if time.monotonic() - asked.created > self.world.token_life:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return asked

    def _message(self, call: Call) -> Message:
        asked = self._asked(call)
        if call.at["message"] != "@original":
            message = self.world.message(asked.channel, int(call.at["message"]))
            if message not in asked.replies:
                raise ApiError(404, 10008, "Unknown Message")
            return message
        found = asked.original or (
            asked.target if asked.answered in {DEFER_UPDATE, UPDATE} else None
        )
        if found is None or found.deleted:
            raise ApiError(404, 10008, "Unknown Message")
        return found


def _checked_choices(choices: list[Json]) -> list[Json]:
    if len(choices) > 25:
        raise invalid("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or len(str(choice["value"])) > 100:
            raise invalid("data.choices", "BASE_TYPE_BAD_LENGTH", "Must be 1 to 100 in length.")
    return choices
