"""A chat model that writes on somebody's account."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from retrieval.answers import Asker
from retrieval.chat_model import Said, said, streamed
from retrieval.errors import ChatModelUnavailable
from retrieval.hearing import tokens
from retrieval.prompt import Message

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from retrieval.budget import Account, Budget

SECONDS = 30.0
_REPLY = 1_000
"""Tokens kept free for a reply: more than an answer of five sentences takes."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A chat model by name, who asks, and how long a whole answer may take, in seconds."""

    model: "BaseChatModel"
    name: str
    budget: "Budget | None" = None
    asker: Asker = field(default_factory=Asker)
    seconds: float = SECONDS

    def say(self, messages: Sequence[Message], seconds: float) -> Said:
        """Ask once; raises ChatModelUnavailable, or OverBudget before anything is asked."""
        return self._on_account(messages, lambda: said(self.model, list(messages), seconds))

    def stream(
        self, messages: Sequence[Message], seconds: float, on_text: Callable[[str], None]
    ) -> Said:
        """The same, and `on_text` hears each piece as it comes."""
        return self._on_account(
            messages, lambda: streamed(self.model, list(messages), seconds, on_text)
        )

    def _on_account(self, messages: Sequence[Message], ask: Callable[[], Said]) -> Said:
        read = sum(tokens(text) for _, text in messages)
        with self._account(read + _REPLY) as account:
            try:
                told = ask()
            except ChatModelUnavailable as error:
                if account and error.usage:
                    account.add(error.usage)
                raise
            if account is None:
                return told
            account.add(told.usage)
            return replace(told, usage=account.total or told.usage)  # with its cost

    def _account(self, expected: int) -> "AbstractContextManager[Account | None]":
        if self.budget is None:
            return nullcontext()
        return self.budget.account(self.asker, self.name, expected)
