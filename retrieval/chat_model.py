"""A chat model of any provider, through LangChain's one factory, and what it says in time."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import aclosing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from retrieval import attempts, background, providers
from retrieval.answers import Usage
from retrieval.errors import ChatModelUnavailable
from retrieval.hearing import ENDS, Heard
from retrieval.thoughts import answer_of, without_thoughts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel, LanguageModelInput
    from langchain_core.messages import AIMessage

    Reply = AsyncGenerator[AIMessage, None]

MOST_TOKENS = 4_000
"""Tokens that a model may write."""
MOST_CHARACTERS = 20_000
"""Characters after which an answer is cut: some servers heed no limit of tokens."""

_SECONDS = 30.0
_PATIENCE = 10.0
_GRACE = 1.0
"""Seconds past its limit after which a call is given up that did not end itself."""
_LONGEST = 5 * MOST_CHARACTERS
"""Characters after which a reply is ended, its thoughts among them."""
_TELLS_ITS_END = "ChatOpenAI"
"""The client whose servers are known to say that a reply is over; of others it is believed."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a model wrote, without its thoughts; `cut` when it was ended at the most it may write.

    `usage` has no cost: that is for whoever knows the prices.
    """

    text: str
    usage: Usage
    cut: bool = False


class _Late(Exception):
    """The time is over."""


class _Silent(Exception):
    """Nothing came for as long as is waited."""


class _Broken(Exception):
    """The reply stopped without an end."""


def opened(
    name: str, base_url: str | None = None, api_key: str | None = None, seconds: float = _SECONDS
) -> "BaseChatModel":
    """Open a model by "provider:name", without asking it anything; raises ChatModelUnavailable.

    `base_url` is a server that speaks the provider's protocol; `seconds` limit each request.
    """
    # Importing it costs a second, which whoever has set no model should not pay.
    from langchain.chat_models import init_chat_model

    provider, _, model = name.partition(":")
    if not model:
        raise ChatModelUnavailable(_unopened(name, ValueError()))
    options = providers.options(name, base_url, api_key, seconds, MOST_TOKENS)
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


def said(model: "BaseChatModel", messages: "LanguageModelInput", seconds: float = _SECONDS) -> Said:
    """What the model answers, all at once; raises ChatModelUnavailable.

    A client's own time limit is for each read, each try and no pause between: this one is for all.
    """
    return _heard(_whole(model, messages, seconds), Heard(messages), seconds)


def streamed(
    model: "BaseChatModel",
    messages: "LanguageModelInput",
    seconds: float,
    on_text: Callable[[str], None],
    *,
    patience: float = _PATIENCE,
) -> Said:
    """What the model answers, told piece by piece as it comes; raises ChatModelUnavailable.

    `seconds` are for the whole answer, `patience` for each wait until more of it comes, thoughts
    too. What `on_text` raises ends the answer, and is raised.
    """
    return _heard(_pieces(model, messages, seconds, patience), Heard(messages), seconds, on_text)


def _heard(
    reply: "Reply", heard: Heard, seconds: float, on_text: Callable[[str], None] | None = None
) -> Said:
    queue: SimpleQueue[str | None] = SimpleQueue()
    work = background.begun(_listen(reply, heard, queue.put, seconds))
    work.add_done_callback(lambda _: queue.put(None))
    texts, room = [], MOST_CHARACTERS
    try:
        for text in without_thoughts(_until_over(queue, seconds)):
            texts.append(text[:room])
            if on_text:
                on_text(texts[-1])
            room -= len(texts[-1])
            if not room:
                return Said(answer_of("".join(texts)), heard.usage, cut=True)
        failure = _failure(work)
    finally:
        # What is over already is not changed by it.
        work.cancel()
    if failure:
        raise _unavailable(failure, heard, seconds) from None
    return Said(answer_of("".join(texts)), heard.usage, cut=heard.cut)


def _until_over(queue: "SimpleQueue[str | None]", seconds: float) -> Iterator[str]:
    """What is put into the queue until None, or until the time is long over."""
    over = time.monotonic() + seconds + _GRACE
    while True:
        try:
            text = queue.get(timeout=max(over - time.monotonic(), 0))
        except Empty:
            return
        if text is None:
            return
        yield text


def _failure(work: "Future[None]") -> BaseException | None:
    try:
        return work.exception(timeout=_GRACE)
    except (TimeoutError, CancelledError):
        return _Late()


async def _listen(
    reply: "Reply", heard: Heard, tell: Callable[[str], None], seconds: float
) -> None:
    task, full = asyncio.current_task(), False
    try:
        async with asyncio.timeout(seconds) as limit, aclosing(reply):
            async for message in reply:
                if task and task.cancelling():
                    # The client missed it, as asyncio.wait_for may when something comes just then.
                    break
                tell(heard.take(message))
                if heard.characters > _LONGEST:
                    # As if the time were over, which ends the client in the middle of its wait: one
                    # that is just left closes its connection some time later.
                    full = heard.cut = True
                    limit.reschedule(0)
    except TimeoutError:
        if not limit.expired():
            raise _Broken from None
    if limit.expired() and not full:
        raise _Late


async def _whole(model: "BaseChatModel", messages: "LanguageModelInput", seconds: float) -> "Reply":
    async for attempt in attempts.within(seconds):
        with attempt:
            message = await model.ainvoke(messages)
    yield message


async def _pieces(
    model: "BaseChatModel", messages: "LanguageModelInput", seconds: float, patience: float
) -> "Reply":
    """The pieces of a reply; it is asked for again as long as none has come."""
    ended = model.get_name() != _TELLS_ITS_END
    async for attempt in attempts.within(seconds):
        with attempt:
            reply = model.astream(messages)
            piece = await _next(reply, patience)
    while piece is not None:
        ended = ended or any(map(piece.response_metadata.get, ENDS))
        yield piece
        piece = await _next(reply, patience)
    if not ended:
        raise _Broken


async def _next(reply: "AsyncIterator[AIMessage]", patience: float) -> "AIMessage | None":
    try:
        async with asyncio.timeout(patience) as limit:
            return await anext(reply)
    except StopAsyncIteration:
        return None
    except TimeoutError:
        if limit.expired():
            raise _Silent(patience) from None
        raise


def _unavailable(failure: BaseException, heard: Heard, seconds: float) -> ChatModelUnavailable:
    """What failed, in words: only its kind, as a server's words may quote the key."""
    match failure:
        case _Late():
            message = f"The chat model took longer than {seconds:g} seconds."
        case _Silent():
            message = f"The chat model said nothing for {failure.args[0]:g} seconds."
        case _Broken():
            message = "The chat model broke off in the middle of its answer."
        case _ if heard.characters:
            message = f"The chat model broke off ({attempts.kind(failure)})."
        case _:
            message = f"The chat model did not answer ({attempts.kind(failure)})."
            return ChatModelUnavailable(message)
    return ChatModelUnavailable(message, heard.usage)


def _unopened(name: str, error: Exception) -> str:
    if type(error) is ValueError:
        return (
            f"CHAT_MODEL {name} names no provider that LangChain knows; write provider:name, such "
            "as openai:gpt-5-mini."
        )
    return f"The chat model {name} cannot be opened ({attempts.kind(error)}); mend CHAT_MODEL."
