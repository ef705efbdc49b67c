"""Pages: an article, or the front page of a site with its feeds."""

import pytest

from ingest.formats.discovery import FeedLink, discover
from ingest.reading import Hint, read
from retrieval.errors import SourceUnreadable

RSS = '<link rel="alternate" type="application/rss+xml" title="News" href="/rss.xml">'
COMMENTS = (
    '<link rel="alternate" type="application/rss+xml" title="Skarn » Comments Feed" '
    'href="/comments/feed">'
)
ATOM = '<link rel="stylesheet alternate" type="application/atom+xml" href="//other.example/a">'
API = '<link rel="alternate" type="application/json" href="/wp-json/1">'
TEASER = (
    '<div><a href="/2026/{0}">The harbour of Skarn saw {0} seals</a>'
    "<p>Eleven more seals came to the quay on Sunday, says the harbour master of Skarn.</p></div>"
)
TEASERS = "".join(TEASER.format(number) for number in range(12))
PARAGRAPHS = "<p>Eleven seals came to the quay on Sunday, says the harbour master.</p>" * 12


def page(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_discover():
    """A site's feeds are those its page declares; comments and other data are none."""
    html = page("", COMMENTS + RSS + ATOM + API + RSS)
    assert discover(html, "https://skarn.example/news") == (
        FeedLink("https://skarn.example/rss.xml", "News"),
        FeedLink("https://other.example/a", ""),
    )


def test_discover_shown():
    """Where a page declares none, the feeds it shows to readers are its site's."""
    html = page(
        '<a href="/feeds/">Our feeds</a><a href="rss">RSS</a><a href="/feed-the-seals">x</a>'
    )
    found = discover(html, "https://skarn.example/de/")
    assert [feed.url for feed in found] == [
        "https://skarn.example/feeds/",
        "https://skarn.example/de/rss",
    ]


def test_discover_where_links_start():
    """Feeds are looked for from where the page says that its links start."""
    html = page("", '<base href="https://cdn.example/x/">' + RSS.replace("/rss.xml", "rss.xml"))
    assert discover(html, "https://skarn.example/")[0].url == "https://cdn.example/x/rss.xml"


@pytest.mark.parametrize("path", ["", "/", "/news", "/world/north/", "/index.html"])
def test_front_pages(path):
    """A page of headlines and teasers is no article: its site's feeds are."""
    found = read(page(TEASERS, RSS).encode(), Hint(url=f"https://skarn.example{path}"))
    assert found.drafts == ()
    assert found.feeds == ("https://skarn.example/rss.xml",)


def test_front_page_in_a_file():
    """A saved front page has to say what it is, having no address to tell by."""
    said = '<meta property="og:type" content="website">'
    assert read(page(TEASERS, said + ATOM.replace("//", "https://")).encode()).feeds
    assert read(page(TEASERS).encode()).drafts


def test_front_page_without_feeds():
    """A front page that names no feed says what to give instead."""
    with pytest.raises(SourceUnreadable, match="front page"):
        read(page(TEASERS).encode(), Hint(url="https://skarn.example/"))


HEADLINES = "".join(f"<li><a href='/a/{n}'>Gull {n} steals chips</a></li>" for n in range(6))
BARE = f"<h1>Skarn Daily</h1><ul>{HEADLINES}<li><a href='/a/7'>Slow train</a></li></ul>"


@pytest.mark.parametrize("path", ["", "/", "/index.html", "/a/list-of-all-our-gulls-2026"])
def test_lists_of_headlines(path):
    """A page of a few bare headlines, some of two words, gives its site's feeds."""
    found = read(page(BARE, RSS).encode(), Hint(url=f"https://skarn.example{path}"))
    assert (found.drafts, found.feeds) == ((), ("https://skarn.example/rss.xml",))


def test_front_pages_with_whole_posts():
    """At a site's front door, posts shown whole one below the other are its feed's."""
    posts = f"<article><h2>Seals</h2>{PARAGRAPHS}</article>" * 3
    hint = Hint(url="https://skarn.example/")
    assert read(page(posts, RSS).encode(), hint).feeds
    assert read(page(posts).encode(), hint).drafts


def test_lists_that_call_themselves_articles():
    """A list of links that its site calls an article is read as one."""
    said = '<meta property="og:type" content="article">'
    for url in ("https://skarn.example/", "https://skarn.example/2026/links"):
        assert len(read(page(BARE, RSS + said).encode(), Hint(url=url)).drafts) == 1


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("0;url=/a/5", "https://skarn.example/a/5"),
        ("3; URL='https://other.example/x?y=1'", "https://other.example/x?y=1"),
        ("0;url=/a\x1b[31m\u202e5", "https://skarn.example/a[31m5"),
    ],
)
def test_pages_that_send_on(content, address):
    """A page that only sends its readers on says where to."""
    html = page("", f'<meta http-equiv="Refresh" content="{content}">')
    with pytest.raises(SourceUnreadable) as refused:
        read(html.encode(), Hint(url="https://skarn.example/old"))
    assert str(refused.value) == (f"The page sends its readers on to {address}; give that address.")


@pytest.mark.parametrize(
    "content",
    [
        "300",
        "0;url=javascript:alert(1)",
        "0;url=file:///etc/passwd",
        "0;url=http://[x",
        "0;url=/" + "x" * 600,
    ],
)
def test_pages_that_send_nowhere(content):
    """Where a page leads to no web address, it is a page without an article like any other."""
    html = page("", f'<meta http-equiv="refresh" content="{content}">')
    with pytest.raises(SourceUnreadable, match="No article was found"):
        read(html.encode(), Hint(url="https://skarn.example/old"))


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="article">',
        '<meta property="article:published_time" content="2026-10-05">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x"}</script>',
    ],
)
def test_articles_that_say_so(head):
    """A page that calls itself an article is one, whatever stands beside it."""
    found = read(page(TEASERS, RSS + head).encode(), Hint(url="https://skarn.example/news"))
    assert len(found.drafts) == 1


def test_articles_by_their_prose():
    """An article with many links beside it is an article, even at a site's front door."""
    body = f"<article>{PARAGRAPHS}</article><div>{TEASERS}</div>"
    for url in ("https://skarn.example/", "https://skarn.example/2026/10/eleven-seals-came"):
        assert len(read(page(body, RSS).encode(), Hint(url=url)).drafts) == 1


def test_pages_with_nothing():
    """A page with next to no text says how little was found."""
    with pytest.raises(SourceUnreadable, match="only 2 words"):
        read(page("<p>Not found.</p>").encode(), Hint(url="https://skarn.example/x"))
