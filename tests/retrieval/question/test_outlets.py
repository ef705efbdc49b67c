"""Which outlets a question names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.known_outlets import KNOWN
from retrieval.question.outlets import Named, named

ARCHIVE = [
    "The Lantern",
    "Vale Herald",
    "BBC News - Technology",
    "BBC Sport",
    "The New York Times",
    "The Times",
    "TechCrunch",
    "Fortune",
    "Time",
    "The Verge",
    "Cnbc | World Business News Leader",
    "kelpdaily.example.com",
    "www.theguardian.com",
    "usatoday.com",
    "Associated Press",
    "Harbour & Dock Weekly",
    "Sporting News",
    "L'Équipe",
    "St. Orrin Post-Dispatch",
    "Coastal Grain Monitor",
]


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What did the Vale Herald report?", "Vale Herald"),
        ("what did the vale herald report", "Vale Herald"),
        ("Is the Vale Herald’s figure right?", "Vale Herald"),
        ("According to “Vale Herald”, who won?", "Vale Herald"),
        ("What did VALE HERALD say?", "Vale Herald"),
        ("What did the Lantern report?", "The Lantern"),
        ("What did The Lantern report?", "The Lantern"),
        ("What was in the Guardian's article on kelp?", "www.theguardian.com"),
        ("What did USA Today write?", "usatoday.com"),
        ("What did usatoday.com write?", "usatoday.com"),
        ("what does tech crunch say about kelp?", "TechCrunch"),
        ("what does techcrunch say about kelp?", "TechCrunch"),
        ("Which firm, according to CNBC, sold its boats?", "Cnbc | World Business News Leader"),
        ("What does ‘Cnbc | World Business News Leader’ say?", "Cnbc | World Business News Leader"),
        ("What did Harbour and Dock Weekly find?", "Harbour & Dock Weekly"),
        ("What did L’Equipe report?", "L'Équipe"),
        ("What did the St Orrin Post Dispatch report?", "St. Orrin Post-Dispatch"),
        ("What did the St. Orrin Post-Dispatch report?", "St. Orrin Post-Dispatch"),
    ],
)
def test_an_outlet_is_known_however_it_is_written(question, outlet):
    """Neither case, "the", accents, spaces, hyphens, an address nor a slogan hides an outlet."""
    assert named(question, ARCHIVE).held == (outlet,)


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What does NYT write about kelp?", "The New York Times"),
        ("Did the N.Y. Times report it?", "The New York Times"),
        ("What is in the NY Times?", "The New York Times"),
        ("What did nytimes.com say?", "The New York Times"),
        ("What does the AP report say?", "Associated Press"),
        ("According to AP, who won?", "Associated Press"),
        ("According to the CGM, what does barley cost?", "Coastal Grain Monitor"),
        ("What did The Times of London report?", "The Times"),
    ],
)
def test_short_names_are_known(question, outlet):
    """An outlet is known by its usual short name, or by its initials where it is cited."""
    assert named(question, ARCHIVE).held == (outlet,)


@pytest.mark.parametrize(
    ("outlet", "question"),
    [
        ("WSJ", "What did the Wall Street Journal report?"),
        ("NYT", "What did The New York Times report?"),
        ("bbc.co.uk", "What did the BBC say?"),
        ("BBC", "What did BBC News report?"),
        ("abcnews.go.com", "What did ABC News report?"),
        ("news.com.au", "What did news.com.au report?"),
        ("ft.com", "According to the FT, who won?"),
        ("WaPo", "Did the Washington Post report it?"),
    ],
)
def test_the_archive_may_use_the_short_name(outlet, question):
    """Short and long names stand for one another in both directions."""
    assert named(question, [outlet]).held == (outlet,)


def test_a_general_name_names_every_part():
    """Who says "the BBC" means all that is filed under it."""
    assert named("What does the BBC say?", ARCHIVE).held == ("BBC News - Technology", "BBC Sport")
    assert named("What does BBC News say?", ARCHIVE).held == ("BBC News - Technology",)


def test_another_part_is_another_outlet():
    """Who asks for its sport pages is not served from its news."""
    found = named("According to BBC Sport, who won?", ["BBC News"])
    assert (found.held, found.absent) == ((), ("BBC Sport",))


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("According to Fortune, who owns the harbour?", "Fortune"),
        ("Who owns the harbour, as reported by Fortune?", "Fortune"),
        ("What did Fortune's article say?", "Fortune"),
        ("Does the Fortune article claim it?", "Fortune"),
        ("How does this list differ from Fortune's?", "Fortune"),
        ("Did Fortune magazine list it?", "Fortune"),
        ("Which firm is featured in Fortune?", "Fortune"),
        ("What does 'Fortune' suggest?", "Fortune"),
        ("Fortune reported that the harbour was sold. To whom?", "Fortune"),
        ("Who was on the cover of Time magazine?", "Time"),
        ("Which ship is named in The Verge?", "The Verge"),
        ("Has anything changed since The Verge looked at it?", "The Verge"),
        ("What did The Times find?", "The Times"),
        ("Who wrote in the Times about kelp?", "The Times"),
        ("who won according to the verge?", "The Verge"),
        ("What did the Fortune headline say?", "Fortune"),
        ("How was it told in sporting news articles by Sporting News?", "Sporting News"),
    ],
)
def test_an_ordinary_word_names_an_outlet_where_one_is_cited(question, outlet):
    """A name that is a common word needs its capital and the company of an article."""
    assert named(question, ARCHIVE).held == (outlet,)


@pytest.mark.parametrize(
    "question",
    [
        "Who carried the lantern home?",
        "Who are the Lanterns?",
        "What did the Valeheralds do?",
        "At what time did it begin?",
        "Time and again, who lost?",
        "Who was Time’s Person of the Year?",
        "Who made a fortune from kelp?",
        "Who made it to the Fortune 500?",
        "Which firm owns Fortune Brands?",
        "Fortune favours whom?",
        "Who stood in Times Square?",
        "Is the economy on the verge of collapse?",
        "Which sporting news came from Lisbon?",
        "Does the Red Lantern Inn still stand?",
        "What did the New Lantern Company say?",
        "How many AP exams were there?",
        "What did the CGM vote decide?",
        "according to time, who won?",
        "who was there at the time the verge was cut?",
        "Who won?",
        "",
    ],
)
def test_a_common_word_names_nothing(question):
    """The same words in another sense, or inside a longer name, name no outlet."""
    assert named(question, ARCHIVE) == Named()


@pytest.mark.parametrize(
    ("question", "archive"),
    [
        ("Which crisis hit the Washington Post?", ["Post", "The Post"]),
        ("What did the New York Times report?", ["The Times", "York"]),
        ("What did the Irish Times report?", ["The Times"]),
        ("What did the Times report?", ["The New York Times", "Times of Malta"]),
        ("What was said this week in space?", ["theweek.co.uk", "Space.com", "The Week"]),
        ("Who heads the House Foreign Affairs Committee?", ["Foreign Affairs"]),
        ("What did Michael Bloomberg say?", ["Bloomberg"]),
        ("Who is in the US team, and who said so today?", ["USA Today", "US Weekly"]),
        ("Who won?", ["", "The", " | ", "..."]),
    ],
)
def test_part_of_a_name_names_nothing(question, archive):
    """Neither a piece of another outlet's name nor a nameless outlet is named."""
    assert named(question, archive).held == ()


