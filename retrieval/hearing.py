"""What has come of a chat model's reply so far, and how many tokens it took."""

from typing import TYPE_CHECKING

from retrieval.answers import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import LanguageModelInput
    from langchain_core.messages import AIMessage

ENDS = ("finish_reason", "stop_reason", "done_reason", "status")
"""Where a reply says that it has ended, and why: each provider has its own word for it."""

_CUT = frozenset({"length", "max_tokens", "content_filter", "incomplete"})
_BYTES_A_TOKEN = 4
"""English has some four letters a token; scripts with fewer have more bytes a letter."""
_MOST = 10_000_000
"""A count above this is a server's mistake, and would use up every budget."""


class Heard:
    """A reply as it comes: its length and its tokens, by the server's count or by an estimate."""

    def __init__(self, asked: "LanguageModelInput") -> None:
        self.characters = 0
        self.cut = False
        self._asked = _text(asked)
        self._bytes = 0
        self._in = self._out = 0

    def take(self, message: "AIMessage") -> str:
        """Count a message or a piece of one; gives its text."""
        text = str(message.text)
        self.characters += len(text)
        self._bytes += len(text.encode("utf-8", "replace"))
        why = [message.response_metadata.get(name) for name in ENDS]
        self.cut = self.cut or any(str(word).lower() in _CUT for word in why)
        if counted := message.usage_metadata:
            # Some count the whole once, some each piece: either way they add up to the whole.
            self._in = min(self._in + max(counted["input_tokens"], 0), _MOST)
            self._out = min(self._out + max(counted["output_tokens"], 0), _MOST)
        return text

    @property
    def usage(self) -> Usage:
        """What it took so far, estimated where the server has not told it."""
        if self._in and self._out:
            return Usage(self._in, self._out)
        wrote = max(self._out, _tokens(self._bytes))
        return Usage(self._in or tokens(self._asked), wrote, estimated=True)


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return _tokens(len(text.encode("utf-8", "replace")))


def _tokens(size: int) -> int:
    return -(-size // _BYTES_A_TOKEN)


def _text(asked: "LanguageModelInput") -> str:
    if isinstance(asked, str):
        return asked
    messages = asked if isinstance(asked, list | tuple) else asked.to_messages()  # type: ignore[union-attr]  # a prompt, else a sequence
    return "\n".join(_words(message) for message in messages)


def _words(message: object) -> str:
    """What a message says: LangChain takes pairs of a role and a text, and messages of its own."""
    return str(message[1] if isinstance(message, tuple) else getattr(message, "text", message))
