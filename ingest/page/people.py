"""The people who wrote an article, out of what its page gives as their names."""

import re
from collections.abc import Iterable, Iterator

from ingest.text import folded, one_line

_LONGEST = 200
_BY = re.compile(
    r"^(?:(?:an? )?(?:analysis|opinion|commentary|essay|text|words|story|review|written|reported"
    r"|posted|photographs|текст)\b[\s:]*)?(?:by|von|par|por|di)\s*[:\s]\s*|^(?:текст|автор):?\s+",
    re.IGNORECASE,
)
_APART = re.compile(r"\s*(?:[;|•·/\t]|\s[–—-]\s)\s*")
_AND = re.compile(r",?\s+(?:and|und|et|y|&)\s+")
_COMMA = re.compile(r"\s*,\s*")
_ADDRESS = re.compile(r"https?:|www\.|\S+@\S+|^@|\.(?:com|org|net|co\.uk)\b", re.IGNORECASE)
_LINK = re.compile(r"(?:https?:|//|www\.)\S*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:editors?|editor-in-chief|correspondents?|reporters?|writers?|columnists?|contributors?"
    r"|journalists?|producers?|analysts?|staff|bureau|desk|chief|intern|fellow|professor"
    r"|ph\.?d\.?|m\.?d\.?|m\.?s\.?|rdn?|mba|esq|media|news|newspapers|press|wire|service|agency"
    r"|times|post|today|at-large)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"[\s,.]+(?:the )?(?:associated press|reuters|ap|afp|bloomberg|dpa|pa media)\.?$", re.IGNORECASE
)
# Behind a name in a page's words stands the day; people are called April, May, June and August.
_NOISE = re.compile(
    r"(?:[\s,]+(?:published|updated|posted|(?:april|may|june|august)(?=[\s,]+\d)|\d{1,2}|\d{4}"
    r"|january|february|march|july|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))+$",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "admin administrator webmaster root user editor author unknown anonymous null none undefined"
    " redaktion redacción wordpress monday tuesday wednesday thursday friday saturday sunday"
    " january february march april june july august september october november december".split()
)
_ADMIN = re.compile(r"^\w{0,12}admin$")
# What people are called in the publisher's system: jane.doe, jane-doe.
_LOGIN = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)+")
_NAME = re.compile(r"\S{2,}\s+\S*\w")
_SURNAME_FIRST = re.compile(r"(?P<last>[^\W\d_]+), (?P<given>[^\W\d_]+(?: [^\W\d_]\.?)?)")
_OPENS_NAME = re.compile(r"^(?:de|da|di|van|von|der|al|la|le|bin|ibn|el|dos|du|ter|ten)\b")


def names(given: Iterable[str], outlet: str | None = None) -> tuple[str, ...]:
    """Read what was given as authors: one name each, no roles, addresses, or the outlet's own."""
    found: dict[str, str] = {}
    for entry in given:
        for name in _parted(one_line(entry)[:_LONGEST], outlet):
            if _is_somebody(name) and _squeezed(name) != _squeezed(outlet or ""):
                found.setdefault(folded(name), name)
    return tuple(found.values())


def _is_somebody(name: str) -> bool:
    key = folded(name)
    return bool(key) and key not in _NOBODY and not _ADMIN.match(key) and not _LOGIN.fullmatch(name)


def _squeezed(name: str) -> str:
    return folded(name).replace(" ", "").removeprefix("the")


def guessed(given: Iterable[str], outlet: str | None = None) -> tuple[str, ...]:
    """Read names that were found in a page's words, and need not be any: only what looks so."""
    trimmed = (_NOISE.sub("", f" {one_line(entry)[:_LONGEST]}") for entry in given)
    return tuple(name for name in names(trimmed, outlet) if _looks_like_one(name))


def _looks_like_one(name: str) -> bool:
    words = name.split()
    spelt = all(not word[:1].islower() or _OPENS_NAME.match(word) for word in words)
    return spelt and words[0] != "The" and not _NOISE.fullmatch(f" {name}")


def _parted(entry: str, outlet: str | None) -> Iterator[str]:
    """Part an entry at its "and", and leave out what follows a name to say who that is."""
    people = _APART.split(_BY.sub("", _LINK.sub(" ", entry).strip()))
    for number, part in enumerate(people):
        first, *rest = _COMMA.split(_turned(part))
        for name in [*_AND.split(first), *_others(first, rest, outlet)]:
            plain = _without_house(name, outlet)
            # Behind a bar stands where one writes, as often as who else did.
            if plain and not _ADDRESS.search(plain) and not (number and _ROLE.search(plain)):
                yield plain


def _turned(part: str) -> str:
    """Put the given name first, where it stands behind: "Doe, Jane"."""
    match = _SURNAME_FIRST.fullmatch(part)
    if match is None or _ROLE.search(part) or _AGENCY.search(f" {match['last']}"):
        return part
    return f"{match['given']} {match['last']}"


def _others(first: str, rest: list[str], outlet: str | None) -> Iterator[str]:
    """Give the further names of a list; what is one word, a role or the house is none of them."""
    if not _NAME.search(first):
        return
    for part in rest:
        for name in _AND.split(part):
            said = re.sub(r"^(?:and|und|et|y|&)\s+", "", name)
            house = outlet and (_within(said, outlet) or _within(outlet, said))
            if _NAME.search(said) and said[:1].isupper() and not _ROLE.search(said) and not house:
                yield said


def _within(one: str, other: str) -> bool:
    return f" {folded(one)} " in f" {folded(other)} "


def _without_house(name: str, outlet: str | None) -> str:
    """Take the agency's or the outlet's name from the end of a writer's."""
    shorter = _AGENCY.sub("", name)
    if outlet and shorter.lower().endswith(outlet.lower()):
        shorter = shorter[: -len(outlet)].rstrip(" .,-(")
    return (name if shorter.lower() in {"", "the"} else shorter).strip(" .,-")
