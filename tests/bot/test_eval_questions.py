"""Measuring on questions with known answers, over a few invented articles."""

import json
import sys
from importlib.util import find_spec
from typing import Any

import pytest

from bot.commands.evaluate_retrieval import MEASURES
from tests.bot.running import run

FERRY = (
    "The ferry Grey Heron ran aground off Tarnholt on Tuesday with 212 passengers aboard. "
    "Fourteen people were injured, the coastguard said. "
    "Captain Ines Marlow had commanded the ferry since 2019."
)
TURTLE = (
    "A leatherback turtle as long as a rowing boat was found on Wexley beach on Friday. "
    "Volunteers kept it wet for nine hours until the tide returned."
)
LATER = "The ferry Grey Heron was sold for scrap to a yard in Ostermouth on Monday morning."
ARTICLES: list[dict[str, Any]] = [
    {"title": "Ferry aground", "text": FERRY, "outlet": "Vale Herald", "published": "2026-05-05"},
    {"title": "Giant turtle", "text": TURTLE, "outlet": "Quill Echo", "published": "2026-05-08"},
    {"title": "Ferry sold", "text": LATER, "outlet": "Vale Herald", "published": "2026-06-15"},
]
QUESTIONS: list[dict[str, Any]] = [
    {
        "question": "Who commanded the ferry Grey Heron?",
        "type": "evidence",
        "asked_at": "2026-05-06",
        "answerable": True,
        "answers": ["Ines Marlow"],
        "evidence": [{"text": "Captain Ines Marlow had  commanded the ferry\nsince 2019."}],
    },
    {
        "question": "How long did volunteers keep the turtle on Wexley beach wet?",
        "type": "quiz",
        "asked_at": "2026-05-08",
        "answerable": True,
        "answers": ["Nine Hours"],
        "evidence": [{"text": "For nine hours, they kept it wet."}],
    },
    {
        "question": "Where was the ferry Grey Heron sold for scrap?",
        "type": "quiz",
        "asked_at": "2026-05-06",
        "answerable": True,
        "answers": ["Ostermouth"],
    },
    {
        "question": "Was anybody injured on the ferry?",
        "answerable": True,
        "answers": ["Yes"],
    },
    {"question": "Which orchestra won the prize in Vienna?", "answerable": False},
]


@pytest.fixture
def given(tmp_path):
    """The articles and the questions as files, and the data folder."""
    files = {"articles": ARTICLES, "questions": QUESTIONS}
    for name, rows in files.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return tmp_path


def measured(given, what, *more):
    words = (what, str(given / "questions.jsonl"), "--articles", str(given / "articles.jsonl"))
    return run("eval", *words, *more, data=given / "data")


