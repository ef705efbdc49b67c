"""A chat model's server on loopback, in OpenAI's protocol, with replies that a test writes."""

import asyncio
import itertools
import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

BLANKS = ": still here\n\n"
"""A comment of the protocol: a sign of life, and no word."""


@dataclass(frozen=True)
class Reply:
    """What the server does with one request: it says a text, or gives `body` as it stands.

    `says` makes the text from what was asked. A text that is streamed comes `pieces` characters at
    a time, or with `bytes_` so many bytes of the stream at a time, whatever they split. If it
    `hangs` it answers nothing, if it `drips` a blank now and then without an end, and if it `cuts`
    it ends the connection. `after` says after how many pieces of a stream that is, or with
    `wrecks` when these words stand in the stream. `pause` seconds come between any two pieces.
    """

    text: str = ""
    status: int = 200
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    drips: bool = False
    cuts: bool = False
    says: "Callable[[Asked], str] | None" = None
    thinks: str = ""
    pieces: int = 8
    bytes_: int | None = None
    pause: float = 0.0
    after: int = 0
    wrecks: str = ""
    endless: bool = False
    done: bool = True
    finish: str | None = "stop"
    usage: tuple[int, int] | None = (10, 5)


@dataclass(frozen=True)
class Asked:
    """One request the server has seen."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def prompt(self) -> str:
        """All that the model was told, of every role."""
        return "\n".join(message["content"] for message in self.body["messages"])


class ModelServer:
    """A running server; use it in a `with` block. Without a reply written, it says "yes"."""

    def __init__(self) -> None:
        self.requests: list[Asked] = []
        self.left = threading.Semaphore(0)
        """Released each time that someone goes while a reply is still being written."""
        self.base_url = ""
        self._replies: deque[Reply] = deque()
        self._numbers = itertools.count(1)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def will(self, *replies: Reply | str) -> None:
        """Write what the next requests get, one each; the last is repeated."""
        self._replies = deque(
            reply if isinstance(reply, Reply) else Reply(reply) for reply in replies
        )

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        runner = web.AppRunner(app, shutdown_timeout=1, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        self._ready.set()
        await self._over.wait()
        await runner.cleanup()

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(request.path, dict(request.headers), await request.json())
        self.requests.append(asked)
        reply = self._replies[0] if self._replies else Reply("yes")
        if len(self._replies) > 1:
            self._replies.popleft()
        try:
            return await self._replied(request, asked, reply)
        except (asyncio.CancelledError, ConnectionError):
            if not self._over.is_set():
                self.left.release()
            raise

    async def _replied(
        self, request: web.Request, asked: Asked, reply: Reply
    ) -> web.StreamResponse:
        if reply.status == web.HTTPOk.status_code and reply.body is None:
            if asked.body.get("stream"):
                return await self._stream(request, asked, reply)
            body = json.dumps(self._completion(asked, reply))
        else:
            body = reply.body or json.dumps({"error": {"message": reply.text, "code": None}})
        await self._spoil(request, reply)
        if reply.drips:
            return await self._drip(request)
        return web.Response(
            text=body, status=reply.status, content_type="application/json", headers=reply.headers
        )

    async def _spoil(self, request: web.Request, reply: Reply) -> None:
        if reply.hangs:
            await self._over.wait()
        if reply.cuts and request.transport:
            request.transport.close()

    async def _drip(
        self, request: web.Request, response: web.StreamResponse | None = None
    ) -> web.StreamResponse:
        blank = b" " if response is None else BLANKS.encode()
        if response is None:
            response = web.StreamResponse(headers={"Content-Type": "application/json"})
            await response.prepare(request)
        while not self._over.is_set():
            await response.write(blank)
            await asyncio.sleep(0.05)
        return response

    async def _stream(self, request: web.Request, asked: Asked, reply: Reply) -> web.StreamResponse:
        if not reply.after and not reply.wrecks:
            await self._spoil(request, reply)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for number, event in enumerate(self._events(asked, reply)):
            if number == reply.after:
                await self._spoil(request, reply)
                if reply.drips:
                    return await self._drip(request, response)
                if reply.wrecks:
                    await response.write(f"data: {reply.wrecks}\n\n".encode())
            for piece in _cut(event.encode(), reply.bytes_):
                await response.write(piece)
                await asyncio.sleep(reply.pause)
        with suppress(ConnectionError):
            await response.write_eof()
        return response

    def _events(self, asked: Asked, reply: Reply) -> Iterator[str]:
        number = f"chatcmpl-{next(self._numbers)}"
        told = {"id": number, "object": "chat.completion.chunk", "created": 1_785_000_000}
        told["model"] = asked.body["model"]

        def event(delta: object, finish: str | None = None, **more: object) -> str:
            choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
            return _event({**told, "choices": choices, **more})

        yield event({"role": "assistant", "content": ""})
        if reply.thinks:
            yield event({"reasoning_content": reply.thinks})
        texts = itertools.repeat(_text(asked, reply)) if reply.endless else [_text(asked, reply)]
        for text in texts:
            for start in range(0, len(text), reply.pieces):
                yield event({"content": text[start : start + reply.pieces]})
        if reply.finish:
            yield event({}, reply.finish)
        if reply.usage and asked.body.get("stream_options", {}).get("include_usage"):
            yield _event({**told, "choices": [], "usage": _usage(reply.usage)})
        if reply.done:
            yield "data: [DONE]\n\n"

    def _completion(self, asked: Asked, reply: Reply) -> dict[str, object]:
        message = {"role": "assistant", "content": _text(asked, reply), "refusal": None}
        told = {
            "id": f"chatcmpl-{next(self._numbers)}",
            "object": "chat.completion",
            "created": 1_785_000_000,
            "model": asked.body["model"],
            "choices": [
                {"index": 0, "message": message, "finish_reason": reply.finish, "logprobs": None}
            ],
        }
        return {**told, "usage": _usage(reply.usage)} if reply.usage else told


def _text(asked: Asked, reply: Reply) -> str:
    return reply.says(asked) if reply.says else reply.text


def _event(told: object) -> str:
    # As a server of another make writes it: without escapes, so that a character has many bytes.
    return f"data: {json.dumps(told, ensure_ascii=False)}\n\n"


def _cut(event: bytes, size: int | None) -> Iterator[bytes]:
    step = size or len(event)
    return (event[start : start + step] for start in range(0, len(event), step))


def _usage(tokens: tuple[int, int]) -> dict[str, int]:
    read, wrote = tokens
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}
