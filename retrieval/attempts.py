"""Asking a chat model again after a failure that may pass, whatever client it is asked through."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenacity import AsyncRetrying, RetryCallState

_TRIES = 3
_FIRST, _LONGEST, _JITTER = 0.5, 8.0, 0.5
"""Seconds: the first pause, the longest, and how much of chance is added to each."""

_TOO_MANY, _SERVER = 429, 500
_UNREACHED = frozenset(
    "APIConnectionError ConnectionError ConnectError NetworkError RemoteProtocolError".split()
)
"""What the clients call a connection that failed; each has classes of its own."""
_SPENT = "insufficient_quota"
"""OpenAI's code for an account without money: HTTP 429 too, and no pause mends it."""


def within(seconds: float) -> "AsyncRetrying":
    """Up to three tries, with pauses that grow, as long as the next still begins within the time.

    A pause that the server asks for is kept to; one that does not fit in is not begun.
    """
    from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, stop_before_delay

    return AsyncRetrying(
        stop=stop_after_attempt(_TRIES) | stop_before_delay(seconds),
        wait=_pause,
        retry=retry_if_exception(_may_pass),
        reraise=True,
    )


def kind(error: BaseException) -> str:
    """The error's kind, and the server's status where there is one; never its words."""
    status = _status(error)
    return type(error).__name__ + (f", HTTP {status}" if status else "")


def _status(error: BaseException) -> int | None:
    answered = getattr(error, "response", None)
    # OpenAI, Anthropic and Ollama; httpx, which Mistral's goes through; Google.
    for status in (
        getattr(error, "status_code", None),
        getattr(answered, "status_code", None),
        getattr(error, "code", None),
    ):
        if isinstance(status, int):
            return status
    return None


def _may_pass(error: BaseException) -> bool:
    if getattr(error, "code", None) == _SPENT:
        return False
    status = _status(error)
    if status is not None:
        return status == _TOO_MANY or status >= _SERVER
    return any(base.__name__ in _UNREACHED for base in type(error).__mro__)


def _pause(state: "RetryCallState") -> float:
    from tenacity import wait_exponential, wait_random

    error = state.outcome.exception() if state.outcome else None
    asked = _asked_for(error)
    longer = wait_exponential(_FIRST, _LONGEST) + wait_random(0, _JITTER)
    return float(longer(state)) if asked is None else asked


def _asked_for(error: BaseException | None) -> float | None:
    """How many seconds the server asks to wait, as a number or a date; None when it does not."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    written = headers.get("retry-after") or ""
    try:
        seconds = float(written)
    except ValueError:
        seconds = _until(written)
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _until(date: str) -> float:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return math.nan
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - datetime.now(UTC)).total_seconds()
