"""Flattened text: the furniture goes, the article stays."""

from datetime import UTC, datetime

import pytest

from ingest.prose import byline, clean
from ingest.prose.furniture import is_furniture, opens_tail

BODY = (
    "The lighthouse keeper of Skarn counted eleven seals on the pier on Tuesday morning.",
    "“They come for the sun,” said Ada Brandt, who has kept the light for thirty years.",
    "The harbour office asked walkers to stay twenty metres away from the animals.",
)
FLATTENED = "\n\n".join(
    [
        "News Coast Seals take over the pier at Skarn",
        "Seals take over the pier at Skarn",
        "Twitter Facebook Reddit Pinterest Email",
        *BODY,
    ]
)


def test_headline_said_twice():
    """Breadcrumb and headline run together part where the headline is said again."""
    draft = clean.article(FLATTENED)
    assert draft.title == "Seals take over the pier at Skarn"
    assert draft.section == "News Coast"


def test_body_is_kept_whole():
    """Every paragraph stays, to the last sentence, though no line break ends it."""
    assert clean.article(FLATTENED).text == "\n\n".join(BODY)


def test_prose_said_twice_is_no_headline():
    """A sentence that the article repeats is neither its headline nor taken out of it."""
    refrain = "“They will be back before the summer is over,” she said."
    body = [BODY[0], refrain, BODY[1], refrain, BODY[2]]
    draft = clean.article("\n\n".join(body))
    assert draft.title != refrain
    assert draft.text == "\n\n".join(body)
    titled = clean.article("\n\n".join(["Seals at Skarn", "Seals at Skarn", *body]))
    assert (titled.title, titled.text) == ("Seals at Skarn", "\n\n".join(body))


def test_headline_quoted_in_the_article():
    """A line like the headline further down is the article's own words."""
    body = [*BODY, "Seals take over the pier at Skarn", BODY[0]]
    draft = clean.article("\n\n".join([FLATTENED.split("\n\n")[1], *body]))
    assert draft.title == "Seals take over the pier at Skarn"
    assert draft.text == "\n\n".join(body)


def test_undated_stays_undated():
    """A text that gives no date gets none, and no address or outlet either."""
    draft = clean.article(FLATTENED)
    assert (draft.published, draft.updated, draft.url, draft.outlet) == (None, None, None, None)


def test_years_in_prose_are_no_dates():
    """A date inside a paragraph is news, not the article's date."""
    prose = "The pier was opened on 5 October 2009 by the mayor of Skarn, who fell into the water."
    assert clean.article(FLATTENED + "\n\n" + prose).published is None


@pytest.mark.parametrize(
    ("line", "published", "precision", "guessed"),
    [
        ("Published 5 October 2026", datetime(2026, 10, 5, tzinfo=UTC), "day", False),
        (
            "Published: Oct 5, 2026, 14:30 GMT",
            datetime(2026, 10, 5, 14, 30, tzinfo=UTC),
            "time",
            False,
        ),
        ("Published on Monday 5 October 2026", datetime(2026, 10, 5, tzinfo=UTC), "day", False),
        ("Veröffentlicht am 5. Oktober 2026", datetime(2026, 10, 5, tzinfo=UTC), "day", False),
        ("5 October 2026", datetime(2026, 10, 5, tzinfo=UTC), "day", True),
        ("Last updated 6 October 2026", datetime(2026, 10, 6, tzinfo=UTC), "day", True),
        ("Published 05/10/2026", None, "time", False),
        ("Published 2 hours ago", None, "time", False),
    ],
)
def test_labelled_dates(line, published, precision, guessed):
    """A date behind a label is stated, a bare one a guess, an ambiguous or relative one none."""
    draft = clean.article(FLATTENED.replace("Twitter Facebook Reddit Pinterest Email", line))
    assert (draft.published, draft.precision, draft.guessed) == (published, precision, guessed)


