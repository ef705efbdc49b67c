"""The office a sentence gives someone, and whether a passage gives the same: now, or formerly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.checking.material import Material
from retrieval.checking.names import Name
from retrieval.checking.reading import NAME, Reading
from retrieval.checking.tokens import Token

_OFFICES = {
    word: words.split()[0]
    for words in (
        "president | governor gov | senator sen | representative rep congressman congresswoman | "
        "mayor | chancellor | premier | minister | ambassador | speaker | pope | king | queen | "
        "judge justice | sheriff | ceo | chairman chairwoman chair chairperson | secretary | "
        "general gen | commissioner | coach | captain"
    ).split("|")
    for word in words.split()
}
_FORMERLY = frozenset("former ex onetime then outgoing late".split())
_LESS = frozenset("deputy vice acting interim assistant incoming".split())
_BEFORE = 5
_AFTER = 6


@dataclass(frozen=True, slots=True)
class _Office:
    """An office as it is given to someone: which, and the words that take from it."""

    title: str
    less: frozenset[str]
    first: int


def unheld(reading: Reading, sources: Sequence[Material]) -> Iterator[tuple[int, int]]:
    """Where a sentence gives someone an office that no passage gives them so, as offsets."""
    for part in reading.parts:
        if not isinstance(part.value, Name):
            continue
        office = _before(reading.tokens, part.value.first, adjoining=True)
        if office and not _held(office, part.value.keys[-1], sources):
            yield reading.tokens[office.first].start, part.end


def _held(office: _Office, name: str, sources: Sequence[Material]) -> bool:
    """Whether a passage gives the person this office, or does not say which they have."""
    given = [
        other
        for source in sources
        for reading in (*source.sentences, *([source.title] if source.title else []))
        for other in _given(reading, name)
        if other.title == office.title
    ]
    if not given:
        return any(_named(office.title, source) for source in sources)
    if office.less:
        return any(other.less & office.less for other in given) or not _plain(given)
    return any(not other.less for other in given)


def _plain(given: Sequence[_Office]) -> bool:
    return all(not other.less for other in given)


def _named(title: str, source: Material) -> bool:
    return any(_OFFICES.get(word) == title for word in _OFFICES if word in source.at)


def _given(reading: Reading, name: str) -> Iterator[_Office]:
    """The offices that a sentence gives to the person, before the name or in an apposition."""
    for part in reading.parts:
        if part.mask != NAME or not isinstance(part.value, Name) or part.value.keys[-1] != name:
            continue
        if before := _before(reading.tokens, part.value.first, adjoining=True):
            yield before
        elif after := _after(reading.tokens, part.value.last):
            yield after


def _before(words: Sequence[Token], first: int, *, adjoining: bool) -> _Office | None:
    """The office right before a name: "then-Deputy Mayor Okafor"."""
    at = first - 1
    if at < 0 or words[at].key not in _OFFICES or (adjoining and not words[first].glued):
        return None
    title, less = _OFFICES[words[at].key], set()
    begin = at
    for back in range(at - 1, max(-1, at - _BEFORE), -1):
        if words[back].key in _FORMERLY | _LESS:
            less.add("former" if words[back].key in _FORMERLY else words[back].key)
            begin = back
        elif not words[back + 1].glued:
            break
    return _Office(title, frozenset(less), begin)


def _after(words: Sequence[Token], last: int) -> _Office | None:
    """The office of an apposition: "Okafor, the former mayor of Tarnholt"."""
    less: set[str] = set()
    for at in range(last, min(len(words), last + _AFTER)):
        key = words[at].key
        if key in _FORMERLY | _LESS:
            less.add("former" if key in _FORMERLY else key)
        elif key in _OFFICES:
            return _Office(_OFFICES[key], frozenset(less), last)
        elif key not in {
            "the",
            "a",
            "an",
            "who",
            "is",
            "was",
            "as",
            "its",
            "their",
            "s",
            "us",
            "elected",
        }:
            return None
    return None
