"""Sentences rewritten and damaged for measuring the check of answers."""

from datetime import UTC, datetime
from random import Random

import pytest

from retrieval.evaluate.claims import Taken, Text
from retrieval.evaluate.damage import FALSE, unlike
from retrieval.evaluate.making import ELSEWHERE, HEADLINE, KINDS, MOVED, made
from retrieval.evaluate.pieces import amounts, dates, names
from retrieval.evaluate.sampling import cut, usable
from retrieval.evaluate.truths import TRUE, headline
from retrieval.verify import Source

PUBLISHED = datetime(2026, 5, 7, 9, tzinfo=UTC)  # a Thursday
HERE = (
    "Ines Marlow bought 14 ferries from Tarnholt Lines on Tuesday. "
    "Her rival Oskar Brandt had offered $3.2 million for 30 of them."
)
AROUND = "Petra Lindqvist counted 77 gulls on the quay, and 6 per cent of them were white."
ELSEWHERE_TEXT = (
    "“The harbour wall will stand for another hundred winters,” said Tomas Reyl, who built 52 of "
    "them. Nothing like it had happened in Wexley before."
)


def taken(sentence, following="", **more):
    text = Text(
        f"{sentence} {following}",
        more.pop("title", "Ferries sold"),
        more.pop("outlet", "Vale Herald"),
        PUBLISHED,
    )
    shown = (
        Source(f"{sentence} {HERE}", text.title, text.outlet, PUBLISHED),
        Source(AROUND, text.title, text.outlet, PUBLISHED),
        Source(ELSEWHERE_TEXT, "A wall", "Quill Echo", PUBLISHED),
    )
    return Taken(sentence, following, text, shown, 1, lead=shown[0].text, **more)


def outcomes(ways, kind, one):
    """All that a kind makes of a sentence, over many chances."""
    found = [ways[kind](one, Random(seed)) for seed in range(60)]
    return {each.sentence for each in found if each}


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        ("numbers rewritten", "The yard sold 14 boats.", {"The yard sold fourteen boats."}),
        ("numbers rewritten", "Twelve boats left the yard.", {"12 boats left the yard."}),
        ("numbers rewritten", "It has 12,500 members.", {"It has 12500 members."}),
        (
            "numbers rewritten",
            "It cost $1.2 million.",
            {"It cost $1.2m.", "It cost $1,200,000."},
        ),
        ("numbers rewritten", "Fares rose 5% there.", {"Fares rose 5 percent there."}),
        ("numbers rewritten", "“We sold 14 boats in all,” he said.", set()),
        (
            "dates rewritten",
            "The boat sank on Tuesday, the yard said.",
            {"The boat sank on 5 May 2026, the yard said."},
        ),
        (
            "dates rewritten",
            "The boat sank yesterday, the yard said.",
            {
                "The boat sank on 6 May 2026, the yard said.",
                "The boat sank on Wednesday, the yard said.",
            },
        ),
        ("dates rewritten", "The boat will be raised on Tuesday, the yard said.", set()),
        (
            "dates rewritten",
            "The boat sank on April 12, 2024.",
            {"The boat sank on 12 April 2024."},
        ),
        (
            "shortened",
            "The boat, which Ines Marlow had bought, sank off the quay.",
            {"The boat sank off the quay."},
        ),
        (
            "shortened",
            "After a long night at sea, the crew of nine came home safe.",
            {"The crew of nine came home safe."},
        ),
        ("shortened", "The boat, which had not been insured, sank off the quay.", set()),
        (
            "attributed",
            "The boat sank off the quay.",
            {
                "According to Vale Herald, the boat sank off the quay.",
                "Vale Herald reported on 7 May 2026 that the boat sank off the quay.",
            },
        ),
        ("attributed", "We lost our boat off the quay.", set()),
        (
            "turned",
            "“The wall held all through the night,” Oskar Brandt said.",
            {"Oskar Brandt said: “The wall held all through the night.”"},
        ),
        ("turned", "The boat didn't sink.", {"The boat did not sink."}),
        ("word for word", "The boat sank.", {"The boat sank."}),
    ],
)
def test_the_same_in_other_words(kind, sentence, expected):
    """A true sentence keeps its meaning, and is left alone where that is not sure."""
    assert outcomes(TRUE, kind, taken(sentence)) == expected


def test_two_sentences_joined():
    """The next sentence is joined on, with a small letter where its first word has no other."""
    one = taken("The boat sank off the quay.", "The crew of nine came home safe.")
    assert outcomes(TRUE, "two joined", one) == {
        "The boat sank off the quay, and the crew of nine came home safe.",
        "The boat sank off the quay; the crew of nine came home safe.",
    }


