"""The proper names in a question: persons, places, organisations, things with a number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.news import Span
from retrieval.question.verbs import FORMS
from retrieval.question.words import STOP_WORDS, fold

_WORD = re.compile(
    r"&|(?:[^\W\d_]\.)+(?=\s+[^\W\d_a-z])|(?:[^\W\d_]\.){2,}|"
    r"(?:St|Mt|Ft|Rev|Mrs?|Ms|Dr|Prof|Gen|Sen|Gov|Rep|Lt|Col)\.(?=\s)|"
    r"[^\W_]+(?:[-'’&./]+[^\W_]+)*"
)
_RUN = re.compile(r"N(?:(?:J{1,2}T?)?N)*D?")
_POSSESSIVE = re.compile(r"['’][sS]$")
_PREFIX = re.compile(r"(?:anti|non|pro|ex|pre|post|mid|un|co|far|then|self|pan)-(?=.*[^\W\d_a-z])")
_COMPOUND = re.compile(
    r"-(?:[a-z]*(?:ed|ing)|based|led|style|born|era|owned|wide|free|like|made|run|old|bound|elect)$"
)
_OPENS = re.compile(r"(?:^|[.!?:]\s)[\s\"“‘«„'(]*$")
_VERB = re.compile(
    r"\s+(?:(is|was|has|does|says)|([a-z]+ed|said|will|would|can|could|had|did)|([a-z]+))\b"
)
_NOUN_ENDS = ("s", "tion", "ing", "ment", "ness", "ism", "ity")
_JOINERS = frozenset(
    "of de la las los del della di da dos du des van den von der ter bin ibn & al".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec".split()
)
_TITLES = frozenset(
    "mr mrs ms dr president minister chancellor senator sen rep congressman congresswoman governor "
    "gov mayor professor prof rev sir dame author actor actress singer rapper ceo "
    "cfo cto mp pm vp tv phd ok diy".split()
)
_ASKING = frozenset(
    "what who whom whose which when where why how is are was were did does do has have had can "
    "could should".split()
)
_PEOPLES = frozenset(
    "american british english scottish welsh irish french german italian spanish portuguese dutch "
    "belgian swiss austrian danish swedish norwegian finnish icelandic polish czech hungarian "
    "romanian bulgarian greek turkish russian ukrainian israeli palestinian lebanese syrian iraqi "
    "iranian saudi egyptian libyan nigerian kenyan ethiopian somali sudanese indian pakistani "
    "afghan bangladeshi chinese japanese korean vietnamese thai indonesian filipino australian "
    "canadian mexican brazilian argentine colombian venezuelan cuban european african asian "
    "western eastern northern southern democrat democratic democrats republican "
    "republicans".split()
)
"""Words of belonging: the news tells of a French minister as one of France."""
_BEGINNERS = (STOP_WORDS - {"new"}) | frozenset(
    "compare considering given based regarding concerning describe explain summarise "
    "summarize list show find former formerly several police officials scientists people "
    "everyone someone nobody whether despite without within like unlike today yesterday "
    "tomorrow true false one two three summer winter spring autumn inflation traffic".split()
)
"""Words that a sentence begins with without their being names."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it stands in a name, and as one of the kinds that `_RUN` is made of."""

    text: str
    kind: str
    opens: bool = False
    stands: bool = True

    @property
    def plain(self) -> str:
        return fold(self.text).replace(".", "")

    @property
    def common(self) -> bool:
        """Whether this begins no name: "The", "September", at a sentence's beginning "Former"."""
        if len(self.plain) > 1 and self.text.isupper():
            return False  # as in "US"
        return self.plain in _CALENDAR | (
            _BEGINNERS if self.opens else STOP_WORDS - {"new", "will"}
        )


def names(question: str, ignoring: Sequence[Span] = ()) -> tuple[str, ...]:
    """Find the proper names, each once and without its "'s"; what stands in `ignoring` is none.

    Not among them are titles ("President"), words of belonging ("French"), days and months, nor a
    sentence's first word, unless it can be no other ("NATO …", "Ines's …", "Tarnholt was …").
    """
    if not any(c.islower() for c in question):
        return ()
    words = list(_words(question, ignoring))
    runs = _RUN.finditer("".join(word.kind for word in words))
    found = (name for run in runs for name in _named(words[run.start() : run.end()]))
    return tuple(dict.fromkeys(found))


def _words(question: str, ignoring: Sequence[Span]) -> Iterator[_Word]:
    """The words in order, with a break wherever a name cannot go on."""
    last = 0
    for match in _WORD.finditer(question):
        if question[last : match.start()].strip(" \t\n"):
            yield _Word("", " ")
        before, last = question[:last], match.end()
        if any(span.start < match.end() and match.start() < span.end for span in ignoring):
            yield _Word("", " ")
            continue
        text = _COMPOUND.sub("", _PREFIX.sub("", _POSSESSIVE.sub("", match.group())))
        opens = not before.endswith(".") and _OPENS.search(question[: match.start()]) is not None
        yield _Word(text, _kind(text), opens, not opens or _stands(question, match, text))
        if not match.group().endswith(text):
            yield _Word("", " ")  # as after "Calloway's"


def _kind(text: str) -> str:
    if any(c.isupper() for c in text):
        measured = re.fullmatch(r"[\d.,]+[A-Z]", text)  # as in "40.3C"
        return "x" if measured or (fold(text) in _ASKING and not text.isupper()) else "N"
    if text in _JOINERS:
        return "J"
    if text.isdigit():
        return "x" if re.fullmatch(r"(19|20)\d\d", text) else "D"
    return "T" if text == "the" else "x"


def _stands(question: str, match: re.Match[str], text: str) -> bool:
    """Whether a sentence's first word is a name although every sentence begins with a capital."""
    if any(c.isupper() or c.isdigit() for c in text[1:]) or _POSSESSIVE.search(match.group()):
        return True
    if re.search(rf"\w,? {re.escape(text)}\b", question):
        return True  # within a sentence it has its capital too
    after = _VERB.match(question, match.end())
    if after is None:
        return False
    singular, any_number, other = after.groups()
    return bool(singular) or (
        not text.endswith(_NOUN_ENDS) and bool(any_number or FORMS.get(other, (other,))[0] != other)
    )


def _named(run: Sequence[_Word]) -> Iterator[str]:
    """The names in a run of capitalised words: "Mayor Ines Calloway" has one, without its title."""
    part: list[_Word] = []
    for word, after in zip(run, [*run[1:], None], strict=True):
        titled = after is not None and after.plain in _TITLES and word.plain in {"prime", "vice"}
        if titled or word.plain in _TITLES:
            yield from _name(part)
            part = []
        else:
            part.append(word)
    yield from _name(part)


def _name(part: list[_Word]) -> Iterator[str]:
    while part and (part[0].kind != "N" or part[0].common):
        part = part[1:]
    if not part or (len(part) == 1 and (part[0].plain in _PEOPLES or not part[0].stands)):
        return
    name = " ".join(word.text for word in part)
    name = name if re.search(r"\b[^\W\d_]\.$", name) else name.rstrip(".")
    if len(name) > 1:
        yield name
