"""Sentences chosen for an answer, with the citations they rest on."""

from collections.abc import Sequence

from retrieval.answers import AnswerSentence, Citation
from retrieval.extractive import Candidate
from retrieval.links import text_link
from retrieval.opinion import is_opinion


def cite(chosen: Sequence[Candidate]) -> tuple[list[AnswerSentence], list[Citation]]:
    """The sentences in their order, and a citation for each, or for each run of neighbours."""
    said: list[AnswerSentence] = []
    citations: list[Citation] = []
    for number, run in enumerate(_runs(chosen), start=1):
        said += [AnswerSentence(one.text, (number,)) for one in run]
        citations.append(citation(number, run[0], run[-1].end))
    return said, citations


def _runs(chosen: Sequence[Candidate]) -> list[list[Candidate]]:
    """Sentences that follow each other in their article, together."""
    runs: list[list[Candidate]] = []
    for one in chosen:
        if runs and _follows(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _follows(before: Candidate, one: Candidate) -> bool:
    between = one.article.text[before.end : one.start]
    return before.article.id == one.article.id and before.end <= one.start and not between.strip()


def citation(number: int, one: Candidate, end: int) -> Citation:
    """Cite an article's exact words, from where the candidate begins to `end`."""
    article = one.article
    return Citation(
        n=number,
        article_id=article.id,
        revision=article.revision,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        precision=article.precision,
        guessed=article.guessed,
        updated=article.updated,
        quote=article.text[one.start : end],
        start=one.start,
        end=end,
        link=text_link(article.url, article.text, one.start, end),
        opinion=is_opinion(article),
    )
