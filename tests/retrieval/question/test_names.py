"""The proper names in a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.news import Span
from retrieval.question.names import names


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who met Ines Calloway in Tarnholt?", ("Ines Calloway", "Tarnholt")),
        ("What does the Bank of Tarnholt charge?", ("Bank of Tarnholt",)),
        ("Who spoke at the University of the Isles?", ("University of the Isles",)),
        ("Did Wren von der Oake meet Osric de la Vega?", ("Wren von der Oake", "Osric de la Vega")),
        ("Why did Omar bin Salim resign?", ("Omar bin Salim",)),
        ("Is Nadir al-Hashem in Abu Lem?", ("Nadir al-Hashem", "Abu Lem")),
        ("Who flew on Apollo 11?", ("Apollo 11",)),
        ("What did J.K. Pellham sell to B. Oake?", ("J.K. Pellham", "B. Oake")),
        ("Was it told by Bertram F. Oake Jr. at dawn?", ("Bertram F. Oake Jr",)),
        ("Who leads NATO and the U.S. fleet?", ("NATO", "U.S.")),
        ("Which US city is it?", ("US",)),
        ("Did Oake & Sons sue O'Dowd?", ("Oake & Sons", "O'Dowd")),
        ("Is the iPhone 15 sold on eBay?", ("iPhone 15", "eBay")),
        ("Who was hurt in Côte d'Ivoire and in Łódź?", ("Côte d'Ivoire", "Łódź")),
        ("Who is Jean-Luc Calloway-Pellham?", ("Jean-Luc Calloway-Pellham",)),
        ("Did Pope Leo XIV visit St. Orrin?", ("Pope Leo XIV", "St. Orrin")),
        ("Who moved to New Tarnholt with Will Oake?", ("New Tarnholt", "Will Oake")),
        ("Was Miss Skerry 2024 held there?", ("Miss Skerry",)),
    ],
)
def test_a_name_is_found_whole(question, found):
    """A run of capitals is one name with its joiners, initials, hyphens and number."""
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Is it Calloway's or Pellham’s boat?", ("Calloway", "Pellham")),
        ("What is Tarnholt's Harbour Board for?", ("Tarnholt", "Harbour Board")),
        ("Who joined the anti-Calloway march?", ("Calloway",)),
        ("Is the UN-backed plan Tarnholt-based?", ("UN", "Tarnholt")),
    ],
)
def test_endings_are_no_part_of_a_name(question, found):
    """The "'s" ends a name, and what is compounded with it is not it."""
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Did President Ines Calloway resign?", ("Ines Calloway",)),
        ("Who advised Prime Minister Oake and Vice President Pellham?", ("Oake", "Pellham")),
        ("What did ex-President Oake or President-elect Adair say?", ("Oake", "Adair")),
        ("What did Kelpco CEO Wren Adair say?", ("Kelpco", "Wren Adair")),
        ("Which French minister met the British press?", ()),
        ("Who won the French Open?", ("French Open",)),
        ("What opened on Monday, or in September 2024, or on May 4?", ()),
        ("Was The Starboard sold on Black Friday?", ("Starboard", "Black Friday")),
    ],
)
def test_titles_peoples_and_dates_are_no_names(question, found):
    """A title may be left out in the news, and a French minister is one of France."""
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Calloway said what?", ("Calloway",)),
        ("Tarnholt was flooded when?", ("Tarnholt",)),
        ("Calloway resigned when?", ("Calloway",)),
        ("Calloway won what?", ("Calloway",)),
        ("Calloway's boat sank where?", ("Calloway",)),
        ("NATO bought what?", ("NATO",)),
        ("Ines Calloway, who is she?", ("Ines Calloway",)),
        ("Skerry, again: who lives on Skerry?", ("Skerry",)),
        ("It sank. Tarnholt is where?", ("Tarnholt",)),
        ("New Tarnholt, where is it?", ("New Tarnholt",)),
        ("Who won? Was it Oake?", ("Oake",)),
        ("Did Oake sue? Why?", ("Oake",)),
        ("What about the U.S.? Is it in?", ("U.S.",)),
        ("Compare Kelpco and Oake.", ("Kelpco", "Oake")),
        ("Former mayor Oake is where?", ("Oake",)),
        ("Does Oake run Kelpco?", ("Oake", "Kelpco")),
        ("Voters chose whom?", ()),
        ("Boats from where?", ()),
        ("Police said what?", ()),
        ("Kelp prices rose why?", ()),
        ("Why?", ()),
    ],
)
def test_the_first_word_of_a_sentence_is_a_name_when_it_can_be_nothing_else(question, found):
    """It is one before a verb, with "'s", in capitals, or when it has them elsewhere too."""
    assert names(question) == found


@pytest.mark.parametrize(
    "question", ["WHO WON THE CUP?", "who won in tarnholt?", "I?", "", "40.3C"]
)
def test_without_a_difference_of_case_there_are_no_names(question):
    """What is written all in capitals or in none shows no names."""
    assert names(question) == ()


def test_what_is_ignored_is_no_name_and_parts_names():
    """The outlets asked about are not what the news must name."""
    question = "Does the Vale Herald article from Lantern House name Oake?"
    assert names(question, [Span(9, 20), Span(34, 41)]) == ("House", "Oake")


def test_each_name_is_given_once():
    """A name asked about twice is one name."""
    assert names("Did Oake sue Kelpco or did Kelpco sue Oake?") == ("Oake", "Kelpco")


@given(st.text())
def test_any_text_has_its_names(question):
    """Every name has a capital and no space around it, whatever is asked."""
    for name in names(question):
        assert name == name.strip()
        assert any(c.isupper() for c in name)


@given(st.text(alphabet="Ab .'’-&1", max_size=30), st.integers(0, 30), st.integers(1, 5))
def test_ignoring_everything_leaves_nothing(question, start, length):
    """What lies in an ignored place is never given."""
    assert names(question, [Span(0, len(question) + 1)]) == ()
    names(question, [Span(start, start + length)])
