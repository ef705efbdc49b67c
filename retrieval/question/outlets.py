"""Which outlets a question names: those the archive has, and those it has not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.news import Span
from retrieval.question.cited import cited, is_part, listed, mentioned, opens, titled
from retrieval.question.known_outlets import ENDINGS, OPENINGS
from retrieval.question.outlet_index import Word, index, is_known, is_odd, is_ordinary, split
from retrieval.question.words import STOP_WORDS, fold

_GAP = re.compile(r"[^\w,.;?!]{0,4}")
_LONGEST = 10
_CAPITAL = r"[^\W\d_a-z][\w-]*"
_RUN = re.compile(rf"\b{_CAPITAL}(?:\s+(?:of\s+|&\s+)?{_CAPITAL}){{1,5}}")
_SURNAMES = frozenset("post press star wire standard record mail".split())
_TITLES = frozenset(
    "mr mrs ms dr sir dame lord lady prof professor president minister senator judge king queen "
    "prince princess pope captain officer".split()
)
_SMALL = STOP_WORDS | frozenset("s de della dello magazine".split())
"""Words that need no capital within a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """The outlets that a question names.

    `held` are the archive's, in its spelling; `absent` those it has nothing of, as the question
    writes them; `spans` is where they all stand in the question.
    """

    held: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place where an outlet may be named; `sure` when nothing else can be meant."""

    start: int
    end: int
    held: tuple[str, ...]
    sure: bool
    cited: bool
    mentioned: bool

    def counts(self) -> bool:
        return (self.sure or self.mentioned) if self.held else self.cited


def named(question: str, outlets: Sequence[str]) -> Named:
    """Find the outlets named; an absent one only where the question plainly cites an outlet."""
    found = list(_known(question, index(tuple(outlets))))
    found += [one for one in _made_like(question) if not any(_overlap(one, old) for old in found)]
    linked = _linked(question, sorted(found, key=lambda one: one.start))
    kept = [one for one in linked if one.counts()]
    held = dict.fromkeys(outlet for one in kept for outlet in one.held)
    absent = dict.fromkeys(question[one.start : one.end] for one in kept if not one.held)
    return Named(tuple(held), tuple(absent), tuple(Span(one.start, one.end) for one in kept))


def _overlap(one: _Mention, other: _Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _known(question: str, held: Mapping[str, tuple[str, ...]]) -> Iterator[_Mention]:
    """Places with a name of the archive's outlets or of a large one, the longest name first."""
    words = split(question)
    at = 0
    while at < len(words):
        for end in range(_reach(question, words, at), at, -1):
            if found := _mention(question, words[at:end], held):
                yield found
                at = end - 1
                break
        at += 1


def _reach(question: str, words: Sequence[Word], at: int) -> int:
    """The word before which a name that begins here must end: at a comma or a full stop."""
    for end in range(at + 1, min(len(words), at + _LONGEST)):
        before, between = words[end - 1], question[words[end - 1].end : words[end].start]
        shortened = between == ". " and before.end - before.start <= 3  # as in "St. Louis"
        if not shortened and not _GAP.fullmatch(between):
            return end
    return min(len(words), at + _LONGEST)


def _mention(
    question: str, run: Sequence[Word], held: Mapping[str, tuple[str, ...]]
) -> _Mention | None:
    start, end, name = run[0].start, run[-1].end, "".join(word.key for word in run)
    outlets = held.get(name) or held.get(question[start:end], ())  # a name, or its initials
    if run[0].key == "the" != name or not (outlets or is_known(name)):
        return None
    if re.search(r"['’]s$", question[start:end]) and (is_known(name[:-1]) or name[:-1] in held):
        return None  # as in "Time's article", which is not The Times'
    the = any(outlet.startswith("The ") for outlet in outlets) and question[:start].endswith("the ")
    sure = _is_sure(question, run, odd=any(map(is_odd, outlets)), the=the)
    if sure is None or not (outlets or _capitals(question, run)):
        return None
    return _Mention(
        start - 4 if titled(question, start) else start,
        end,
        outlets,
        sure=sure and name in held,
        cited=cited(question, start, end),
        mentioned=mentioned(question, start, end) or titled(question, start),
    )


def _is_sure(question: str, run: Sequence[Word], *, odd: bool, the: bool) -> bool | None:
    """Whether these words can only mean an outlet; None when they can mean none."""
    start, end, name = run[0].start, run[-1].end, "".join(word.key for word in run)
    single, ordinary = len(run) == 1, is_ordinary(run)
    known = odd or (is_known(name) and not ordinary)
    if len(name) <= 2 or (len(name) == 3 and not single):
        return False if single and question[start:end].isupper() else None
    if not _capitals(question, run):
        if single and not known:
            return False if the and cited(question, start, end) else None
        return not ordinary
    if not odd and (ordinary or (single and not known)) and is_part(question, start, end):
        return None if single else False
    return not single or known or not (ordinary or opens(question, start))


def _capitals(question: str, run: Sequence[Word]) -> bool:
    """Whether the words are written as names are; an address may be in lower case."""
    names = [word for word in run if len(run) == 1 or word.key not in _SMALL] or run
    return all(word.host or not question[word.start : word.end].islower() for word in names)


def _made_like(question: str) -> Iterator[_Mention]:
    """Places with a name made as those of outlets are, where an outlet is cited."""
    hosts = ((word.start, word.end) for word in split(question) if word.host and _ends(word.key))
    for start, end in (*_runs(question), *hosts):
        if cited(question, start, end):
            yield _Mention(start, end, (), sure=False, cited=True, mentioned=True)


def _runs(question: str) -> Iterator[tuple[int, int]]:
    """Capitalised words that end or begin as names of outlets do: "Kelp Herald", "Daily Kelp"."""
    for match in _RUN.finditer(question):
        words = list(re.finditer(r"\S+", match.group()))
        while words and fold(words[0].group()) in STOP_WORDS:
            words = words[1:]  # as in "The Kelp Herald"
        start = match.start() + words[0].start() if words else match.end()
        plain = [fold(word.group()) for word in words]
        if _is_made_like(plain, question[:start].casefold().endswith(("the ", "a ", "an "))):
            yield start, match.end()


def _is_made_like(words: Sequence[str], article: bool) -> bool:
    head = words[: words.index("of")] if "of" in words else words
    if len(words) < 2 or "university" in words or words[0] in _TITLES:
        return False
    surname = len(words) == 2 and words[-1] in _SURNAMES and not article  # as in "Emily Post"
    return not surname and ((head[-1:] and head[-1] in ENDINGS) or words[0] in OPENINGS)


def _ends(host: str) -> bool:
    return host.endswith(tuple(word for word in ENDINGS if len(word) > 3))


def _linked(question: str, found: Sequence[_Mention]) -> list[_Mention]:
    """What holds of one name holds of those it is listed with: "by Fortune and The Verge"."""
    linked = list(found)
    for order in (range(len(linked) - 1), reversed(range(len(linked) - 1))):
        for n in order:
            one, other = linked[n : n + 2]
            if listed(question[one.end : other.start]):
                linked[n : n + 2] = _as(one, other), _as(other, one)
    return linked


def _as(one: _Mention, other: _Mention) -> _Mention:
    return replace(
        one,
        cited=one.cited or other.cited,
        mentioned=one.mentioned or other.mentioned,
    )
