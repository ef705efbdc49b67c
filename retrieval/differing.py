"""Figures for the same thing that the articles found do not agree on, or that one corrects."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from retrieval.answers import AnswerSentence, Citation, Difference, Report, Understood
from retrieval.citing import citation
from retrieval.extractive import Candidate
from retrieval.figures.amounts import agree
from retrieval.figures.corrected import correction, first_report, is_revised, later, moment
from retrieval.figures.counted import Figure
from retrieval.figures.pool import everything_reported, is_former
from retrieval.figures.reported import Reported, asked_noun, same_event, same_thing
from retrieval.figures.words import fates_of
from retrieval.news import Article, Retrieved
from retrieval.question.asked import Kind, kind
from retrieval.question.names import names as names_of
from retrieval.question.words import fold, stem, words

_MOST = 2
"""Differences told with one answer."""
_MOST_REPORTS = 4
_LABELS = {
    "costs": "the cost",
    "rise": "the rise",
    "fall": "the fall",
    "votes": "the share of votes",
    "fined": "the fine",
    "prison": "the prison term",
    "damaged": "the damage",
    "lost": "the loss",
}


def differences(
    understood: Understood,
    sentences: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    found: Sequence[Retrieved],
    earlier: Mapping[str, Sequence[Article]] | None = None,
) -> tuple[tuple[Difference, ...], tuple[Citation, ...]]:
    """What is reported differently of what was asked, or of what the answer says; and citations.

    The citations are those given, with those added that the reports need. `earlier` are former
    revisions of articles, by the article's id. Figures that can both be right do not differ.
    """
    everything = everything_reported(found, earlier or {})
    sheet = _Sheet(list(citations))
    asked = _named(understood)
    told: list[Difference] = []
    done: list[Figure] = []
    for anchor in _anchors(understood, sentences, citations, everything):
        if len(told) == _MOST or any(same_thing(anchor.figure, one) for one in done):
            continue
        done.append(anchor.figure)
        told += _told(anchor, everything, asked, sheet)
    del told[_MOST:]
    return tuple(told), tuple(_needed(sheet.citations, len(citations), told))


def _needed(citations: list[Citation], given: int, told: Sequence[Difference]) -> list[Citation]:
    """The citations given, and those that what is told rests on."""
    used = {report.citation for difference in told for report in difference.reports}
    return [one for place, one in enumerate(citations) if place < given or one.n in used]


class _Sheet:
    """The citations, to which those that a report needs are added as it is told."""

    def __init__(self, citations: list[Citation]) -> None:
        self.citations = citations

    def cites(self, one: Reported) -> int | None:
        """The number of the citation that has a report's sentence, when there is one."""
        for known in self.citations:
            same = (known.article_id, known.revision) == (one.article.id, one.article.revision)
            told = one.span.start + one.figure.start  # a citation may begin behind a dateline
            if same and known.start <= told and one.span.end <= known.end:
                return known.n
        return None

    def cite(self, one: Reported) -> int:
        """The number of its citation, made when there is none."""
        if known := self.cites(one):
            return known
        number = max((known.n for known in self.citations), default=0) + 1
        self.citations.append(_cited(number, one))
        return number


def _cited(number: int, one: Reported) -> Citation:
    made = citation(number, Candidate(one.hit, one.span.start, one.span.end), one.span.end)
    # What a former revision said stands in the page no longer, so nothing can jump to it.
    return replace(made, link=made.url) if is_former(one) else made


def _anchors(
    understood: Understood,
    sentences: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    everything: Sequence[Reported],
) -> list[Reported]:
    """The figures that the question asks for; of a question for none, those of the answer."""
    sheet = _Sheet(list(citations))
    known = [one for one in everything if not one.figure.former and not is_former(one)]
    cited = [one for one in known if sheet.cites(one) is not None]
    if kind(understood.question) is not Kind.NUMBER:
        said = {fold(word) for sentence in sentences for word in words(sentence.text)}
        return [one for one in cited if set(words(one.figure.text)) <= said]
    names = _named(understood)
    rest = [one for one in known if names and names <= one.around and one not in cited]
    return [one for one in [*cited, *rest] if _is_asked(one.figure, understood.question)]