def test_outlets_are_given_in_the_order_they_are_named():
    """Each outlet counts once, where it is named first; its places are all told."""
    question = "Do TechCrunch, the Vale Herald and TechCrunch's editor agree?"
    found = named(question, ARCHIVE)
    assert found.held == ("TechCrunch", "Vale Herald")
    places = [question[span.start : span.end] for span in found.spans]
    assert places == ["TechCrunch", "Vale Herald", "TechCrunch"]


def test_what_is_listed_with_an_outlet_is_one():
    """In "by A, B and C" each is cited."""
    found = named("Which firm was covered by The Verge, Fortune, and the Kelp Gazette?", ARCHIVE)
    assert found.held == ("The Verge", "Fortune")
    found = named("Who, as reported by both 'Variety' and 'Forbes', won?", ARCHIVE)
    assert found.absent == ("Variety", "Forbes")


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("According to Reuters, who won?", "Reuters"),
        ("Who won, according to The Washington Post?", "The Washington Post"),
        ("What did Reuters report about kelp?", "Reuters"),
        ("Who won, as Reuters reported?", "Reuters"),
        ("What is in Reuters' article on kelp?", "Reuters"),
        ("Which boats are in a Bloomberg report on kelp?", "Bloomberg"),
        ("Based on an article by CNET and a film, what broke?", "CNET"),
        ("Which fish is in an article in The Wall Street Journal?", "The Wall Street Journal"),
        ("What was published by Der Spiegel on Monday?", "Der Spiegel"),
        ("According to the Kelp Tribune, who won?", "Kelp Tribune"),
        ("Who won, as reported by Daily Kelp?", "Daily Kelp"),
        ("What does the Kelp Harbour Gazette's report say?", "Kelp Harbour Gazette"),
        ("According to The Times of Kelp, who won?", "Times of Kelp"),
        ("What does the kelptribune.com article say?", "kelptribune.com"),
    ],
)
def test_an_outlet_cited_but_not_held_is_absent(question, outlet):
    """A large outlet, or one with a name as outlets have, is missed where it is cited."""
    assert named(question, ["Vale Herald"]).absent == (outlet,)