BOUGHT = "Oskar Brandt bought 21 boats from the yard."


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        (
            "number of the passage",
            BOUGHT,
            {f"Oskar Brandt bought {n} boats from the yard." for n in ("14", "30")},
        ),
        ("number of the article", BOUGHT, {"Oskar Brandt bought 77 boats from the yard."}),
        ("number of another", BOUGHT, {"Oskar Brandt bought 52 boats from the yard."}),
        ("number of another", "He bought about 21 boats.", set()),
        ("number of the article", "Fares rose by 9 per cent.", {"Fares rose by 6 per cent."}),
        ("name of the passage", BOUGHT, {
            "Ines Marlow bought 21 boats from the yard.",
            "Tarnholt Lines bought 21 boats from the yard.",
        }),
        ("name of the article", BOUGHT, {"Petra Lindqvist bought 21 boats from the yard."}),
        ("name of another", BOUGHT, {"Tomas Reyl bought 21 boats from the yard."}),
        (
            "quotation never said",
            "“The night was long and very cold,” said Oskar Brandt.",
            {"“A hundred boats came home that day,” said Oskar Brandt."},
        ),
        (
            "quotation of another",
            "“The night was long and very cold,” said Oskar Brandt.",
            {"“The harbour wall will stand for another hundred winters,” said Oskar Brandt."},
        ),
        ("quotation of another", "“The night was long and very cold,” he said.", set()),
        ("negation added", "The yard has sold its boats.", {"The yard has not sold its boats."}),
        ("negation added", "The yard can sell its boats.", {"The yard cannot sell its boats."}),
        ("negation added", "Nobody has sold the boats.", set()),
        ("negation dropped", "The yard did not sell.", {"The yard did sell."}),
        ("negation dropped", "The yard won't sell.", {"The yard will sell."}),
        ("negation dropped", "The yard did not only sell boats.", set()),
        (
            "names exchanged",
            "Ines Marlow beat Oskar Brandt in the race.",
            {"Oskar Brandt beat Ines Marlow in the race."},
        ),
        ("names exchanged", "Ines Marlow met Oskar Brandt in the hall.", set()),
        (
            "numbers exchanged",
            "The yard sold 21 boats and bought 8 others.",
            {"The yard sold 8 boats and bought 21 others."},
        ),
        ("opposite word", "Fares rose last year.", {"Fares fell last year."}),
        (
            "outlet of another",
            "The boat sank off the quay.",
            {"According to Quill Echo, the boat sank off the quay."},
        ),
    ],
)  # fmt: skip
def test_one_thing_is_wrong(kind, sentence, expected):
    """A damaged sentence has one thing changed, and none is made where it might stay true."""
    outside = ("“A hundred boats came home that day,” said Greta Holm.",)
    assert outcomes(FALSE, kind, taken(sentence, outside=outside)) == expected


def test_what_two_names_of_one_person_are():
    """A name is not swapped for the same person's other one."""
    one = taken("Marlow sold the last of the boats.")
    assert outcomes(FALSE, "name of the passage", one) == set()


def test_mistyped_numbers_stand_nowhere():
    """A mistyped number differs in one digit and is in no passage."""
    found = outcomes(FALSE, "number mistyped", taken(BOUGHT))
    wrong = {sentence.split()[3] for sentence in found}
    assert wrong
    assert all(len(n) == 2 and (n[0] == "2") != (n[1] == "1") for n in wrong)
    assert wrong.isdisjoint({"14", "30", "77", "52"})


def test_other_dates():
    """A date becomes another one of its form; what is wrong by a weekday is no week off."""
    days = outcomes(FALSE, "other date", taken("The boat sank on Tuesday off the quay."))
    assert len(days) == 6
    assert "The boat sank on Tuesday off the quay." not in days
    full = outcomes(FALSE, "date miscounted", taken("The boat sank on Tuesday off the quay."))
    assert "The boat sank on 8 May 2026 off the quay." in full
    assert not any(f"on {day} " in one for one in full for day in ("5 May", "28 April", "12 May"))


def test_a_word_of_a_quotation():
    """Only within the quotation marks a word is another, one that the passage does not have."""
    said = "The captain said “the engine stopped without any warning” on the radio."
    found = outcomes(FALSE, "quotation changed", taken(said))
    assert found
    for one in found:
        assert one.startswith("The captain said “")
        assert one.endswith("” on the radio.")
        assert sum(a != b for a, b in zip(one.split(), said.split(), strict=True)) == 1


def test_headlines():
    """A headline loses its outlet; one that asks, or that the text repeats, is not taken."""
    long = "The boat sank off the quay that night. " * 12
    for title, expected in {
        "Ferry Grey Heron sinks off Tarnholt - Vale Herald": "Ferry Grey Heron sinks off Tarnholt.",
        "Why did ferry Grey Heron sink?": None,
        "Ferry sunk": None,
    }.items():
        one = taken(long, title=title)
        found = headline(one)
        assert (found and found.sentence) == expected