def _named(understood: Understood) -> frozenset[str]:
    """The words of the names asked about; a follow-up may lean on those of the question before."""
    leans = understood.follow_up and not understood.names
    asked = names_of(understood.question) if leans else understood.names
    return frozenset(fold(part) for name in asked for part in words(name))


def _is_asked(figure: Figure, question: str) -> bool:
    fates, nouns = fates_of(set(words(question))), asked_noun(question)
    shared = len(figure.about & nouns)
    if figure.kind == "count" and not figure.noun:
        return figure.fate in fates
    if figure.kind == "count":
        return figure.noun in nouns and (not fates or figure.fate in fates or not figure.fate)
    if figure.kind == "percent":
        return (figure.fate in fates) + shared >= 2
    return figure.fate in fates or figure.noun in nouns or shared >= 2


def _told(
    anchor: Reported,
    everything: Sequence[Reported],
    asked: frozenset[str],
    sheet: _Sheet,
) -> list[Difference]:
    related = [
        one
        for one in everything
        if not one.figure.former
        and same_thing(one.figure, anchor.figure)
        and (one is anchor or is_revised(one, anchor) or same_event(one, anchor, asked))
    ]
    told: list[Difference] = []
    if taken_back := correction(related, everything):
        old, new = taken_back
        told.append(_corrected(anchor, first_report(old, new, related), new, sheet))
        related = [one for one in related if not agree(one.figure.amount, old.figure.amount)]
    states = _states(_unambiguous(related))
    if len(states) > 1:
        told.append(_differ(anchor, states[:_MOST_REPORTS], sheet))
    return told


def _corrected(anchor: Reported, old: Reported, new: Reported, sheet: _Sheet) -> Difference:
    reports = (
        Report(_value(old), sheet.cite(old)),
        Report(_value(new), sheet.cite(new), newer=True),
    )
    return Difference("corrected", _about(anchor), reports)


def _unambiguous(related: Sequence[Reported]) -> list[Reported]:
    """The reports of articles that give one figure; two of them are likely for two things."""
    states = {id(one): (one.article.id, one.article.revision) for one in related}
    mixed = {
        states[id(one)]
        for one in related
        for other in related
        if states[id(one)] == states[id(other)]
        and not agree(one.figure.amount, other.figure.amount)
    }
    return [one for one in related if states[id(one)] not in mixed]


def _states(related: Sequence[Reported]) -> list[list[Reported]]:
    """The reports by their figure, first reported first; exact figures say which there are."""
    states: list[list[Reported]] = []
    for one in sorted(related, key=lambda one: (one.figure.amount.hedged, moment(one))):
        agreeing = (s for s in states if agree(s[0].figure.amount, one.figure.amount))
        state = next(agreeing, None)
        if state is None:
            states.append([one])
        else:
            state.append(one)
    return sorted(states, key=lambda state: min(map(moment, state)))


def _differ(anchor: Reported, states: Sequence[Sequence[Reported]], sheet: _Sheet) -> Difference:
    last = states[-1]
    newer = all(later(one, other) for one in last for state in states[:-1] for other in state)
    reports = []
    for state in states:
        known = [one for one in state if sheet.cites(one) is not None]
        one = known[0] if known else min(state, key=moment)
        reports.append(Report(_value(one), sheet.cite(one), newer=newer and state is last))
    return Difference("differ", _about(anchor), tuple(reports))


def _value(one: Reported) -> str:
    """The figure in its source's words; a capital that began its sentence is none here."""
    text, amount = one.figure.text, one.figure.amount
    opens = one.figure.start == 0 and (amount.hedged or not amount.money)  # "US$" keeps its own
    return text[0].lower() + text[1:] if opens else text


def _about(anchor: Reported) -> str:
    """What the figures are for, in a few words: "people injured", "diesel lost"."""
    figure = anchor.figure
    if figure.kind == "count":
        return " ".join(dict.fromkeys(filter(None, (figure.named or "people", figure.fate))))
    if figure.kind == "measure" and figure.named:
        return f"{figure.named} {figure.fate}"
    subject = " ".join(_subject(figure))
    label = _LABELS.get(figure.fate, figure.fate)
    return f"{label} ({subject})" if subject else label


def _subject(figure: Figure) -> list[str]:
    told = (word for word in re.findall(r"[^\W\d_][\w’'-]*", figure.clause))
    return [word for word in told if stem(fold(word)) in figure.about][:3]
