"""Reports that differ are shown to differ, corrections are told as such, and nothing else is."""

from datetime import timedelta
from typing import Any

import pytest

from retrieval.answers import Turn
from retrieval.citing import cite
from retrieval.differing import differences
from retrieval.extractive import Candidate
from retrieval.news import SHARED, Article, Passage, Retrieved
from retrieval.question.query import understand
from retrieval.sentences import sentences
from tests.retrieval.drafts import day

TITLE = "Fire at the Oxley tram depot"


def article(text: str, number: int, title: str = TITLE, **more) -> Article:
    told: dict[str, Any] = {
        "title": title,
        "text": text,
        "url": f"https://news.test/{number}",
        "outlet": f"Paper {number}",
        "published": day(number),
        "id": f"a{number}",
        "library": SHARED,
        "revision": 1,
        "first_seen": day(number),
        "story": f"a{number}",
    }
    return Article(**(told | more))


def found(one: Article) -> Retrieved:
    return Retrieved(Passage(one.id, one.id, one.revision, 0, len(one.text), one.text), one, 1.0)


def compared(question: str, *articles: Article, earlier=None, history=()):
    """What differs when the answer is the first sentence of the first article."""
    span = sentences(articles[0].text)[0]
    hits = [found(one) for one in articles]
    said, citations = cite([Candidate(hits[0], span.start, span.end)])
    understood = understand(question, [], history, asked_at=day(20))
    told, cited = differences(understood, said, citations, hits, earlier)
    texts = {(one.id, one.revision): one.text for one in articles}
    texts |= {(one.id, one.revision): one.text for some in (earlier or {}).values() for one in some}
    for citation in cited:
        text = texts[citation.article_id, citation.revision]
        assert citation.quote == text[citation.start : citation.end]
    assert [one.n for one in cited] == list(range(1, len(cited) + 1))
    return told, cited


def shown(told, cited) -> list[str]:
    by_number = {one.n: one for one in cited}
    return [
        f"{one.kind} {one.about}: "
        + "; ".join(
            f"{report.value} ({by_number[report.citation].outlet}{', newer' * report.newer})"
            for report in one.reports
        )
        for one in told
    ]


def two(one: str, other: str, question: str, **more) -> list[str]:
    return shown(*compared(question, article(one, 2), article(other, 3, **more)))


def test_a_follow_up_is_about_what_was_named_before():
    """It names nobody itself."""
    leaked = "The hall has leaked 40 tonnes of diesel. Its owner spoke at Oxley Depot."
    lost = "Oxley Depot has lost 65 tonnes of diesel, the canal office said."
    one, other = article(leaked, 2, "A leak"), article(lost, 3, "Office angry")
    before = Turn("How many were hurt in the Oxley Depot fire?", "Nine were hurt. [1]")
    told = compared("And how much diesel was spilled?", one, other, history=[before])
    wanted = "differ diesel lost: 40 tonnes (Paper 2); 65 tonnes (Paper 3, newer)"
    assert shown(*told) == [wanted]


HURT = "How many people were hurt in the Oxley depot fire?"

DISAGREE = [
    (
        "The Oxley depot fire injured 12 people, police said.",
        "Nine people were hurt in the fire at the Oxley depot.",
        HURT,
        "differ people injured: 12 (Paper 2); nine (Paper 3, newer)",
    ),
    (
        "The death toll of the Oxley depot fire rose to 14 on Tuesday.",
        "Seventeen people have died in the fire at the Oxley depot.",
        "How many people died in the Oxley depot fire?",
        "differ people killed: 14 (Paper 2); seventeen (Paper 3, newer)",
    ),
    (
        "The burning Oxley depot leaked 40 tonnes of diesel into the canal.",
        "The Oxley depot has lost 65 tonnes of diesel, the canal office said.",
        "How much diesel did the Oxley depot leak?",
        "differ diesel lost: 40 tonnes (Paper 2); 65 tonnes (Paper 3, newer)",
    ),
    (
        "The fire at the Oxley depot destroyed 41 trams of the city.",
        "At the Oxley depot 29 trams were destroyed by the fire.",
        "How many trams were destroyed in the Oxley depot fire?",
        "differ trams destroyed: 41 (Paper 2); 29 (Paper 3, newer)",
    ),
    (
        "The new tram depot at Oxley will cost $4.5 million.",
        "The new tram depot at Oxley cost 7.2 million dollars.",
        "How much does the new Oxley depot cost?",
        (
            "differ the cost (tram depot Oxley): $4.5 million (Paper 2); "
            "7.2 million dollars (Paper 3, newer)"
        ),
    ),
    (
        "The Oxley tram company agreed to raise wages of drivers by 4.5 percent.",
        "Wages of drivers at the Oxley tram company rise by 6.2%.",
        "By what percentage do wages at the Oxley tram company rise?",
        "differ the rise (Oxley tram company): 4.5 percent (Paper 2); 6.2% (Paper 3, newer)",
    ),
    (
        "Depot manager Roland Finch of Oxley was sentenced to four years and six months in prison.",
        "Roland Finch, who ran the Oxley depot, was jailed for three years.",
        "How long is the prison sentence of Roland Finch of Oxley?",
        (
            "differ the prison term (Depot manager Roland): four years and six months (Paper 2); "
            "three years (Paper 3, newer)"
        ),
    ),
    (
        "Police arrested 12 people after the Oxley depot fire.",
        "Seven people were arrested after the fire at the Oxley depot.",
        "How many people were arrested over the Oxley depot fire?",
        "differ people arrested: 12 (Paper 2); seven (Paper 3, newer)",
    ),
]


