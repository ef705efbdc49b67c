"""Made-up news of which every article tells one fact that no other does, and how to ask for it."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from retrieval.archive import Archive
from retrieval.news import Draft
from retrieval.sentences import sentences

LATEST = datetime(2026, 8, 20, 9, tzinfo=UTC)
_STARTS = "Bram Cald Dorn Els Fen Grim Hald Ister Kest Lorn Mar Nor Orl Pell Rusk Sten Tarn Ulver"
_ENDS = "bury cross den ford gate holm kirk leigh mere port stow thorpe wick"
_FIRST = "Ada Bruno Carla Dario Edda Felix Greta Hugo Ines Jonas Karin Ludo Mira Nils Olga Piet"
_LAST = "Amsel Brandt Corvin Dahl Ekström Farkas Greve Holm Imhof Jurek Krantz Lund Moreau Noack"
_THINGS = (
    "lanterns",
    "benches",
    "bicycles",
    "life jackets",
    "lime trees",
    "school desks",
    "solar panels",
    "street signs",
    "umbrellas",
    "water meters",
)
_OUTLETS = ("Harbour Post", "City Wire", "Northern Courier", "Valley Times", "The Lamp")


@dataclass(frozen=True, slots=True)
class Fact:
    """How many of something a place ordered; `number` is told of this place alone."""

    number: int
    question: str
    draft: Draft

    def told_in(self, text: str) -> bool:
        """Whether a text has the fact's number, and not as a part of another."""
        return re.search(rf"(?<!\d){self.number}(?!\d)", text) is not None


def facts(count: int, seed: int = 1) -> list[Fact]:
    """So many facts of different places; at most 234."""
    dice = random.Random(seed)
    places = [start + end for start, end in product(_STARTS.split(), _ENDS.split())]
    names = [f"{first} {last}" for first, last in product(_FIRST.split(), _LAST.split())]
    numbers = dice.sample(range(12_345, 98_765), count)
    dice.shuffle(places)
    dice.shuffle(names)
    told = zip(places, names, numbers, strict=False)
    return [_fact(*one, number=n, dice=dice) for n, one in enumerate(told)]


def store(archive: Archive, told: Iterable[Fact], library: str) -> None:
    """Put the facts' articles into a library."""
    for fact in told:
        archive.add(library, fact.draft, sentences(fact.draft.text))
    archive.embed_pending()


def _fact(place: str, mayor: str, amount: int, *, number: int, dice: random.Random) -> Fact:
    things, outlet = _THINGS[number % len(_THINGS)], dice.choice(_OUTLETS)
    text = (
        f"The town council of {place} has ordered {amount} {things}. "
        f"Mayor {mayor} said that {place} had waited for them since the spring. "
        f"They will be delivered to the depot of {place} before the winter."
    )
    address = f"https://{outlet.lower().replace(' ', '-')}.example/{place.lower()}"
    draft = Draft(
        title=f"{place} orders {things}",
        text=text,
        address=address,
        url=address,
        outlet=outlet,
        published=LATEST - timedelta(hours=number),
    )
    return Fact(amount, f"How many {things} has the town council of {place} ordered?", draft)
