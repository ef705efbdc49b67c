"""Links that jump to the cited words: text fragments (WICG Scroll-to-Text-Fragment)."""

import re
from urllib.parse import quote, urlsplit

_EDGE_WORDS = 4
"""Words at each edge of a quote that name it, before more are taken to make it unique."""


def text_link(url: str | None, text: str, start: int, end: int) -> str | None:
    """The article's link, made to jump to `text[start:end]`; None without an http(s) address.

    The fragment is the quote's first and last words, as many as make them unique in the text.
    """
    if url is None or not _is_web(url):
        return None
    words = text[start:end].split()
    if not words:
        return url
    return f"{url.split('#', maxsplit=1)[0]}#:~:text={_fragment(words, text)}"


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:  # a bracket that opens no IPv6 address
        return False


def _fragment(words: list[str], text: str) -> str:
    """A quote across a line break cannot be one fragment's text, but its edges can name it."""
    for count in range(_EDGE_WORDS, len(words) // 2 + 1):
        first, last = words[:count], words[-count:]
        if _times(first, text) == 1 and _times(last, text) == 1:
            return f"{_encoded(first)},{_encoded(last)}"
    return _encoded(words)


def _times(words: list[str], text: str) -> int:
    return len(re.findall(r"\s+".join(map(re.escape, words)), text, re.IGNORECASE))


def _encoded(words: list[str]) -> str:
    """Percent-encoded, the dash too: at a part's edge it would mean prefix or suffix."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
