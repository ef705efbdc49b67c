"""Pages: the article and what the page says about itself."""

import json
from datetime import UTC, datetime

import pytest

from ingest.page import extract
from retrieval.errors import SourceUnreadable

BODY = [
    "The lighthouse keeper of Skarn counted eleven seals on the pier on Tuesday morning.",
    "“They come for the sun,” said Ada Brandt, who has kept the light for thirty years.",
    "The harbour office asked walkers to stay twenty metres away from the animals.",
    "A seal bit a tourist last year; the tourist had tried to feed it a waffle.",
]


def page(head="", top="", body=BODY):
    paragraphs = "".join(f"<p>{line}</p>" for line in body)
    return (
        f"<!doctype html><html lang='en-GB'><head>{head}</head><body><nav><a href='/'>Home</a>"
        f"<a href='/sport'>Sport</a></nav><main><article><h1>Seals take over the pier</h1>{top}"
        f"{paragraphs}</article></main><footer>© 2019 Skarn Daily</footer></body></html>"
    )


def json_ld(**values):
    return f"<script type='application/ld+json'>{json.dumps(values)}</script>"


def test_body_without_furniture():
    """The paragraphs come out whole, a blank line between them, without menu or headline."""
    assert extract.article(page()).text == "\n\n".join(BODY)


def test_json_ld():
    """JSON-LD is believed first, also inside a graph, with its time zone."""
    article = {
        "@type": ["NewsArticle"],
        "headline": "Seals &amp; the pier",
        "author": [{"name": "Ada Brandt"}, {"name": "Jon Vik"}],
        "publisher": {"@type": "Organization", "name": "Skarn Daily"},
        "datePublished": "2026-10-05T14:30:00+02:00",
        "dateModified": "2026-10-06T08:00:00Z",
        "articleSection": ["Coast"],
    }
    draft = extract.article(page(json_ld(**{"@graph": [{"@type": "WebSite"}, article]})))
    assert draft.title == "Seals & the pier"
    assert draft.authors == ("Ada Brandt", "Jon Vik")
    assert (draft.outlet, draft.section, draft.language) == ("Skarn Daily", "Coast", "en")
    assert draft.published == datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    assert (draft.precision, draft.guessed) == ("time", False)
    assert draft.updated == datetime(2026, 10, 6, 8, tzinfo=UTC)


def test_meta_tags():
    """OpenGraph and article tags serve without JSON-LD; the site's name is cut off."""
    head = (
        "<meta property='og:title' content='Seals take over the pier | Skarn Daily'>"
        "<meta property='og:site_name' content='Skarn Daily'>"
        "<meta property='article:published_time' content='2026-10-05T14:30:00Z'>"
        "<link rel='canonical' href='https://skarn.example/seals'>"
    )
    draft = extract.article(page(head))
    assert draft.title == "Seals take over the pier"
    assert draft.outlet == "Skarn Daily"
    assert draft.published == datetime(2026, 10, 5, 14, 30, tzinfo=UTC)
    assert draft.url == "https://skarn.example/seals"


def test_time_element():
    """A <time> in the article is the publisher's word; with no zone only the day is claimed."""
    draft = extract.article(page(top="<time datetime='2026-10-05T14:30'>Monday</time>"))
    assert draft.published == datetime(2026, 10, 5, 14, 30, tzinfo=UTC)
    assert (draft.precision, draft.guessed) == ("day", False)


def test_undated_page():
    """A page without a date stays undated; a copyright year is no date."""
    assert extract.article(page()).published is None


def test_date_read_from_the_page_is_a_guess():
    """A date that only stands in the page's words is kept, to the day, and marked a guess."""
    draft = extract.article(page(top="<p class='date'>Published: 5 October 2026</p>"))
    assert draft.published == datetime(2026, 10, 5, tzinfo=UTC)
    assert (draft.precision, draft.guessed) == ("day", True)


@pytest.mark.parametrize(
    "script",
    ["{broken", "[]", "null", "3", '"text"', '{"@type": 5, "headline": {}}', "[" * 5000],
)
def test_broken_json_ld(script):
    """Whatever stands in a script, the page is read without it."""
    draft = extract.article(page(f"<script type='application/ld+json'>{script}</script>"))
    assert draft.title == "Seals take over the pier"


def test_lone_surrogates_go():
    """JSON can smuggle in half a character that no database takes."""
    script = r'{"@type":"NewsArticle","headline":"Seals \ud800 on the pier"}'
    draft = extract.article(page(f"<script type='application/ld+json'>{script}</script>"))
    assert draft.title.encode() == b"Seals on the pier"


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 60_000,
        "<scriptx>" + "<p>" * 60_000 + "</script>",
        "<!-- <script -->" + "<p>" * 60_000 + "</script>",
        "<a title='<script >'>" + "<p>" * 60_000 + "</script>",
        "<p " + "a=1 " * 30_000 + ">",
        "<p z='>' " + " ".join(f"a{n}" for n in range(30_000)) + ">",
        "<p " + " ".join(f"a{n}='<'" for n in range(30_000)) + ">",
        "<!-- <a x='--><p " + "a=1 " * 30_000 + ">",
        "<p a='" + "<p " * 40_000 + "x" * 100_000,
        "x" * 5_000_001,
    ],
    ids="tags scriptx comment value attributes quoted brackets hidden unending size".split(),
)
def test_hostile_pages_are_refused(html):
    """Markup on which parsers do not come to an end is refused before any sees it."""
    with pytest.raises(SourceUnreadable, match="save its text"):
        extract.article(html)


def test_long_scripts_and_pictures_are_harmless():
    """A page is not refused for data in a script or an attribute."""
    picture = f"<img src='data:image/png;base64,{'A' * 90_000}'>"
    script = f"<script>var a = {'1<2;' * 40_000}</script>"
    assert extract.article(page(script, picture)).text.startswith(BODY[0])


def test_shown_byline():
    """Where the page tells machines nothing, the byline it shows readers is read."""
    lines = [
        "Par Jeanne Durand et Paul Petit",
        "Publié le 04/05/2026 à 08:15",
        "Mis à jour le 5 mai 2026",
    ]
    draft = extract.article(page(top="".join(f"<div>{line}</div>" for line in lines)))
    assert draft.authors == ("Jeanne Durand", "Paul Petit")
    assert draft.published is not None
    assert (draft.published.date().isoformat(), draft.guessed) == ("2026-05-04", True)
    assert draft.updated == datetime(2026, 5, 5, tzinfo=UTC)
    assert draft.text == "\n\n".join(BODY)


def test_tables():
    """A table's rows are read as in any other document, a line each."""
    table = "<table><tr><th>Year</th><th>Seals</th></tr><tr><td>2025</td><td>-4</td></tr></table>"
    html = page().replace(f"<p>{BODY[2]}</p>", f"<p>{BODY[2]}</p>{table}")
    assert extract.article(html).text.split("\n\n")[3:5] == ["Year, Seals", "2025, -4"]
