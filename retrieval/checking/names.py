"""The names in a text, as the words that make them, and which may stand for one another."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from retrieval.checking.peoples import LONGEST, PEOPLES
from retrieval.checking.tokens import Token
from retrieval.question.calendar_words import MONTHS, WEEKDAYS
from retrieval.question.verbs import FORMS
from retrieval.question.words import STOP_WORDS

TITLES = frozenset(
    "mr mrs ms mx dr president minister chancellor senator sen representative rep congressman "
    "congresswoman governor gov reps sens mayor professor prof rev reverend sir dame lord lady "
    "king queen "
    "prince princess pope ceo cfo cto mp mep pm secretary attorney general judge justice "
    "commissioner director chief captain coach sheriff ambassador speaker prime vice deputy "
    "foreign defence defense finance interior health home lieutenant colonel sergeant officer "
    "detective inspector premier leader chairman chairwoman chair premiers presidents former then "
    "ex late acting interim".split()
)
"""Words before a person's name that are no part of it."""

_JOINERS = frozenset(
    "of de la las los del della di da dos du des van von der ter bin ibn al el".split()
)
_CALENDAR = frozenset(
    [*MONTHS, *WEEKDAYS, *"jan feb mar apr jun jul aug sep sept oct nov dec".split()]
)

_NO_NAMES = frozenset("i ok tv am pm".split())
_BEGINNERS = STOP_WORDS | frozenset(
    "although however meanwhile moreover furthermore despite without within like unlike today "
    "yesterday tomorrow several police officials authorities scientists researchers experts "
    "critics residents people everyone someone nobody whether one two three four five six seven "
    "eight nine ten eleven twelve dozens hundreds thousands millions half summer winter spring "
    "autumn inflation traffic former even yet earlier later additionally overall finally first "
    "second third another following given based regarding concerning according among across "
    "around along amid behind beyond inside outside near nearly almost about roughly more most "
    "many few little much neither either nothing everything something anything maybe perhaps "
    "clearly indeed instead still thus hence therefore then there here who what fans voters "
    "lawmakers prosecutors investigators doctors nurses teachers students workers shares stocks "
    "prices sales profits government parliament congress court management company companies "
    "analysts economists investors customers users players supporters opponents protesters "
    "firefighters rescuers crews emergency local state federal national international global "
    "new old young big small large great good bad last next previous recent both all some any "
    "each every no not never always often sometimes usually rather quite very too also just only "
    "let please see get make take go come give keep look think know say tell ask try use find "
    "want need play work call feel become leave put mean begin start seem help talk turn show "
    "hear run move live believe hold bring happen write provide sit stand lose pay meet include "
    "continue set learn change lead understand watch follow stop create speak read spend grow "
    "open walk win teach offer remember love consider appear buy wait serve die send expect "
    "build stay fall cut reach kill remain".split()
)
"""Words a sentence begins with, which need no capital elsewhere."""
_ADJECTIVES = tuple(
    "ing ive ous ful less able ible ical tion ment ness ated ized ised ened ally ely tly dly "
    "ary ional ental".split()
)
_NOUN_ENDS = ("s", "tion", "ing", "ment", "ness", "ism", "ity", "ers", "ly", "ed", "ance", "ence")
_VERBS = frozenset("is was has does says said will would can could had did".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its words as they are compared, and which tokens they are.

    `first` and `last` are indexes into the tokens, the end exclusive.
    """

    keys: tuple[str, ...]
    first: int
    last: int


def home_keys(tokens: Sequence[Token]) -> list[str]:
    """Each token's key; the words of a country or its people have the country's."""
    keys = [token.key for token in tokens]
    at = 0
    while at < len(tokens):
        at += _name_home(tokens, keys, at)
    return keys


def _name_home(tokens: Sequence[Token], keys: list[str], at: int) -> int:
    """Write the country's key over those of its name, if one begins here; how many words it has."""
    if tokens[at].capital:
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            part = tokens[at : at + length]
            home = PEOPLES.get(tuple(token.key for token in part))
            short = length == 1 and len(tokens[at].key) == 2
            if home and not (short and not tokens[at].text.isupper()):
                keys[at : at + length] = [f"={home}"] * length
                return length
        if tokens[at].key == "america" or tokens[at].key == "usa":
            keys[at] = "=us"
    return 1


def names(
    tokens: Sequence[Token], keys: Sequence[str], known: Collection[str], *, headline: bool = False
) -> list[Name]:
    """The names among a text's tokens.

    `known` are words that are names for certain; in a headline, where every word has its capital,
    nothing else is one.
    """
    return [name for run in _runs(tokens) for name in _named(tokens, keys, known, run, headline)]


def certain(tokens: Sequence[Token], keys: Sequence[str]) -> set[str]:
    """The keys of words that have a capital where none was due."""
    return {
        key
        for token, key in zip(tokens, keys, strict=True)
        if token.capital and not token.opens and not _ordinary(token)
    }


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether nearly every word has a capital letter that does not need one."""
    long = [token for token in tokens if len(token.key) > 3 and not token.key.isdigit()]
    small = sum(not token.capital and token.content for token in long)
    return len(long) > 2 and small * 8 <= len(long)


def acronyms(keys: Sequence[str]) -> set[str]:
    """What a name's initials spell."""
    letters = [key.lstrip("=")[:1] for key in keys]
    return {"".join(letters)} if len(letters) > 1 else set()


def _ordinary(token: Token) -> bool:
    if token.key in _CALENDAR or token.key in _NO_NAMES:
        return True
    if token.text.isupper() and len(token.key) > 1:
        return False
    return token.key in STOP_WORDS and token.key not in {"will", "may", "new"}


def _runs(tokens: Sequence[Token]) -> Iterator[range]:
    """Stretches of capitalised words, "of" and "de" among them."""
    start: int | None = None
    last = -1
    for at, token in enumerate(tokens):
        goes_on = start is not None and token.glued
        if token.capital and goes_on:
            last = at
        elif token.capital:
            if start is not None:
                yield range(start, last + 1)
            start = last = at
        elif not (goes_on and token.key in _JOINERS and at - last == 1):
            if start is not None:
                yield range(start, last + 1)
            start = None
    if start is not None:
        yield range(start, last + 1)


def _named(
    tokens: Sequence[Token],
    keys: Sequence[str],
    known: Collection[str],
    run: range,
    headline: bool,
) -> Iterator[Name]:
    """The names in a run: "Mayor Ines Calloway" has one, without its title."""
    part: list[int] = []
    for at in run:
        token = tokens[at]
        ends = token.key in TITLES or _ordinary(token) or (headline and keys[at] not in known)
        ends = ends or (token.opens and not part and _begins(tokens, keys, known, at))
        if ends:
            yield from _made(tokens, keys, known, part)
            part = []
            continue
        home = keys[at].startswith("=")
        if part and home != keys[part[-1]].startswith("=") and (home or len(part) <= 3):
            yield from _made(tokens, keys, known, part)
            part = []
        part.append(at)
    yield from _made(tokens, keys, known, part)


def _begins(tokens: Sequence[Token], keys: Sequence[str], known: Collection[str], at: int) -> bool:
    """Whether this word has its capital only because a sentence begins with it."""
    token = tokens[at]
    if token.text.isupper() and len(token.key) > 1:
        return False
    if keys[at] in known or keys[at].startswith("="):
        return False
    if any(c.isupper() for c in token.text[1:]):
        return False
    return token.key in _BEGINNERS or (len(token.key) > 5 and token.key.endswith(_ADJECTIVES))


def _made(
    tokens: Sequence[Token], keys: Sequence[str], known: Collection[str], part: list[int]
) -> Iterator[Name]:
    while part and tokens[part[0]].key in _JOINERS:
        part = part[1:]
    while part and tokens[part[-1]].key in _JOINERS:
        part = part[:-1]
    said = [keys[at] for at in part if tokens[at].key not in _JOINERS]
    said = [key for key in said if len(key) > 1] or said
    plain = tuple(dict.fromkeys(said))
    if plain and any(len(key) > 1 for key in plain) and _sure(tokens, keys, known, part):
        yield Name(plain, part[0], part[-1] + 1)


def _sure(
    tokens: Sequence[Token], keys: Sequence[str], known: Collection[str], part: list[int]
) -> bool:
    first = tokens[part[0]]
    if not first.opens or len(part) > 1 or keys[part[0]] in known or keys[part[0]].startswith("="):
        return True
    if any(c.isupper() or c.isdigit() for c in first.text[1:]) or "'" in first.text.replace(
        "’", "'"
    ):
        return True
    after = tokens[part[0] + 1] if part[0] + 1 < len(tokens) else None
    if after is None or not after.glued or first.key.endswith(_NOUN_ENDS):
        return after is not None and after.glued and after.key in {"is", "was", "has", "says"}
    verb = after.key.endswith("ed") or after.key in _VERBS
    return verb or FORMS.get(after.key, (after.key,))[0] != after.key
