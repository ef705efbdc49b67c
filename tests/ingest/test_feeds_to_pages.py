"""A feed's entries lead to their pages, with a real publisher and a real archive."""

from ingest.pipeline import Outcome, ingest
from ingest.sources import Address, LocalPath
from retrieval.news import SHARED
from tests.ingest.site import body, feed, page

RSS = "application/rss+xml"


def take(archive, *given, **options):
    return ingest(given, archive, library=SHARED, allow_private=True, host_delay=0, **options)


def one(summary):
    (result,) = summary.results
    assert result.article is not None, result.reason
    return result


def entry(url, **more):
    return {"title": "Seals take over the pier", "link": url, "guid": "seals-1", **more}


def test_entry_leads_to_its_page(archive, publisher):
    """The whole article comes from the page; a second reading of the feed changes nothing."""
    url = publisher.publish("/seals", page())
    rss = publisher.publish("/rss", feed(entry(url, description="Seals!")), content_type=RSS)
    result = one(take(archive, Address(rss)))
    assert (result.outcome, result.article.text) == (Outcome.NEW, body())
    assert (result.article.extent, result.article.url) == ("full", url)
    assert one(take(archive, Address(rss))).outcome is Outcome.UNCHANGED


def test_falls_back_to_the_feeds_own_text(archive, publisher):
    """Where the page may not be read, the entry's content is taken, and the article says so."""
    url = publisher.publish("/seals", "No.", status=403)
    content = "".join(f"<p>{line}</p>" for line in body().split("\n\n"))
    rss = feed(entry(url, **{"content:encoded": content, "description": "Seals!"}))
    result = one(take(archive, Address(publisher.publish("/rss", rss, content_type=RSS))))
    assert (result.outcome, result.article.text) == (Outcome.NEW, body())
    assert result.article.extent == "feed"
    assert "403" in result.reason


def test_falls_back_to_the_summary_and_mends_it(archive, publisher):
    """A summary stands in for a page that cannot be had, until the page can."""
    url = publisher.publish("/seals", "No.", status=403)
    summary = body().split("\n\n", maxsplit=1)[0]
    rss = publisher.publish("/rss", feed(entry(url, description=summary)), content_type=RSS)
    result = one(take(archive, Address(rss)))
    assert (result.article.extent, result.article.text) == ("summary", summary)
    publisher.publish("/seals", page())
    result = one(take(archive, Address(rss)))
    assert (result.outcome, result.article.extent) == (Outcome.REVISED, "full")
    assert len(archive.articles([SHARED])) == 1


def test_without_following(archive, publisher):
    """When told not to follow, the feed's own texts are taken and no page is asked for."""
    url = publisher.publish("/seals", page())
    summary = body().split("\n\n", maxsplit=1)[0]
    rss = publisher.publish("/rss", feed(entry(url, description=summary)), content_type=RSS)
    assert one(take(archive, Address(rss), follow=False)).article.extent == "summary"
    assert publisher.asked("/seals") == 0


def test_feed_in_a_file(archive, publisher, tmp_path):
    """A feed in a file leads to its pages too."""
    url = publisher.publish("/seals", page())
    file = tmp_path / "feed.xml"
    file.write_text(feed(entry(url, description="Seals!")))
    assert one(take(archive, LocalPath(file))).article.text == body()


def test_front_page_leads_to_its_feed(archive, publisher):
    """A site's front page stands for the feed it names."""
    url = publisher.publish("/seals", page())
    publisher.publish("/rss", feed(entry(url, description="Seals!")), content_type=RSS)
    links = "".join(f"<li><a href='/{n}'>Headline number {n} of today</a></li>" for n in range(30))
    front = publisher.publish(
        "/",
        "<!doctype html><head><title>Skarn Daily</title><meta property='og:type' content='website'>"
        "<link rel='alternate' type='application/rss+xml' href='/rss' title='All news'></head>"
        f"<body><ul>{links}</ul></body>",
    )
    result = one(take(archive, Address(front)))
    assert (result.outcome, result.article.url) == (Outcome.NEW, url)


def test_opml_and_sitemap(archive, publisher):
    """A list of feeds leads to each of them, and a news sitemap to its pages."""
    seals = publisher.publish("/seals", page())
    owls = publisher.publish("/owls", page("nine", title="Owls take over the church"))
    publisher.publish("/rss", feed(entry(seals, description="Seals!")), content_type=RSS)
    publisher.publish(
        "/news.xml",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        f"<loc>{owls}</loc><news:news><news:publication><news:name>Skarn Daily</news:name>"
        "<news:language>en</news:language></news:publication>"
        "<news:publication_date>2026-10-06</news:publication_date>"
        "<news:title>Owls take over the church</news:title></news:news></url></urlset>",
        content_type="application/xml",
    )
    outlines = "".join(
        f'<outline type="rss" text="x" xmlUrl="{publisher.url(path)}"/>'
        for path in ("/rss", "/news.xml")
    )
    opml = publisher.publish(
        "/list.opml",
        f'<opml version="2.0"><head/><body>{outlines}</body></opml>',
        content_type="text/x-opml",
    )
    found = take(archive, Address(opml)).results
    assert {result.article.url for result in found if result.article} == {seals, owls}, found


def test_one_broken_entry_holds_nothing_up(archive, publisher):
    """An entry that leads nowhere fails alone."""
    seals = publisher.publish("/seals", page())
    entries = (
        {"title": "Gone", "link": publisher.url("/gone"), "guid": "gone", "description": "Gone."},
        entry(seals),
    )
    rss = publisher.publish("/rss", feed(*entries), content_type=RSS)
    summary = take(archive, Address(rss))
    assert (summary.count(Outcome.FAILED), summary.count(Outcome.NEW)) == (1, 1)


def test_foreign_feed_cannot_change_an_article(archive, publisher):
    """An entry's id that once led to another site's article does not make it that feed's own."""
    seals = publisher.publish("/seals", page())
    first = publisher.publish("/rss", feed(entry(seals)), content_type=RSS)
    known = one(take(archive, Address(first))).article
    elsewhere = {"title": "Seals", "link": "https://elsewhere.example/x", "guid": "seals-1"}
    text = "Elsewhere says that there never were any seals on that pier, not a single one of them."
    publisher.publish("/rss", feed({**elsewhere, "description": text}), content_type=RSS)
    take(archive, Address(first), follow=False)
    assert archive.article(known.id, [SHARED]).text == body()
