"""Figures for the same thing that the articles found do not agree on, or that one corrects."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from retrieval.citing import citation
from retrieval.extractive import Candidate
from retrieval.figures.amounts import agree
from retrieval.figures.counted import Figure
from retrieval.figures.reported import Reported, asked_noun, reported, same_event, same_thing
from retrieval.figures.words import OF_PEOPLE, fates_of
from retrieval.news import (
    AnswerSentence,
    Article,
    Citation,
    Difference,
    Passage,
    Report,
    Retrieved,
    Span,
    Understood,
)
from retrieval.question.asked import Kind, kind
from retrieval.question.words import fold, stem, words
from retrieval.sentences import sentences as split

_MOST = 2
"""Differences told with one answer."""
_MOST_REPORTS = 4
_CORRECTS = re.compile(
    r"\b(?:correction|corrects|corrected|an earlier version|"
    r"(?:first|originally|initially|previously) (?:reported|stated|said|gave|put)|"
    r"(?:incorrectly|wrongly|mistakenly) (?:said|stated|reported|gave)|"
    r"(?:first|initial|earlier|previous|original) (?:figure|toll|count|number|report)"
    r"[^.;]{0,40}\bwrong)\b",
    re.IGNORECASE,
)
_READ = 20_000
"""Characters of an article in which corrections are looked for."""
_FORMER = "former"
"""What a passage is called that is a whole former revision."""
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
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


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
    everything = _everything(found, earlier or {})
    sheet = _Sheet(list(citations))
    asked = frozenset(fold(part) for name in understood.names for part in words(name))
    told: list[Difference] = []
    done: list[Figure] = []
    for anchor in _anchors(understood, sentences, citations, everything):
        if len(told) == _MOST or any(same_thing(anchor.figure, one) for one in done):
            continue
        done.append(anchor.figure)
        told += _told(anchor, everything, asked, sheet)
    return tuple(told[:_MOST]), tuple(sheet.citations)


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
    return replace(made, link=made.url) if _is_former(one) else made


def _is_former(one: Reported) -> bool:
    return one.hit.passage.id == _FORMER


def _everything(
    found: Sequence[Retrieved],
    earlier: Mapping[str, Sequence[Article]],
) -> list[Reported]:
    """The figures of all passages, of the sentences that correct, and of former revisions."""
    all_: dict[tuple[str, int, int, int], Reported] = {}
    for hit in found:
        spans = [
            Span(hit.passage.start + span.start, hit.passage.start + span.end)
            for span in split(hit.passage.text)
        ]
        _add(all_, reported(hit, spans))
    for hit in {one.article.id: one for one in found}.values():
        _add(all_, reported(hit, _correcting(hit.article)))
        for old in earlier.get(hit.article.id, ()):
            if old.revision < hit.article.revision:
                _add(all_, _said_before(old, hit.article))
    return list(all_.values())


def _add(all_: dict[tuple[str, int, int, int], Reported], some: Iterable[Reported]) -> None:
    for one in some:
        place = (one.article.id, one.article.revision, one.span.start, one.figure.start)
        all_.setdefault(place, one)


def _correcting(article: Article) -> list[Span]:
    """The sentences of an article that correct it, or another one."""
    text = article.text[:_READ]
    if not _CORRECTS.search(text):
        return []
    return [span for span in split(text) if _CORRECTS.search(text[span.start : span.end])]


def _said_before(old: Article, now: Article) -> Iterable[Reported]:
    """The figures of the sentences that a former revision had and this one has otherwise."""
    text = old.text[:_READ]
    gone = [span for span in split(text) if text[span.start : span.end] not in now.text]
    passage = Passage(_FORMER, old.id, old.revision, 0, len(text), text)
    return reported(Retrieved(passage, old, 0.0), gone)


def _anchors(
    understood: Understood,
    sentences: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    everything: Sequence[Reported],
) -> list[Reported]:
    """The figures that the question asks for; of a question for none, those of the answer."""
    sheet = _Sheet(list(citations))
    known = [one for one in everything if not one.figure.former and not _is_former(one)]
    cited = [one for one in known if sheet.cites(one) is not None]
    if kind(understood.question) is not Kind.NUMBER:
        said = {fold(word) for sentence in sentences for word in words(sentence.text)}
        return [one for one in cited if set(words(one.figure.text)) <= said]
    names = frozenset(fold(part) for name in understood.names for part in words(name))
    rest = [one for one in known if names and names <= one.around and one not in cited]
    return [one for one in [*cited, *rest] if _is_asked(one.figure, understood.question)]


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
        and (one is anchor or same_event(one, anchor, asked))
    ]
    told: list[Difference] = []
    correction = _correction(related, everything)
    if correction:
        old, new = correction
        told.append(_corrected(anchor, _first_report(old, new, related), new, sheet))
        related = [one for one in related if not agree(one.figure.amount, old.figure.amount)]
    states = _states(_unambiguous(related))
    if len(states) > 1:
        told.append(_differ(anchor, states[:_MOST_REPORTS], sheet))
    return told


def _correction(
    related: Sequence[Reported], everything: Sequence[Reported]
) -> tuple[Reported, Reported] | None:
    """The figure that was wrong and the one that corrects it, when an article says so."""
    for new in related:
        if _is_former(new):
            continue
        for old in everything:
            if old.article.id == new.article.id and _is_corrected(old, new):
                return old, new
    return None


def _is_corrected(old: Reported, new: Reported) -> bool:
    if agree(old.figure.amount, new.figure.amount):
        return False
    if _is_former(old):
        same = same_thing(old.figure, new.figure) and _is_reworded(old, new)
        return same and not _has_grown(old.figure, new.figure)
    if not old.figure.former or old.figure.kind != new.figure.kind:
        return False
    if not _CORRECTS.search(f"{old.article.title}. {old.sentence}"):
        return False
    bare = not old.figure.noun and not old.figure.fate and old.figure.unit in {"", new.figure.unit}
    return (bare and old.span == new.span) or same_thing(old.figure, new.figure)


def _is_reworded(old: Reported, new: Reported) -> bool:
    """Whether a sentence is the other one with little changed."""
    mine, yours = set(words(old.sentence)), set(words(new.sentence))
    return len(mine & yours) >= 0.6 * min(len(mine), len(yours))


def _has_grown(old: Figure, new: Figure) -> bool:
    """Whether a toll may have risen since, which corrects nothing."""
    return old.fate in OF_PEOPLE and new.amount.value > old.amount.value


def _first_report(old: Reported, new: Reported, related: Sequence[Reported]) -> Reported:
    """The first report of a figure that was corrected; the correction itself when none is found."""
    before = [
        one
        for one in related
        if one.figure.amount.value == old.figure.amount.value
        and one.article.id != new.article.id
        and _later(new, one)
    ]
    return min(before, key=_moment, default=old)


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
    for one in sorted(related, key=lambda one: (one.figure.amount.hedged, _moment(one))):
        agreeing = (s for s in states if agree(s[0].figure.amount, one.figure.amount))
        state = next(agreeing, None)
        if state is None:
            states.append([one])
        else:
            state.append(one)
    return sorted(states, key=lambda state: min(map(_moment, state)))


def _differ(anchor: Reported, states: Sequence[Sequence[Reported]], sheet: _Sheet) -> Difference:
    last = states[-1]
    newer = all(_later(one, other) for one in last for state in states[:-1] for other in state)
    reports = []
    for state in states:
        known = [one for one in state if sheet.cites(one) is not None]
        one = known[0] if known else min(state, key=_moment)
        reports.append(Report(_value(one), sheet.cite(one), newer=newer and state is last))
    return Difference("differ", _about(anchor), tuple(reports))


def _value(one: Reported) -> str:
    """The figure in its source's words; a capital that began its sentence is none here."""
    text = one.figure.text
    return text[0].lower() + text[1:] if one.figure.start == 0 else text


def _moment(one: Reported) -> datetime:
    article = one.article
    return max(article.published or _LONG_AGO, article.updated or _LONG_AGO)


def _later(one: Reported, other: Reported) -> bool:
    """Whether one report is surely of a later time; of a day, and undated, nothing is sure."""
    mine, yours = _moment(one), _moment(other)
    if _LONG_AGO in {mine, yours}:
        return False
    if one.article.id == other.article.id and one.article.revision != other.article.revision:
        return one.article.revision > other.article.revision
    if "day" in {one.article.precision, other.article.precision}:
        return mine.date() > yours.date()
    return mine > yours


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
