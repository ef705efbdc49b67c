"""What each provider's client is opened with: its key, its limits, and how freely it may write."""

import re
from typing import Any

from retrieval.errors import ChatModelUnavailable

KEYS = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
}
"""The variable that holds each provider's key; other providers read theirs themselves."""

_NO_KEY = "not-needed"
_LENGTH = {
    "openai": "max_tokens",
    "anthropic": "max_tokens",
    "google_genai": "max_output_tokens",
    "mistralai": "max_tokens",
    "ollama": "num_predict",
}
"""What each client calls the most tokens of a reply."""
_COOL = frozenset({"openai", "mistralai", "ollama"})
"""Whose models take a temperature of 0: Anthropic's newer ones refuse any, Google warns of it."""
_THINKING = re.compile(r"(?:.*/)?(?:o\d|gpt-5(?!.*chat))", re.IGNORECASE)
"""OpenAI's models that think first: they take no temperature, and thoughts count as tokens."""
_THOUGHTS = 8_000
"""Tokens that a model may think besides what it may write."""


def options(
    name: str, base_url: str | None, api_key: str | None, seconds: float, most: int
) -> dict[str, Any]:
    """The options for the client of "provider:name"; raises ChatModelUnavailable without a key.

    `seconds` limit each of its reads, `most` are the tokens that it may write.
    """
    provider, _, model = name.partition(":")
    # It is asked again here, where the whole time is known, so not by the client too.
    chosen: dict[str, Any] = {"timeout": seconds, "max_retries": 0}
    if provider == "ollama":
        chosen = {"client_kwargs": {"timeout": seconds}}
    if base_url:
        chosen["base_url"] = base_url
    if provider in KEYS:
        if not api_key and not base_url:
            raise ChatModelUnavailable(f"The chat model {name} needs a key; set {KEYS[provider]}.")
        # A server of one's own asks for no key, but the client wants one.
        chosen["api_key"] = api_key or _NO_KEY
    return chosen | _manner(provider, model, most)


def _manner(provider: str, model: str, most: int) -> dict[str, Any]:
    """How long and how freely it writes; nothing for a provider whose options are not known."""
    thinking = provider == "openai" and _THINKING.match(model) is not None
    chosen: dict[str, Any] = {}
    if provider in _LENGTH:
        chosen[_LENGTH[provider]] = most + _THOUGHTS if thinking else most
    if provider in _COOL and not thinking:
        chosen["temperature"] = 0
    if thinking and "pro" not in model:
        # What is asked needs little thought, and the reader waits for it.
        chosen["reasoning_effort"] = "low"
    if provider == "openai":
        # Else a server of one's own is not asked what it counted.
        chosen["stream_usage"] = True
        # Nor does it need a limit for each piece, whose wait can miss that it is broken off.
        chosen["stream_chunk_timeout"] = None
    return chosen
