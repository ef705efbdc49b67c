"""Each article once: moved, withdrawn, removed, told by several outlets."""

from ingest.pipeline import Outcome, Overrides, ingest
from ingest.sources import Address, Upload
from retrieval.news import SHARED
from tests.ingest.site import body, feed, page

LONG = body() + (
    "\n\nThe seals have been counted every autumn since 1974, when a retired schoolteacher began "
    "to keep a book of them, and the highest number until now was nine. The museum of the town "
    "shows the book beside a stuffed walrus that was washed ashore in the winter of 1931."
)


def take(archive, *given, **options):
    return ingest(given, archive, library=SHARED, allow_private=True, host_delay=0, **options)


def outcome(archive, given, **options):
    (result,) = take(archive, given, **options).results
    return result.outcome


def test_unchanged_pages_are_not_sent_again(archive, publisher):
    """What the publisher says has not changed is not read again."""
    url = publisher.publish("/seals", page(), headers={"ETag": '"1"'})
    assert outcome(archive, Address(url)) is Outcome.NEW
    assert outcome(archive, Address(url)) is Outcome.UNCHANGED
    again = [r for r in publisher.requests if r.path == "/seals"][-1]
    assert {name.lower(): value for name, value in again.headers.items()}["if-none-match"] == '"1"'


def test_moved_for_good(archive, publisher):
    """An article that moved is the same article; its old address still leads to it."""
    old = publisher.publish("/old", page())
    assert outcome(archive, Address(old)) is Outcome.NEW
    new = publisher.publish("/new", page("nine"))
    publisher.redirect("/old", new, status=301)
    assert outcome(archive, Address(old)) is Outcome.REVISED
    (article,) = archive.articles([SHARED])
    assert "nine seals" in article.text
    assert outcome(archive, Address(new)) is Outcome.UNCHANGED
    publisher.publish("/new", page("ten"))
    assert outcome(archive, Address(new)) is Outcome.REVISED
    publisher.withdraw("/old")
    assert outcome(archive, Address(old)) is Outcome.FAILED
    assert [one.id for one in archive.articles([SHARED])] == [article.id]
    publisher.withdraw("/new")
    assert outcome(archive, Address(new)) is Outcome.WITHDRAWN


def test_moved_to_something_else(archive, publisher):
    """An address that now leads to another article does not make that one a revision."""
    old = publisher.publish("/old", page())
    assert outcome(archive, Address(old)) is Outcome.NEW
    other = page(title="Mayor opens the fair").replace("seals", "stalls")
    lines = other.replace("lighthouse keeper of Skarn counted eleven", "mayor of Skarn opened")
    words = lines.replace("harbour office", "fair's office").replace("come ashore", "are set up")
    new = publisher.publish("/new", words.replace("winter storms", "crowds").replace("dogs", "c"))
    publisher.redirect("/latest", new, status=302)
    assert outcome(archive, Address(publisher.url("/latest"))) is Outcome.NEW
    newer = publisher.publish("/newer", page(title="Otters", n="forty"))
    publisher.redirect("/latest", newer, status=302)
    assert outcome(archive, Address(publisher.url("/latest"))) is Outcome.NEW
    assert len(archive.articles([SHARED])) == 3


def test_removed_articles_stay_out_of_feeds(archive, publisher):
    """What a person removed no feed brings back; the person may."""
    url = publisher.publish("/seals", page())
    entry = {"title": "Seals", "link": url, "guid": "1", "description": "Seals!"}
    rss = publisher.publish("/rss", feed(entry), content_type="application/rss+xml")
    assert outcome(archive, Address(rss)) is Outcome.NEW
    archive.remove(archive.articles([SHARED])[0].id, [SHARED])
    assert outcome(archive, Address(rss)) is Outcome.KEPT_OUT
    assert outcome(archive, Address(url)) is Outcome.NEW
    assert outcome(archive, Address(rss)) is Outcome.UNCHANGED


def test_pasted_words_are_no_page(archive, publisher):
    """A page with the words of a pasted text is known by them; changed, it is its own article."""
    title = "Seals take over the pier"
    paste = Upload("paste", f"{title}\n\n{body()}".encode())
    assert outcome(archive, paste) is Outcome.NEW
    url = publisher.publish("/seals", page())
    entry = {"title": title, "link": url, "guid": "1", "description": "Seals!"}
    rss = publisher.publish("/rss", feed(entry), content_type="application/rss+xml")
    assert outcome(archive, Address(rss)) is Outcome.UNCHANGED
    for number, expected in (("nine", Outcome.NEW), ("ten", Outcome.REVISED)):
        publisher.publish("/seals", page(number))
        assert outcome(archive, Address(rss)) is expected
    assert len(archive.articles([SHARED])) == 2


def test_only_the_page_brings_back_what_was_taken_down(archive, publisher):
    """A feed may go on naming it, and have a text of it still."""
    url = publisher.publish("/seals", page())
    entry = {"title": "Seals", "link": url, "guid": "1", "description": body()}
    rss = publisher.publish("/rss", feed(entry), content_type="application/rss+xml")
    assert outcome(archive, Address(rss)) is Outcome.NEW
    publisher.withdraw("/seals")
    assert outcome(archive, Address(rss)) is Outcome.WITHDRAWN
    publisher.publish("/seals", "No.", status=403)
    assert outcome(archive, Address(rss)) is Outcome.UNCHANGED
    assert archive.articles([SHARED]) == []
    publisher.publish("/seals", page())
    assert outcome(archive, Address(rss)) is Outcome.REVISED


def test_rewrites_tell_one_story(archive):
    """Nearly the same words of two outlets are two articles of one story; others are not."""
    for outlet, text in (
        ("Skarn Daily", LONG),
        ("Fjord Post", "FJORD, Tuesday (agency) - " + LONG.replace("eleven", "11")),
        ("Hill Echo", LONG.split("\n\nThe seals")[0]),
        ("Other", "A council met in Tarn to talk about bins, and went home without a vote. " * 3),
    ):
        said = Overrides(outlet=outlet, title=f"Seals, says {outlet}")
        assert outcome(archive, Upload("paste", text.encode()), overrides=said) is Outcome.NEW
    stories = {article.outlet: article.story for article in archive.articles([SHARED])}
    assert stories["Skarn Daily"] == stories["Fjord Post"] == stories["Hill Echo"]
    assert stories["Other"] != stories["Skarn Daily"]


def test_cut_pages_do_not_shorten_whole_ones(archive, publisher):
    """A page that shows only a part now leaves the whole article as it was read."""
    url = publisher.publish("/seals", page())
    assert outcome(archive, Address(url)) is Outcome.NEW
    lead = body().split("\n\n", maxsplit=1)[0]
    teaser = f"<p>{lead}</p><p>Seals come ashore at Skarn each October to rest before…</p>"
    publisher.publish(
        "/seals",
        "<head><meta property='og:site_name' content='Skarn Daily'>"
        "<meta property='article:published_time' content='2026-10-05T14:30:00Z'>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Seals take over '
        'the pier", "isAccessibleForFree": false}</script></head><body><article>'
        f"<h1>Seals take over the pier</h1>{teaser}<p>Subscribe to continue reading.</p></article>",
    )
    take(archive, Address(url))
    assert archive.articles([SHARED])[0].text == body()
