"""A chat model's server on loopback, in OpenAI's protocol, with replies that a test writes."""

import asyncio
import itertools
import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web


@dataclass(frozen=True)
class Reply:
    """What the server does with one request: it says a text, or gives `body` as it stands.

    If it `hangs` it answers nothing, if it `drips` a blank now and then without an end, and if it
    `cuts` it ends the connection.
    """

    text: str = ""
    status: int = 200
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    drips: bool = False
    cuts: bool = False


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
        runner = web.AppRunner(app, shutdown_timeout=1)
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
        if reply.hangs:
            await self._over.wait()
        if reply.drips:
            return await self._drip(request)
        if reply.cuts and request.transport:
            request.transport.close()
        if reply.body is None and reply.status == web.HTTPOk.status_code:
            body = json.dumps(self._completion(asked, reply.text))
        else:
            body = reply.body or json.dumps({"error": {"message": reply.text, "code": None}})
        return web.Response(
            text=body, status=reply.status, content_type="application/json", headers=reply.headers
        )

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while not self._over.is_set():
            try:
                await response.write(b" ")
            except ConnectionError:
                break
            await asyncio.sleep(0.05)
        return response

    def _completion(self, asked: Asked, text: str) -> dict[str, object]:
        message = {"role": "assistant", "content": text, "refusal": None}
        return {
            "id": f"chatcmpl-{next(self._numbers)}",
            "object": "chat.completion",
            "created": 1_785_000_000,
            "model": asked.body["model"],
            "choices": [
                {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
            ],
            "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        }
