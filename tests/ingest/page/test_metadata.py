"""What pages say about themselves, in every way they say it."""

import json
from datetime import UTC, datetime

import pytest

from ingest.page import extract, people, titles

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BODY = (
    "The lighthouse keeper of Skarn counted eleven seals on the pier on Tuesday morning. "
    "“They come for the sun,” said Ada Brandt, who has kept the light for thirty years."
)


def read(*heads, top="", end="", url="https://www.skarndaily.example/seals"):
    scripts = [
        f"<script type='application/ld+json'>{json.dumps(head)}</script>"
        if isinstance(head, dict)
        else head
        for head in heads
    ]
    html = (
        f"<html><head>{''.join(scripts)}</head><body><article><h1>Seals take over the pier</h1>"
        f"{top}<p>{BODY}</p><p>The harbour office asked walkers to stay away from the animals.</p>"
        f"{end}</article></body></html>"
    )
    return extract.article(html, url, now=NOW)


def test_a_graph_of_references():
    """In a graph people and publisher stand beside the article, and are found by their names."""
    graph = [
        {
            "@type": "Article",
            "headline": "Seals",
            "author": {"@id": "#a"},
            "publisher": {"@id": "#p"},
        },
        {"@type": "Person", "@id": "#a", "name": "Ada Brandt"},
        {"@type": "Organization", "@id": "#p", "name": "Skarn Daily"},
    ]
    draft = read({"@graph": graph})
    assert (draft.authors, draft.outlet) == (("Ada Brandt",), "Skarn Daily")


def test_the_article_among_others():
    """Of several articles in several scripts, the one with the page's headline is meant."""
    other = {"@type": "NewsArticle", "headline": "Gulls", "author": "Jon Vik"}
    live = {
        "@type": ["LiveBlogPosting"],
        "headline": "Seals take over the pier",
        "author": ["Ada Brandt", {"@type": "Person", "name": ["Ida Holm", "Per Dahl"]}],
    }
    assert read(other, live).authors == ("Ada Brandt", "Ida Holm", "Per Dahl")


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='parsely-author' content='Ada Brandt'>",
        "<meta name='sailthru.author' content='Ada Brandt'>",
        "<meta name='DC.creator' content='Ada Brandt'>",
        (
            "<meta property='article:author' content='https://facebook.com/ada'>"
            "<meta name='byl' content='By Ada Brandt'>"
        ),
    ],
)
def test_authors_in_tags(head):
    """Each house has its own tag; an address is no name, and the next tag is asked."""
    assert read(head).authors == ("Ada Brandt",)


def test_microdata():
    """What is marked in the page's own text is read."""
    top = (
        "<div itemprop='author'><span itemprop='name'>Ada Brandt</span></div>"
        "<meta itemprop='datePublished' content='2026-05-03T09:00:00+02:00'>"
        "<meta itemprop='dateModified' content='2026-05-04T09:00:00+02:00'>"
    )
    draft = read(top=top)
    assert draft.authors == ("Ada Brandt",)
    assert draft.published == datetime(2026, 5, 3, 7, tzinfo=UTC)
    assert draft.updated == datetime(2026, 5, 4, 7, tzinfo=UTC)


def test_a_page_from_the_future():
    """A date to come is refused, and the next source asked."""
    head = {"@type": "NewsArticle", "headline": "Seals", "datePublished": "2027-05-03T09:00:00Z"}
    tag = "<meta property='article:published_time' content='2026-05-03T09:00:00Z'>"
    assert read(head, tag).published == datetime(2026, 5, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By Ada Brandt and Jon Vik", ("Ada Brandt", "Jon Vik")),
        ("Ada Brandt, Coast Correspondent", ("Ada Brandt",)),
        ("ADA BRANDT and JON VIK, Associated Press", ("ADA BRANDT", "JON VIK")),
        ("Ada Brandt Associated Press", ("Ada Brandt",)),
        ("Ada Brandt, Jon Vik, and Ida Holm", ("Ada Brandt", "Jon Vik", "Ida Holm")),
        ("Ada Brandt | Skarn Media Group", ("Ada Brandt",)),
        ("Ada Brandt. Skarn Daily", ("Ada Brandt",)),
        ("Analysis by Ada Brandt, Skarn Daily Business", ("Ada Brandt",)),
        ("Ada Brandt, PhD", ("Ada Brandt",)),
        ("Ada Brandt; ada brandt", ("Ada Brandt",)),
        ("ada@skarn.example", ()),
        ("@adabrandt", ()),
        ("https://skarn.example/ada", ()),
        ("ada.brandt", ()),
        ("admin", ()),
        ("The Skarn Daily", ()),
        ("Reuters", ("Reuters",)),
        ("The Associated Press", ("The Associated Press",)),
        ("Theresa May", ("Theresa May",)),
        ("Ludwig van Beethoven", ("Ludwig van Beethoven",)),
    ],
)
def test_names(given, names):
    """Names lose their roles, houses and addresses; the outlet is not its own author."""
    assert people.names([given], "Skarn Daily") == names


