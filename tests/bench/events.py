"""Made-up events: what happened, to whom, where and when."""

import random
from datetime import UTC, datetime, timedelta
from functools import cached_property

from tests.bench import lexicon

LATEST = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAYS = 3 * 365
"""How far back the news goes from there."""
_THINGS = ("homes", "jobs", "vehicles", "schools", "patients", "arrests", "votes", "tonnes")
_ROLES = ("mayor", "governor", "judge", "coach", "director", "minister", "spokesman")
_FACTS = (
    """{person}, the {role} of {place}, told reporters on {when:%A} that {count} {thing} had been
    lost near the {a} {b}.""",
    "{firm} will pay {amount} million for the {c} {d} in {place}, {rival} said on {day}.",
    """The {b} {c} opened in {place} on {day} after months of delay, according to {rival} of
    {firm}.""",
    """{rival} was named head of {firm} on {when:%A}, and promised to look at the {d} {a}
    again.""",
    """Officials in {place} blamed the {a} on a fault in the {d}, which left {left} people without
    power.""",
)


class Event:
    """What happened, to whom, where and when: what its articles say and questions ask."""

    def __init__(self, number: int, seed: int = 1) -> None:
        dice = random.Random(f"{seed} event {number}")
        self.topic = int(lexicon.TOPICS * dice.random() ** 2)
        self.place, self.rival = lexicon.place(dice), lexicon.person(dice)
        self.person, self.firm = lexicon.person(dice), lexicon.company(dice)
        self.role = dice.choice(_ROLES)
        self.thing = dice.choice(_THINGS)
        self.count, self.amount = f"{dice.randint(3, 40_000):,}", dice.randint(2, 900)
        self.left = f"{dice.randint(2, 90) * 100:,}"
        self.when = LATEST - timedelta(days=dice.random() * DAYS, hours=1)
        self.day = f"{self.when.day} {self.when:%B}"
        near = lexicon.of_topic(self.topic)
        rare = [near[min(len(near) - 1, int(dice.expovariate(1 / 60)))] for _ in range(8)]
        self.keys = rare + [lexicon.content()[int(dice.random() ** 2 * 20_000)] for _ in range(6)]

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """What every article of the event may say."""
        named = dict(zip("abcd", self.keys, strict=False)) | vars(self)
        return tuple(" ".join(fact.split()).format_map(named) for fact in _FACTS)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The event's names, figures and rare words, as often as its articles use them."""
        names = [self.place, self.firm, self.person.split()[1], self.rival.split()[1]]
        figures = [self.count, str(self.amount), self.day, self.left, f"{self.when:%A}"]
        return tuple(names * 3 + [self.person, self.rival] + figures + self.keys)
