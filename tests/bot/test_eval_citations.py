"""The command that measures the check of answers, over a few invented articles."""

import json
from typing import Any

import pytest

from tests.bot.running import run

FERRY = (
    "The ferry Grey Heron ran aground off Tarnholt on Tuesday with 212 passengers aboard. "
    "Fourteen people were injured when the ferry struck the rocks, the coastguard said. "
    "Captain Ines Marlow has commanded the ferry Grey Heron since 2019 without an accident."
)
TURTLE = (
    "A leatherback turtle as long as a rowing boat was found on Wexley beach on Friday. "
    "Volunteers led by Petra Lindqvist kept it wet for nine hours until the tide returned. "
    "The turtle was seen again by Oskar Brandt about 30 miles from the shore on Sunday."
)
ARTICLES: list[dict[str, Any]] = [
    {
        "title": "Grey Heron runs aground off Tarnholt",
        "text": FERRY,
        "outlet": "Vale Herald",
        "published": "2026-05-07",
    },
    {"title": "Giant turtle", "body": TURTLE, "outlet": "Quill Echo"},
]
QUESTIONS: list[dict[str, Any]] = [
    {
        "question": "Who commanded the ferry?",
        "evidence": [
            {"text": FERRY, "url": "https://vale.example/ferry"},
            {"text": FERRY, "url": "https://vale.example/ferry"},
        ],
    },
    {"question": "Where was the turtle?", "evidence": [{"text": TURTLE}]},
    {"question": "Which orchestra won?", "answerable": False},
]
CLAIMS: list[dict[str, Any]] = [
    {
        "sentence": "Fourteen people were injured.",
        "sources": [{"text": FERRY, "outlet": "Vale Herald", "published": "2026-05-07"}, TURTLE],
        "cited": [1],
        "supported": True,
        "kind": "plain",
    },
    {"sentence": "Fifteen people were injured.", "source": FERRY, "supported": False},
    {
        "sentence": "The Grey Heron ran aground off Ostermouth.",
        "source": {"text": FERRY},
        "supported": False,
        "kind": "places",
    },
    {"sentence": "The turtle was found in 1987.", "source": TURTLE, "supported": True},
]


def measured(folder, rows, *more, name="given.jsonl"):
    file = folder / name
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return run("eval", "citations", str(file), *more, data=folder / "data")


def told(ran):
    assert ran.code == 0
    return json.loads(ran.out)


def test_labelled_claims(tmp_path):
    """Claims are scored as they stand, under their own kinds."""
    found = told(measured(tmp_path, CLAIMS, "--json"))
    assert (found["true"], found["false"], found["false_alarms"], found["caught"]) == (2, 2, 1, 2)
    assert (found["precision"], found["recall"]) == (round(2 / 3, 4), 1.0)
    kinds = {kind["kind"]: kind for kind in found["kinds"]}
    assert set(kinds) == {"plain", "labelled true", "labelled damaged", "places"}
    assert kinds["plain"]["flagged"] == 0
    assert kinds["labelled damaged"]["flagged_for"] == {"number": 1}
    assert kinds["places"]["flagged_for"]["name"] == 1
    assert not (tmp_path / "data").exists()


def test_articles(tmp_path):
    """True and damaged sentences are made of articles, the same ones for a seed."""
    first = measured(tmp_path, ARTICLES, "--json", "--seed", "4")
    found = told(first)
    assert (found["true"], found["false"]) == (6, 6)
    assert {kind["group"] for kind in found["kinds"]} >= {"true", "damaged"}
    assert measured(tmp_path, ARTICLES, "--json", "--seed", "4").out == first.out
    assert measured(tmp_path, ARTICLES, "--json", "--seed", "5").out != first.out
    assert told(measured(tmp_path, ARTICLES, "--json", "--count", "2"))["true"] == 2


def test_evidence_of_questions(tmp_path):
    """The evidence of questions is news too, each piece once; other questions do not count."""
    found = told(measured(tmp_path, QUESTIONS, "--json"))
    assert (found["true"], found["false"]) == (6, 6)
    assert not any(kind["kind"] == "attributed" for kind in found["kinds"])


def test_for_a_reader(tmp_path):
    """A row a kind with its interval, the sums, what is not in them, and misses on request."""
    ran = measured(tmp_path, [*CLAIMS, *ARTICLES], "--show", "1")
    assert ran.code == 0
    lines = ran.out.splitlines()
    heads = ["sentences", "number", "flagged", "95 % interval", "cited right", "flagged for"]
    assert lines[0].split("\t") == heads
    assert "true: plain\t1\t0.000\t0.000 to 0.793\n" in ran.out
    assert "precision: flagged sentences that are false\t" in ran.out
    assert "Over 8 true and 8 false sentences" in ran.out
    assert "Not in the sum: true sentences that cite a wrong passage" in ran.out
    assert "  The turtle was found in 1987.\n    flagged for: date “1987”\n" in ran.out
    assert "The turtle was found in 1987." not in measured(tmp_path, CLAIMS).out


def test_misses_for_a_program(tmp_path):
    """A miss is told with what was changed, what was flagged and what is cited."""
    rows = [{"sentence": "Petra led them.", "source": FERRY, "supported": True, "kind": "k"}]
    found = told(measured(tmp_path, rows, "--json", "--show", "3"))
    (miss,) = found["misses"]
    assert (miss["group"], miss["kind"], miss["sentence"]) == ("true", "k", "Petra led them.")
    assert {"kind": "name", "words": "Petra"} in miss["flagged_for"]
    assert found["precision"] == 0.0
    assert found["recall"] is None


def test_hostile_text_cannot_steer_the_terminal(tmp_path):
    """What a source or a kind holds is printed as one harmless line."""
    rows = [
        {
            "sentence": "Petra\x1b[2J led\nthem.",
            "source": FERRY,
            "supported": True,
            "kind": "a\x1b]0;b\tc",
        }
    ]
    ran = measured(tmp_path, rows, "--show", "1")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "\x1b" not in measured(tmp_path, rows, "--show", "1", "--json").out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([], "line 1 of"),
        ({"title": "Ferry"}, "is no article (“text”), question (“evidence”) or claim (“sentence”)"),
        ({"text": 4}, "is no article"),
        ({"text": FERRY, "published": "May"}, "is not a date"),
        ({"text": FERRY, "outlet": ["Vale"]}, "title, outlet and published in"),
        ({"question": "Who?", "evidence": ["Ines"]}, "“evidence” in"),
        ({"sentence": "Yes.", "source": FERRY}, "“supported”, true or false"),
        ({"sentence": "Yes.", "supported": True}, "a source in"),
        ({"sentence": "Yes.", "supported": True, "sources": [{}]}, "has no “text”"),
        ({"sentence": "Yes.", "supported": True, "source": FERRY, "cited": [2]}, "“cited” in"),
        ({"sentence": "Yes.", "supported": True, "source": FERRY, "cited": [True]}, "“cited” in"),
    ],
)
def test_what_is_none_of_them(tmp_path, row, said):
    """A row that is not as it should be is wrong use, told with its line."""
    ran = measured(tmp_path, [row])
    assert ran.code == 2
    assert said in " ".join(ran.err.replace("│", " ").split())


def test_nothing_to_check(tmp_path):
    """A file without a whole sentence, and one that is not there, are told in a sentence."""
    ran = measured(tmp_path, [{"text": "Nothing."}])
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "There is no sentence to check" in ran.err
    missing = run("eval", "citations", str(tmp_path / "none.jsonl"), data=tmp_path / "data")
    assert missing.code == 2
