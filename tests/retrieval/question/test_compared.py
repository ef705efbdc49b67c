"""A question that compares, taken apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.news import Span
from retrieval.question.compared import sides


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            (
                "Does the Vale Herald article suggest that kelp prices rose, while the Lantern "
                "article claims that they fell?"
            ),
            (
                "the Vale Herald article suggest that kelp prices rose",
                "the Lantern article claims that they fell",
            ),
        ),
        (
            (
                "Does 'The Lantern' claim that Oake won, whereas 'Vale Herald' reports a draw, "
                "and another 'Lantern' article mentions a recount, or do they all agree?"
            ),
            (
                "'The Lantern' claim that Oake won",
                "'Vale Herald' reports a draw",
                "another 'Lantern' article mentions a recount",
            ),
        ),
        (
            "Did the Lantern report a flood in Skerry, and did the Vale Herald report a fire?",
            ("the Lantern report a flood in Skerry", "the Vale Herald report a fire"),
        ),
    ],
)
def test_each_clause_about_an_article_is_a_side(question, parts):
    """What one says while another says something else is searched for apart."""
    assert sides(question) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            (
                "Between the Lantern report on the harbour published on May 4, 2024, and the Vale "
                "Herald report on the ferry, was there a change in the portrayal of Oake?"
            ),
            (
                (
                    "the Lantern report on the harbour published on May 4, 2024 a change in the "
                    "portrayal of Oake"
                ),
                "the Vale Herald report on the ferry a change in the portrayal of Oake",
            ),
        ),
        (
            "Has the view of kelp changed between the article on fares and the article on boats?",
            (
                "the article on fares the view of kelp changed",
                "the article on boats the view of kelp changed",
            ),
        ),
        (
            "After the Lantern reported a flood, did the Vale Herald report a fire?",
            ("the Lantern reported a flood", "the Vale Herald report a fire"),
        ),
        (
            "After the Lantern reported a flood on May 4, and again on May 9, was Oake consistent?",
            ("the Lantern reported a flood on May 4 Oake consistent", "on May 9 Oake consistent"),
        ),
        (
            "Did the Lantern report the flood before the Vale Herald mentioned it?",
            ("the Lantern report the flood", "flood the Vale Herald mentioned it"),
        ),
    ],
)
def test_two_reports_in_time_are_two_sides(question, parts):
    """What is asked about both reports is searched for with each."""
    assert tuple(" ".join(part.split()) for part in sides(question)) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Do the Lantern and Vale Herald articles both suggest that kelp is scarce?",
            (
                "the Lantern suggest that kelp is scarce",
                "Vale Herald articles suggest that kelp is scarce",
            ),
        ),
        (
            "What do Calloway and Pellham each say about kelp?",
            ("Calloway say about kelp", "Pellham say about kelp"),
        ),
        (
            "What do Calloway and Pellham say about kelp?",
            ("Calloway say about kelp", "Pellham say about kelp"),
        ),
        (
            "How did the Lantern and Vale Herald cover the storm?",
            ("the Lantern cover the storm", "Vale Herald cover the storm"),
        ),
        (
            "How do Tarnholt and Skerry differ on ferry fares?",
            ("Tarnholt differ on ferry fares", "Skerry differ on ferry fares"),
        ),
        (
            (
                "Did both the report from the Lantern on kelp and the Vale Herald article, on "
                "boats, indicate a shortage?"
            ),
            (
                "the report from the Lantern on kelp",
                "the Vale Herald article, on boats, indicate a shortage",
            ),
        ),
        (
            "Do both articles tell of the ferry, with one telling of fares and the other of boats?",
            ("articles tell of the ferry telling of fares", "articles tell of the ferry of boats"),
        ),
        (
            "Does the Lantern article on kelp agree with the Vale Herald article on boats?",
            ("the Lantern article on kelp", "the Vale Herald article on boats"),
        ),
    ],
)
def test_what_is_asked_of_both_is_asked_of_each(question, parts):
    """Each of two gets all that is asked of them together."""
    assert tuple(" ".join(part.split()) for part in sides(question)) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Compare Tarnholt's and Skerry's budgets.", ("Tarnholt's budgets", "Skerry's budgets")),
        (
            "Compare how the Lantern and Vale Herald told the storm.",
            ("the Lantern told the storm", "Vale Herald told the storm"),
        ),
        ("Compare Tarnholt and Skerry.", ("Tarnholt", "Skerry")),
        ("Compare the harbour with the airport", ("the harbour", "the airport")),
        ("Calloway versus Pellham", ("Calloway", "Pellham")),
        (
            "Were fares in Tarnholt higher than in Skerry?",
            ("fares in Tarnholt higher", "fares higher in Skerry"),
        ),
        (
            "How does the fare to Skerry compare with that to Orrin?",
            ("the fare to Skerry", "fare that to Orrin"),
        ),
        (
            "What is the difference in fares between Tarnholt and Skerry?",
            ("Tarnholt in fares", "Skerry in fares"),
        ),
        (
            "What is the difference between Tarnholt and Skerry in size?",
            ("Tarnholt in size", "Skerry in size"),
        ),
        (
            "Which is longer, the pier, the quay or the bridge?",
            ("longer the pier", "longer the quay", "longer the bridge"),
        ),
        (
            "Did Calloway or Pellham win the vote?",
            ("Calloway win the vote", "Pellham win the vote"),
        ),
        (
            "Is it dearer in Tarnholt or in Skerry?",
            ("it dearer in Tarnholt", "it dearer in Skerry"),
        ),
    ],
)
def test_things_compared_are_two_sides(question, parts):
    """Each thing is searched for with what is asked about both."""
    assert tuple(" ".join(part.split()) for part in sides(question)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What did Calloway say while Pellham was abroad?",
        "Who died while diving off Skerry?",
        "Who won the match between Tarnholt and Skerry?",
        "What was the score of Tarnholt vs. Skerry?",
        "What came of the deal between Kelpco and Oake?",
        "Did it rain between May 4 and May 9?",
        "Did more than 40 people leave Tarnholt?",
        "Were more people hurt than in Skerry?",
        "Which firm has been compared to Kelpco?",
        "Which fever is similar to the one in Skerry?",
        "Did Tarnholt and Skerry agree on fares?",
        "Who, according to the Lantern and the Vale Herald, won the vote?",
        "Which firm is sued, as the Lantern reports, and is accused of fraud in another article?",
        "Did the mayor resign after the flood?",
        "Did the fire start before police said so?",
        "After the flood, who left?",
        "After the article on kelp, who left?",
        "Which is it, a very long and winding way home from here or the quay?",
        "Was it consistent or inconsistent?",
        "Is it true or not?",
        "Did Oake win, or did he lose?",
        "Who won?",
        "",
    ],
)
def test_a_question_about_one_thing_has_no_sides(question):
    """A game, a deal, a stretch of time and a while are no comparison."""
    assert sides(question) == ()


def test_the_only_outlet_named_is_put_to_every_side():
    """The same source said both."""
    question = "Does the Vale Herald say that fares rose, while it reports that boats were full?"
    assert sides(question, [Span(9, 20)]) == (
        "the Vale Herald say that fares rose",
        "Vale Herald it reports that boats were full",
    )


@given(st.text(alphabet="abAB .,'?"), st.text(alphabet="abAB .,'?"))
def test_any_comparison_has_two_sides_or_none(one, other):
    """There is never a single side, nor an empty one."""
    for word in ("while", "versus", "than", "and", "or", "before"):
        parts = sides(f"Does {one} {word} {other} both")
        assert len(parts) != 1
        assert all(part.strip() for part in parts)


@given(st.text())
def test_any_text_has_an_answer(question):
    """Whatever is asked, nothing fails."""
    assert len(sides(question)) != 1


@pytest.mark.parametrize(
    "piece", ["between a and the ", "the article and ", "A or B ", "after, ", "vs "]
)
def test_a_long_question_takes_no_long_time(piece):
    """The longest message that Discord takes is read at once."""
    started = time.perf_counter()
    sides((piece * 1000)[:4000])
    assert time.perf_counter() - started < 3


def test_a_long_list_is_no_comparison():
    """Each side would be a search of its own."""
    few, many = (", ".join(f"the {n}" for n in range(count)) for count in (4, 90))
    assert len(sides(f"Which of these is the longest, {few} or the last?")) == 5
    assert sides(f"Which of these is the longest, {many} or the last?") == ()
