"""How often a bot may do what it does most: five edits in five seconds in each channel."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

EDIT = re.compile(r"^/channels/(\d+)/messages/\d+$")
EDITS = 5
SECONDS = 5.0


@dataclass(slots=True)
class Window:
    """The edits in one channel since the first of them."""

    begun: float
    left: int = EDITS


@dataclass(slots=True)
class Limits:
    """Every channel's window, told in Discord's headers."""

    windows: dict[str, Window] = field(default_factory=dict)

    def take(self, method: str, path: str) -> tuple[dict[str, str], float]:
        """Count a request; returns the headers and, when it is one too many, the wait."""
        edit = EDIT.match(path)
        if method != "PATCH" or edit is None:
            return {}, 0.0
        now = time.monotonic()
        window = self.windows.get(edit[1])
        if window is None or now - window.begun >= SECONDS:
            window = self.windows[edit[1]] = Window(now)
        window.left -= 1
        over = window.begun + SECONDS - now
        headers = {
            "X-RateLimit-Bucket": "edits",
            "X-RateLimit-Limit": str(EDITS),
            "X-RateLimit-Remaining": str(max(0, window.left)),
            "X-RateLimit-Reset-After": f"{over:.3f}",
        }
        return headers, over if window.left < 0 else 0.0
