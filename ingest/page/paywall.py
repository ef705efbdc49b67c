"""Pages that show readers only a part: told by the publisher, or seen from how the text ends."""

import re
from collections.abc import Mapping, Sequence

from ingest.page.jsonld import Node
from ingest.text import word_count

_TIERS = (
    "article:content_tier",
    "og:article:content_tier",
    "content_tier",
    "article:access",
    "cxenseparse:recs:premium",
)
_PAID = frozenset({"locked", "metered", "paid", "premium", "subscriber", "subscription", "true"})
_FALSE = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})
_LAST = 4
_WIDEST = 300
_SENTENCE = 8
_READER = r"(?:subscribers|members|(?:registered|paying|paid) readers)"
_JOIN = (
    r"(?:subscribe|(?:be )?log(?:ged)? ?in|(?:be )?sign(?:ed)? ?(?:in|up)|register|join"
    r"|become a (?:member|subscriber)"
    r"|(?:create|start) (?:an?|your)\b.{0,30}\b(?:account|trial|subscription|membership))"
)
_ASKED = rf"(?:please |now |you(?:['’]ll)? (?:must|need to|have to) )?{_JOIN}(?: now| here| today)?"
_PIECE = r"(?:article|story|stories|content|coverage|journalism)"
# What joining is good for; "register with the police to keep a gun" is news.
_READ_ON = (
    rf"(?:(?:continue|keep|finish)(?: reading\b.*|\W*)|read (?:on|more|the (?:full|rest))\b.*"
    rf"|(?:continue|finish|read|access|unlock|see|view|get)\b.*\b{_PIECE}s?\b.*)"
)
_PROMPTS = (
    r"(?:continue|keep) reading(?:\W*| (?:with|for|this|the|below|on|our|by|in)\b.{0,60})",
    rf"{_ASKED}\b.{{0,60}}\b(?:to|and) {_READ_ON}",
    rf"to (?:(?:continue|keep|finish) reading|read|access|unlock)\b[^,]{{0,40}},? {_ASKED}\b.*",
    (
        r"this (?:article|story|content|page|report) is (?:exclusive |only |reserved )?"
        rf"(?:available )?(?:exclusively )?(?:for|to) (?:our )?{_READER}.*"
    ),
    r"(?:already|not) (?:a (?:subscriber|member)|have an account|registered)(?: yet)?\?.*",
    r"already a (?:subscriber|member)\W+(?:log|sign) ?in\b.*",
    r".{0,40}\bsubscribers? only|subscriber-only.*",
    r"you(?:['’]ve| have)? (?:reached|used|read) (?:your|all).{0,40}\b(?:limit|free)\b.*",
    rf"unlock (?:this|the) {_PIECE}\b.*|want to read more\?(?:$|.*\b{_JOIN}\b.*)",
    rf"(?:the )?(?:full|rest of (?:the|this)) {_PIECE} is (?:only )?available (?:to|for)\b.*",
    r"(?:jetzt )?weiterlesen\b.{0,60}|lire la suite\b.{0,60}|seguir leyendo\b.{0,60}",
    r"dieser (?:artikel|text|inhalt) ist (?:nur|exklusiv) für .{0,30}abonnent.*|noch kein abo\?.*",
    r"il vous reste .{0,60} (?:à lire|à découvrir).*|déjà abonné(?:·e|\(e\)|e)?\W.*",
    r"(?:cet article|la suite)(?: de cet article)? est réservée? .*\babonnés\b.*",
    r"este (?:artículo|contenido) es (?:exclusivo |solo )?para suscriptores.*",
)
_PROMPT = re.compile("|".join(_PROMPTS), re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"'”’»)\]]*$")


def told(node: Node, tags: Mapping[str, str]) -> bool:
    """Read from a page's metadata whether readers must pay."""
    parts = node.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    marked = [node, *(part for part in parts if isinstance(part, Mapping))]
    if any(_is_false(each.get("isAccessibleForFree")) for each in marked):
        return True
    return any(tags.get(name, "").lower() in _PAID for name in _TIERS)


def parted(lines: Sequence[str], *, paid: bool = False) -> tuple[list[str], bool]:
    """Take prompts to subscribe out of a text, and tell whether it was cut off at its end."""
    last = len(lines) - _LAST
    prompts = [number for number, line in enumerate(lines) if is_prompt(line)]
    # What follows a prompt near the end is its box: offers, prices, the way to log in.
    end = next((number for number in prompts if number >= last), len(lines))
    kept = [line for number, line in enumerate(lines[:end]) if number not in prompts]
    # Few words and three dots are as often a way of speaking.
    cut = bool(kept and _CUT.search(kept[-1])) and (paid or word_count(kept[-1]) >= _SENTENCE)
    return kept, end < len(lines) or cut


def is_prompt(line: str) -> bool:
    """Tell whether a whole line asks readers to subscribe or to read on elsewhere."""
    return len(line) <= _WIDEST and _PROMPT.fullmatch(line.strip()) is not None


def _is_false(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_is_false, value))
    return value is False or (isinstance(value, str) and value.strip().lower() in _FALSE)
