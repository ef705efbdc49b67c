"""The figures that articles report, each in its sentence, and whether two are for one thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from retrieval.figures.counted import Figure, figures
from retrieval.figures.words import GENERIC, MONTHS, OF_PEOPLE, WEEKDAYS, noun_stem
from retrieval.news import Article, Retrieved, Span
from retrieval.question.words import STOP_WORDS, fold, proper_names, stems, words

_APART = timedelta(days=45)
"""Reports further apart are likely of two events, or of one that was long over."""
_RECENT = timedelta(days=14)
_FACTOR = 4.0
"""Figures that differ by more are likely for two things."""
_READ = 10_000
_PLACE = re.compile(
    r"\b(?:in|at|near|off|outside|from|on)\s(?:the\s)?"
    r"(?P<name>[A-Z][\w’'-]{1,40}(?:\s[A-Z][\w’'-]{1,40}){0,4})"
)
_PEOPLE = re.compile(r"\b[A-Z]\w{2,14}(?:ians?|eans?|icans?|ese|ish|eli|elis|aqis?|anis?)\b")
_WHOLE = re.compile(
    r"\b(?:in all|in total|overall|nationwide|altogether|worldwide)\b", re.IGNORECASE
)
_TOLL = re.compile(r"\b(?:toll|rose|risen|climbed|revised)\b", re.IGNORECASE)
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|statement|confirmed)\b[^,.;]{0,60}\Z", re.IGNORECASE
)
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(sorted(MONTHS - {'may', 'march'}))}|May|March)\b")
_PERIOD = re.compile(
    r"\b(?:(?:first|second|third|fourth|last|next|this|previous) (?:quarter|half|year|month|week)|"
    r"year to date|year earlier|a year ago|yesterday|today|overnight|so far)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Reported:
    """A figure as one article reports it, in a sentence of it; `span` is where that stands."""

    figure: Figure
    sentence: str
    span: Span
    hit: Retrieved

    @property
    def article(self) -> Article:
        """The article that reports it."""
        return self.hit.article

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the names in its sentence and its article's title."""
        named = [*proper_names(self.article.title), *proper_names(self.sentence)]
        opens = self.sentence.split(maxsplit=1)[0] if self.sentence else ""
        unsaid = STOP_WORDS | set(WEEKDAYS) | MONTHS | set(words(self.article.outlet or ""))
        told = {fold(part) for name in named for part in words(name)}
        return frozenset(told - unsaid - {fold(opens)})

    @cached_property
    def around(self) -> frozenset[str]:
        """All words of its article, as far as that can be read at once."""
        return frozenset(words(f"{self.article.title} {self.article.text[:_READ]}"))

    @cached_property
    def named(self) -> frozenset[str]:
        """The words of the names in its clause."""
        named = proper_names(self.figure.clause)
        return frozenset(fold(part) for name in named for part in words(name))

    @cached_property
    def peoples(self) -> frozenset[str]:
        """The nations that its clause names: their dead are not each other's."""
        return frozenset(
            fold(match.group()).removesuffix("s") for match in _PEOPLE.finditer(self.figure.clause)
        )

    @cached_property
    def told(self) -> frozenset[str]:
        """The stems of what its sentence and its title tell."""
        text = f"{self.article.title} {self.sentence}"
        return frozenset(stems(text) - stems(" ".join(STOP_WORDS)))

    @cached_property
    def places(self) -> frozenset[str]:
        """The words of the places that its clause names."""
        found = {
            fold(part) for m in _PLACE.finditer(self.figure.clause) for part in words(m["name"])
        }
        return frozenset(found - set(WEEKDAYS) - MONTHS)


def reported(hit: Retrieved, spans: list[Span]) -> Iterator[Reported]:
    """The figures in these sentences of an article, in their order.

    "Eleven died" after a sentence on birds counts no people, and is left out.
    """
    counts_things = False
    for span in spans:
        sentence = hit.article.text[span.start : span.end]
        for figure in figures(sentence):
            bare = figure.kind == "count" and not figure.named
            if bare and counts_things and not figure.former:
                continue
            if figure.kind == "count" and figure.named:
                counts_things = figure.fate not in OF_PEOPLE and figure.noun != ""
            yield Reported(figure, sentence, span, hit)


