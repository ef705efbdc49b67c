"""The words of a question that carry meaning, and how they are looked for in texts."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

from retrieval.question.verbs import FORMS

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'-]*\w(?:[ \u00a0][^\W\d_a-z][\w’'-]*\w)*")
_MEASURE = re.compile(
    r"\bhow (large|big|long|far|high|tall|wide|deep|fast|heavy|strong|old|often|soon|late)\b",
    re.IGNORECASE,
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december".split()
)

STOP_WORDS = frozenset(
    "a about according after again against all also am among an and any are article articles as at "
    "be because been before being between both but by came can come could did do does doing done "
    "during each ever for from further get give given go got had happen happened happening has "
    "have having he her here hers him his how i if in into is it its itself just know last latest "
    "less let many may me mean might more most much must my named name names new news no nor not "
    "now of off on once only or other our out over own please recent recently report reported "
    "reportedly reports said same say says shall she should since so some still such take tell "
    "than that the their them then there these they this those through to too under until up us "
    "use used very was we week were what whats when where which while who whom whose why will with "
    "would year you your".split()
)
"""Words too common in questions to tell one passage from another."""


def words(text: str) -> list[str]:
    """The text's words, folded: lower case, no accents; numbers keep their points and commas."""
    return [fold(match.group()) for match in _WORD.finditer(text)]


def telling(question: str) -> list[str]:
    """The question's words that tell passages apart, each once; all of them when none does."""
    plain = _MEASURE.sub("how", question)
    said = [word for word in dict.fromkeys(words(plain)) if len(word) > 1 or word.isdigit()]
    return [word for word in said if word not in STOP_WORDS] or said


def proper_names(text: str) -> list[str]:
    """Runs of capitalised words, each once: "Ines Calloway", "Kelp Head".

    One capitalised word alone at the beginning is none: every sentence begins with a capital.
    """
    named = (_name(match) for match in _CAPITALISED.finditer(text))
    return list(dict.fromkeys(name for name in named if name))


def _name(match: re.Match[str]) -> str:
    run = match.group().split()
    while run and fold(run[0]) in STOP_WORDS | _CALENDAR:
        run = run[1:]  # as in "Why Ines Calloway"
    opens = match.start() == 0 and len(run) == len(match.group().split()) == 1
    return "" if opens else " ".join(run)


def fold(word: str) -> str:
    """Lower case without accents, as the full-text index folds its words."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without its ending (Snowball's English rules, after Porter 1980)."""
    return str(_STEMMER.stemWord(FORMS.get(word, (word,))[0]))


def stems(text: str) -> set[str]:
    """The stems of a text's words."""
    return {stem(word) for word in words(text)}


def match_any(terms: Sequence[str]) -> str:
    """An FTS5 expression that matches any form of the terms; none of them is read as syntax.

    A term of several words is a phrase. SQLite reads no further than a NUL.
    """
    forms = dict.fromkeys(form for term in terms for form in FORMS.get(term, (term,)))
    plain = (form.replace("\0", " ").replace('"', '""') for form in forms)
    return " OR ".join(f'"{form}"' for form in plain)