@pytest.mark.parametrize(("one", "other", "question", "line"), DISAGREE)
def test_figures_for_the_same_thing_differ(one, other, question, line):
    """Each is shown with its source, the older first, the last called newer."""
    assert two(one, other, question) == [line]


AGREE = [
    ("The Oxley depot fire injured 12 people.", "Twelve people were hurt in the Oxley fire."),
    ("The Oxley depot fire injured about 200 people.", "The Oxley fire injured 214 people."),
    ("The Oxley depot fire injured more than 10 people.", "The Oxley fire injured 12 people."),
    ("The Oxley depot fire injured at least 10 people.", "The Oxley fire injured 31 people."),
    ("The Oxley depot fire injured nearly 20 people.", "The Oxley fire injured 18 people."),
    ("The Oxley depot fire injured up to 30 people.", "The Oxley fire injured 18 people."),
    ("The Oxley depot fire injured 10 to 15 people.", "The Oxley fire injured 13 people."),
    ("The Oxley depot fire injured between 10 and 15 people.", "The Oxley fire injured 12 people."),
    ("The Oxley depot fire injured 200 people.", "The Oxley fire injured 214 people."),
    ("The Oxley depot fire injured a dozen people.", "The Oxley fire injured 13 people."),
    ("The Oxley depot fire injured 12 people.", "The Oxley fire injured five children."),
    ("The Oxley depot fire injured 12 people.", "The Oxley fire killed nine people."),
    ("The Oxley depot fire injured 12 people.", "Four people were seriously injured in Oxley."),
    ("The Oxley depot fire injured 12 people.", "Four of the injured in the Oxley fire went home."),
    ("The Oxley depot fire injured 12 people.", "Another four people were injured in Oxley."),
    ("The Oxley depot fire injured 12 people.", "Four more people were injured at Oxley."),
    ("The Oxley depot fire injured 12 people.", "The Oxley fire could have injured 30 people."),
    ("The Oxley depot fire injured 12 people.", "The Oxley toll rose from 9 to 12 injured."),
    ("The Oxley depot fire injured 12 people.", "In 2019 a fire in Oxley injured nine people."),
    ("The Oxley depot fire injured 12 people.", "A crash in Wendle injured nine people."),
    ("The Oxley depot fire injured 12 people.", "Two people are injured each week in Oxley."),
    (
        "The Oxley depot fire injured 12 people.",
        "Nine birds were found near Oxley. Four were hurt.",
    ),
    ("The Oxley depot fire injured 12 people on Monday.", "Nine people were hurt on Thursday."),
    (
        "The Oxley depot fire injured 12 people in July.",
        "In May an Oxley fire injured nine people.",
    ),
    ("The Oxley depot fire injured 12 people.", "The Oxley depot, built 1911, has 9 doors."),
    ("The Oxley depot fire injured 12 people.", "Oxley lies 9 miles off; people were hurt there."),
    ("The Oxley depot fire injured 12 people.", "Nobody was hurt in Oxley, nine trams burned."),
    ("The Oxley depot fire injured 12 people.", "The Oxley fire was no. 9; people were injured."),
    ("The Oxley depot fire injured 12 people.", "Of 900 people in Oxley some were injured."),
    ("The Oxley depot fire injured 12 people.", "The Oxley fire injured 900 people."),
]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_figures_that_can_both_be_right_do_not(one, other):
    """Rounded, bounded, of some of them, of another time or place, or of something else."""
    assert two(one, other, HURT) == []
    assert two(other, one, HURT) == []