def same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same, by what is counted and what became of it."""
    mine, yours = (
        (each.kind, each.unit, each.qualified, each.wished, each.level) for each in (one, other)
    )
    if mine != yours or _is_far(one, other):
        return False
    if not one.fate or one.fate != other.fate:
        return False  # of real news, what only had a noun in common was seldom one thing
    if one.kind == "count":
        return one.noun == other.noun and (bool(one.noun) or one.fate in OF_PEOPLE)
    shared = len(one.about & other.about)
    if one.kind == "measure" and one.noun and other.noun:
        return one.noun == other.noun
    if one.kind == "term":
        return shared >= 1
    return shared >= 2 and (one.kind == "measure" or one.noun == other.noun)


def same_event(one: Reported, other: Reported, asked: frozenset[str]) -> bool:
    """Whether two reports are of one event: `asked` are the names that the question has."""
    if _are_apart(one, other) or _are_elsewhere(one, other) or _are_elsewhere(other, one):
        return False
    if _are_of_other_times(one, other):
        return False
    if _are_disjoint(one.peoples, other.peoples):
        return False
    if asked and asked <= one.around and asked <= other.around:
        return True
    if _are_disjoint(one.named, other.named):
        return False
    return len(one.names & other.around | other.names & one.around) >= 1 and (
        len(one.told & other.told) >= 4
    )


def _is_far(one: Figure, other: Figure) -> bool:
    least, most = sorted((one.amount.value, other.amount.value))
    return most > _FACTOR * max(least, 1.0)


def _are_disjoint(mine: frozenset[str], yours: frozenset[str]) -> bool:
    return bool(mine and yours) and not mine & yours


def _are_apart(one: Reported, other: Reported) -> bool:
    mine, yours = one.article.published, other.article.published
    return mine is not None and yours is not None and abs(mine - yours) > _APART


def _are_elsewhere(one: Reported, other: Reported) -> bool:
    """Whether one's figure is for a place that the other's report does not speak of."""
    if one.places - other.around:
        return True
    return bool(one.places) and _WHOLE.search(other.figure.clause) is not None


def _are_of_other_times(one: Reported, other: Reported) -> bool:
    if _are_of_other_years(one, other) or _are_of_other_months(one, other):
        return True
    mine, yours = _days(one), _days(other)
    if mine and yours and not mine & yours:
        return True
    if one.figure.kind not in {"money", "percent"}:
        return False
    return mine != yours or _periods(one) != _periods(other)


def _are_of_other_years(one: Reported, other: Reported) -> bool:
    """Whether a clause names a year, and the other one another, or was published in another."""
    mine, yours = (set(_YEAR.findall(each.figure.clause)) for each in (one, other))
    if not mine and not yours:
        return False
    return not (mine or _published(one, "%Y")) & (yours or _published(other, "%Y"))


def _are_of_other_months(one: Reported, other: Reported) -> bool:
    """The same for months; what is told of last month may be told without its name."""
    mine, yours = (
        {match["month"].casefold()[:3] for match in _MONTH.finditer(each.figure.clause)}
        for each in (one, other)
    )
    if not mine and not yours:
        return False
    return not (mine or _published(one, "%b")) & (yours or _published(other, "%b"))


def _published(one: Reported, form: str) -> set[str]:
    """When an article came out, and two weeks earlier, as a year or a month."""
    came = one.article.published
    return {f"{when:{form}}".casefold() for when in (came, came - _RECENT)} if came else set()


def _days(one: Reported) -> set[str]:
    """The days on which a sentence says that it happened; a toll may rise on any."""
    if _TOLL.search(one.figure.clause):
        return set()
    return {
        _resolved(match["day"], one.article)
        for match in _WEEKDAY.finditer(one.sentence)
        if not _SAID_ON.search(one.sentence[max(0, match.start() - 90) : match.start()])
    }


def _periods(one: Reported) -> set[str]:
    return {match.group().casefold() for match in _PERIOD.finditer(one.figure.clause)}


def _resolved(weekday: str, article: Article) -> str:
    """The last such day before an article came out, as a date; else the day's name."""
    named = WEEKDAYS.index(weekday.casefold())
    if article.published is None:
        return WEEKDAYS[named]
    day: date = article.published.date()
    return (day - timedelta(days=(day.weekday() - named) % 7)).isoformat()


def asked_noun(question: str) -> set[str]:
    """The stems of a question's words, people in general left out."""
    return {noun_stem(word) for word in words(question) if word not in GENERIC} - {""}
