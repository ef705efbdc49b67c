"""How often a bot may do what it does most: five of each in five seconds in each channel."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

LIMITED = {
    "posts": ("POST", re.compile(r"^/channels/(\d+)/messages$")),
    "edits": ("PATCH", re.compile(r"^/channels/(\d+)/messages/\d+$")),
}
AT_MOST = 5
SECONDS = 5.0


@dataclass(slots=True)
class Window:
    """The requests of one kind in one channel since the first of them."""

    begun: float
    left: int = AT_MOST


@dataclass(slots=True)
class Limits:
    """Every channel's windows, told in Discord's headers."""

    windows: dict[tuple[str, str], Window] = field(default_factory=dict)

    def take(self, method: str, path: str) -> tuple[dict[str, str], float]:
        """Count a request; returns the headers and, when it is one too many, the wait."""
        for bucket, (limited, shape) in LIMITED.items():
            if method == limited and (found := shape.match(path)):
                return self._count(bucket, found[1])
        return {}, 0.0

    def _count(self, bucket: str, channel: str) -> tuple[dict[str, str], float]:
        now = time.monotonic()
        window = self.windows.get((bucket, channel))
        if window is None or now - window.begun >= SECONDS:
            window = self.windows[bucket, channel] = Window(now)
        window.left -= 1
        over = window.begun + SECONDS - now
        headers = {
            "X-RateLimit-Bucket": bucket,
            "X-RateLimit-Limit": str(AT_MOST),
            "X-RateLimit-Remaining": str(max(0, window.left)),
            "X-RateLimit-Reset-After": f"{over:.3f}",
        }
        return headers, over if window.left < 0 else 0.0
