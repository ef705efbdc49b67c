"""Questions about the made-up news: with an answer, of common words alone, of a time, of nothing.

A question is of 6 to 20 words. Of a hundred, 55 ask for a fact that an event's articles state, 15
have nothing but common words, 8 name a month, 7 ask about "last week" as of a day in the past, and
15 are about what no article tells.
"""

import random
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from tests.bench.corpus import TOLD
from tests.bench.events import LATEST, Event

KINDS = ("fact", "common", "month", "as of", "absent")
_SHARES = (55, 15, 8, 7, 15)
_COMMON = (
    "What did the government say about people and money?",
    "How many people lost their homes last year in the country?",
    "Why did the police go to the company and the court?",
    "What has the president said about the state of the country?",
    "Which company will get the most money from the government this year?",
    "Who was the first minister to leave the government?",
    "What do officials say about new jobs and schools for the people?",
    "How much money did the state make over the last three years?",
    "When will the court say what the police could do at home?",
    "Where did most of the people go after the first day of the week?",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which kind, and when, where that matters."""

    text: str
    kind: str
    asked_at: str | None = None

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def questions(count: int, articles: int, seed: int = 3) -> list[Question]:
    """So many questions about the first articles, in mixed order; a longer list begins the same."""
    dice = random.Random(seed)
    events = max(1, articles // TOLD)
    return [_question(number, events, dice) for number in range(count)]


def _question(number: int, events: int, dice: random.Random) -> Question:
    kind = dice.choices(KINDS, _SHARES)[0]
    if kind == "common":
        return Question(_COMMON[number % len(_COMMON)], kind)
    # Of an event that is not in the archive: its names and words may be, but not together.
    event = Event(dice.randrange(events) + (10**9 if kind == "absent" else 0))
    if kind == "month":
        return Question(_about_a_month(event, dice), kind)
    if kind == "as of":
        asked = min(LATEST, event.when + timedelta(days=8))
        return Question(_about_last_week(event, dice), kind, asked.isoformat())
    return Question(_about_a_fact(event, dice), kind)


def _about_a_fact(event: Event, dice: random.Random) -> str:
    a, b, c, d = event.keys[:4]
    forms = (
        f"How many {event.thing} did {event.person} say had been lost near the {a} {b}?",
        f"How many {event.thing} were lost near {event.place}, according to its {event.role}?",
        f"How much will {event.firm} pay for the {c} {d} in {event.place}?",
        f"When did the {b} {c} open in {event.place} after months of delay?",
        f"Who was named head of {event.firm} after the {d} {a}?",
        f"Why did {a} leave {event.left} people in {event.place} without power?",
        f"What did {event.rival} of {event.firm} say about the {b} {c} in {event.place}?",
    )
    return dice.choice(forms)


def _about_a_month(event: Event, dice: random.Random) -> str:
    a, b = event.keys[:2]
    forms = (
        f"What did {event.person} say about {event.place} in {event.when:%B %Y}?",
        f"What has {event.firm} done since {event.when:%B %Y}, and who said so?",
        f"Which {a} {b} was in the news in {event.when:%B %Y}?",
    )
    return dice.choice(forms)


def _about_last_week(event: Event, dice: random.Random) -> str:
    a, b = event.keys[:2]
    forms = (
        f"What happened in {event.place} last week with the {a} {b}?",
        f"How many {event.thing} were lost last week near {event.place}?",
        f"What did {event.rival} of {event.firm} say last week?",
    )
    return dice.choice(forms)