def test_retrieval_for_a_program(given):
    """Every part is measured; what was not known when it was asked is left out."""
    ran = measured(given, "retrieval", "--json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert (told["questions"], told["answers_for_evidence"], told["left_out"]) == (2, 1, 2)
    names = [part["name"] for part in told["parts"]]
    assert names[0] == "dense alone"
    assert names[-1] == "+ stories mixed"
    assert {told["parts"][-1][measure] for measure in MEASURES.values()} == {1.0}
    assert set(told["parts"][-1]["types"]) == {"evidence", "quiz"}
    assert bool(told["peers"]) is bool(find_spec("rank_bm25"))


def test_retrieval_for_a_reader(given, monkeypatch):
    """A row a part; without LangChain's community package the output says what brings it."""
    monkeypatch.setitem(sys.modules, "langchain_community.retrievers", None)
    ran = measured(given, "retrieval")
    lines = ran.out.splitlines()
    assert lines[0].split("\t") == ["search", *MEASURES]
    assert lines[1].startswith("dense alone\t1.000")
    assert "For 1 of them an accepted answer stands in for the evidence" in ran.out
    assert "Left out: 2 questions" in ran.out
    assert lines[-1] == 'To compare with LangChain\'s retrievers: pip install -e ".[bench]"'


def test_articles_are_kept_for_the_next_run(given, monkeypatch):
    """The second run takes nothing in again, and the archive itself stays empty."""
    first = measured(given, "answers", "--json")
    monkeypatch.delattr("bot.commands.evaluate_material.take_in")
    assert measured(given, "answers", "--json").out == first.out
    assert json.loads(first.out)["questions"] == 2
    assert not (given / "data" / "archive.db").exists()


def test_answers(given):
    """Answers and citations are looked at; a yes or no is no answer to look for."""
    told = json.loads(measured(given, "answers", "--json").out)
    assert (told["questions"], told["left_out"]) == (2, 2)
    assert told["citations"] >= 2
    names = ("contained", "nearest", "retrieved", "exact_quotes", "sentences_in_quotes")
    assert [told[name] for name in names] == [1.0] * 5
    ran = measured(given, "answers")
    assert "accepted answer in the sentences given\t1.000" in ran.out
    assert "Left out: 2 questions" in ran.out


def test_answers_of_the_days_before(given):
    """With --within, what older news says by chance is not counted."""
    questions = [
        QUESTIONS[0] | {"asked_at": day, "evidence": []} for day in ("2026-05-06", "2026-05-20")
    ]
    (given / "questions.jsonl").write_text("\n".join(json.dumps(row) for row in questions), "utf-8")
    told = json.loads(measured(given, "answers", "--json", "--within", "7").out)
    assert (told["questions"], told["left_out"]) == (1, 1)
    assert json.loads(measured(given, "answers", "--json").out)["questions"] == 2


def test_refusal(given):
    """What the news answers is told from what it does not, at every point."""
    told = json.loads(measured(given, "refusal", "--json", "--signs").out)
    assert (told["answerable"], told["unanswerable"], told["left_out"]) == (2, 1, 2)
    assert told["area_under_roc"] == told["area_under_roc_answer_found"] == 1.0
    assert (told["answerable_refused"], told["unanswerable_refused"]) == (0.0, 1.0)
    assert len(told["points"]) == 9
    assert told["signs"][0]["sign"] == "bias"
    ran = measured(given, "refusal")
    assert "questions\t2\t2\t1\n" in ran.out
    assert "area under ROC\t1.000\t1.000\n" in ran.out


def test_signs_need_no_questions(tmp_path):
    """The weights are listed without an archive; without files there must be signs."""
    ran = run("eval", "refusal", "--signs", data=tmp_path / "data")
    assert ran.code == 0
    assert ran.out.startswith("sign\tweight\nbias: ")
    assert run("eval", "refusal", data=tmp_path / "data").code == 2


def test_the_archive_itself(given):
    """Without --articles the archive is asked; an empty one is one sentence."""
    words = ("eval", "answers", str(given / "questions.jsonl"), "--json")
    empty = run(*words, data=given / "data")
    assert (empty.code, empty.err.count("\n")) == (1, 1)
    assert "There is no news to ask" in empty.err
    assert run("ingest", str(given / "articles.jsonl"), data=given / "data").code == 0
    assert json.loads(run(*words, data=given / "data").out)["questions"] == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"question": "Who?", "answers": "Ines"}, "“answers” of question 1"),
        ({"question": "Who?", "evidence": ["Ines"]}, "“evidence” of question 1"),
        ({"question": "Who?", "answerable": "yes"}, "“answerable” of question 1"),
        ({"question": "Who?", "asked_at": "May"}, "is not a date"),
    ],
)
def test_what_is_no_question(tmp_path, row, said):
    """A row that is not as it should be is wrong use, told before anything is opened."""
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    ran = run("eval", "retrieval", str(file), data=tmp_path / "data")
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert not (tmp_path / "data").exists()


def test_articles_that_cannot_be_read(given):
    """A missing file of articles, and a library beside it, are wrong use."""
    file = str(given / "questions.jsonl")
    missing = ("--articles", str(given / "none.jsonl"))
    assert run("eval", "answers", file, *missing, data=given / "data").code == 2
    assert measured(given, "answers", "--library", "other").code == 2
