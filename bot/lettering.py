"""Words of others as a picture can show them: in the fonts there are, and without formulas."""

import unicodedata
from functools import cache
from typing import Any

from ingest.text import one_line

_FONT = "DejaVu Sans"
_CJK = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK TC"),
    *("Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
    *("IPAexGothic", "Hiragino Sans", "PingFang SC", "Yu Gothic", "Microsoft YaHei"),
)
"""Fonts for Chinese, Japanese and Korean, of which those installed are used; we bring none."""


def style() -> dict[str, Any]:
    """How words of others are drawn: a "$" is a dollar, and a sign is of a font that has it."""
    return {"parse_math": False, "family": list(_families())}


def drawable(text: str, most: int) -> str:
    """Untrusted words in signs that the font has, on one line, as long as there is room."""
    kept = "".join(sign if _has(sign) else _instead(sign) for sign in one_line(text))
    short = " ".join(kept.split())
    return short if len(short) <= most else f"{short[: most - 1].rstrip()}…"


def _instead(sign: str) -> str:
    """What stands for a sign that cannot be drawn: its letter, one box for others, or nothing."""
    if unicodedata.category(sign)[0] in {"C", "M"}:
        return ""
    base = unicodedata.normalize("NFKD", sign)[0]
    return base if _has(base) else "□"


def _has(sign: str) -> bool:
    return ord(sign) in _glyphs()


@cache
def _families() -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    return _FONT, *(name for name in _CJK if name in installed)


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import fontManager, get_font

    faces = (get_font(fontManager.findfont(name)) for name in _families())
    return frozenset().union(*(face.get_charmap() for face in faces))
