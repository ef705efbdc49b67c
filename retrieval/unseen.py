"""Characters that nobody sees: control signs, soft hyphens, zero widths, directions, tags."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)


def seen(text: str) -> str:
    """The text without them; spaces and line breaks stay."""
    return _UNSEEN.sub("", text)