OF_OTHER_THINGS = [
    (
        "Shares in the Oxley tram company fell 11 per cent on Friday.",
        "Shares in the Oxley tram company rose 3 per cent.",
        "By what percentage did shares in the Oxley tram company fall?",
    ),
    (
        "Unemployment in Oxley rose to 4.1 percent in the first quarter.",
        "Unemployment in Oxley rose to 5.3 percent in the second quarter.",
        "What percentage did unemployment in Oxley rise to?",
    ),
    (
        "The union wants wages at the Oxley trams to rise by 8 percent.",
        "The Oxley tram company will raise wages by 4 percent.",
        "By what percentage do wages at the Oxley trams rise?",
    ),
    (
        "The new tram depot at Oxley cost $4.5 million.",
        "The new tram depot at Oxley cost £3.2 million.",
        "How much did the new Oxley depot cost?",
    ),
    (
        "The new tram depot at Oxley cost $4 million.",
        "The new tram depot at Oxley cost $4.3 million.",
        "How much did the new Oxley depot cost?",
    ),
    (
        "The Oxley depot leaked 40 tonnes of diesel.",
        "The Oxley depot lost 65 tonnes of sand.",
        "How much diesel did the Oxley depot leak?",
    ),
    (
        "The Oxley depot leaked 40 tonnes of diesel.",
        "Engineers pumped 25 tonnes of diesel out of the Oxley depot.",
        "How much diesel did the Oxley depot leak?",
    ),
    (
        "Border guards of Oxley said 17 Brennian people were killed in the war.",
        "The war at Oxley killed 12 Norvanese people.",
        "How many people were killed in the Oxley war?",
    ),
    (
        "The Oxley tram strike goes on at nine depots of the company.",
        "The Oxley tram company owns 20 depots, and the strike goes on.",
        "How many depots does the Oxley tram strike hit?",
    ),
    (
        "Storm Ragna killed three people in Oxley.",
        "Storm Ragna killed 11 people nationwide, five of them in Oxley.",
        "How many people did Storm Ragna kill in Oxley?",
    ),
    (
        "Rovers drew 34,000 spectators to the Oxley ground on Saturday.",
        "Rovers play at the Oxley ground, which holds a maximum of 41,000 spectators.",
        "How many spectators saw Rovers at the Oxley ground?",
    ),
]


@pytest.mark.parametrize(("one", "other", "question"), OF_OTHER_THINGS)
def test_figures_for_other_things_do_not(one, other, question):
    """Other directions, periods, wishes, currencies, substances, places and seats."""
    assert two(one, other, question) == []
    assert two(other, one, question) == []


def test_a_year_between_them_makes_them_two_events():
    """What was reported long after, or before, is of something else."""
    later = {"published": day(2) + timedelta(days=300)}
    one, other, question, _ = DISAGREE[0]
    assert two(one, other, question, **later) == []


def test_what_was_not_asked_is_not_told():
    """A question for the dead is not answered with who disagrees on the injured."""
    one, other, *_ = DISAGREE[0]
    assert two(one, other, "How many trams burned in the Oxley depot fire?") == []


def test_the_answers_own_figure_is_compared_without_being_asked_for():
    """A question for no number is answered by a sentence with one, and others differ."""
    one, other, _, line = DISAGREE[0]
    assert two(one, other, "What did the Oxley depot fire do?") == [line]


def test_two_figures_in_one_article_are_of_two_things():
    """An article that would contradict itself is not brought up."""
    first = article("The Oxley depot fire injured 12 people.", 2)
    second = article(
        "A fire in Oxley injured nine people. Five people were hurt in Oxley later.", 3
    )
    assert compared(HURT, first, second)[0] == ()


def test_a_rising_toll_is_shown_from_first_to_last():
    """Three reports, three figures, each once however many have it."""
    texts = [
        "The fire at the Oxley depot killed three people.",
        "The Oxley depot fire has killed five people.",
        "Five people were killed in the Oxley depot fire.",
        "The death toll in the Oxley depot fire rose to eight.",
    ]
    articles = [article(text, n + 2) for n, text in enumerate(texts)]
    told, cited = compared("How many people died in the Oxley depot fire?", *articles)
    assert shown(told, cited) == [
        "differ people killed: three (Paper 2); five (Paper 3); eight (Paper 5, newer)"
    ]
    assert len(cited) == 3