def test_numbers_and_their_values():
    """Numbers are found in figures and words; years, times and dates are none."""
    text = "In 2019, on 3 May at 5 pm, twenty-one of about 1,500 boats cost $2.5bn or 3 per cent."
    assert [(str(one.value), one.sort, one.loose) for one in amounts(text)] == [
        ("21", "", False),
        ("1500", "", True),
        ("2500000000.0", "$", False),
        ("3", "%", False),
    ]
    assert [one.form for one in dates(text, None)] == ["year", "day"]


def test_names_stand_once():
    """A name that stands twice, and what only looks like one, is left alone."""
    said = "Oskar Brandt said that Wexley, and not Wexley Sands, is shown at vale.example/Map."
    assert [name for name, _ in names(said)] == ["Oskar Brandt", "Wexley Sands"]


def test_passages_are_whole_sentences():
    """A text is cut between sentences into passages of about a thousand characters."""
    text = " ".join(f"Boat number {n} left the long quay of Tarnholt at dawn." for n in range(60))
    found = list(cut(text))
    assert len(found) > 2
    assert all(len(one) <= 1000 and one.endswith("dawn.") for one in found)
    assert " ".join(found) == text
    assert list(cut("")) == []


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("The ferry Grey Heron ran aground off Tarnholt at dawn.", True),
        ("Too short.", False),
        ("the beginning of this sentence was cut away by the page.", False),
        ("Click here to read more about the ferry and its captain.", False),
        ("“The ferry ran aground off Tarnholt, and nobody was hurt at all.", False),
    ],
)
def test_sentences_of_news(sentence, whole):
    """Fragments, a page's furniture and half a quotation are not taken."""
    assert usable(sentence) is whole


def test_passages_about_something_else():
    """A passage with most of a sentence's words may carry it, alone or with another."""
    said = "The ferry Grey Heron grounded off Tarnholt yesterday."
    assert unlike(said, ["A turtle was found on the beach."])
    assert not unlike(said, ["The Grey Heron, a ferry, grounded there."])
    assert not unlike(said, ["The ferry was grey.", "Tarnholt has a heron.", "It grounded."])


def news(count):
    towns = "Tarnholt Wexley Ostermouth Kelpford Brannoc".split()
    people = "Ines Marlow,Oskar Brandt,Petra Lindqvist,Tomas Reyl,Greta Holm".split(",")
    return [
        Text(
            f"{people[n % 5]} bought {n + 11} ferries in {towns[n % 5]} on Tuesday, the yard said. "
            f"The council of {towns[n % 5]} has paid {n + 40} per cent of what they had cost. "
            f"{people[(n + 2) % 5]} was told of it by {towns[(n + 1) % 5]} radio in the evening.",
            f"Ferries of {towns[n % 5]} bought by {people[n % 5]}",
            ("Vale Herald", "Quill Echo")[n % 2],
            PUBLISHED,
        )
        for n in range(count)
    ]


def test_claims_are_the_same_for_a_seed():
    """A seed gives the same claims each time, and another one gives others."""
    assert made(news(12), 20, 1) == made(news(12), 20, 1)
    assert made(news(12), 20, 1) != made(news(12), 20, 2)


def test_claims_cite_what_they_come_from():
    """Each sentence gives a true claim that cites its passage, and one that is not."""
    told = []
    claims = made(news(12), 30, 1, lambda what, done, total: told.append((done, total)))
    true = [one for one in claims if one.group == "true"]
    damaged = [one for one in claims if one.group == "damaged"]
    assert (len(true), len(damaged), told[-1]) == (30, 30, (30, 30))
    assert all(set(one.cited) <= one.right for one in true)
    assert all(one.sentence != one.original for one in damaged if one.kind != ELSEWHERE)
    for one in claims:
        assert one.kind in KINDS
        assert all(one.original in one.sources[n].text for n in one.right)
        if one.kind == ELSEWHERE:
            assert not one.right
        if one.kind == MOVED:
            assert one.right
            assert one.right.isdisjoint(one.cited)
        if one.kind == HEADLINE:
            assert one.sources[one.cited[0]].title == ""


def test_kinds_are_balanced():
    """Of the kinds that a sentence allows, the one with fewest so far is taken."""
    kinds = [one.kind for one in made(news(12), 36, 3)]
    assert kinds.count("word for word") < 12
    assert {"negation added", "name of another", "number mistyped", "attributed"} <= set(kinds)


def test_little_news_gives_few_claims():
    """Without other articles, or without whole sentences, what cannot be made is left out."""
    alone = made(news(1), 50, 1)
    assert {one.group for one in alone} <= {"true", "damaged"}
    assert sum(one.group == "true" for one in alone) == 3
    assert made([Text("No."), Text("")], 50, 1) == []
    assert made([], 50, 1) == []