@pytest.mark.parametrize(
    "question",
    [
        "According to Ines Calloway, who won?",
        "According to Dr Wren Post, who won?",
        "According to Emily Post, what is rude?",
        "According to police, who fled?",
        "According to Apple, what broke?",
        "According to the Oxford University Press, what is the word of the year?",
        "According to Booking.com, what does a room cost?",
        "According to BBC presenter Wren Adair, what changed?",
        "According to Fox News' lawyers, what was agreed?",
        "What did a Pentagon report say?",
        "Why did Fox News settle the case?",
        "Who leads the BBC?",
        "Who bought The Washington Post?",
        "What did the Post Office say?",
        "What happened to the Kelp Tribune?",
        "according to time, who won?",
        "Who wrote the report about Vice President Calloway?",
        "Which article of the constitution is in force?",
        "What is the latest news?",
    ],
)
def test_persons_firms_and_news_about_an_outlet_are_not_missed(question):
    """Who is quoted need be no outlet, and an outlet may be what the news is about."""
    assert named(question, ["Vale Herald"]).absent == ()


@given(st.text(), st.lists(st.text()))
def test_any_text_has_an_answer(question, outlets):
    """Whatever is asked, what is named is the archive's, and its places lie in the question."""
    found = named(question, outlets)
    assert set(found.held) <= set(outlets)
    assert all(0 <= span.start < span.end <= len(question) for span in found.spans)
    assert all(name in question for name in found.absent)
    ends = [0, *(span.end for span in found.spans)]
    assert all(span.start >= end for span, end in zip(found.spans, ends, strict=False))


@pytest.mark.parametrize("forms", KNOWN, ids=lambda forms: forms[0])
def test_every_known_outlet_is_held_or_absent(forms):
    """By any of its names, a known outlet is held when the archive has it by another."""
    for called in forms:
        question = f"What does the {called} article say about kelp?"
        assert forms[0] in named(question, ["Vale Herald", forms[0]]).held
        absent = named(question, ["Vale Herald"]).absent
        assert absent in {(called,), (called.removeprefix("The "),)}