def test_byline_with_both_dates():
    """Writer, publication and update may share a line."""
    line = "By Ada Brandt and Jon Vik | Published 5 October 2026 | Updated 7 October 2026"
    draft = clean.article(FLATTENED.replace("Twitter Facebook Reddit Pinterest Email", line))
    assert draft.authors == ("Ada Brandt", "Jon Vik")
    assert draft.published == datetime(2026, 10, 5, tzinfo=UTC)
    assert draft.updated == datetime(2026, 10, 7, tzinfo=UTC)
    assert draft.text == "\n\n".join(BODY)


def test_outlet_from_page_title_and_copyright():
    """The outlet is what stands behind the headline, or in the copyright line."""
    titled = clean.article(
        "Seals take over the pier | The Skarn Daily\n\nSeals take over the pier\n\n"
        + "\n".join(BODY)
    )
    assert titled.outlet == "The Skarn Daily"
    assert (
        clean.article(FLATTENED + "\n\n© 2026 Skarn Daily Ltd. All rights reserved.").outlet
        == "Skarn Daily"
    )
    assert clean.article(FLATTENED + "\n\n© 2026 Reuters").outlet is None


def test_link_lists_go_and_prose_after_them_stays():
    """What follows a heading of links goes, up to the next sentence of prose."""
    tail = ["Related stories", "Gulls steal chips", "Pier closed", BODY[2]]
    draft = clean.article(
        "\n\n".join(
            [FLATTENED, *tail[:3], "The office will count the seals again on Friday, it said."]
        )
    )
    assert "Gulls" not in draft.text
    assert draft.text.endswith("again on Friday, it said.")


def test_wrapped_lines_become_paragraphs():
    """Lines broken at a fixed width, as in mails, are joined again."""
    wrapped = (
        "Seals take over the pier at Skarn\n\n"
        "The lighthouse keeper of Skarn counted eleven seals on the\n"
        "pier on Tuesday morning, more than in any year before, and\n"
        "asked the harbour office for a longer fence.\n\n"
        "The office said it had only the one fence, and that it was\n"
        "already in use at the other pier.\n"
    )
    assert clean.article(wrapped).text.count("\n\n") == 1


def test_dirty_page_keeps_its_prose():
    """Of a page that is mostly menu, the stretch with the prose remains."""
    menu = "\n".join(f"Menu entry {number}" for number in range(60))
    draft = clean.article(f"{menu}\n{FLATTENED}\n{menu}")
    assert all(paragraph in draft.text for paragraph in BODY)
    assert draft.text.count("Menu entry") < 15


def test_unseen_characters_go():
    """Control, zero-width and bidirectional characters never reach the archive."""
    draft = clean.article(
        FLATTENED.replace("seals", "se\u200bals\u202e\x00").replace("Ada", "A\u0301da")
    )
    assert "eleven seals on" in draft.text
    assert "Áda" in draft.text


@pytest.mark.parametrize(
    "line",
    [
        "Share this article on Facebook",
        "We use cookies to give you the best experience.",
        "Sign up for our daily newsletter",
        "3 min read",
        "© 2026 The Skarn Daily",
        "Read more: Gulls steal chips",
        "Skip to main content",
    ],
)
def test_furniture_is_known(line):
    """Whole lines of page furniture are told from news."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Facebook said on Friday it would share the data.",
        "Copyright reform passed the Senate on Tuesday.",
        "By using drones, the police breached privacy rules, a court found.",
        "The newsletter that brought down a mayor had nine readers.",
        "Cookies were handed out to the strikers at the gate.",
        "Register your boat before Sunday, the harbour office said.",
        "X said it would appeal.",
    ],
)
def test_prose_about_furniture_stays(line):
    """An article may speak of cookies, shares and newsletters."""
    assert not is_furniture(line)
    assert not opens_tail(line)


def test_empty_text():
    """Nothing in, nothing out."""
    assert clean.article(" \n\n ").text == ""


def test_a_paper_and_a_date_on_a_line_are_a_byline():
    """A line of nothing but a paper's name and a day is read; a place and a day is prose."""
    told = byline.read("Vale Courier, 5 May 2026")
    assert told is not None
    assert told.outlet == "Vale Courier"
    assert told.published is not None
    assert told.published.precision == "day"
    assert byline.read("Skarn, 5 May 2026") is None


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize("line", ["Published 5 October 2027", "5 October 2027"])
def test_dates_to_come_are_refused(line):
    """A text dated after it is read is misprinted, or the date is another thing's."""
    text = FLATTENED.replace("Twitter Facebook Reddit Pinterest Email", line)
    draft = clean.article(text, now=NOW)
    assert (draft.published, draft.text) == (None, "\n\n".join(BODY))
    later = datetime(2027, 12, 1, tzinfo=UTC)
    assert clean.article(text, now=later).published == datetime(2027, 10, 5, tzinfo=UTC)