@pytest.mark.parametrize("more", [{"published": None}, {"published": day(2), "precision": "day"}])
def test_none_is_newer_where_that_is_not_known(more):
    """Undated, or of the same day."""
    one, other, question, _ = DISAGREE[0]
    told, _ = compared(question, article(one, 2), article(other, 3, **more))
    assert [report.newer for report in told[0].reports] == [False, False]


def test_a_correction_is_told_with_the_report_it_corrects():
    """The old figure where it was first read, then the new one."""
    old = article("The Oxley depot fire injured 12 people, police said.", 2)
    new = article(
        "Nine people were injured in the Oxley depot fire, not 12 as first reported.",
        3,
        title="Correction: nine hurt at Oxley, not 12",
    )
    told, cited = compared(HURT, new, old)
    assert shown(told, cited) == ["corrected people injured: 12 (Paper 2); nine (Paper 3, newer)"]
    assert cited[1].quote == old.text


def test_a_correction_alone_is_told_from_its_own_sentence():
    """Without the first report both figures rest on the sentence that has them."""
    text = "Nine people were injured in the Oxley depot fire, not 12 as first reported."
    told, cited = compared(HURT, article(text, 3))
    assert shown(told, cited) == ["corrected people injured: 12 (Paper 3); nine (Paper 3, newer)"]
    assert len(cited) == 1


def test_an_earlier_version_is_a_correction():
    """A line at the end of an article says what it said before."""
    text = (
        "Nine people were injured in the Oxley depot fire.\n\nIt began in a tram.\n\n"
        "An earlier version of this article said 12 people were injured."
    )
    told, cited = compared(HURT, article(text, 3))
    assert shown(told, cited) == ["corrected people injured: 12 (Paper 3); nine (Paper 3, newer)"]
    assert cited[1].quote.startswith("An earlier version")


def test_who_still_differs_from_a_correction_is_shown_too():
    """Another figure than the one that was withdrawn."""
    new = article("Nine people were injured in the Oxley fire, not 12 as first reported.", 3)
    other = article("The Oxley depot fire injured 15 people.", 4)
    assert shown(*compared(HURT, new, other)) == [
        "corrected people injured: 12 (Paper 3); nine (Paper 3, newer)",
        "differ people injured: nine (Paper 3); 15 (Paper 4, newer)",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Oxley depot fire injured nine people, not trams.",
        "The Oxley depot fire injured nine people, not 12 hours after another.",
        "Nine people were injured in the Oxley depot fire, and not 12 trams but 40 burned.",
    ],
)
def test_a_mere_contrast_corrects_nothing(text):
    """It takes a word for a correction, and a figure for the same thing."""
    assert compared(HURT, article(text, 3))[0] == ()


def revised(old: str, new: str, question: str) -> list[str]:
    now = article(new, 3, revision=2, updated=day(5))
    before = article(old, 3, revision=1)
    return shown(*compared(question, now, earlier={now.id: [before, now]}))


def test_a_revision_that_lowers_a_figure_is_a_correction():
    """The former revision's own words are cited, with a link that jumps nowhere."""
    now = article("The Oxley depot fire injured nine people.", 3, revision=2, updated=day(5))
    before = article("The Oxley depot fire injured 12 people.", 3, revision=1)
    told, cited = compared(HURT, now, earlier={now.id: [before, now]})
    assert shown(told, cited) == ["corrected people injured: 12 (Paper 3); nine (Paper 3, newer)"]
    assert (cited[1].revision, cited[1].quote) == (1, before.text)
    assert cited[1].link == cited[1].url


def test_a_revision_that_raises_a_toll_corrects_nothing():
    """More may have died since; the new figure is newer."""
    assert revised(
        "The Oxley depot fire killed three people.",
        "The Oxley depot fire killed five people.",
        "How many people died in the Oxley depot fire?",
    ) == ["differ people killed: three (Paper 3); five (Paper 3, newer)"]


def test_a_revision_that_says_the_same_is_none():
    """Nor is one that was reworded alone."""
    old, new = "The Oxley depot fire injured 9 people.", "The Oxley fire injured nine people."
    assert revised(old, new, HURT) == []


def test_nothing_found_nothing_differs():
    """The citations come back as they were."""
    understood = understand(HURT, [], asked_at=day(20))
    assert differences(understood, [], [], []) == ((), ())
