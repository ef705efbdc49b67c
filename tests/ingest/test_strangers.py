"""What one site says of another's article: it may lead to it, and change nothing of it."""

import json

import pytest

from ingest.pipeline import Outcome, ingest
from ingest.sources import Address
from retrieval.news import SHARED
from tests.ingest.site import body, feed, page

RSS = "application/rss+xml"
LIES = "\n\n".join(
    f"A stranger says in paragraph {number} that there never were any seals on that pier, that "
    "the keeper made them up, and that whoever reads this should believe not one word of hers."
    for number in range(12)
)


def take(archive, *given, **options):
    return ingest(given, archive, library=SHARED, allow_private=True, host_delay=0, **options)


def elsewhere(url):
    """The same server under another name: to newsdesk another site."""
    return url.replace("127.0.0.1", "localhost")


def entry(url, **more):
    return {"title": "Seals", "link": url, "guid": "seals-1", **more}


@pytest.fixture
def known(archive, publisher):
    url = publisher.publish("/seals", page())
    (result,) = take(archive, Address(url)).results
    return result.article


def stands(archive, known):
    """Whether the article is as it was read from its own page."""
    now = archive.article(known.id, [SHARED])
    return (now.text, now.outlet, now.withdrawn) == (body(), "Skarn Daily", None)


def lying(publisher, url, path="/lies.rss"):
    return elsewhere(
        publisher.publish(path, feed(entry(url, **{"content:encoded": LIES})), content_type=RSS)
    )


def test_a_strangers_feed_cannot_put_its_words_on_a_page(archive, publisher, known):
    """However long its own text is, the page's stands, also when it is read for the first time."""
    take(archive, Address(lying(publisher, known.url)))
    assert stands(archive, known)
    other = publisher.publish("/owls", page("nine", title="Owls", outlet=""))
    (result,) = take(archive, Address(lying(publisher, other))).results
    assert (result.article.text, result.article.outlet) == (body("nine"), "127.0.0.1")


def test_a_strangers_feed_cannot_stand_in_for_a_known_page(archive, publisher, known):
    """Once its entry led to the page, its own text is not taken in the page's place."""
    liar = lying(publisher, known.url)
    take(archive, Address(liar))
    take(archive, Address(liar), follow=False)
    publisher.publish("/seals", "No.", status=403)
    take(archive, Address(liar))
    assert stands(archive, known)
    archive.withdraw(known.id, SHARED)
    take(archive, Address(liar), follow=False)
    assert archive.articles([SHARED]) == []


def test_an_entry_that_comes_to_mean_another_site_changes_nothing(archive, publisher, known):
    """What once led to an article may later tell of something else, at any length."""
    take(archive, Address(lying(publisher, known.url)), Address(known.url))
    liar = lying(publisher, "https://elsewhere.example/x")
    (result,) = take(archive, Address(liar), follow=False).results
    assert (result.outcome, result.article.id == known.id) == (Outcome.NEW, False)
    assert stands(archive, known)


@pytest.mark.parametrize("after", ["gone", "lies"])
def test_an_address_that_redirected_to_an_article_cannot_end_it(archive, publisher, known, after):
    """A stranger's link moved to it for good once; what becomes of the link is the link's own."""
    link = elsewhere(publisher.url("/link"))
    publisher.redirect("/link", known.url, status=301)
    take(archive, Address(link))
    if after == "gone":
        publisher.withdraw("/link")
    else:
        lines = "".join(f"<p>{line}</p>" for line in LIES.split("\n\n"))
        publisher.publish("/link", f"<article><h1>No seals at all</h1>{lines}</article>")
    take(archive, Address(link))
    assert stands(archive, known)


def test_a_strangers_feed_leads_to_no_dump(archive, publisher, known):
    """A link to records that name other sites' pages is no article."""
    lies = json.dumps({"title": "Seals", "text": LIES, "url": known.url})
    dump = publisher.publish("/dump.jsonl", lies, content_type="application/jsonl")
    (result,) = take(archive, Address(lying(publisher, elsewhere(dump)))).results
    assert stands(archive, known)
    assert result.article.id != known.id


def test_a_strangers_feed_brings_back_nothing_removed(archive, publisher, known):
    """Neither under its own name nor by letting the page in again."""
    archive.remove(known.id, [SHARED])
    liar = lying(publisher, known.url)
    for follow in (False, True):
        (result,) = take(archive, Address(liar), follow=follow).results
        assert result.outcome is Outcome.KEPT_OUT
    assert archive.articles([SHARED]) == []


def test_a_stand_in_gives_way_to_the_page_itself(archive, publisher):
    """An article known from another site's feed alone is the page's, once the page can be read."""
    url = publisher.publish("/seals", "No.", status=403)
    summary = body().split("\n\n", maxsplit=1)[0]
    rss = publisher.publish("/rss", feed(entry(url, description=summary)), content_type=RSS)
    assert take(archive, Address(elsewhere(rss))).count(Outcome.NEW) == 1
    publisher.publish("/seals", page())
    assert take(archive, Address(url)).count(Outcome.REVISED) == 1
    (article,) = archive.articles([SHARED])
    assert (article.text, article.extent, article.outlet) == (body(), "full", "Skarn Daily")
    publisher.withdraw("/seals")
    assert take(archive, Address(url)).count(Outcome.WITHDRAWN) == 1