def test_an_old_text_may_be_old():
    """What a person gives as text may come from before the web."""
    text = FLATTENED.replace("Twitter Facebook Reddit Pinterest Email", "Published 5 October 1931")
    assert clean.article(text).published == datetime(1931, 10, 5, tzinfo=UTC)


def test_a_text_that_breaks_off_is_a_part():
    """Prompts to subscribe at the end go, and the text is marked as cut off."""
    draft = clean.article(f"{FLATTENED}\n\nContinue reading\n\nAlready a subscriber? Log in")
    assert (draft.extent, draft.text) == ("part", "\n\n".join(BODY))
    assert clean.article(FLATTENED).extent == "full"


def test_comments_are_not_the_article():
    """On a page with menus the article ends where its readers begin to speak."""
    menu = "\n".join(f"Menu {letter}" for letter in "abcdefghijklmnopqrst")
    prose = "\n".join([*BODY, *(line.replace("a", "o") for line in BODY)])
    remark = "I was there on Tuesday and it was not eleven but at least a hundred seals."
    page = f"{menu}\nSeals take over\n{prose}\n3 comments\nkari77\n{remark}\n{menu}"
    assert remark not in clean.article(page).text
    assert BODY[0] in clean.article(page).text


def test_a_list_of_figures_stays():
    """Results and dates are an article's own lists, however short their lines."""
    results = [f"{place}. Boat of harbour {place * 7}" for place in range(1, 13)]
    text = "\n".join(["Results of the regatta", *BODY, *results, *BODY[::-1]])
    assert [line for line in results if line in clean.article(text).text] == results


def test_a_chronology_keeps_its_days():
    """Below the first prose a line that is a date alone is the article's own."""
    days = ["4 May 2026", BODY[1], "5 May 2026", BODY[2]]
    draft = clean.article(
        "\n\n".join(["Nine days of strike on the pier", "By Ada Brandt", BODY[0], BODY[1], *days])
    )
    assert draft.text.split("\n\n") == [BODY[0], BODY[1], *days]


@pytest.mark.parametrize(
    ("line", "authors", "day"),
    [
        ("By Ada Brandt and Jon Vik May 4, 2026", ("Ada Brandt", "Jon Vik"), "2026-05-04"),
        ("By Ada Brandt 4 May 2026", ("Ada Brandt",), "2026-05-04"),
        ("By Ada Brandt in Skarn", ("Ada Brandt",), None),
        ("By admin | 4 May 2026", (), "2026-05-04"),
        ("Publié le 04/05/2026", (), "2026-05-04"),
        ("Published 04/05/2026", None, None),
        ("4 May 2026 - 08:15", (), "2026-05-04"),
        ("08:15", None, None),
    ],
)
def test_bylines(line, authors, day):
    """Names end where the day begins, and nobody is dropped."""
    found = byline.read(line)
    assert (found.authors if found else None) == authors
    assert (found.published.at.date().isoformat() if found and found.published else None) == day
