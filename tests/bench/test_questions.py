"""The question bench: its made-up news, the archive it fills, and what it prints."""

from collections import Counter
from itertools import islice
from statistics import mean

import pytest

from retrieval.answerer import answer
from retrieval.archive import Archive
from retrieval.news import SHARED
from tests.bench import asking, corpus, filled, quiz, tables
from tests.bench.measured import Measured
from tests.bench.projected import Projecting, projected

PASSAGES = 200


class Quick(Projecting):
    """Without the real model, which only takes time."""

    def embed(self, texts):
        return projected(texts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("bench") / "archive"
    filled.archive(made, Quick(), PASSAGES, lambda _done, _of: None)
    return made


@pytest.fixture
def archive(folder):
    with Archive.open(folder, Quick(), holder="a test") as opened:
        yield opened


def test_the_same_news_is_made_every_time():
    once, again = ([one.draft for one in islice(corpus.stories(60), 12)] for _ in range(2))
    assert once == again
    assert corpus.article(3, seed=1) != corpus.article(3, seed=2)
    assert quiz.questions(5, 40) == quiz.questions(9, 40)[:5]


def test_it_has_exactly_so_many_passages_each_as_long_as_in_news():
    stories = list(corpus.stories(PASSAGES))
    assert sum(len(story.spans) for story in stories) == PASSAGES
    said = [one.draft.text[span.start : span.end] for one in stories for span in one.spans]
    assert 140 < mean(len(text.split()) for text in said) < 180


def test_its_words_are_as_frequent_as_in_news():
    """In 30,000 words of English news are some 6,000 types, most of them met once, as here."""
    texts = [story.draft.text for story in corpus.stories(PASSAGES)]
    said = [word.strip(".,").lower() for text in texts for word in text.split()]
    counts = Counter(said)
    assert 0.05 < counts["the"] / len(said) < 0.065
    assert sum(counts[word] for word in "the of to and a in for is on".split()) / len(said) > 0.2
    assert 0.15 < len(counts) / len(said) < 0.25
    assert 0.5 < sum(count == 1 for count in counts.values()) / len(counts) < 0.7


def test_the_archive_answers_what_its_news_tells(archive):
    held = archive.holdings({SHARED})
    assert (held.passages, held.outlets > 10) == (PASSAGES, True)
    facts = [one for one in quiz.questions(40, PASSAGES // 5) if one.kind == "fact"]
    given = [answer(archive, one.text, {SHARED}, refusal_point=0.0) for one in facts[:8]]
    cited = [archive.article(one.citations[0].article_id, {SHARED}) for one in given]
    told = zip(given, cited, strict=True)
    assert sum(any(name in it.text for name in one.understood.names) for one, it in told) >= 6


def test_what_a_question_took_is_told_by_stage(folder, monkeypatch, capsys):
    monkeypatch.setattr(asking, "Projecting", lambda **_: Quick())
    asked = [one.row() for one in quiz.questions(asking.WARM_UP + 6, PASSAGES // 5)]
    told = asking.asked("newsdesk", {"folder": folder, "models": folder, "questions": asked})
    tables.show(tables.machine(), [Measured.of("newsdesk", PASSAGES, told, {"archive.db": 1.0})])
    printed = capsys.readouterr().out
    assert all(stage in printed for stage in ("p50 / p95", "retrieve", "answer", "fact"))
    assert len(told["asked"]) == 6
