"""What counts as opinion."""

from dataclasses import replace

import pytest

from retrieval.citing import cite
from retrieval.opinion import is_opinion
from tests.retrieval.drafts import draft
from tests.retrieval.test_citing import article, candidates


@pytest.mark.parametrize("section", ["Opinion", "News/Opinion", "OPINION", "Op-Ed", "Op Ed"])
def test_a_section_marks_opinion(section):
    """Whatever its case, and as one part of a longer section."""
    assert is_opinion(draft("I think so.", section=section))


@pytest.mark.parametrize(
    "url",
    [
        "https://post.test/opinion/2026/10/31/the-sea",
        "https://post.test/uk/commentisfree/2026/x",
        "https://post.test/editorial/quiet-bridge",
        "https://post.test/op-ed/quiet-bridge",
        "https://post.test/letters/quiet-bridge",
        "https://opinion.post.test/quiet-bridge",
    ],
)
def test_an_address_marks_opinion(url):
    """By a folder of its path, or its host."""
    assert is_opinion(draft("I think so.", url=url))


@pytest.mark.parametrize(
    "title",
    [
        "Opinion: let the bell ring",
        "Opinion | Let the bell ring",
        "OPINION - Let the bell ring",
        "Editorial: a quiet bridge",
        "Comment: a quiet bridge",
        "Op-ed: a quiet bridge",
        "Letter: a quiet bridge",
        "Letters to the editor, 3 May",
        "A quiet bridge | Opinion",
    ],
)
def test_a_title_marks_opinion(title):
    """By a label before a colon or a bar, or behind one at its end."""
    assert is_opinion(draft("I think so.", title=title))


@pytest.mark.parametrize(
    "more",
    [
        {"title": "Opinion poll: three in five want a bridge"},
        {"title": "Opinion polls put Calloway ahead"},
        {"title": "Opinion divided over the new bridge"},
        {"title": "Letter bomb found at depot"},
        {"title": "Comment from minister draws anger"},
        {"title": "Editorial staff strike: no paper on Monday"},
        {"title": "Court gives its opinion"},
        {"section": "Public opinion research"},
        {"section": "Culture"},
        {"section": None},
        {"url": "https://post.test/news/opinion-poll-lead"},
        {"url": "https://post.test/news/comment"},
        {"url": "https://post.test/news/story?from=/opinion/x"},
        {"url": "http://[opinion/x"},
        {"url": None, "address": "file:///opinion/notes.txt"},
    ],
)
def test_what_only_speaks_of_opinion_is_news(more):
    """Polls, letters that blow up and readers' comments are no opinion pieces."""
    assert not is_opinion(draft("It rained.", **more))


def test_a_citation_tells_that_its_article_is_opinion():
    """So that whoever shows it can say so."""
    plain = article("a")
    (news,) = cite(candidates(plain, 0))[1]
    (view,) = cite(candidates(replace(plain, section="Opinion"), 0))[1]
    assert (news.opinion, view.opinion) == (False, True)
