"""How newsdesk is used, in words for Discord and the terminal: pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.words import IN_ENGLISH, Words
from retrieval.budget import Spent
from retrieval.statistics import Asked
from retrieval.votes import Complaint

COMPLAINTS = 10
"""Of the latest reasons that are shown."""


@dataclass(frozen=True, slots=True)
class Used:
    """How the bot was used in the last `days`.

    `spent` is what chat models took meanwhile, `complaints` why answers did not help.
    """

    days: int
    asked: Asked
    spent: Sequence[Spent] = ()
    complaints: Sequence[Complaint] = ()

    @property
    def tokens(self) -> int:
        """What was read and written."""
        return sum(one.tokens_in + one.tokens_out for one in self.spent)

    @property
    def cost(self) -> float | None:
        """What that cost in US dollars, None when no price is known."""
        known = [one.cost for one in self.spent if one.cost is not None]
        return sum(known) if known else None


def stats_text(used: Used, words: Words = IN_ENGLISH) -> str:
    """How the bot was used, a line for each thing that is to be known of it."""
    head = words.count("The last day", "The last {n} days", used.days)
    return "\n".join([f"**{head}**", *(f"- {line}" for line in lines(used, words))])


def lines(used: Used, words: Words = IN_ENGLISH) -> list[str]:
    """The same without its head or marks, for any door."""
    asked = used.asked
    told = [_questions(asked, words), _votes(asked, words)]
    if asked.median is not None and asked.slow is not None:
        half, most = (_seconds(ms, words) for ms in (asked.median, asked.slow))
        told.append(
            words(
                "Half of the answers took at most {half}, nineteen in twenty {most}",
                half=half,
                most=most,
            )
        )
    told.append(words.count("{n} article came in", "{n} articles came in", asked.articles))
    return [line for line in (*told, _spent(used, words)) if line]


def _questions(asked: Asked, words: Words) -> str:
    if not asked.questions:
        return words("Nothing was asked")
    parts = [
        words.count("{n} answered", "{n} answered", asked.answered),
        words.count("{n} not in the news", "{n} not in the news", asked.refused),
    ]
    if asked.empty:
        parts.append(words.count("{n} without any news", "{n} without any news", asked.empty))
    head = words.count("{n} question", "{n} questions", asked.questions)
    return f"{head}: {', '.join(parts)}"


def _votes(asked: Asked, words: Words) -> str:
    votes = asked.helpful + asked.unhelpful
    if not votes:
        return words("Nobody said whether an answer helped") if asked.questions else ""
    helped = words.count("{n} answer helped", "{n} answers helped", asked.helpful)
    not_so = words.count("{n} did not", "{n} did not", asked.unhelpful)
    return f"{helped}, {not_so}"


def _spent(used: Used, words: Words) -> str:
    if not used.tokens:
        return ""
    tokens = words.count(
        "The chat model took {n} token", "The chat model took {n} tokens", used.tokens
    )
    if used.cost is None:
        return tokens
    return words("{tokens}, for {dollars} US dollars", tokens=tokens, dollars=f"{used.cost:,.2f}")


def _seconds(ms: float, words: Words) -> str:
    places = 2 if ms < 100 else 1 if ms < 100_000 else None
    return words("{seconds} s", seconds=words.number(round(ms / 1000, places)))
