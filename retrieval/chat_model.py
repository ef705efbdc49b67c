"""A chat model of any provider, through LangChain's one factory, and what it says in time."""

import re
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from retrieval.errors import ChatModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel, LanguageModelInput
    from langchain_core.messages import BaseMessage

KEYS = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
}
"""The variable that holds each provider's key; other providers read theirs themselves."""

_SECONDS = 30
_RETRIES = 1
_NO_KEY = "not-needed"
_THOUGHTS = re.compile(r"\s*<think>.*?</think>", re.DOTALL)


def opened(
    name: str, base_url: str | None = None, api_key: str | None = None, seconds: int = _SECONDS
) -> "BaseChatModel":
    """Open a model by "provider:name", without asking it anything.

    `base_url` is a server that speaks the provider's protocol; `seconds` limit each request.
    """
    # Importing it costs a second, which whoever has set no model should not pay.
    from langchain.chat_models import init_chat_model

    provider, _, model = name.partition(":")
    if not model:
        raise ChatModelUnavailable(_unopened(name, ValueError()))
    options = _options(name, provider, base_url, api_key, seconds)
    try:
        chat_model: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        missing = getattr(error.__cause__, "name", None) or f"langchain_{provider}"
        package = missing.split(".")[0].replace("_", "-")
        message = f"The chat model {name} needs one more package: pip install {package}."
        raise ChatModelUnavailable(message) from error
    except Exception as error:
        # Its words may quote what it was given, the key among it.
        raise ChatModelUnavailable(_unopened(name, error)) from None
    return chat_model


def said(model: "BaseChatModel", messages: "LanguageModelInput", seconds: float = _SECONDS) -> str:
    """What the model answers, without its thoughts; raises ChatModelUnavailable.

    A client's own time limit is for each read, each try and no pause between: this one is for all.
    """
    answers: SimpleQueue[BaseMessage | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(model.invoke(messages))
        except Exception as error:
            answers.put(error)

    # A daemon, so that no model that hangs keeps newsdesk from ending.
    Thread(target=ask, name="chat model", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        message = f"The chat model took longer than {seconds:g} seconds."
        raise ChatModelUnavailable(message) from None
    if isinstance(answer, Exception):
        # Only its kind: its words are the server's, and may quote the key.
        message = f"The chat model did not answer ({_reason(answer)})."
        raise ChatModelUnavailable(message) from None
    return _THOUGHTS.sub("", answer.text, count=1).strip()


def _options(
    name: str, provider: str, base_url: str | None, api_key: str | None, seconds: int
) -> dict[str, Any]:
    options: dict[str, Any] = {"timeout": seconds, "max_retries": _RETRIES}
    if provider == "ollama":
        options = {"client_kwargs": {"timeout": seconds}}
    if base_url:
        options["base_url"] = base_url
    if provider in KEYS:
        if not api_key and not base_url:
            raise ChatModelUnavailable(f"The chat model {name} needs a key; set {KEYS[provider]}.")
        # A server of one's own asks for no key, but the client wants one.
        options["api_key"] = api_key or _NO_KEY
    return options


def _unopened(name: str, error: Exception) -> str:
    if type(error) is ValueError:
        return (
            f"CHAT_MODEL {name} names no provider that LangChain knows; write provider:name, such "
            "as openai:gpt-5-mini."
        )
    return f"The chat model {name} cannot be opened ({_reason(error)}); mend CHAT_MODEL."


def _reason(error: Exception) -> str:
    """The error's kind, and the server's status where there is one."""
    answered = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(answered, "status_code", None)
    return type(error).__name__ + (f", HTTP {status}" if isinstance(status, int) else "")