def test_names_found_in_words():
    """Names guessed from a page lose the day behind them, and must look like names."""
    found = people.guessed(["Ada Brandt November 20", "Theresa May", "the ministries of defence"])
    assert found == ("Ada Brandt", "Theresa May")


@pytest.mark.parametrize(
    ("given", "heading", "outlets", "title", "outlet"),
    [
        ("Seals | SkarnDaily", None, ["The Skarn Daily"], "Seals", "The Skarn Daily"),
        ("Seals - Skarndaily", None, [], "Seals", "Skarndaily"),
        ("The Skarn Daily: Seals", "Seals", [], "Seals", "The Skarn Daily"),
        ("Seals - The Post", "Seals", [], "Seals", "The Post"),
        ("Seals - a history", None, ["Skarn Daily"], "Seals - a history", "Skarn Daily"),
        ("Seals: a history", None, ["Skarn Daily"], "Seals: a history", "Skarn Daily"),
        ("Seals take o…", "Seals take over", [], "Seals take over", None),
        ("Seals", None, ["Associated Press", "Vale Post"], "Seals", "Vale Post"),
        ("Seals", None, ["Blogger", "@skarn", "https://s.example"], "Seals", None),
        ("Seals", None, ["Skarn Daily | Coast | Sport"], "Seals", "Skarn Daily"),
        (None, None, [], None, None),
    ],
)
def test_headlines_and_outlets(given, heading, outlets, title, outlet):
    """The site's name goes from the headline; the outlet is who the page bears out."""
    address = "https://www.skarndaily.co.uk/seals"
    named = titles.named([given], heading, None, outlets, address)
    assert (named.title, named.outlet) == (title, outlet)


@pytest.mark.parametrize(
    "head",
    [
        {"@type": "NewsArticle", "headline": "Seals", "isAccessibleForFree": False},
        {"@type": "NewsArticle", "headline": "Seals", "isAccessibleForFree": "False"},
        {
            "@type": "NewsArticle",
            "headline": "Seals",
            "hasPart": [{"isAccessibleForFree": "false", "cssSelector": ".paywall"}],
        },
        "<meta property='article:content_tier' content='metered'>",
        "<meta name='article:content_tier' content='locked'>",
    ],
)
def test_paywalled(head):
    """That readers must pay is the publisher's own word."""
    assert read(head).paywalled
    assert read(head).extent == "full"


@pytest.mark.parametrize(
    "head",
    [
        {"@type": "NewsArticle", "headline": "Seals", "isAccessibleForFree": "True"},
        "<meta property='article:content_tier' content='free'>",
        "",
    ],
)
def test_free(head):
    """What is free, or says nothing, is not paywalled."""
    assert not read(head).paywalled


@pytest.mark.parametrize(
    "end",
    [
        "<p>The seals were first seen by the crew of the morning ferry, who had...</p>",
        "<p>Continue reading</p>",
        "<p>Subscribe to read the full story, from 1 € a month.</p><p>Already a subscriber?</p>",
        "<p>Please log in or register to continue reading.</p>",
        "<p>This article is for subscribers only.</p>",
        "<p>Continue reading</p><p>Cancel at any time of the year.</p>",
    ],
)
def test_cut_off(end):
    """A text that breaks off, or ends in a prompt to subscribe, is a part; the prompt goes."""
    draft = read(end=end)
    assert draft.extent == "part"
    assert "ubscri" not in draft.text
    assert "ontinue" not in draft.text
    assert "Cancel" not in draft.text


@pytest.mark.parametrize(
    "end",
    [
        "<p>And so on...</p>",
        "<p>“I will keep reading to the seals until they sleep,” the keeper said on Friday.</p>",
        "<p>Subscribers to the daily rose by a third, the publisher said in its report.</p>",
    ],
)
def test_whole(end):
    """A way of speaking, and prose about reading and subscribers, are no sign of a cut."""
    draft = read(end=end)
    assert draft.extent == "full"
    assert draft.text.endswith(end[3:-4])
