"""The names an outlet goes by, each as one key without case, spaces, accents and punctuation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.question.known_outlets import KNOWN, ORDINARY, SECTIONS
from retrieval.question.words import STOP_WORDS, fold

_WORD = re.compile(r"&|(?:[^\W\d_]\.){2,}|\w+(?:\.\w+)*")
_TAIL = re.compile(r"\s+[|–—-]\s+|:\s+")
_HOST_ENDS = frozenset("com org net info edu gov news media online".split())
_ONLY_SECTIONS = re.compile(f"(?:{'|'.join(sorted(SECTIONS, key=len, reverse=True))})+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and what it is without case, accents and punctuation."""

    start: int
    end: int
    key: str
    host: bool


def split(text: str) -> list[Word]:
    """The text's words; a web address is one, known by what its owner goes by in it."""
    return [_word(match) for match in _WORD.finditer(text)]


def _word(match: re.Match[str]) -> Word:
    if match.group() == "&":
        return Word(*match.span(), "and", host=False)
    labels = [label for label in fold(match.group()).split(".") if label]
    host = len(labels) > 1 and len(labels[-2]) > 1 and _ends_host(labels[-1])
    while host and len(labels) > 1 and _ends_host(labels[-1]):
        labels = labels[:-1]
    stem = labels[-1] if host else ""
    whole = "".join(c for c in fold(match.group()) if c.isalnum())
    return Word(*match.span(), whole if stem in SECTIONS or not stem else stem, host=host)


def _ends_host(label: str) -> bool:
    return label in _HOST_ENDS or (len(label) == 2 and label.isalpha())


def key(name: str) -> str:
    """A name as one key; "the" in front does not count."""
    parts = [word.key for word in split(name)]
    return "".join(parts[1:] if parts[:1] == ["the"] else parts)


_SAME: Mapping[str, tuple[str, ...]] = {
    key(form): tuple(key(other) for other in forms) for forms in KNOWN for form in forms
}


def _is_part(own: str, end: int) -> bool:
    """Whether that much of a name is a large outlet's and the rest a part of it: "BBC Sport"."""
    return own[:end] in _SAME and _ONLY_SECTIONS.fullmatch(own, end) is not None


_PARTS: Mapping[str, tuple[str, ...]] = {
    whole: tuple(name for name in _SAME if name.startswith(whole) and _is_part(name, len(whole)))
    for whole in _SAME
}


def is_known(name: str) -> bool:
    """Whether a key is a large outlet's, whether the archive has it or not."""
    return name in _SAME


def is_ordinary(words: Sequence[Word]) -> bool:
    """Whether these words name an outlet only where one is cited: "Time", "Business Today"."""
    return all(word.key in ORDINARY | STOP_WORDS or word.key.isdigit() for word in words)


def is_odd(outlet: str) -> bool:
    """Whether an outlet is written as no other word is: "TechCrunch", "9to5Mac"."""
    return re.search(r"[a-z][A-Z]|\d", outlet) is not None


@lru_cache(maxsize=8)
def index(outlets: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The outlets by everything a question may call them; initials stand in capitals."""
    names: dict[str, dict[str, None]] = {}
    for outlet in outlets:
        for name in _names(outlet):
            names.setdefault(name, {})[outlet] = None
    return {name: tuple(called) for name, called in names.items()}


def _names(outlet: str) -> Iterator[str]:
    head = _TAIL.split(outlet)[0]
    for own in dict.fromkeys(filter(None, (key(outlet), key(head)))):
        yield own
        if own.startswith("the"):
            yield own[3:]  # as in theguardian.com
        yield from _SAME.get(own, ())
        yield from _PARTS.get(own, ())
        yield from (own[:end] for end in range(2, len(own)) if _is_part(own, end))
    if key(head) not in _SAME:
        yield from _initials(head)


def _initials(name: str) -> Iterator[str]:
    words = [word for word in re.findall(r"\w+", name) if word != "The"]
    if len(words) > 1 and all(word[0].isupper() for word in words):
        yield "".join(word[0] for word in words)
