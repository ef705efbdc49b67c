"""A passage read for the check, and whether it tells of a name at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from retrieval.checking.names import Name, acronyms, home_keys
from retrieval.checking.reading import Reading, known_names, read
from retrieval.checking.tokens import Token, tokens
from retrieval.news import Span
from retrieval.question.words import stem
from retrieval.sentences import sentences

_REACH = 3
"""How many words apart the words of one name may stand."""


@dataclass(frozen=True, slots=True)
class Material:
    """A passage's sentences read, its title, the words of its outlet and its names.

    `at` tells where each word stands, by its key and its stem, as (sentence, token).
    """

    text: str
    title_text: str
    sentences: tuple[Reading, ...]
    title: Reading | None
    outlet: frozenset[str]
    published: date | None
    names: frozenset[tuple[str, ...]]
    known: frozenset[str]
    at: Mapping[str, tuple[tuple[int, int], ...]]

    def reading(self, sentence: int) -> Reading:
        """A sentence by its index; the title is -1."""
        if sentence < 0:
            assert self.title is not None
            return self.title
        return self.sentences[sentence]


@lru_cache(maxsize=512)
def material(text: str, title: str, outlet: str | None, published: datetime | None) -> Material:
    """Read a passage with what its source line says."""
    known = known_names(f"{text}\n{title}")
    read_text = read(text, sentences(text), known)
    titles = read(title, [Span(0, len(title))], known) if title.strip() else []
    every = [*enumerate(read_text), *((-1, reading) for reading in titles)]
    return Material(
        text=text,
        title_text=title,
        sentences=tuple(read_text),
        title=titles[0] if titles else None,
        outlet=frozenset(home_keys(tokens(outlet or ""))),
        published=published.date() if published else None,
        names=frozenset(
            part.value.keys
            for _, reading in every
            for part in reading.parts
            if isinstance(part.value, Name)
        ),
        known=known,
        at=_placed(every),
    )


def _placed(every: Sequence[tuple[int, Reading]]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Where each word stands, by its key and by its stem, as (sentence, token)."""
    at: dict[str, list[tuple[int, int]]] = {}
    for number, reading in every:
        for place, (token, key) in enumerate(zip(reading.tokens, reading.keys, strict=True)):
            for form in {key, token.stem}:
                at.setdefault(form, []).append((number, place))
    return {form: tuple(places) for form, places in at.items()}


def standing(keys: Sequence[str], source: Material) -> list[tuple[int, int, int]]:
    """Where the words stand together in this order, as (sentence, first token, last token)."""
    ends = _places(keys[-1], source)
    if len(keys) == 1:
        return [(number, place, place) for number, place in ends]
    found = []
    for number, end in ends:
        begin = end
        for key in reversed(keys[:-1]):
            before = [
                p for n, p in _places(key, source) if n == number and begin - _REACH <= p < begin
            ]
            if not before:
                break
            begin = max(before)
        else:
            found.append((number, begin, end))
    return found


def _places(key: str, source: Material) -> Sequence[tuple[int, int]]:
    return source.at.get(key) or (() if key.startswith("=") else source.at.get(stem(key), ()))


def same(said: Sequence[str], read_name: Sequence[str]) -> bool:
    """Whether two names of one text can be the same thing's: one has all words of the other."""
    one, other = set(said), set(read_name)
    if one <= other or other <= one:
        return True
    if said[-1] == read_name[0] or said[0] == read_name[-1]:
        return True  # as in "Calloway administration"
    return _short(said, read_name) or _short(read_name, said)


def _short(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(short) == 1 and len(short[0]) > 1 and short[0].lstrip("=") in acronyms(long)


def told(said: Name, source: Material) -> bool:
    """Whether a passage tells of a name: all its words, together, or what they abbreviate."""
    keys = said.keys
    if any(set(keys) <= set(name) for name in source.names) or set(keys) <= source.outlet:
        return True
    if any(_short(keys, name) or _short(name, keys) for name in source.names):
        return True
    if standing(keys, source):
        return True
    return _told_apart(keys, source)


def _told_apart(keys: Sequence[str], source: Material) -> bool:
    """Whether one sentence has the name's two halves, and nobody else bears its last word."""
    last = keys[-1]
    if any(
        len(name) > 1 and name[-1] == last and not set(name) <= set(keys) for name in source.names
    ):
        return False
    for cut in range(1, len(keys)):
        if {frozenset(keys[:cut]), frozenset(keys[cut:])} <= {frozenset(n) for n in source.names}:
            return True
        first = {number for number, _, _ in standing(keys[:cut], source)}
        if first & {number for number, _, _ in standing(keys[cut:], source)}:
            return True
    return False


_FOREIGN = frozenset(
    "der die das und ist nicht mit von den dem ein eine einen einer auf für fur wurde wurden sich "
    "nach im nur bei laut zu als auch hat haben waren sind wird werden aus über uber unter seit "
    "durch le la les des est une un dans pour qui sur pas aux du avec été ete ont cette selon plus "
    "el los las una por con para del que es según segun fue desde más il lo gli della nel sono di "
    "secondo stato non per os um uma não nao na ao foi mais het een van voor niet zijn werd met op "
    "te wordt volgens naar bij ook".split()
)
_ENGLISH = frozenset(
    "the of and to in is was for that on with it as at by from has had have be are were an this "
    "a he she they i we you his her its their said who will would but not when after about".split()
)


def english(words: Sequence[Token]) -> bool:
    """Whether words are English, by the small ones among them; so are too few to tell."""
    ours = sum(word.key in _ENGLISH for word in words)
    theirs = sum(word.key in _FOREIGN for word in words)
    return ours >= theirs and sum(word.key.isascii() for word in words) * 2 >= len(words)
