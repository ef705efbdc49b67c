"""The words that made-up news is written in, as frequent as they are in prose.

The commonest words stand in a table of their own, per thousand words of news. The others are the
words of the bundled model's vocabulary, which lists them from the commonest to the rarest, and
forms derived from them, drawn by Zipf's law. Names are put together from syllables.
"""

import random
import zlib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.embeddings import Embedder

TYPES = 80_000
TOPICS = 240
_RATES = """
the 58 of 26 to 26 and 24 a 22 in 22 for 10 that 9 is 8 on 8 said 7 was 7 with 7 as 6 it 6 at 6
by 6 he 5.5 from 5 be 5 have 4 has 4 his 4 are 4 an 3.5 not 3.8 will 3.5 but 3.6 who 3 its 3 were
3.5 had 3.5 they 3 this 3 after 2.5 which 2.4 been 2.4 their 2.4 more 2.4 or 2.4 would 2.4 about 2
up 2 when 2 one 2 there 1.8 also 1.8 new 1.8 her 1.8 she 1.8 we 1.6 I 1.6 out 1.5 over 1.3 all 1.5
than 1.5 two 1.5 year 1.4 into 1.3 people 1.3 years 1.2 last 1.2 could 1.2 no 1.2 other 1.2 if 1.2
some 1.1 first 1.2 can 1.2 government 1 time 1 so 1 percent .9 against .8 during .8 before .8 what
.8 between .7 while .8 because .7 only .8 just .7 him .8 them .8 police .7 million .8 week .6 day .6
president .7 country .6 state .7 minister .6 company .7 money .4 court .5 officials .5 home .5 under
.6 three .7 most .8 many .7 made .6 now .8 since .6 being .6 where .6 through .5 those .5 such .5
any .5 our .6 my .5 you 1.2 do .9 how .5 still .5 even .5 get .5 like .7 make .5 back .6 down .5
"""
_BEGINNINGS = "al bar cal dor el fen gar hol ib jor kel lin mar nor os pel quil ros sel tarn ul ven"
_MIDDLES = "a be chi do e fri go hi li ma no o ri sa ti u va we"
_ENDINGS = "burn dale don feld gard ham ick ley low man mer mond nell quist rick son stad ton vick"
_FIRST = (
    "Ada Agnes Alan Amira Anna Arthur Bela Boris Carla Clara Daniel Dora Edith Elias Emil Erik Eva "
    "Farah Felix Fiona Frank Gita Grace Hana Harold Hugo Ida Ines Ivan Jack Jana Julia Karim Kate "
    "Lars Laura Leon Lina Louis Maria Martin Maya Milan Nadia Nina Noah Olga Omar Oscar Paul Petra "
    "Priya Rafael Rosa Ruth Samir Sara Simon Tara Tomas Ursula Vera Victor Walter Yara Yusuf Zoe"
)
_PREFIXES = ("re", "un", "over", "under", "anti", "non", "pre", "inter", "mis", "de", "out")
_SUFFIXES = ("s", "ed", "ing", "er", "ers", "ly", "ness", "less", "able", "ism", "ist", "ists")


@cache
def common() -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """The commonest words of news, and each one's share of all words."""
    table = _RATES.split()
    return tuple(table[::2]), np.array([float(rate) for rate in table[1::2]]) / 1000


@cache
def content() -> tuple[str, ...]:
    """The other words, from the commonest to the rarest; the same in every run."""
    lines = Path(Embedder()._source, "vocab.txt").read_text("utf-8").split("\n")
    known = set(common()[0]) | {"i"}
    plain = [w for w in lines if len(w) > 2 and w.isascii() and w.isalpha() and w not in known]
    dice = random.Random(11)
    stems = [word for word in plain[:12_000] if 4 <= len(word) <= 9]
    forms = (
        stem + ending if dice.random() < 0.7 else dice.choice(_PREFIXES) + stem
        for ending in _SUFFIXES
        for stem in stems
    )
    listed = set(plain)
    fresh = [form for form in dict.fromkeys(forms) if form not in listed]
    dice.shuffle(fresh)
    return tuple(plain + fresh[: TYPES - len(plain)])


@cache
def of_topic(topic: int) -> tuple[str, ...]:
    """The words of one topic, from the commonest to the rarest."""
    return _by_topic()[topic]


@cache
def _by_topic() -> tuple[tuple[str, ...], ...]:
    some: list[list[str]] = [[] for _ in range(TOPICS)]
    for word in content():
        some[topic_of(word)].append(word)
    return tuple(tuple(words) for words in some)


def topic_of(word: str) -> int:
    """The topic that a word belongs to, wherever it stands."""
    return zlib.crc32(word.lower().encode()) % TOPICS


def zipf(count: int, flat: float, power: float = 1.3) -> NDArray[np.float64]:
    """The share of each rank; the first `flat` ranks are about as frequent as each other."""
    shares = (np.arange(count) + flat) ** -power
    return np.asarray(shares / shares.sum())


def person(dice: random.Random) -> str:
    """First name and surname; the same surnames come again and again."""
    return f"{dice.choice(_FIRST.split())} {_name(dice)}"


def place(dice: random.Random) -> str:
    """A town."""
    return _name(dice) if dice.random() < 0.8 else f"{dice.choice(('Port', 'East'))} {_name(dice)}"


def company(dice: random.Random) -> str:
    """A firm, a club or an agency."""
    kinds = ("Group", "Holdings", "United", "Agency", "Council", "Energy", "Bank", "Institute")
    return f"{_name(dice)} {dice.choice(kinds)}"


def _name(dice: random.Random) -> str:
    # By the square, so that some names are much more frequent than others.
    def one(of: str) -> str:
        parts = of.split()
        return parts[int(len(parts) * dice.random() ** 2)]

    middle = one(_MIDDLES) if dice.random() < 0.6 else ""
    return (one(_BEGINNINGS) + middle + one(_ENDINGS)).capitalize()
